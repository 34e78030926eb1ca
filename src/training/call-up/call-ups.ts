import type { PresentNames } from '../../county/cadres.ts';
import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { among, not, within } from '../../store/filter.ts';
import { once } from '../../store/once.ts';
import { date, list, number, oneOf, optional, type RowOf, rows, text, texts } from '../../store/row.ts';
import type { CallUpChange } from './call-up-changes.ts';
import type { CallUpGroup } from './call-up-rules.ts';
import { type CallUpEvent, type CallUpState, isLetOff, nextCallUpState } from './call-up-state.ts';

const callUps = rows(
  'callUps',
  {
    classId: text,
    cadreId: text,
    unitId: text,
    name: text,
    /** `named` has a seat; `reserve` waits as a substitute; `struck` was taken off before the list went out. */
    listed: oneOf<'named' | 'reserve' | 'struck'>(),
    /** 1 for the one who needs it most. */
    rank: number,
    /** Why this person by the rules, as sentences; none for who was added by hand. */
    reasons: texts,
    /** The reason under which a list names them, and all reasons in a few words; absent for people added by hand or deferred from another class. */
    mainNeed: optional(oneOf<CallUpGroup>()),
    briefly: optional(text),
    state: oneOf<CallUpState>(),
    /** What it was before they were marked as arrived; absent on rows of earlier versions. */
    beforeCheckIn: optional(oneOf<CallUpState>()),
    /** The update that proposed the list this row belongs to. */
    proposal: text,
    /** Every update that changed its state, so that one that runs again finds its work done, whatever happened after it. */
    moves: texts,
    /** What people decided about it, oldest first; kept so that it can be explained later. */
    changes: optional(list<CallUpChange>()),
    /** Until when an answer is taken; set when the notice is issued. */
    answerBy: optional(date),
    issuedAt: optional(date),
    issuedBy: optional(text),
    answeredAt: optional(date),
    exemptionReason: optional(text),
    exemptionWords: optional(text),
    decidedBy: optional(text),
    decisionWords: optional(text),
    /** The later class that somebody who is deferred comes to. */
    deferredTo: optional(text),
    /** For a substitute: whose seat it is. */
    substituteFor: optional(text),
    /** The update that added this person to an issued list, or called them up again; it gives the notice a key of its own. */
    addedByUpdate: optional(text),
    /** The update that issued the list, where an earlier list of the class was taken back; it gives the notice a key of its own. */
    issue: optional(text),
    /** Who picked them for their unit, by quota. */
    pickedBy: optional(text),
    /** The number of the list it was issued with; absent for lists of earlier versions. */
    listNumber: optional(text),
  },
  [
    { keys: { classId: 1, listed: 1, rank: 1 }, usedBy: 'ofClass, nextReserve' },
    { keys: { state: 1, answerBy: 1 }, usedBy: 'unanswered' },
    { keys: { classId: 1, substituteFor: 1 }, usedBy: 'substituteOf' },
    { keys: { cadreId: 1, issuedAt: -1 }, usedBy: 'ofCadre' },
    { keys: { deferredTo: 1 }, usedBy: 'deferredTo' },
  ],
);

/** The call-up of one person to one class; the id is `<class>:<cadre>`. */
export type CallUpRow = RowOf<typeof callUps>;

/** Whether somebody has a seat by a list that went out, and is still called up. */
export function stillCalled({ listed, issuedAt, state }: Pick<CallUpRow, 'listed' | 'issuedAt' | 'state'>): boolean {
  return listed === 'named' && issuedAt !== undefined && !isLetOff(state);
}

export class CallUpStore {
  readonly #callUps: Collection<CallUpRow>;

  constructor(database: Database, presentNames: PresentNames) {
    this.#callUps = database.of(callUps, { asRead: presentNames });
  }

  byId(classId: string, cadreId: string) {
    return this.#callUps.byId(`${classId}:${cadreId}`);
  }

  many(ids: readonly string[]) {
    return this.#callUps.find({ _id: among(ids) });
  }

  /** The whole list of a class: named first, then reserve, each by rank. */
  ofClass(classId: string) {
    return this.#callUps.find({ classId }, { sort: { classId: 1, listed: 1, rank: 1 } });
  }

  /** Notices whose answer is open, by answer deadline. */
  unanswered(until: Date) {
    const open = { state: 'issued' as const, answerBy: within({ $lte: until }) };
    return this.#callUps.find(open, { sort: { state: 1, answerBy: 1 } });
  }

  /** One person's call-ups, the latest first. */
  ofCadre(cadreId: string) {
    return this.#callUps.find({ cadreId }, { sort: { cadreId: 1, issuedAt: -1 } });
  }

  /** Who was let off another class so as to come to this one. */
  deferredTo(classId: string) {
    return this.#callUps.find({ deferredTo: classId, state: 'deferred' });
  }

  /** Requests to be excused that wait for a decision. */
  undecided() {
    return this.#callUps.find({ state: 'exemptionAsked' }, { sort: { state: 1, answerBy: 1 } });
  }

