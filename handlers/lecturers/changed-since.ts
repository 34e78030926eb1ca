import type { Context } from '../../src/bot/context.ts';
import { addMinutes, formatMoment } from '../../src/calendar/beijing-time.ts';
import { basisOf } from '../../src/chat/basis.ts';
import type { Sheet } from '../../src/sheets/sheet.ts';
import { takenOutAt } from '../../src/sheets/taken-out.ts';
import { lecturerWords } from '../../src/training/lecturers/words.ts';

/** A record of the pools, with what was done to it. */
interface PoolRecord {
  name: string;
  changes: readonly { by: string; byUpdate: string; enteredAt: Date; what: string }[];
}

/** How the records of a sheet stood when it was shown, and when that was; absent on cards of earlier versions. */
export interface ShownAs {
  basis?: string | undefined;
  shownAt?: number | undefined;
}

/** More than this does not fit on the screen of a phone. */
const mostTold = 8;

/** Stands for these records as they are, but for what this update itself does to them. */
export function poolBasis(ctx: Context, records: readonly PoolRecord[]): string {
  const others = records.flatMap(({ changes }) => changes.filter(({ byUpdate }) => byUpdate !== ctx.update.id));
  const updates = others.map(({ byUpdate }) => byUpdate).sort();
  return basisOf(updates.join('\n'));
}

/** What was changed in these records since they were shown, a line each; nothing where they are as they were. */
export async function changedMeanwhile(
  ctx: Context,
  records: readonly PoolRecord[],
  { basis, shownAt = 0 }: ShownAs,
): Promise<string[]> {
  if (basis === undefined || basis === poolBasis(ctx, records)) return [];
  return changesSince(ctx, records, new Date(shownAt));
}

/** Said of a record that somebody else has changed within a day, so that nobody overwrites them unaware. */
export async function changedByOthers(ctx: Context, record: PoolRecord): Promise<string[]> {
  const others = record.changes.filter(({ by }) => by !== ctx.person._id);
  const lines = await changesSince(ctx, [{ ...record, changes: others }], addMinutes(ctx.now, -24 * 60));
  return lines.length === 0 ? [] : [lecturerWords.lately(lines)];
}

/**
 * What others have changed in the records of a sheet since it was handed out, for its preview; within a day where the sheet does not say when
 * that was.
 */
export async function changedSinceTakenOut(
  ctx: Context,
  sheet: Sheet | undefined,
  records: readonly PoolRecord[],
): Promise<string[]> {
  const since = (sheet && takenOutAt(sheet)) ?? addMinutes(ctx.now, -24 * 60);
  const byOthers = records.map((each) => ({
    ...each,
    changes: each.changes.filter(({ by }) => by !== ctx.person._id),
  }));
  const lines = await changesSince(ctx, byOthers, since);
  return lines.length === 0 ? [] : [lecturerWords.sinceTakenOut(lines)];
}

/** The latest first. */
async function changesSince(ctx: Context, records: readonly PoolRecord[], since: Date): Promise<string[]> {
  const changes = records
    .flatMap(({ name, changes: all }) => all.map((each) => ({ ...each, name })))
    .filter(({ byUpdate, enteredAt }) => enteredAt >= since && byUpdate !== ctx.update.id)
    .reverse()
    .sort((a, b) => b.enteredAt.getTime() - a.enteredAt.getTime())
    .slice(0, mostTold);
  const people = await ctx.store.cadres.many([...new Set(changes.map(({ by }) => by))]);
  const nameOf = (id: string) => people.find(({ _id }) => _id === id)?.name ?? '';
  return changes.map(({ name, by, enteredAt, what }) => `${formatMoment(enteredAt)}　${nameOf(by)}：${name}，${what}`);
}
