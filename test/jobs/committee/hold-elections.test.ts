import { expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { electionOf, holdAt, votingOf } from '../../helpers/election.ts';

async function startBot(): Promise<BareBot> {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  return bot;
}

const box = 'election:2026-01:1:1:班长';
const times = (screen: string, words: string) => screen.split(words).length - 1;

it('does not tell the teacher that nobody stands where somebody does', async () => {
  const bot = await startBot();
  await votingOf(bot, ['zhao']);
  expect(await bot.screen('teacher')).not.toContain('无人报名');
});

it('reminds each voter whom no card of the day told of the ballot once, at a fixed time, and none who has voted', async () => {
  const bot = await startBot();
  await electionOf(bot, ['zhao', 'qian']);
  await holdAt(bot, '2026-03-17', '17:34');
  await bot.say('sun', '投票');
  await bot.press('sun', '提交', ['zhao']);
  await holdAt(bot, '2026-03-18', '13:24');
  expect(times(await bot.screen('li'), '【班委投票')).toBe(1);
  await holdAt(bot, '2026-03-18', '13:34');
  await holdAt(bot, '2026-03-18', '16:34');
  expect(times(await bot.screen('li'), '【班委投票')).toBe(2);
  const reminders = await bot.store.deliveries.known(
    ['li', 'sun'].map((who) => `election-reminder:2026-01:1:1:${who}`),
  );
  expect([...reminders]).toEqual(['election-reminder:2026-01:1:1:li']);
});

it('counts after the end what was received before it, once, and destroys the ballots', async () => {
  const bot = await startBot();
  await votingOf(bot, ['zhao']);
  for (const who of ['zhao', 'qian', 'sun']) await bot.press(who, '提交', ['zhao']);
  bot.clock.moveTo(beijingTime('2026-03-18', '17:29'));
  bot.holding = true;
  await bot.press('li', '提交', ['zhao']);
  await holdAt(bot, '2026-03-18', '17:34');
  expect((await bot.store.ballotBoxes.byId(box))?.state).toBe('open');
  await bot.handleHeld();
  await holdAt(bot, '2026-03-18', '17:39');
  await holdAt(bot, '2026-03-18', '17:44');
  expect(await bot.last('teacher')).toContain('4');
  expect(await bot.store.ballotBoxes.byId(box)).toMatchObject({ state: 'closed', ballots: [] });
  expect(times(await bot.screen('teacher'), '计票完成')).toBe(1);
  expect(times(await bot.screen('school'), '【审定班委竞选结果】')).toBe(1);
});

it('destroys what an earlier run has counted and not come to destroy', async () => {
  const bot = await startBot();
  await votingOf(bot, ['zhao']);
  await bot.press('sun', '提交', ['zhao']);
  const row = await bot.store.elections.byId('2026-01:1');
  const rounds = row?.rounds.map((round) => ({ ...round, results: [] })) ?? [];
  await bot.store.elections.act('2026-01:1', 'test:counted', () => ({ rounds, state: 'counted' }));
  await bot.runJob('hold-elections');
  expect((await bot.store.ballotBoxes.byId(box))?.ballots).toEqual([]);
});

it('begins with the vote late where it was not running, and gives the time the rules give', async () => {
  const bot = await startBot();
  await electionOf(bot, ['zhao']);
  await holdAt(bot, '2026-03-19', '09:04');
  expect(await bot.last('li')).toContain('投票截止：3月20日 周五 17:30');
});

it('ends an election with its class', async () => {
  const bot = await startBot();
  await votingOf(bot, ['zhao']);
  await bot.press('sun', '提交', ['zhao']);
  await bot.store.classes.move('2026-01', ['planned'], 'graded');
  await bot.runJob('hold-elections');
  expect((await bot.store.elections.byId('2026-01:1'))?.state).toBe('over');
  expect((await bot.store.ballotBoxes.byId(box))?.ballots).toEqual([]);
});
