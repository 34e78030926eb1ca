import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, bothRuns, startBareBot } from '../../helpers/bare-bot.ts';
import { teachClass } from '../../helpers/taught-class.ts';

const classId = '2026-01';
const firstSession = '2026-01-01';
let bot: BareBot;

/** The first morning of the class at 08:45: 赵一 was on time, 钱二 late, 孙三 has not signed in. */
async function morning(given: BareBot): Promise<void> {
  await teachClass(given.store, ['zhao', 'qian', 'sun']);
  given.clock.moveTo(beijingTime('2026-03-16', '08:25'));
  await given.say('teacher', `/签到 ${classId}`);
  await given.press('zhao', '签到');
  given.clock.moveTo(beijingTime('2026-03-16', '08:45'));
  await given.press('qian', '签到');
}

beforeEach(async () => {
  bot = await startBareBot();
  await morning(bot);
});
afterEach(() => bot.stop());

const attendance = async () => bot.ask('teacher', `/签到情况 ${classId}`);
const taken = (who: string) => bot.ask('teacher', `/撤签 ${classId} ${who} 今天 上午 登记有误`);

describe('an entry of attendance', () => {
  it('made by mistake is taken out: what was there before counts, everything is kept, the trainee told only if told before', async () => {
    await bot.say('teacher', `/补签 ${classId} 钱二 今天 上午 引导车辆`);
    expect(await attendance()).toContain('已签到 2 人（迟到 0 人）');
    const answer = await taken('钱二');
    expect(answer).toMatch(
      /已撤销钱二3月16日 周一 上午的登记（更正签到），原记录保留。\n现为：.*08:45签到，迟到15分钟/,
    );
    expect(await bot.last('qian')).toMatch(/【考勤更正】郑老师已撤销您3月16日 周一 上午.*\n现为：.*迟到15分钟/);
    expect(await attendance()).toContain('已签到 2 人（迟到 1 人）');
    const mark = await bot.store.signIns.byId(firstSession, 'qian');
    expect(mark?.corrections).toMatchObject([{ note: '引导车辆' }, { note: '登记有误', by: 'teacher' }]);
  });

  it('of a roll is taken out without a word to the trainee, who can be called again', async () => {
    await bot.say('teacher', `/点到 ${classId} 迟到：孙三`);
    await bot.press('teacher', '确认点到');
    expect(await bot.screen('sun')).toContain('上午签到：已点到');
    expect(await taken('孙三')).toMatch(/（点到）.*\n现为：.*尚未签到/);
    expect(await bot.screen('sun')).toContain('上午签到：08:00—11:30（08:30后记迟到）');
    expect(await bot.screen('sun')).not.toContain('考勤更正');
    expect(await bot.ask('teacher', `/点到 ${classId}`)).toContain('未签到：孙三');
  });

  it('goes back step by step to the own sign-in, and that can be taken out too', async () => {
    await bot.say('teacher', `/早退 ${classId} 赵一 今天 08:44 提前离开`);
    await taken('赵一');
    expect(await bot.last('zhao')).toMatch(/现为：.*08:25签到，按时出勤/);
    expect(await taken('赵一')).toContain('（本人签到）');
    expect(await bot.last('zhao')).toMatch(/现为：.*尚未签到/);
    expect(await taken('赵一')).toBe('赵一3月16日 周一 上午没有签到或考勤登记，无需撤销。');
    expect(await attendance()).toContain('已签到 1 人');
    await bot.press('zhao', '签到');
    expect(await attendance()).toContain('已签到 2 人');
  });

  it('of several people is shown first', async () => {
    expect(await taken('赵一、钱二、孙三')).toMatch(/共 2 人：赵一、钱二[\s\S]*孙三.*无需撤销/);
    await bot.press('teacher', '确认办理');
    expect(await attendance()).toContain('已签到 0 人');
  });

  it('is taken out by staff of the class alone, by nobody for themselves, and not after the grading', async () => {
    expect(await bot.ask('qian', `/撤签 ${classId} 赵一 今天 上午 理由`)).toContain('没有办理这一事项的权限');
    await bot.store.enrollments.enrol([
      {
        ...{ _id: `${classId}:teacher`, classId, cadreId: 'teacher', unitId: 'u-school', name: '郑老师' },
        ...{ state: 'enrolled', enrolledAt: bot.clock.now() },
      },
    ]);
    expect(await taken('郑老师')).toContain('本人');
    expect(await bot.ask('teacher', `/撤签 ${classId} 赵一 今天 上午`)).toContain('请写明撤销的理由');
    await bot.store.classes.move(classId, ['planned'], 'graded');
    expect(await taken('赵一')).toContain('已评定等次');
  });
});

