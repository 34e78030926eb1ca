import { afterEach, describe, expect, it } from 'vitest';
import { variants } from '../helpers/county.ts';
import { teachClass } from '../helpers/taught-class.ts';
import { startWorld, type World } from '../helpers/world.ts';

let world: World;
let classId: string;
afterEach(() => world.stop());

const firstSession = '2026-01-01';

describe.each(variants)('attendance on %s', (variant) => {
  const start = async () => {
    world = await startWorld(variant);
    classId = await teachClass(world.running.store, ['zhao', 'qian', 'sun', 'li']);
  };
  const markOf = async (cadreId: string) => (await world.running.store.signIns.byId(firstSession, cadreId))?.at;

  it('sends the card before class, signs in once inside the window, and judges by when one pressed', async () => {
    await start();
    await world.at('2026-03-16', '07:50');
    await world.say('zhao', '签到');
    expect(world.last('zhao')).toContain('签到将于3月16日 周一 08:00开始');
    await world.at('2026-03-16', '08:14');
    expect(world.last('zhao')).toContain('开班式暨入学教育');
    await world.advanceMinutes(7);
    await world.press('zhao', '签到');
    await world.say('zhao', '签到');
    expect(world.count('zhao', '签到成功。“开班式暨入学教育”08:21签到，按时出勤。')).toBe(1);
    expect(world.last('zhao')).toContain('您已于 3月16日 周一 08:21 签到');
    if (variant !== 'dingtalk-markdown') expect(world.screen('zhao')).toContain('已签到 08:21');
    await world.at('2026-03-16', '08:41');
    expect(world.count('zhao', '您还没有签到')).toBe(0);
    expect(world.count('qian', '您还没有签到')).toBe(1);
    await world.say('qian', '签到');
    expect(world.last('qian')).toContain('08:41签到，迟到11分钟');
    await world.at('2026-03-16', '09:10');
    await world.press('sun', '签到');
    expect(world.last('sun')).toContain('签到已于3月16日 周一 09:00结束');
    expect(await markOf('sun')).toBeUndefined();
    expect(world.last('teacher')).toContain('2 人未签到也未请假：李四、孙三');
    await world.say('teacher', `/签到情况 ${classId}`);
    expect(world.last('teacher')).toContain('应到 4 人，已签到 2 人（迟到 1 人），请假 0 人，未到 2 人');
    expect(world.last('teacher')).toContain('迟到：钱二（08:41）');
  });

  it('sends the card by the teacher, who may put a wrong mark right under their own name', async () => {
    await start();
    await world.at('2026-03-16', '08:05');
    await world.say('teacher', `/签到 ${classId}`);
    expect(world.last('teacher')).toContain('已向 4 名尚未签到的学员发出');
    expect(world.last('zhao')).toContain('上课签到');
    await world.say('teacher', `/补签 ${classId} 赵一 今天 上午 本人到课`);
    expect(world.last('teacher')).toContain('还没有开始，不能补签');
    await world.at('2026-03-16', '08:45');
    await world.press('zhao', '签到');
    await world.say('teacher', `/补签 ${classId} 赵一 今天 上午 引导车辆，领导批准`);
    expect(world.last('zhao')).toContain('郑老师已将您3月16日 周一 上午的签到更正为按时出勤。说明：引导车辆，领导批准');
    const mark = await world.running.store.signIns.byId(firstSession, 'zhao');
    expect(mark?.corrections).toMatchObject([{ by: 'teacher', note: '引导车辆，领导批准' }]);
    expect(mark?.corrections?.[0]?.replacedAt?.toISOString()).toBe('2026-03-16T00:45:00.000Z');
    await world.say('teacher', `/签到情况 ${classId} 3月16日`);
    expect(world.screen('teacher')).toContain('已签到 1 人（迟到 0 人）');
    await world.say('zhao', `/签到 ${classId}`);
    expect(world.last('zhao')).toContain('没有办理这一事项的权限');
    await world.say('wu', '签到');
    expect(world.last('wu')).toContain('现在没有需要您签到的课程');
  });

  it('grants leave that excuses its half-day, after showing what it means for the limit', async () => {
    await start();
    await world.at('2026-03-15', '19:00');
    await world.say('qian', '请假');
    expect(world.last('qian')).toContain('已请假0分钟');
    await world.say('qian', '/请假 事假 明天 参加县里会议');
    expect(world.last('qian')).toContain('已请假6小时，占总学时60小时的10%');
    expect(world.screen('teacher')).not.toContain('请假审批');
    await world.press('qian', '提交');
    expect(world.last('teacher')).toContain('钱二（县财政局）申请请假，事由：参加县里会议');
    await world.say('qian', '/请假 事假 明天 上午 参加县里会议');
    expect(world.last('qian')).toContain('这段时间您已经请过假');
    await world.press('teacher', '同意');
    expect(world.last('qian')).toContain('3月16日 周一 全天的事假已获同意');
    await world.say('qian', '我的请假');
    expect(world.last('qian')).toMatch(/已请假6小时，占总学时60小时的10%[^\n]*\n3月16日 周一 全天 事假：已同意/);
    await world.at('2026-03-16', '09:09');
    expect(world.count('qian', '您还没有签到')).toBe(0);
    await world.say('teacher', `/签到情况 ${classId}`);
    expect(world.last('teacher')).toContain('请假：钱二（事假）');
  });

  it('asks step by step, marks what is asked too late, and needs a reason to refuse', async () => {
    await start();
    await world.at('2026-03-16', '10:00');
    await world.say('sun', '请假');
    await world.press('sun', '病假');
    await world.press('sun', '今天上午');
    await world.say('sun', '发热就诊');
    expect(world.last('sun')).toContain('按补假办理');
    await world.press('sun', '提交');
    expect(world.last('teacher')).toContain('病假（补假）');
    await world.press('teacher', '不同意');
    expect(world.last('teacher')).toContain('请回复理由');
    expect(world.screen('sun')).not.toContain('未获同意');
    await world.say('teacher', '请补交医院证明');
    expect(world.last('sun')).toContain('未获同意，请按时到课。理由：请补交医院证明');
    await world.say('wu', '/请假 事假 明天 上午 家中有事');
    expect(world.last('wu')).toContain('没有参加培训班');
    await world.say('sun', '/请假 事假 3月15日 家中有事');
    expect(world.last('sun')).toContain('3月15日 周日没有课程');
  });

  it('warns before a request that would cross the limit', async () => {
    await start();
    await world.at('2026-03-15', '19:00');
    for (const day of ['3月16日', '3月17日']) {
      await world.say('qian', `/请假 公假 ${day} 参加县里会议`);
      await world.press('qian', '提交');
      await world.press('teacher', '同意');
    }
    expect(world.last('qian')).toContain('超过1/7的上限');
    expect(world.screen('teacher')).toContain('如同意：已请假12小时，占总学时60小时的20%，超过1/7的上限');
  });
});
