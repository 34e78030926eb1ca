import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { heldTest } from '../../src/training/tests/held-test.ts';
import { ownTestWords } from '../../src/training/tests/own-words.ts';
import { chaseTest, sendTestList } from '../../src/training/tests/presses.ts';
import { testWords } from '../../src/training/tests/words.ts';
import { type Held, refuseUnlessOpen, testArg, testNamed } from './test-named.ts';

/** `/测试情况`: who has taken a test, and once it is over how the class did by topic and since the entry test. */
export function testList(router: Router): void {
  router.command(
    {
      names: ['测试情况', 'tests'],
      action: 'test.read',
      right: 'found',
      args: [testArg('test.read')],
      example: '/测试情况 {test}',
      about: '查看测试参加情况，截止后查看成绩、各主题答对率和提高情况',
      next: '列出参加情况和成绩，不作改动。',
    },
    async (ctx, { held }) => {
      const { takers, result } = await testIn(ctx, held);
      await ctx.reply(testWords.list(held.row, takers, held.row.state === 'open' ? result : undefined));
    },
  );
  router.sheet(sendTestList, async (ctx, { test }) => {
    const held = await testNamed(ctx, 'test.read', test);
    return testWords.listSheet(held.row, (await testIn(ctx, held)).takers);
  });
  router.press(chaseTest, async (ctx, { test }) => chase(ctx, await testNamed(ctx, 'test.give', test)));
}

export function testIn(ctx: Context, { row, trainingClass }: Held) {
  return heldTest(ctx.store, row, ctx.rulesOf(trainingClass).tests, ctx.now);
}

/** Whoever has not begun is reminded now, once a day at most. */
async function chase(ctx: Context, held: Held): Promise<void> {
  const { row } = held;
  refuseUnlessOpen(row, ctx.now);
  const missing = (await testIn(ctx, held)).takers.filter(({ state }) => state === 'missing');
  const todayOn = beijingDateOf(ctx.now);
  const message = ownTestWords.invitation(row, '请参加测试');
  await ctx.sendAll(
    missing.map(({ cadreId }) => ({
      ...{ cadreId, message, key: `test-chase:${row._id}:${todayOn}:${cadreId}` as const },
      ...{ expiresAt: row.closesAt, isReminder: true as const },
    })),
  );
  await ctx.reply(testWords.chasedReply(row, missing.length, ctx.isQuietTime()));
}