describe('撤销 on the answer', () => {
  it('takes back a roll of many, a sheet, a late mark and an early leave', async () => {
    await bot.say('teacher', `/点到 ${classId} 全部到课`);
    await bot.press('teacher', '确认点到');
    await bot.press('teacher', '撤销');
    expect(await attendance()).toMatch(/已签到 2 人.*待签到 1 人/);
    await bot.say('teacher', `/考勤表 ${classId} 今天\n姓名\t单位\t上午\n孙三\t县财政局\t到课`);
    await bot.press('teacher', '确认登记');
    expect(await attendance()).toContain('已签到 3 人');
    await bot.press('teacher', '撤销');
    expect(await attendance()).toContain('已签到 2 人');
    await bot.say('teacher', `/早退 ${classId} 赵一 今天 08:44 提前离开`);
    await bot.press('teacher', '撤销');
    expect(await bot.last('zhao')).toMatch(/【考勤更正】.*\n现为：.*按时出勤/);
    expect(await attendance()).not.toContain('早退');
  });

  it('leaves what somebody has changed since, and names the command', async () => {
    await bot.say('teacher', `/补签 ${classId} 钱二 今天 上午 引导车辆`);
    await bot.say('school', `/补签 ${classId} 钱二 今天 上午 教务科核实`);
    await bot.press('teacher', '撤销');
    expect(await bot.last('teacher')).toBe('已有后续办理，不能直接撤销，未作任何改动。更正请用“/撤签”。');
    await bot.press('school', '撤销');
    expect(await attendance()).toContain('（更正）');
  });

  it('is over after ten minutes, and a roll says to call it again', async () => {
    await bot.say('teacher', `/点到 ${classId} 全部到课`);
    await bot.press('teacher', '确认点到');
    bot.clock.moveTo(beijingTime('2026-03-16', '09:01'));
    await bot.press('teacher', '撤销');
    expect(await bot.last('teacher')).toContain('已超过10分钟，不能直接撤销，未作任何改动。更正请用“/点到”');
  });

  it('of a monitor takes back the own roll alone', async () => {
    await bot.say('teacher', `/班长 ${classId} 赵一`);
    await bot.say('zhao', `/点到 ${classId} 全部到课`);
    await bot.press('zhao', '确认点到');
    await bot.press('zhao', '撤销');
    expect(await attendance()).toMatch(/已签到 2 人.*待签到 1 人/);
  });
});

it('taking out for several, broken off before any of its writes, ends as it does without a fault', async () => {
  const [whole, broken] = await bothRuns(async (each, crashing) => {
    await morning(each);
    each.crashing = crashing;
    await each.say('teacher', `/补签 ${classId} 钱二 今天 上午 引导车辆`);
    await each.press('teacher', '撤销');
    await each.say('teacher', `/点到 ${classId} 全部到课`);
    await each.press('teacher', '确认点到');
    await each.press('teacher', '撤销');
    await each.say('teacher', `/撤签 ${classId} 赵一、钱二 今天 上午 登记有误`);
    await each.press('teacher', '确认办理');
  });
  expect(broken?.crashes).toBeGreaterThan(5);
  expect(await broken?.dump()).toEqual(await whole?.dump());
  await Promise.all([whole?.stop(), broken?.stop()]);
});
