import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { among } from '../../store/filter.ts';
import { isNoted } from '../../store/noted.ts';
import { once } from '../../store/once.ts';
import { date, list, number, oneOf, optional, type RowOf, rows, text, texts } from '../../store/row.ts';

/** One thing that was done to a unit's seats, with how they stood before. */
export interface UnitQuotaStep {
  what: 'seats' | 'picked' | 'gaveUp';
  by: string;
  byUpdate: string;
  at: Date;
  seatsBefore: number;
  cadreIdsBefore: readonly string[];
  reason?: string;
}

/** `none`: the unit sends nobody, and has said why. */
type UnitQuotaState = 'waiting' | 'picked' | 'none';

const unitQuotas = rows(
  'unitQuotas',
  {
    callId: text,
    unitId: text,
    seats: number,
    state: oneOf<UnitQuotaState>(),
    /** Whom the unit picked, in its order; never more than its seats. */
    cadreIds: texts,
    pickedBy: optional(text),
    pickedAt: optional(date),
    /** Why it sends nobody. */
    reason: optional(text),
    /** Oldest first. */
    history: list<UnitQuotaStep>(),
    /** How many these are: what a change rests on. */
    steps: number,
  },
  [{ keys: { callId: 1, unitId: 1 }, usedBy: 'ofCall' }],
);

/** The seats of one unit in a quota call, and whom it picked. The id is `<call>:<unit>`. */
export type UnitQuotaRow = RowOf<typeof unitQuotas>;

type Step = Pick<UnitQuotaStep, 'by' | 'byUpdate' | 'at'>;

export class UnitQuotaStore {
  readonly #quotas: Collection<UnitQuotaRow>;

  constructor(database: Database) {
    this.#quotas = database.of(unitQuotas);
  }

  byId(callId: string, unitId: string) {
    return this.#quotas.byId(`${callId}:${unitId}`);
  }

  /** Those of some calls, by unit. */
  async ofCalls(callIds: readonly string[]): Promise<UnitQuotaRow[]> {
    const found = await this.#quotas.find({ callId: among(callIds) });
    return found.sort((a, b) => (a._id < b._id ? -1 : 1));
  }

  /** Makes the rows of units that have none yet. */
  async add(callId: string, seats: ReadonlyMap<string, number>): Promise<void> {
    const empty = { callId, state: 'waiting', cadreIds: [], history: [], steps: 0 } as const;
    const made = [...seats].map(([unitId, count]) => ({ ...empty, _id: `${callId}:${unitId}`, unitId, seats: count }));
    await this.#quotas.insertMissing(made);
  }

  /** Forgets those of a draft. */
  async drop(callId: string): Promise<void> {
    await this.#quotas.deleteMany({ callId });
  }

  /** Gives a unit another number of seats, unless it has picked more people than that. `isQuotaSetBy` tells whether it did. */
  changeSeats(id: string, seats: number, step: Step): Promise<UnitQuotaRow | null> {
    return this.#change(id, { ...step, what: 'seats' }, ({ cadreIds }) =>
      cadreIds.length > seats ? undefined : { seats },
    );
  }

  /** Keeps whom a unit picked in place of whom it picked before, unless they are more than its seats. */
  pick(id: string, cadreIds: readonly string[], step: Step): Promise<UnitQuotaRow | null> {
    return this.#change(id, { ...step, what: 'picked' }, ({ seats }) =>
      cadreIds.length > seats
        ? undefined
        : { cadreIds, state: cadreIds.length === 0 ? 'waiting' : 'picked', pickedBy: step.by, pickedAt: step.at },
    );
  }

  /** The unit sends nobody. */
  giveUp(id: string, reason: string, step: Step): Promise<UnitQuotaRow | null> {
    const set = { cadreIds: [], state: 'none', pickedBy: step.by, pickedAt: step.at, reason } as const;
    return this.#change(id, { ...step, what: 'gaveUp', reason }, () => set);
  }

  #change(
    id: string,
    step: Omit<UnitQuotaStep, 'seatsBefore' | 'cadreIdsBefore'>,
    decide: (present: UnitQuotaRow) => Partial<UnitQuotaRow> | undefined,
  ): Promise<UnitQuotaRow | null> {
    return once(this.#quotas, id, 'history.byUpdate', step.byUpdate, (present) => {
      const set = decide(present);
      if (set === undefined) return undefined;
      const { steps, seats: seatsBefore, cadreIds: cadreIdsBefore } = present;
      const entry: UnitQuotaStep = { ...step, seatsBefore, cadreIdsBefore };
      return { given: { steps }, change: { $set: { ...set, steps: steps + 1 }, $push: { history: entry } } };
    });
  }
}

/** Whether this update did something to the seats of the unit. */
export function isQuotaSetBy(row: UnitQuotaRow | null, updateId: string): boolean {
  return isNoted(row, 'history.byUpdate', updateId);
}

/** How far a quota call is. */
export interface QuotaTotals {
  units: number;
  seats: number;
  picked: number;
  /** Units that have said nothing. */
  waiting: readonly UnitQuotaRow[];
  /** Units that send nobody, and the seats these leave. */
  none: readonly UnitQuotaRow[];
  /** Seats of units that answered and picked fewer, those that send nobody included. */
  left: number;
}

/** Of the units that have seats. */
export function quotaTotals(quotas: readonly UnitQuotaRow[]): QuotaTotals {
  const asked = quotas.filter(({ seats }) => seats > 0);
  const answered = asked.filter(({ state }) => state !== 'waiting');
  const sum = (some: readonly UnitQuotaRow[]) => some.reduce((total, { seats }) => total + seats, 0);
  const picked = answered.reduce((total, { cadreIds }) => total + cadreIds.length, 0);
  return {
    ...{ units: asked.length, seats: sum(asked), picked, left: sum(answered) - picked },
    waiting: asked.filter(({ state }) => state === 'waiting'),
    none: asked.filter(({ state }) => state === 'none'),
  };
}

/** The delivery key of the card on which a unit picks. @param run - changes whenever it is asked anew */
export function quotaCardKey(id: string, run: string, cadreId: string): `quota-call:${string}` {
  return `quota-call:${id}:${run}:${cadreId}`;
}

/** The key of a reminder: for each unit and person once a working day, whoever reminds. */
export function quotaReminderKey(id: string, todayOn: string, cadreId: string): `quota-call-reminder:${string}` {
  return `quota-call-reminder:${id}:${todayOn}:${cadreId}`;
}
