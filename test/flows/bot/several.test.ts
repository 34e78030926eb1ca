import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { beijingTime, formatMoment } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, bothRuns, startBareBot } from '../../helpers/bare-bot.ts';
import { teachClass } from '../../helpers/taught-class.ts';

const classId = '2026-01';
let bot: BareBot;

/** The first day of a class of three, 08:30 to 11:30: 赵一 and 钱二 are there from 08:20. */
async function begin(bot: BareBot): Promise<void> {
  await teachClass(bot.store, ['zhao', 'qian', 'sun']);
  bot.clock.moveTo(beijingTime('2026-03-16', '08:20'));
  await bot.say('zhao', '签到');
  await bot.say('qian', '签到');
  bot.clock.moveTo(beijingTime('2026-03-16', '11:35'));
}

beforeEach(async () => {
  bot = await startBareBot();
  await begin(bot);
});
afterEach(() => bot.stop());

const markOf = (cadreId: string) => bot.store.signIns.byId('2026-01-01', cadreId);

describe('an act for several people of a class', () => {
  it('is shown first and does nothing until it is confirmed, with one reason for all', async () => {
    await bot.say('teacher', `/补签 ${classId} 赵一、孙三 今天 上午 会场停电，均已到课`);
    expect(await bot.last('teacher')).toMatch(/签到更正为按时出勤。说明：会场停电，均已到课。\n共 2 人：赵一、孙三/);
    expect(await markOf('sun')).toBeNull();
    await bot.press('teacher', '确认办理');
    expect((await markOf('sun'))?.corrections).toMatchObject([{ by: 'teacher', note: '会场停电，均已到课' }]);
    expect(await bot.last('zhao')).toContain('说明：会场停电，均已到课');
    expect(await bot.last('sun')).toContain('的签到更正为按时出勤');
    expect(await bot.screen('teacher')).toContain('已办理 2 人');
  });

  it('takes names joined by any comma, or by spaces before the date', async () => {
    for (const names of ['赵一，钱二', '赵一, 钱二', '赵一 、钱二', '赵一 钱二', '赵 一 钱 二']) {
      await bot.say('teacher', `/补签 ${classId} ${names} 今天 上午 停电`);
      expect(await bot.last('teacher'), names).toContain('共 2 人：赵一、钱二');
    }
  });

  it('is not carried out once it is cancelled, and a typed number confirms nothing', async () => {
    await bot.say('teacher', `/补签 ${classId} 赵一、孙三 今天 上午 停电`);
    await bot.say('teacher', '1');
    expect(await markOf('sun')).toBeNull();
    await bot.press('teacher', '取消');
    await expect(bot.press('teacher', '确认办理')).rejects.toThrow('has no button');
    expect(await markOf('sun')).toBeNull();
  });

  it('names whom it cannot be done to, and is done to the others', async () => {
    await bot.say('teacher', `/早退 ${classId} 赵一、钱二、孙三 今天 10:40 未请假`);
    expect(await bot.last('teacher')).toMatch(/共 2 人：赵一、钱二\n下列 1 人未办理：\n· 孙三没有签到/);
    await bot.press('teacher', '确认办理');
    expect((await markOf('qian'))?.leftEarlyAt).toEqual(beijingTime('2026-03-16', '10:40'));
    expect(await markOf('sun')).toBeNull();
  });

  it('means the day on which it was typed, also when it is confirmed after midnight', async () => {
    await bot.say('teacher', `/补签 ${classId} 赵一、孙三 今天 上午 停电`);
    bot.clock.moveTo(beijingTime('2026-03-17', '12:30'));
    await bot.press('teacher', '确认办理');
    expect(await markOf('sun')).not.toBeNull();
    const marks = await bot.store.signIns.ofTrainee(classId, 'sun');
    expect(marks.every(({ at }) => at < beijingTime('2026-03-16', '23:59'))).toBe(true);
  });

  it('is refused as a whole where one of them is oneself', async () => {
    await teachClassWithTeacher();
    await bot.say('teacher', `/补签 ${classId} 赵一、郑老师 今天 上午 停电`);
    expect(await bot.last('teacher')).toContain('与您本人有关，按照回避要求');
    expect(await bot.store.signIns.ofTrainee(classId, 'teacher')).toEqual([]);
  });

  it('ends the leaves of several, told to each', async () => {
    for (const [who, name] of [
      ['zhao', '赵一'],
      ['qian', '钱二'],
    ] as const) {
      await bot.say(who, '/请假 事假 今天 下午 办理公务');
      await bot.press(who, '提交');
      await bot.press('teacher', '同意');
      expect(await bot.screen('teacher')).toContain(name);
    }
    bot.clock.moveTo(beijingTime('2026-03-16', '15:00'));
    await bot.say('teacher', `/销假 ${classId} 赵一 钱二 孙三`);
    expect(await bot.last('teacher')).toMatch(/共 2 人：赵一、钱二\n下列 1 人未办理/);
    bot.clock.moveTo(beijingTime('2026-03-16', '15:20'));
    await bot.press('teacher', '确认办理');
    for (const who of ['zhao', 'qian'] as const) {
      const [leave] = await bot.store.leaves.grantedTo(classId, who);
      expect(formatMoment(leave?.toAt ?? bot.clock.now())).toBe('3月16日 周一 15:00');
      expect(await bot.last(who)).toContain('已为您登记销假');
    }
  });

  it('puts a bonus for several before the team as one card', async () => {
    await bot.say('teacher', `/加分 ${classId} 赵一、钱二 班长 担任班长，履职良好`);
    await bot.press('teacher', '确认办理');
    expect(await bot.last('team1')).toContain('提出为 2 人加分：赵一、钱二');
    expect(await bot.last('zhao')).not.toContain('记分告知');
    await bot.press('team1', '确认加分');
    for (const who of ['zhao', 'qian']) expect(await bot.last(who)).toContain('【记分告知】');
    await expect(bot.press('team2', '确认加分')).rejects.toThrow('has no button');
    const events = await bot.store.scoreEvents.ofClass(classId);
    expect(events.map(({ confirmedBy }) => confirmedBy)).toEqual(['team1', 'team1']);
  });
});

/** The class teacher is one of the trainees as well. */
async function teachClassWithTeacher(): Promise<void> {
  await bot.store.enrollments.enrol([
    {
      ...{ _id: `${classId}:teacher`, classId, cadreId: 'teacher', unitId: 'u-school', name: '郑老师' },
      ...{ state: 'enrolled' as const, enrolledAt: new Date('2026-03-05T01:00:00Z') },
    },
  ]);
}

it('an act for several broken off before any of its writes ends as one that was not', async () => {
  const [whole, broken] = await bothRuns(async (other, crashing) => {
    onTestFinished(() => other.stop());
    await begin(other);
    other.crashing = crashing;
    await other.say('teacher', `/早退 ${classId} 赵一、钱二 今天 10:40 未请假`);
    await other.press('teacher', '确认办理');
    await other.say('teacher', `/加分 ${classId} 赵一、钱二 班长 担任班长，履职良好`);
    await other.press('teacher', '确认办理');
    await other.press('team1', '确认加分');
  });
  expect(broken?.crashes).toBeGreaterThan(4);
  expect(await broken?.dump()).toEqual(await whole?.dump());
  expect((await whole?.store.signIns.byId('2026-01-01', 'qian'))?.earlyLeaves).toHaveLength(1);
});
