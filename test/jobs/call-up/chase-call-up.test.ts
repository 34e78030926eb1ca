import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { teachClass } from '../../helpers/taught-class.ts';

const classId = '2026-01';
let bot: BareBot;

/** A class from 16 March 2026, a Monday, for which 赵一 and 钱二 were named on Monday the 2nd; they answer until the 5th, 17:30. */
beforeEach(async () => {
  bot = await startBareBot();
  await teachClass(bot.store, []);
  await bot.say('org', `/点名 ${classId} 2 科级副职`);
  await bot.press('org', '确认发出');
});
afterEach(() => bot.stop());

/** Runs the job twice, as it runs every quarter of an hour. */
async function chase(dateOn: string, clock: string): Promise<void> {
  bot.clock.moveTo(beijingTime(dateOn, clock));
  for (let run = 0; run < 2; run += 1) await bot.runJob('chase-call-up');
}

/** How often somebody was told this after each of these moments. */
async function counts(cadreId: string, words: string, moments: readonly [string, string][]): Promise<number[]> {
  const seen: number[] = [];
  for (const [dateOn, clock] of moments) {
    await chase(dateOn, clock);
    seen.push((await bot.screen(cadreId)).split(words).length - 1);
  }
  return seen;
}

const trainees = async () => (await bot.store.enrollments.traineesOf(classId)).map((trainee) => trainee.cadreId).sort();

describe('a call-up notice without an answer', () => {
  it('is followed by a reminder a day and another four hours before the deadline, and by none once it is answered', async () => {
    await bot.press('qian', '确认参加');
    const moments: [string, string][] = [
      ['2026-03-04', '17:22'],
      ['2026-03-04', '17:37'],
      ['2026-03-05', '13:22'],
      ['2026-03-05', '13:37'],
      ['2026-03-05', '17:37'],
    ];
    expect(await counts('zhao', '请尽快答复调训通知', moments)).toEqual([0, 1, 1, 2, 2]);
    expect(await bot.screen('qian')).not.toContain('请尽快答复调训通知');
  });

  it('is reported by name to the issuer once after the deadline, and the person is a trainee all the same', async () => {
    await bot.press('qian', '确认参加');
    const moments: [string, string][] = [
      ['2026-03-05', '17:22'],
      ['2026-03-05', '17:37'],
      ['2026-03-06', '09:07'],
    ];
    expect(await counts('org', '以下 1 人未答复，请电话联系：赵一。', moments)).toEqual([0, 1, 1]);
    expect(await trainees()).toEqual(['qian', 'zhao']);
  });
});

describe('a request to be excused that nobody decides on', () => {
  beforeEach(async () => {
    await bot.press('zhao', '申请免调');
    await bot.press('zhao', '下一步', ['illness']);
    await bot.say('zhao', '因病住院，近期不能参加');
  });

  it('is brought up again once each working day at nine, from the day after', async () => {
    const moments: [string, string][] = [
      ['2026-03-02', '17:07'],
      ['2026-03-03', '08:52'],
      ['2026-03-03', '09:07'],
      ['2026-03-03', '15:07'],
      ['2026-03-04', '09:07'],
      ['2026-03-07', '10:07'],
    ];
    expect(await counts('org', '申请免于参加', moments)).toEqual([1, 1, 2, 2, 3, 3]);
  });

  it('costs nobody their seat: on the eve of the opening the person is a trainee', async () => {
    await chase('2026-03-13', '08:52');
    expect(await trainees()).not.toContain('zhao');
    await chase('2026-03-13', '09:07');
    expect(await trainees()).toContain('zhao');
  });
});

it('the opening of a class is brought to mind once, on the last working day before it', async () => {
  await bot.press('zhao', '确认参加');
  const moments: [string, string][] = [
    ['2026-03-12', '17:07'],
    ['2026-03-13', '09:07'],
    ['2026-03-13', '15:07'],
    ['2026-03-16', '09:07'],
  ];
  expect(await counts('zhao', '【开班提醒】', moments)).toEqual([0, 1, 1, 1]);
});
