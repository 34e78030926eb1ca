import { expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { defaultRulePack, type RulePack } from '../../../src/training/rule-pack.ts';
import { RulePacks } from '../../../src/training/rule-packs.ts';
import { settledEvents } from '../../../src/training/scoring/score-event.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { testSheet } from '../../helpers/test-form.ts';

async function tested(pack: RulePack): Promise<BareBot> {
  const bot = await startBareBot(new RulePacks([pack]));
  onTestFinished(() => bot.stop());
  await teachClass(bot.store, ['zhao', 'qian']);
  bot.clock.moveTo(beijingTime('2026-03-14', '10:00'));
  await bot.send('teacher', '试题.xlsx', testSheet({ name: '结业测试', purpose: 'exit' }));
  await bot.press('teacher', '确认发出');
  await bot.press('zhao', '开始答题');
  for (const choice of ['o1', 'o1', 'o2']) await bot.press('zhao', '提交', [choice]);
  return bot;
}

/** What was received so long before its time was over is handled only afterwards. */
async function answersLate(bot: BareBot, msBefore: number): Promise<number | undefined> {
  const endsAt = (await bot.store.testSheets.byId('2026-01-C1', 'zhao'))?.endsAt ?? new Date(0);
  bot.clock.moveTo(new Date(endsAt.getTime() - msBefore));
  bot.holding = true;
  await bot.press('zhao', '提交', ['o1']);
  bot.clock.moveTo(new Date(endsAt.getTime() + 120_000));
  await bot.runJob('close-tests');
  await bot.handleHeld();
  await bot.runJob('close-tests');
  const sheet = await bot.store.testSheets.byId('2026-01-C1', 'zhao');
  return sheet?.state === 'done' ? sheet.answers.length : undefined;
}

async function points(bot: BareBot): Promise<number[]> {
  const rows = await bot.store.scoreEvents.ofTrainee('2026-01', 'zhao');
  return settledEvents(rows).standing.map(({ deltaHundredths }) => deltaHundredths);
}

it('hands in what was left half done when its time is over, closes its card, and counts what was answered', async () => {
  const bot = await tested(defaultRulePack());
  bot.clock.moveTo(beijingTime('2026-03-14', '10:33'));
  await bot.runJob('close-tests');
  const sheet = await bot.store.testSheets.byId('2026-01-C1', 'zhao');
  expect([sheet?.state, sheet?.answers.length]).toEqual(['done', 3]);
  expect(await bot.ask('zhao', '待办')).not.toContain('答完“结业测试”');
  bot.clock.moveTo(beijingTime('2026-03-18', '08:03'));
  await bot.runJob('close-tests');
  expect(await bot.last('zhao')).toMatch(/50分（满分100分），答对 2\/4 题[\s\S]*到时已答 3 题/);
  expect(await bot.ask('qian', '待办')).not.toContain('结业测试');
  expect(await points(bot)).toEqual([]);
});

it('counts what was received before its time was over, however late it is handled, and nothing that came later', async () => {
  expect(await answersLate(await tested(defaultRulePack()), 1_000)).toBe(4);
  expect(await answersLate(await tested(defaultRulePack()), -1_000)).toBe(3);
});

it('enters points where the rules say so, once, and again where a key was put right, also when it was right before', async () => {
  const pack = defaultRulePack();
  const counts = { purpose: 'exit' as const, item: 'practiceGrowth', part: 'log' };
  const bot = await tested({ ...pack, tests: { ...pack.tests, counts } });
  bot.clock.moveTo(beijingTime('2026-03-18', '08:03'));
  for (let run = 0; run < 2; run += 1) await bot.runJob('close-tests');
  expect(await points(bot)).toEqual([200]);
  const answers = (await bot.store.testSheets.byId('2026-01-C1', 'zhao'))?.answers ?? [];
  const wrong = answers.find(({ choices }) => choices[0] === 'o2')?.questionId.slice(1) ?? '';
  await bot.say('teacher', `/改答案 2026-01-C1 ${wrong} B`);
  bot.clock.moveTo(beijingTime('2026-03-18', '08:08'));
  await bot.runJob('close-tests');
  expect(await points(bot)).toEqual([300]);
  await bot.say('teacher', `/改答案 2026-01-C1 ${wrong} A`);
  for (const minute of ['08:13', '08:18']) {
    bot.clock.moveTo(beijingTime('2026-03-18', minute));
    await bot.runJob('close-tests');
    expect(await points(bot)).toEqual([200]);
  }
  await bot.say('teacher', `/改答案 2026-01-C1 ${wrong} B`);
  bot.clock.moveTo(beijingTime('2026-03-18', '08:23'));
  await bot.runJob('close-tests');
  expect(await points(bot)).toEqual([300]);
  // The job has long stopped to look at it.
  bot.clock.moveTo(beijingTime('2026-03-25', '10:00'));
  await bot.say('teacher', `/改答案 2026-01-C1 ${wrong} A`);
  expect(await points(bot)).toEqual([200]);
});
