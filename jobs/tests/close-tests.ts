import { cardCode, text } from '../../src/chat/message.ts';
import { type HeldTest, heldTest } from '../../src/training/tests/held-test.ts';
import { ownTestWords, testCardId } from '../../src/training/tests/own-words.ts';
import { enterTestPoints } from '../../src/training/tests/test-points.ts';
import { type Marked, scoreOf } from '../../src/training/tests/test-question.ts';
import type { TestRow } from '../../src/training/tests/tests.ts';
import { testWords } from '../../src/training/tests/words.ts';
import type { Job, JobContext, Planned } from '../job.ts';

/** For how many days after a test is over this is still made up for. */
const withinDays = 3;

/** Ends tests: hands in what was begun when its time is over, closes cards, tells results, and enters points where the rules say so. */
export const closeTests: Job = {
  name: 'close-tests',
  about: '到时收卷，测试截止后公布成绩和解析',
  schedule: { everyMinutes: 5, atMinute: 3 },
  usefulForMinutes: 60,
  closes: true,
  async plan(ctx) {
    const planned: Planned[] = [];
    for (const { row, held } of await over(ctx)) {
      if (held.result === undefined) continue;
      planned.push({
        ...{ cadreId: row.createdBy, message: text(testWords.ended(row, held.takers, held.result)) },
        ...{ key: `test-ended:${row._id}`, note: `测试 ${row._id} 截止` },
      });
      for (const [cadreId, marks] of held.marks)
        planned.push({
          ...{ cadreId, message: ownTestWords.result(row, scoreOf(marks), answered(marks), held.growthOf(cadreId)) },
          ...{ key: `test-result:${row._id}:${cadreId}`, urgency: 'low' as const, note: `测试 ${row._id} 成绩` },
        });
    }
    return planned;
  },
  async preview(ctx) {
    return (await over(ctx)).map(({ row }) => `关闭测试 ${row._id} 未答完的卡片`);
  },
  async effect(ctx) {
    for (const row of await recent(ctx)) await handInLate(ctx, row);
    for (const { row, held } of await over(ctx)) {
      const missing = held.takers.filter(({ state }) => state === 'missing').map(({ cadreId }) => cadreId);
      await closeCards(ctx, row, missing, ownTestWords.closed);
      await enterPoints(ctx, row, held);
    }
  },
};

function answered(marks: readonly Marked[]): number {
  return marks.filter(({ answer }) => answer !== undefined).length;
}

function recent({ store, now }: JobContext): Promise<TestRow[]> {
  return store.tests.closingFrom(new Date(now.getTime() - withinDays * 24 * 3600_000));
}

/** Those that are over since some days, with how they went. */
async function over(ctx: JobContext): Promise<{ row: TestRow; held: HeldTest }[]> {
  const rows = (await recent(ctx)).filter(({ closesAt }) => closesAt <= ctx.now);
  const all = await Promise.all(
    rows.map(async (row) => {
      const trainingClass = await ctx.store.classes.byId(row.classId);
      if (trainingClass === null || trainingClass.state === 'withdrawn') return [];
      const { tests } = ctx.packs.of(trainingClass);
      return [{ row, held: await heldTest(ctx.store, row, tests, ctx.now) }];
    }),
  );
  return all.flat();
}

/** Whoever did not hand in in time: what was answered by then counts. */
async function handInLate(ctx: JobContext, row: TestRow): Promise<void> {
  const late = (await ctx.store.testSheets.going(row._id)).filter(({ endsAt }) => endsAt <= ctx.now);
  for (const sheet of late) await ctx.store.testSheets.finish(sheet._id, sheet.endsAt);
  await closeCards(
    ctx,
    row,
    late.map(({ cadreId }) => cadreId),
    ownTestWords.timeOver,
  );
}

async function closeCards(ctx: JobContext, row: TestRow, cadreIds: readonly string[], settled: string): Promise<void> {
  if (cadreIds.length === 0) return;
  const by = `close-tests:${row._id}:${row.closesAt.getTime()}`;
  const copies = await ctx.store.sentCards.copies(cadreIds, cardCode(testCardId(row._id)));
  for (const copy of copies)
    if (copy.open === true || copy.settledByUpdate === by) await ctx.closeCard(copy, settled, by);
}

async function enterPoints({ store, packs, now }: JobContext, row: TestRow, held: HeldTest): Promise<void> {
  const trainingClass = await store.classes.byId(row.classId);
  if (trainingClass === null) return;
  await enterTestPoints(store, { row, trainingClass, held }, packs.of(trainingClass), now);
}
