import type { Half } from '../../calendar/half-day.ts';
import type { PresentNames } from '../../county/cadres.ts';
import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { absent, among } from '../../store/filter.ts';
import { isNoted } from '../../store/noted.ts';
import { once } from '../../store/once.ts';
import { date, flag, list, number, oneOf, optional, type RowOf, rows, text, texts, words } from '../../store/row.ts';
import type { Leave, LeaveKind } from './leave.ts';
import type { LeaveOffice } from './leave-route.ts';

/** `draft` until the trainee submits it, then `asked`, then `granted` or `refused`; `dropped` if it is not submitted. */
/** `closed`: whoever asked left the class, or it was withdrawn, before anybody decided. */
export type LeaveState = 'draft' | 'asked' | 'granted' | 'refused' | 'dropped' | 'closed';

/** A record that somebody was back before their leave was over, or did not take it. */
export interface LeaveReturn {
  /** Who said so, the trainee or staff. */
  by: string;
  byUpdate: string;
  enteredAt: Date;
  /** The end of the leave before this change. */
  insteadOf: Date;
}

/** That staff put a decision right. */
export interface LeaveCorrection {
  by: string;
  byUpdate: string;
  enteredAt: Date;
  to: 'granted' | 'refused';
  reason: string;
}

/** That somebody agreed, and the request went on to the next. */
export interface LeaveAgreement {
  by: string;
  byUpdate: string;
  at: Date;
  /** For how many steps of the route that was, counted from its beginning. */
  upTo: number;
}

const leaves = rows(
  'leaves',
  {
    classId: text,
    cadreId: text,
    name: text,
    kind: oneOf<LeaveKind>(),
    /** The Beijing day. */
    dateOn: text,
    /** The last of several days. */
    untilOn: optional(text),
    /** Absent = the whole day, or several. */
    half: optional(oneOf<Half>()),
    fromAt: date,
    toAt: date,
    /** Requested after the sessions had begun (补假). */
    late: flag,
    reason: text,
    state: oneOf<LeaveState>(),
    /** Every update that changed its state, beginning with the one that drafted it, so that one that runs again finds its work done. */
    moves: texts,
    askedAt: optional(date),
    decidedBy: optional(text),
    decidedAt: optional(date),
    decisionWords: optional(text),
    /** Who agrees one after the other, fixed when it was submitted; absent = the class teacher alone. */
    route: optional(words<LeaveOffice>()),
    /** How many of them have agreed. */
    agreedSteps: optional(number),
    /** Agreements that were not the last one needed, oldest first. */
    agreed: optional(list<LeaveAgreement>()),
    /** Early ends (销假), oldest first; `toAt` is that of the last one. */
    returns: optional(list<LeaveReturn>()),
    /** Decisions put right (改批), oldest first; `state` is what the last one made of it. */
    corrections: optional(list<LeaveCorrection>()),
  },
  [
    { keys: { classId: 1, cadreId: 1, fromAt: 1 }, usedBy: 'ofTrainee, grantedTo, closeAsked' },
    { keys: { classId: 1, state: 1 }, usedBy: 'grantedIn, askedIn, ofClass, closeAsked' },
  ],
);

/** One request for leave. Its id is the update that drafted it. */
export type LeaveRow = RowOf<typeof leaves>;

export class LeaveStore {
  readonly #leaves: Collection<LeaveRow>;

  constructor(database: Database, presentNames: PresentNames) {
    this.#leaves = database.of(leaves, { asRead: presentNames });
  }

  byId(id: string) {
    return this.#leaves.byId(id);
  }

  /** One trainee's requests in one class, by time. */
  ofTrainee(classId: string, cadreId: string) {
    return this.#leaves.find({ classId, cadreId }, { sort: { fromAt: 1 } });
  }

  /** The leaves that count for one trainee. */
  grantedTo(classId: string, cadreId: string) {
    return this.#leaves.find({ classId, cadreId, state: 'granted' }, { sort: { fromAt: 1 } });
  }

  /** The leaves that count in one class. */
  grantedIn(classId: string) {
    return this.#leaves.find({ classId, state: 'granted' });
  }

  /** Everything that was asked for in one class, by time. */
  async ofClass(classId: string): Promise<LeaveRow[]> {
    const state = among<LeaveState>(['asked', 'granted', 'refused', 'closed']);
    const rows = await this.#leaves.find({ classId, state });
    return rows.sort((a, b) => a.fromAt.getTime() - b.fromAt.getTime() || (a._id < b._id ? -1 : 1));
  }

  /** Requests in one class that wait for a decision. */
  askedIn(classId: string) {
    return this.#leaves.find({ classId, state: 'asked' });
  }

