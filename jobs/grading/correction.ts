import type { AssessedRow } from '../../src/training/grading/assessments.ts';
import { changedResults } from '../../src/training/grading/corrections.ts';
import { type GradingRow, openReopening } from '../../src/training/grading/gradings.ts';
import { candidatesIn } from '../../src/training/grading/posting.ts';
import type { ReserveEntryRow } from '../../src/training/reserve-pool/reserve-pool.ts';
import type { JobContext } from '../job.ts';

/** That results are published in place of former ones. */
export interface Correction {
  /** Of the reopening. */
  number: number;
  reason: string;
  /** The former results of those whose result is another one now, by id; nobody else is told. */
  before: ReadonlyMap<string, AssessedRow>;
  /** Who is in the reserve pool by a title that is gone, and the leaders who decide about them. */
  pool: readonly { entry: ReserveEntryRow; leaders: readonly string[] }[];
}

/** What is corrected by these results; nothing where they are the first of their class. */
export async function correctionOf(
  store: JobContext['store'],
  grading: GradingRow,
  rows: readonly AssessedRow[],
): Promise<Correction | undefined> {
  const reopening = openReopening(grading);
  if (reopening === undefined) return undefined;
  const { number, reason } = reopening;
  const former = (await store.formerResults.of(grading._id, number)).map(({ result }) => result);
  const before = new Map(changedResults(former, rows).map((each) => [each.after._id, each.before]));
  const titled = new Set(candidatesIn(rows).map(({ cadreId }) => cadreId));
  const lost = candidatesIn(former).filter(({ cadreId }) => !titled.has(cadreId));
  return { number, reason, before, pool: await inPool(store, grading._id, lost) };
}

async function inPool({ reservePool, cadres }: JobContext['store'], classId: string, lost: readonly AssessedRow[]) {
  if (lost.length === 0) return [];
  const leaders = (await cadres.withRole('orgDeptLeader')).map(({ _id }) => _id);
  const entries = await Promise.all(lost.map(({ cadreId }) => reservePool.byId(cadreId)));
  return entries.flatMap((entry) =>
    entry?.state === 'in' && entry.sources.some((source) => source.classId === classId)
      ? [{ entry, leaders: leaders.filter((each) => each !== entry.cadreId) }]
      : [],
  );
}
