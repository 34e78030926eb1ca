import { beijingTime } from '../../src/calendar/beijing-time.ts';
import type { BareBot } from './bare-bot.ts';
import { teachClass } from './taught-class.ts';

export const voters = ['zhao', 'qian', 'sun', 'li', 'zhou'];

/** Class 2026-01 with an election for 班长, in which people have come forward; coming forward ends on 17 March at 17:30, voting a day later. */
export async function electionOf(bot: BareBot, candidates: readonly string[], posts = '班长'): Promise<void> {
  await teachClass(bot.store, voters);
  bot.clock.moveTo(beijingTime('2026-03-16', '09:00'));
  await bot.say('teacher', `/班委竞选 2026-01 ${posts}`);
  await bot.press('teacher', '确认发起');
  for (const candidate of candidates) {
    await bot.say(candidate, '班委竞选');
    await bot.press(candidate, '我要报名');
    await bot.say(candidate, '取消');
  }
}

/** Everybody asks for their ballot. */
export async function askForBallots(bot: BareBot): Promise<void> {
  for (const voter of voters) await bot.say(voter, '投票');
}

/** Voting has begun, and everybody has a ballot. */
export async function votingOf(bot: BareBot, candidates: readonly string[]): Promise<void> {
  await electionOf(bot, candidates);
  await holdAt(bot, '2026-03-17', '17:34');
  await askForBallots(bot);
}

/** The job runs at this time, and once more for what is told of what it did. */
export async function holdAt(bot: BareBot, dateOn: string, clock: string): Promise<void> {
  bot.clock.moveTo(beijingTime(dateOn, clock));
  await bot.runJob('hold-elections');
  await bot.runJob('hold-elections');
}
