import type { RankLevel } from '../../county/cadre.ts';
import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { not, within } from '../../store/filter.ts';
import { isNoted } from '../../store/noted.ts';
import { once } from '../../store/once.ts';
import { date, list, number, oneOf, type RowOf, rows, text, words } from '../../store/row.ts';

/** One thing that was done to a quota call. */
interface QuotaCallStep {
  what: 'opened' | 'extended' | 'cancelled';
  by: string;
  byUpdate: string;
  at: Date;
  /** Its last day before. */
  insteadOf?: string;
  reason?: string;
}

const quotaCalls = rows(
  'quotaCalls',
  {
    classId: text,
    /** How many seats were to be shared; what the units have is in their rows. */
    seats: number,
    /** Whom units may pick; empty = all levels. */
    rankLevels: words<RankLevel>(),
    /** The last Beijing day on which units pick, and its end. */
    closesOn: text,
    closesAt: date,
    state: oneOf<'draft' | 'open' | 'cancelled'>(),
    drawnBy: text,
    drawnAt: date,
    /** Oldest first. */
    history: list<QuotaCallStep>(),
  },
  [
    { keys: { classId: 1, drawnAt: -1 }, usedBy: 'ofClass' },
    { keys: { state: 1, closesAt: 1 }, usedBy: 'endingFrom' },
  ],
);

/** That the seats of a class are shared among units, which pick people (名额分配调训). The id is the update that drew it. */
export type QuotaCallRow = RowOf<typeof quotaCalls>;

type Step = Omit<QuotaCallStep, 'what' | 'insteadOf'>;

export class QuotaCallStore {
  readonly #calls: Collection<QuotaCallRow>;

  constructor(database: Database) {
    this.#calls = database.of(quotaCalls);
  }

  byId(id: string) {
    return this.#calls.byId(id);
  }

  /** The newest of a class, cancelled ones too. */
  ofClass(classId: string) {
    return this.#calls.findOne({ classId }, { sort: { classId: 1, drawnAt: -1 } });
  }

  /** Those that units answer, and that end at this instant or later. */
  endingFrom(from: Date) {
    return this.#calls.find({ state: 'open', closesAt: within({ $gte: from }) });
  }

  /** Keeps a draft in place of those drawn before it; repeating it changes nothing. */
  async draw(call: Omit<QuotaCallRow, 'state' | 'history'>): Promise<void> {
    await this.#calls.deleteMany({ classId: call.classId, state: 'draft', _id: not(call._id) });
    await this.#calls.insertMissing([{ ...call, state: 'draft', history: [] }]);
  }

  /** Forgets a draft. */
  async drop(id: string): Promise<void> {
    await this.#calls.deleteMany({ _id: id, state: 'draft' });
  }

  /** The units are asked from now on; the same update does it once. `isQuotaMovedBy` tells whether it did. */
  open(id: string, step: Step) {
    return once(this.#calls, id, 'history.byUpdate', step.byUpdate, ({ state }) =>
      state === 'draft'
        ? {
            given: { state },
            change: { $set: { state: 'open' as const }, $push: { history: { ...step, what: 'opened' as const } } },
          }
        : undefined,
    );
  }

  /** Gives it another last day. */
  extend(id: string, end: Pick<QuotaCallRow, 'closesOn' | 'closesAt'>, step: Step) {
    return once(this.#calls, id, 'history.byUpdate', step.byUpdate, ({ state, closesOn }) => {
      if (state !== 'open') return undefined;
      const entry: QuotaCallStep = { ...step, what: 'extended', insteadOf: closesOn };
      return { given: { state, closesOn }, change: { $set: end, $push: { history: entry } } };
    });
  }

  cancel(id: string, step: Step) {
    return once(this.#calls, id, 'history.byUpdate', step.byUpdate, ({ state }) => {
      if (state !== 'open') return undefined;
      const entry: QuotaCallStep = { ...step, what: 'cancelled' };
      return { given: { state }, change: { $set: { state: 'cancelled' as const }, $push: { history: entry } } };
    });
  }
}

/** Whether this update did something to the call. */
export function isQuotaMovedBy(row: QuotaCallRow | null, updateId: string): boolean {
  return isNoted(row, 'history.byUpdate', updateId);
}

/** Whether units pick people now. */
export function takesPicks({ state, closesAt }: Pick<QuotaCallRow, 'state' | 'closesAt'>, now: Date): boolean {
  return state === 'open' && now < closesAt;
}
