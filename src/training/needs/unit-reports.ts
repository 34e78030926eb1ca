import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { among } from '../../store/filter.ts';
import { isNoted } from '../../store/noted.ts';
import { once } from '../../store/once.ts';
import { date, list, number, oneOf, optional, type RowOf, rows, text } from '../../store/row.ts';
import type { NeedItem } from './need-item.ts';

/** One thing that was done to a report, with what it held before. */
export interface ReportStep {
  act: 'file' | 'remove' | 'none' | 'undo';
  by: string;
  byUpdate: string;
  at: Date;
  before: readonly NeedItem[];
  stateBefore: ReportState;
}

/** `none`: the unit says that it needs nothing. */
export type ReportState = 'waiting' | 'filed' | 'none';

const unitReports = rows(
  'unitReports',
  {
    roundId: text,
    unitId: text,
    state: oneOf<ReportState>(),
    items: list<NeedItem>(),
    filedBy: optional(text),
    filedAt: optional(date),
    /** Oldest first. */
    history: list<ReportStep>(),
    /** How many these are: what a change rests on. */
    steps: number,
  },
  [{ keys: { roundId: 1, state: 1 }, usedBy: 'ofRounds' }],
);

/** What one unit needs, in one round; made when the round is opened. The id is `<round>:<unit>`. */
export type UnitReportRow = RowOf<typeof unitReports>;

/** What becomes of a report. */
interface ReportChange extends Omit<ReportStep, 'before' | 'stateBefore'> {
  /** What it holds from now on; `undefined` leaves it as it is. */
  itemsOf: (present: readonly NeedItem[]) => readonly NeedItem[] | undefined;
}

export class UnitReportStore {
  readonly #reports: Collection<UnitReportRow>;

  constructor(database: Database) {
    this.#reports = database.of(unitReports);
  }

  byId(roundId: string, unitId: string) {
    return this.#reports.byId(`${roundId}:${unitId}`);
  }

  /** Those of some rounds, by their ids. */
  async ofRounds(roundIds: readonly string[]): Promise<UnitReportRow[]> {
    const found = await this.#reports.find({ roundId: among(roundIds) });
    return found.sort((a, b) => (a._id < b._id ? -1 : 1));
  }

  /** Inserts a demo's first; only into an empty collection. */
  async fill(reports: readonly UnitReportRow[]): Promise<void> {
    await this.#reports.insertMissing(reports);
  }

  /** Makes empty reports; no change for units that have one. */
  async add(roundId: string, unitIds: readonly string[]): Promise<void> {
    const empty = { roundId, state: 'waiting', items: [], history: [], steps: 0 } as const;
    await this.#reports.insertMissing(unitIds.map((unitId) => ({ ...empty, _id: `${roundId}:${unitId}`, unitId })));
  }

  /** Changes what a unit says it needs; the same update does it once. `isReportMovedBy` tells whether it did. */
  change(id: string, { itemsOf, ...step }: ReportChange): Promise<UnitReportRow | null> {
    return once(
      this.#reports,
      id,
      'history.byUpdate',
      step.byUpdate,
      ({ items: before, state: stateBefore, steps }) => {
        const items = itemsOf(before);
        if (items === undefined) return undefined;
        const state: ReportState = items.length > 0 ? 'filed' : 'none';
        const entry: ReportStep = { ...step, before, stateBefore };
        const $set = { items, state, filedBy: step.by, filedAt: step.at, steps: steps + 1 };
        return { given: { steps }, change: { $set, $push: { history: entry } } };
      },
    );
  }

  /** Takes back what an update did, as the last to do anything: the report is as it was. */
  takeBack(id: string, doneByUpdate: string, step: Pick<ReportStep, 'by' | 'byUpdate' | 'at'>) {
    return once(this.#reports, id, 'history.byUpdate', step.byUpdate, ({ items, state, steps, history }) => {
      const last = history.at(-1);
      if (last?.byUpdate !== doneByUpdate) return undefined;
      const entry: ReportStep = { ...step, act: 'undo', before: items, stateBefore: state };
      const $set = { items: last.before, state: last.stateBefore, steps: steps + 1 };
      return { given: { steps }, change: { $set, $push: { history: entry } } };
    });
  }
}

/** Whether this update did something to the report. */
export function isReportMovedBy(row: UnitReportRow | null, updateId: string): boolean {
  return isNoted(row, 'history.byUpdate', updateId);
}

/** The delivery key of the card that asks a unit for its report. @param run - which time the round asks: it may be given another last day */
export function reportCardKey(id: string, run: string, cadreId: string): `need-report:${string}` {
  return `need-report:${id}:${run}:${cadreId}`;
}

/** The key of a reminder: for each unit and person once a working day, whoever reminds. */
export function reportReminderKey(id: string, todayOn: string, cadreId: string): `need-report-reminder:${string}` {
  return `need-report-reminder:${id}:${todayOn}:${cadreId}`;
}
