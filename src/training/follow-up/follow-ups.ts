import type { PresentNames } from '../../county/cadres.ts';
import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { among, within } from '../../store/filter.ts';
import { isNoted } from '../../store/noted.ts';
import { once } from '../../store/once.ts';
import { nextRevision } from '../../store/revised.ts';
import { date, list, number, oneOf, optional, type RowOf, rows, text, texts } from '../../store/row.ts';
import type { ItemPoints } from './points.ts';

/** By whom: the trainee (自评), the unit in routine appraisal (平时考核), staff in a special check (专项检查) or of whoever was drawn (随机调研). */
const FOLLOW_UP_WAYS = ['self', 'unit', 'special', 'random'] as const;
export type FollowUpWay = (typeof FOLLOW_UP_WAYS)[number];

/** Points that somebody gave, or took back. */
export interface FollowUpEntry {
  way: FollowUpWay;
  what: 'given' | 'takenBack';
  points: ItemPoints;
  /** The example behind them, or what was seen. */
  words: string;
  /** The special check that saw it, and its Beijing day; entries of earlier versions have none. */
  check?: { name: string; heldOn: string };
  by: string;
  byUpdate: string;
  at: Date;
}

/** That somebody is left out of a round, or comes back to it. `by` is empty where the records say so. */
interface LeftEntry {
  what: 'left' | 'back';
  reason: string;
  by: string;
  byUpdate: string;
  at: Date;
}

const followUps = rows(
  'followUps',
  {
    classId: text,
    cadreId: text,
    name: text,
    /** So many after the end of the class. */
    months: number,
    dueOn: text,
    /** The last Beijing day on which answers are taken. */
    closesOn: text,
    /** `planned` before its day, where something is known of it already. */
    state: oneOf<'planned' | 'open' | 'left'>(),
    leftReason: optional(text),
    openedAt: date,
    /** Both oldest first. */
    entries: list<FollowUpEntry>(),
    leavings: list<LeftEntry>(),
    revision: number,
    updates: texts,
  },
  [
    { keys: { classId: 1, months: 1 }, usedBy: 'ofClass, ofRound' },
    { keys: { cadreId: 1 }, usedBy: 'ofCadre' },
    { keys: { dueOn: 1 }, usedBy: 'dueBetween' },
  ],
);

/** One trainee in one round of the follow-up of a class; the id is `<class>:<months>:<cadre>`. */
export type FollowUpRow = RowOf<typeof followUps>;

export function followUpId(classId: string, months: number, cadreId: string): string {
  return `${classId}:${months}:${cadreId}`;
}

export class FollowUpStore {
  readonly #followUps: Collection<FollowUpRow>;

  constructor(database: Database, presentNames: PresentNames) {
    this.#followUps = database.of(followUps, { asRead: presentNames });
  }

  byId(classId: string, months: number, cadreId: string) {
    return this.#followUps.byId(followUpId(classId, months, cadreId));
  }

  ofClass(classId: string) {
    return this.#followUps.find({ classId }, { sort: { classId: 1, months: 1 } });
  }

  ofRound(classId: string, months: number) {
    return this.#followUps.find({ classId, months });
  }

  ofCadre(cadreId: string) {
    return this.#followUps.find({ cadreId });
  }

  /** Rounds that begin between two days. */
  dueBetween(fromOn: string, untilOn: string) {
    return this.#followUps.find({ dueOn: within({ $gte: fromOn, $lte: untilOn }) });
  }

  /** Adds rows; those that are there stay, but for what waits for its day, which opens. */
  async open(wanted: readonly FollowUpRow[]): Promise<void> {
    const known = await this.#followUps.insertMissing(wanted);
    const ids = wanted.filter(({ state }, at) => known.has(at) && state === 'open').map(({ _id }) => _id);
    if (ids.length > 0)
      await this.#followUps.updateMany({ _id: among(ids), state: 'planned' }, { $set: { state: 'open' } });
  }

  /** Notes points, or that they are taken back, once for an update; nothing where the person is left out. @returns the row as it is now */
  enter(id: string, entry: FollowUpEntry): Promise<FollowUpRow | null> {
    return once(this.#followUps, id, 'updates', entry.byUpdate, (present) =>
      present.state === 'open' ? nextRevision(present, entry.byUpdate, {}, { entries: entry }) : undefined,
    );
  }

  /** Leaves somebody out of a round, or takes them back; nothing where it is so already. @returns the row as it is now */
  leave(id: string, entry: LeftEntry, todayOn: string): Promise<FollowUpRow | null> {
    return once(this.#followUps, id, 'updates', entry.byUpdate, (present) => {
      if ((present.state === 'left') === (entry.what === 'left')) return undefined;
      const state = entry.what === 'left' ? 'left' : present.dueOn <= todayOn ? 'open' : 'planned';
      return nextRevision(present, entry.byUpdate, { state, leftReason: entry.reason }, { leavings: entry });
    });
  }
}

/** Whether this update changed the row, now or before. */
export function isEnteredBy(row: FollowUpRow | null, update: string): row is FollowUpRow {
  return isNoted(row, 'updates', update);
}

/** What holds of what was given in this way. */
export function entryOf({ entries }: Pick<FollowUpRow, 'entries'>, way: FollowUpWay): FollowUpEntry | undefined {
  const last = entries.findLast((entry) => entry.way === way);
  return last?.what === 'given' ? last : undefined;
}

/** All that holds of somebody in a round, in the order of the ways. */
export function entriesOf(row: Pick<FollowUpRow, 'entries'>): FollowUpEntry[] {
  return FOLLOW_UP_WAYS.flatMap((way) => entryOf(row, way) ?? []);
}
