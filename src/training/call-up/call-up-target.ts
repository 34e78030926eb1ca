import type { CadreRecord, RankLevel, UnitRecord } from '../../county/cadre.ts';
import type { CallUpGroup } from './call-up-rules.ts';

/** A person who may be named, with all that the rules ask about them. */
export interface Candidate {
  cadre: CadreRecord;
  unit: UnitRecord;
  /** Other call-ups, leave, shadowing, upper classes: days on which the person is taken, and by what. */
  busy: readonly Busy[];
  /** Days of every long course attended so far; shorter ones may be in the list and are passed over. */
  courses: readonly { name: string; fromOn: string; toOn: string }[];
}

/** Both days included. `what` is shown as it is, e.g. `市委党校中青班`. */
export interface Busy {
  fromOn: string;
  toOn: string;
  what: string;
}

/** The class whose seats are to be filled. */
export interface CallUpTarget {
  className: string;
  opensOn: string;
  closesOn: string;
  topicTags: readonly string[];
  /** A whole number, 1 or more. */
  seats: number;
  /** People kept in order as substitutes; 0 or more. */
  reserveSeats: number;
  /** Only these levels; empty = all. */
  rankLevels: readonly RankLevel[];
  /** Only people for whom one of these reasons holds; empty = any reason of the rule pack. */
  groups: readonly CallUpGroup[];
  /** Who draws the list: never on it. */
  proposedBy?: string;
  /** People already named for the class (kept out), and how many of each unit they are. */
  alreadyNamed: readonly { cadreId: string; unitId: string }[];
}