  /**
   * Adds one person to an issued list: somebody new, somebody of the reserve, or somebody who had been excused.
   * @returns the call-up as it is now; its `moves` contain this update if it made the change
   * @throws RuleError `call-up.not-now` when they have arrived already
   */
  async callUp(row: CallUpRow, change: CallUpChange): Promise<CallUpRow | null> {
    const { byUpdate } = change;
    const added = await this.#callUps.insertMissing([{ ...row, changes: [change] }]);
    if (added.size === 0) return { ...row, changes: [change] };
    const { _id, classId, cadreId, answerBy, issuedAt, issuedBy, addedByUpdate, listNumber } = row;
    const set = {
      ...(answerBy && { answerBy }),
      ...(issuedAt && { issuedAt }),
      ...(issuedBy && { issuedBy }),
      ...(addedByUpdate && { addedByUpdate }),
      ...(listNumber && { listNumber }),
    };
    const promoted = await this.#callUps.findAndChange(
      { _id, listed: among(['reserve', 'struck']), state: 'checked' },
      { $set: { ...set, listed: 'named', state: 'issued' }, $push: { moves: byUpdate, changes: change } },
    );
    return promoted ?? this.move(classId, cadreId, 'restore', byUpdate, set, change);
  }

  /** Replaces a proposal that was not issued by a new one; repeating it changes nothing. */
  async propose(classId: string, proposal: string, list: readonly CallUpRow[]): Promise<void> {
    await this.#callUps.deleteMany({ classId, state: 'checked', proposal: not(proposal) });
    await this.#callUps.updateEach(
      list.map((row) => ({ filter: { _id: row._id }, change: { $setOnInsert: row }, upsert: true })),
    );
  }

  /**
   * Moves somebody on a list that was not issued: off it, or up from the reserve. The same update does it once.
   * @returns the call-up as it is now
   */
  relist(id: string, listed: 'named' | 'struck', change: CallUpChange): Promise<CallUpRow | null> {
    return once(this.#callUps, id, 'moves', change.byUpdate, (present) => {
      if (present.state !== 'checked' || present.listed === listed) return undefined;
      const given = { state: present.state, listed: present.listed };
      return { given, change: { $set: { listed }, $push: { moves: change.byUpdate, changes: change } } };
    });
  }

  /** Issues the notice to every named person of a proposal; no change for those who have it. */
  async issue(
    classId: string,
    proposal: string,
    byUpdate: string,
    set: Pick<CallUpRow, 'answerBy' | 'issuedAt' | 'issuedBy' | 'issue' | 'listNumber'>,
  ): Promise<void> {
    await this.#callUps.updateMany(
      { classId, proposal, listed: 'named', state: 'checked' },
      { $set: { ...set, state: 'issued' }, $push: { moves: byUpdate } },
    );
  }

  /** Takes back what was issued of a proposal and not answered, so that the list may be drawn again; the same update does it once. */
  async takeIssueBack(classId: string, proposal: string, byUpdate: string): Promise<void> {
    await this.#callUps.updateMany(
      { classId, proposal, listed: 'named', state: 'issued' },
      {
        $set: { state: 'checked' },
        $unset: { issuedAt: 1, issuedBy: 1, answerBy: 1, listNumber: 1 },
        $push: { moves: byUpdate },
      },
    );
  }

  /** Drops a proposal that was not issued. */
  async drop(classId: string, proposal: string): Promise<void> {
    await this.#callUps.deleteMany({ classId, proposal, state: 'checked' });
  }

  /**
   * Changes the state of one call-up. The same update may do it again; a change that another update made is kept.
   * @param change - what it is to be explained by later, where people decide
   * @returns the call-up as it is now; its `moves` contain this update if it made the change
   * @throws RuleError `call-up.not-now` when the event cannot happen in the present state
   */
  move(
    classId: string,
    cadreId: string,
    event: CallUpEvent,
    byUpdate: string,
    set: Partial<CallUpRow>,
    change?: CallUpChange,
  ): Promise<CallUpRow | null> {
    return once(this.#callUps, `${classId}:${cadreId}`, 'moves', byUpdate, (present) => {
      const next = nextCallUpState(present.state, event);
      if (next === present.state) return undefined;
      // Who was marked by mistake stands as before: with a request that waits, without an answer, or as missing.
      const state = event === 'undoCheckIn' ? (present.beforeCheckIn ?? next) : next;
      const noted = event === 'checkIn' ? { beforeCheckIn: present.state } : {};
      const given = { state: present.state };
      const pushed = { moves: byUpdate, ...(change && { changes: change }) };
      return { given, change: { $set: { ...set, ...noted, state }, $push: pushed } };
    });
  }

  substituteOf(classId: string, cadreId: string) {
    return this.#callUps.findOne({ classId, substituteFor: cadreId });
  }

  /** Gives the seat of somebody excused to the first of the reserve; repeating it gives the same person. `null` if the reserve is empty. */
  async substitute(
    classId: string,
    forCadreId: string,
    change: CallUpChange,
    set: Pick<CallUpRow, 'answerBy' | 'issuedAt' | 'issuedBy' | 'listNumber'>,
  ): Promise<CallUpRow | null> {
    const already = await this.substituteOf(classId, forCadreId);
    if (already !== null) return already;
    return this.#callUps.findAndChange(
      { classId, listed: 'reserve', state: 'checked' },
      {
        $set: { ...set, listed: 'named', state: 'issued', substituteFor: forCadreId },
        $push: { moves: change.byUpdate, changes: change },
      },
      { sort: { classId: 1, listed: 1, rank: 1 } },
    );
  }
}

/** The card on which a request to stay away is decided. */
export function exemptionCardId(callUpId: string): string {
  return `call-up-decide:${callUpId}`;
}

/** The delivery key of the card on which a request to stay away waits for its decision. @param asked - the update that asked */
export function exemptionRequestKey(callUpId: string, asked: string, decider: string): `call-up-decide:${string}` {
  return `call-up-decide:${callUpId}:${asked}:${decider}`;
}

/** The card of the notice and of whatever the person is asked about it. */
export function callUpNoticeId(classId: string): string {
  return `call-up:${classId}`;
}

/** The delivery key of the notice that stands; a person who is called up once more gets another one. */
export function callUpNoticeKey({ classId, cadreId, addedByUpdate, issue }: CallUpRow): `call-up:${string}` {
  const own = addedByUpdate ?? issue;
  return `call-up:${classId}:${cadreId}${own === undefined ? '' : `:${own}`}`;
}
