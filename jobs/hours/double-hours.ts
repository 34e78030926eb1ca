import { addMonths, beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { workingInstant } from '../../src/calendar/working-days.ts';
import { text } from '../../src/chat/message.ts';
import { isHeldHere } from '../../src/training/class/classes.ts';
import { type DoubleEntry, doubleEntries } from '../../src/training/hours/double-entries.ts';
import { enteringWords } from '../../src/training/hours/entering-words.ts';
import { type HourEntryRow, reversalId } from '../../src/training/hours/hour-entries.ts';
import type { Job, JobContext } from '../job.ts';

/** For how long after its end a class is compared with what else was entered for its days. */
const backMonths = 12;

/** Takes back what was entered for the days of a class beside the class itself, and tells whose it is. */
export const doubleHours: Job = {
  name: 'double-hours',
  about: enteringWords.doubleAbout,
  schedule: { dailyAt: '05:41', onWorkingDays: true },
  usefulForMinutes: 12 * 60,
  async plan(ctx) {
    const { doubles, entries } = await found(ctx);
    return [...doubles, ...madeToday(entries, ctx.now)].map(({ entry, counts }) => ({
      cadreId: entry.cadreId,
      message: text(enteringWords.doubleTo(entry, counts)),
      key: `hours-reversed:${reversalId(entry._id)}` as const,
      notBefore: workingInstant(ctx.now),
      note: enteringWords.doubleNote(entry),
    }));
  },
  async preview(ctx) {
    const { doubles } = await found(ctx);
    return doubles.length === 0 ? [] : [enteringWords.doublesFound(doubles.length)];
  },
  async effect(ctx) {
    for (const { entry, counts } of (await found(ctx)).doubles)
      await ctx.store.hourEntries.reverse(entry, {
        ...{ by: counts.by, at: ctx.now, reason: enteringWords.doubleReason(counts), countsInstead: counts._id },
      });
  },
};

async function found({ store, now }: JobContext): Promise<{ doubles: DoubleEntry[]; entries: HourEntryRow[] }> {
  const classes = await store.classes.endingFrom(addMonths(beijingDateOf(now), -backMonths));
  const published = classes.filter((row) => row.state === 'published' || !isHeldHere(row));
  const entered = (await Promise.all(published.map(({ _id }) => store.hourEntries.fromSource(_id)))).flat();
  if (entered.length === 0) return { doubles: [], entries: [] };
  const [firstOn = ''] = entered.map(({ fromOn }) => fromOn).sort();
  const people = [...new Set(entered.map(({ cadreId }) => cadreId))];
  const entries = await store.hourEntries.ofMany(people, firstOn);
  return { doubles: doubleEntries(entries), entries };
}

/** Those that were taken back today, so that a repeated run tells of them as well. */
function madeToday(entries: readonly HourEntryRow[], now: Date): DoubleEntry[] {
  const byId = new Map(entries.map((each) => [each._id, each]));
  return entries.flatMap(({ reverses, countsInstead, at }) => {
    if (countsInstead === undefined || beijingDateOf(at) !== beijingDateOf(now)) return [];
    const [entry, counts] = [byId.get(reverses ?? ''), byId.get(countsInstead)];
    return entry === undefined || counts === undefined ? [] : [{ entry, counts }];
  });
}
