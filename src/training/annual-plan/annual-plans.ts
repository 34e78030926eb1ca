import { RuleError } from '../../errors.ts';
import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { absent, present } from '../../store/filter.ts';
import { createNumbered } from '../../store/numbering.ts';
import { once } from '../../store/once.ts';
import { date, number, optional, type RowOf, rows, text, texts, value } from '../../store/row.ts';

/** That a confirmed plan was opened again. */
export interface PlanReopening {
  by: string;
  byUpdate: string;
  at: Date;
  reason: string;
}

const annualPlans = rows(
  'annualPlans',
  {
    year: text,
    /** Counts the confirmations of a year, from 1. */
    number,
    confirmedBy: text,
    confirmedAt: date,
    byUpdate: text,
    /** The items it consists of; whatever is added later is off-plan. */
    itemIds: texts,
    reopening: optional(value<PlanReopening>()),
  },
  [
    { keys: { byUpdate: 1 }, unique: true, usedBy: 'confirm' },
    { keys: { year: 1, number: 1 }, unique: true, usedBy: 'confirm, standing' },
    { keys: { 'reopening.byUpdate': 1 }, onlyWith: 'reopening', usedBy: 'reopenedBy' },
  ],
);

/** One confirmation of a year's plan (年度培训计划). It stands until it is opened again. */
export type AnnualPlanRow = RowOf<typeof annualPlans>;

export class AnnualPlanStore {
  readonly #plans: Collection<AnnualPlanRow>;

  constructor(database: Database) {
    this.#plans = database.of(annualPlans);
  }

  byId(id: string) {
    return this.#plans.byId(id);
  }

  /** The plan of the year that stands. */
  async standing(year: string): Promise<AnnualPlanRow | undefined> {
    const latest = await this.#latest(year);
    return latest?.reopening === undefined ? (latest ?? undefined) : undefined;
  }

  /**
   * Confirms a year's plan under the next number; the same update does it once.
   * @throws RuleError `plan.confirmed-already` when somebody else's stands
   */
  confirm(wanted: Omit<AnnualPlanRow, '_id' | 'number' | 'reopening'>): Promise<AnnualPlanRow> {
    const { year } = wanted;
    return createNumbered(
      this.#plans,
      wanted,
      async () => {
        const latest = await this.#latest(year);
        if (latest !== null && latest.reopening === undefined) throw new RuleError('plan.confirmed-already', { year });
        return latest?.number ?? 0;
      },
      (next): AnnualPlanRow => ({ _id: `${year}-J${next}`, number: next, ...wanted }),
    );
  }

  /** The plan that this update opened again. */
  async reopenedBy(updateId: string): Promise<AnnualPlanRow | undefined> {
    return (await this.#plans.findOne({ 'reopening.byUpdate': updateId, reopening: present() })) ?? undefined;
  }

  /** Opens a plan again; the first reopening stands. @returns the plan as it is now */
  reopen(id: string, reopening: PlanReopening): Promise<AnnualPlanRow | null> {
    return once(this.#plans, id, 'reopening.byUpdate', reopening.byUpdate, (present) =>
      present.reopening === undefined ? { given: { reopening: absent() }, change: { $set: { reopening } } } : undefined,
    );
  }

  #latest(year: string) {
    return this.#plans.findOne({ year }, { sort: { year: -1, number: -1 } });
  }
}

/** The number under which a confirmed plan goes out, e.g. `培训计划〔2026〕1号`. */
export function planNumber({ year, number }: Pick<AnnualPlanRow, 'year' | 'number'>): string {
  return `培训计划〔${year}〕${number}号`;
}
