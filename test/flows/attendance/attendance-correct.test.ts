import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { teachClass } from '../../helpers/taught-class.ts';

const classId = '2026-01';
const firstSession = '2026-01-01';
let bot: BareBot;

/** The first morning of the class, which begins at 08:30; everybody has their sign-in card. */
beforeEach(async () => {
  bot = await startBareBot();
  await teachClass(bot.store, ['zhao', 'qian']);
  bot.clock.moveTo(beijingTime('2026-03-16', '08:05'));
  await bot.say('teacher', `/签到 ${classId}`);
});
afterEach(() => bot.stop());

const correct = (who: string, words: string) => bot.say(who, `/补签 ${classId} ${words}`);

describe('a sign-in', () => {
  it('is put right by the class teacher under their own name, which the trainee is told with the reason', async () => {
    bot.clock.moveTo(beijingTime('2026-03-16', '08:45'));
    await bot.press('zhao', '签到');
    await correct('teacher', '赵一 今天 上午 引导车辆，领导批准');
    expect(await bot.last('zhao')).toContain('更正为按时出勤。说明：引导车辆，领导批准');
    const mark = await bot.store.signIns.byId(firstSession, 'zhao');
    expect(mark?.corrections).toMatchObject([{ by: 'teacher', note: '引导车辆，领导批准' }]);
    expect(mark?.corrections?.[0]?.replacedAt?.toISOString()).toMatch(/^2026-03-16T00:45/);
    await bot.say('teacher', `/签到情况 ${classId}`);
    expect(await bot.last('teacher')).toContain('已签到 1 人（迟到 0 人）');
  });

  it('shows on the card as it was put right, also when that happens while the press is being handled', async () => {
    bot.clock.moveTo(beijingTime('2026-03-16', '08:45'));
    const { signIns } = bot.store;
    const ofTrainee = signIns.ofTrainee.bind(signIns);
    vi.spyOn(signIns, 'ofTrainee').mockImplementationOnce(async (...whose) => {
      const asReadBefore = await ofTrainee(...whose);
      await correct('teacher', '赵一 今天 上午 引导车辆，领导批准');
      return asReadBefore;
    });
    await bot.press('zhao', '签到');
    const [card] = await bot.store.sentCards.openCards('zhao', bot.clock.now(), 1);
    expect(JSON.stringify(card?.message)).toContain('已签到 08:30');
  });

  it('that is missing is entered, and the card that asked for it shows so', async () => {
    bot.clock.moveTo(beijingTime('2026-03-16', '09:10'));
    await correct('teacher', '钱二 3月16日 上午 手机没电，本人到课');
    expect(await bot.last('qian')).toContain('更正为按时出勤。说明：手机没电，本人到课');
    expect(await bot.screen('qian')).toContain('上午签到：已签到 08:30');
    expect(await bot.store.signIns.byId(firstSession, 'qian')).toMatchObject({ corrections: [{ by: 'teacher' }] });
  });

  it('is put right again, and every correction is kept', async () => {
    bot.clock.moveTo(beijingTime('2026-03-16', '09:10'));
    await correct('teacher', '钱二 今天 上午 手机没电，本人到课');
    await correct('school', '钱二 今天 上午 教务科核实到课');
    expect((await bot.store.signIns.byId(firstSession, 'qian'))?.corrections).toMatchObject([
      { by: 'teacher', note: '手机没电，本人到课' },
      { by: 'school', note: '教务科核实到课' },
    ]);
    expect((await bot.screen('qian')).split('更正为按时出勤。说明')).toHaveLength(2);
    expect(await bot.last('school')).toContain('不再告知本人');
  });

  it('of a lesson that has not begun, or of a day without one, is not entered', async () => {
    await correct('teacher', '赵一 今天 上午 本人到课');
    expect(await bot.last('teacher')).toContain('还没有开始，不能补签');
    await correct('teacher', '赵一 3月15日 上午 本人到课');
    expect(await bot.last('teacher')).toContain('本班3月15日 周日 上午没有课程');
    expect(await bot.store.signIns.byId(firstSession, 'zhao')).toBeNull();
  });

  it('is put right by the staff of the class alone, with a reason, and not any more once the class is graded', async () => {
    bot.clock.moveTo(beijingTime('2026-03-16', '09:10'));
    await correct('qian', '赵一 今天 上午 本人到课');
    expect(await bot.last('qian')).toContain('没有办理这一事项的权限');
    await correct('teacher', '赵一 今天 上午');
    expect(await bot.last('teacher')).toContain('请写明更正的说明');
    await bot.store.classes.move(classId, ['planned'], 'graded');
    await correct('teacher', '赵一 今天 上午 本人到课');
    expect(await bot.last('teacher')).toContain('已评定等次，不能再记分');
    expect(await bot.store.signIns.byId(firstSession, 'zhao')).toBeNull();
  });
});
