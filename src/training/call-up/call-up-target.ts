import type { CadreRecord, RankLevel, UnitRecord } from '../../county/cadre.ts';
import type { FocusGroups } from '../../county/groups.ts';
import type { Duty } from '../hours/duties.ts';
import type { CallUpGroup } from './call-up-rules.ts';

/** A person who may be named, with everything the rules need to know. */
export interface Candidate {
  cadre: CadreRecord;
  unit: UnitRecord;
  /** As of the day the class opens. */
  groups: FocusGroups;
  /** The group training that is required of them in the year of the class; absent where none is. */
  duty?: Duty;
  /** The class from which they were deferred to this one; they come first, whatever else holds. */
  deferredFrom?: string;
  /** Days on which the person is not available, and why: other call-ups, leave, shadowing, classes of a higher level. */
  busy: readonly Busy[];
  /** Days of every long course attended so far; shorter ones in the list are ignored. */
  courses: readonly { name: string; fromOn: string; toOn: string }[];
}

/** Both days included. `what` is shown as it is, e.g. `市委党校中青班`. */
export interface Busy {
  fromOn: string;
  toOn: string;
  what: string;
  /** What it is about, as long as it is not over. */
  topics?: readonly string[];
  /** They chose it themselves, so that it is no call-up. */
  chosen?: true;
}

/** How people come to a class, as reasons name it. */
export type Joining = '调训' | '选学';

/** The class whose seats are to be filled. */
export interface CallUpTarget {
  className: string;
  /** 调训 if not given. */
  joining?: Joining;
  opensOn: string;
  closesOn: string;
  topicTags: readonly string[];
  /** Further topics that much of its lessons are about. */
  lessonTopics?: readonly string[];
  /** A whole number, 1 or more. */
  seats: number;
  /** People kept in order as substitutes; 0 or more. */
  reserveSeats: number;
  /** Only these levels; empty = all. */
  rankLevels: readonly RankLevel[];
  /** Only people for whom one of these reasons holds; empty = any reason of the rule pack. */
  groups: readonly CallUpGroup[];
  /** Who makes the list, and is never on it. */
  proposedBy?: string;
  /** People already named for the class (kept out), and how many of each unit they are. */
  alreadyNamed: readonly { cadreId: string; unitId: string }[];
}