  /**
   * Closes what nobody has decided on in a class; the same update does it once.
   * @param of - only what this trainee asked for
   * @returns what this update closed, by time
   */
  async closeAsked(
    classId: string,
    byUpdate: string,
    set: Partial<LeaveRow>,
    of: { cadreId?: string } = {},
  ): Promise<LeaveRow[]> {
    const found = await this.#leaves.find({ classId, ...of, state: among<LeaveState>(['asked', 'closed']) });
    const closed = await Promise.all(found.map(({ _id }) => this.move(_id, ['asked'], 'closed', byUpdate, set)));
    return closed
      .filter((row) => row !== null)
      .filter(({ state, moves }) => state === 'closed' && moves.includes(byUpdate))
      .sort((a, b) => a.fromAt.getTime() - b.fromAt.getTime() || (a._id < b._id ? -1 : 1));
  }

  /** Stores a draft; the same update does it once. */
  async draft(row: LeaveRow): Promise<void> {
    await this.#leaves.insertMissing([row]);
  }

  /**
   * Moves a request on from one of these states; the same update may do it again, somebody else's move stands.
   * @returns the request as it is now; its `moves` contain this update if it made the change
   */
  move(
    id: string,
    from: readonly LeaveState[],
    to: LeaveState,
    byUpdate: string,
    set: Partial<LeaveRow>,
  ): Promise<LeaveRow | null> {
    const change = { $set: { ...set, state: to }, $push: { moves: byUpdate } };
    return once(this.#leaves, id, 'moves', byUpdate, ({ state }) =>
      from.includes(state) ? { given: { state }, change } : undefined,
    );
  }

  /**
   * Notes that somebody agreed whose agreement is not the last one needed; the same update does it once.
   * @param from - how many had agreed before
   * @returns the request as it is now
   */
  agree(id: string, from: number, agreement: LeaveAgreement): Promise<LeaveRow | null> {
    return once(this.#leaves, id, 'agreed.byUpdate', agreement.byUpdate, ({ state, agreedSteps }) => {
      if (state !== 'asked' || (agreedSteps ?? 0) !== from) return undefined;
      const change = { $set: { agreedSteps: agreement.upTo }, $push: { agreed: agreement } };
      return { given: { state, agreedSteps: agreedSteps ?? absent() }, change };
    });
  }

  /**
   * Puts the decision on a request right; the same update does it once.
   * @returns the request as it is now; `isCorrectedBy` tells whether this update put it right
   */
  correct(id: string, correction: LeaveCorrection): Promise<LeaveRow | null> {
    const { to, byUpdate } = correction;
    return once(this.#leaves, id, 'corrections.byUpdate', byUpdate, ({ state }) =>
      state === decidedOtherwise[to]
        ? { given: { state }, change: { $set: { state: to }, $push: { corrections: correction } } }
        : undefined,
    );
  }

  /**
   * Ends a granted leave early, at this instant or at its start if that is later; the same update does it once.
   * @returns the leave as it is now; `isEndedBy` tells whether this update ended it
   */
  end(id: string, at: Date, ended: Omit<LeaveReturn, 'insteadOf'>): Promise<LeaveRow | null> {
    return once(this.#leaves, id, 'returns.byUpdate', ended.byUpdate, ({ state, fromAt, toAt: insteadOf }) => {
      const toAt = at < fromAt ? fromAt : at;
      if (state !== 'granted' || toAt >= insteadOf) return undefined;
      const change = { $set: { toAt }, $push: { returns: { ...ended, insteadOf } } };
      return { given: { state, toAt: insteadOf }, change };
    });
  }
}

const decidedOtherwise = { granted: 'refused', refused: 'granted' } as const;

/** Whether this update put the decision right. */
export function isCorrectedBy(row: LeaveRow, updateId: string): boolean {
  return isNoted(row, 'corrections.byUpdate', updateId);
}

/** Whether this update agreed, so that the request went on to the next. */
export function hasAgreed(row: LeaveRow, updateId: string): boolean {
  return isNoted(row, 'agreed.byUpdate', updateId);
}

/** Whether the request was decided, and not so. */
export function isDecidedOtherwise({ state }: LeaveRow, to: LeaveCorrection['to']): boolean {
  return state === decidedOtherwise[to];
}

/** Whether this update ended the leave early. */
export function isEndedBy(row: LeaveRow, updateId: string): boolean {
  return isNoted(row, 'returns.byUpdate', updateId);
}

/** A stored leave in the form the rules use. */
export function asLeave({ _id, cadreId, kind, fromAt, toAt, late }: LeaveRow): Leave {
  return { leaveId: _id, cadreId, kind, fromAt, toAt, late };
}
