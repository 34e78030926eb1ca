import { describe, expect, it, onTestFinished } from 'vitest';
import { variants } from '../../helpers/county.ts';
import { exchangePair } from '../../helpers/exchange.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { ask } from '../../helpers/told.ts';
import { startWorld, type World } from '../../helpers/world.ts';

const classId = '2026-01';

describe.each(variants)('points, as they should not be entered, on %s', (variant) => {
  const start = async (): Promise<World> => {
    const world = await startWorld(variant);
    onTestFinished(() => world.stop());
    await teachClass(world.running.store, ['zhao', 'qian']);
    await world.at('2026-03-16', '10:00');
    return world;
  };
  const events = (world: World) => world.running.store.scoreEvents.ofClass(classId);

  it('beyond the maximum of an indicator, below zero, of the wrong kind and for nothing that there is, are refused with what is allowed', async () => {
    const world = await start();
    for (const [line, reason] of [
      ['赵一 班务履职 9', '“班务履职评定”的分值应在 0 到 8 之间，最多一位小数'],
      ['赵一 班务履职 8.1', '的分值应在 0 到 8 之间'],
      ['赵一 班务履职 -1', '的分值应在 0 到 8 之间'],
      ['赵一 班务履职 7.55', '最多一位小数'],
      ['赵一 班务履职 很好', '的分值应在 0 到 8 之间'],
      ['赵一 结业成果 15.1', '的分值应在 0 到 15 之间'],
      ['赵一 课堂互动 提问 5', '的分值由规则确定，无需填写'],
      ['赵一 研究能力 5', '没有“研究能力”这一项'],
      ['赵一 纪律建设 擅自离校 晚查寝不在', '属于一票否决'],
      ['孙三 班务履职 7', '孙三'],
    ] as const)
      expect(await ask(world, 'teacher', `/记分 ${classId} ${line}`), line).toContain(reason);
    const sheet = `/记分表 ${classId}\n姓名\t班务履职·班务履职评定\n赵一\t9\n钱二\t7`;
    expect(await ask(world, 'teacher', sheet)).toMatch(/1 处需要更正，全部未记分[\s\S]*应填 0 到 8 之间的分值/);
    expect(await ask(world, 'teacher', `/加分 ${classId} 赵一 飞行表演 翻跟斗`)).toContain('没有“飞行表演”这一项');
    await exchangePair({ store: world.running.store, clock: world.clock }, { toOn: '2026-03-16' });
    expect(await ask(world, 'head-agri', '/跟班评价 G2026-1 18 18 18 18 21')).toMatch(/20/);
    expect((await world.running.store.exchangePairs.byId('G2026-1'))?.ratings).toEqual([]);
    expect(await events(world)).toEqual([]);
  });

  it('of an indicator that is full are kept and count no further, which is said at once', async () => {
    const world = await start();
    for (let times = 0; times < 5; times += 1)
      await world.say('teacher', `/记分 ${classId} 赵一 学习态度 按时完成第 ${times + 1} 项作业`);
    expect(await ask(world, 'teacher', `/记分 ${classId} 赵一 学习态度 按时完成第 6 项作业`)).toContain(
      '学习态度已达限额，不再加分',
    );
    expect(await events(world)).toHaveLength(6);
    expect(await ask(world, 'zhao', '我的成绩')).toContain('学习态度：得5/5分');
  });

  it('for an activity that was cancelled or has not taken place are not proposed', async () => {
    const world = await start();
    await world.say('teacher', `/办活动 ${classId} 学员论坛 今天 我为基层治理献一策`);
    await world.say('teacher', `/办活动 ${classId} 学员论坛 3月18日 我看乡村振兴`);
    await world.say('teacher', '/取消活动 H2026-1 与课程冲突');
    expect(await ask(world, 'teacher', '/活动记分 H2026-1')).toContain('H2026-1 已经取消或尚未排定');
    expect(await ask(world, 'teacher', '/活动记分 H2026-2')).toContain('还没有举行');
    expect(await ask(world, 'teacher', '/活动纪要 H2026-1 三人发言')).toContain('已经取消或尚未排定');
    expect(await events(world)).toEqual([]);
  });

  it('by a scheme that changes in mid-class: without a reason, of what is marked, and by nobody else’s word, it does not; entries keep what they gave', async () => {
    const world = await start();
    await world.say('teacher', `/记分 ${classId} 赵一 纪律建设 手机 上课玩手机`);
    await world.say('teacher', `/记分 ${classId} 赵一 班务履职 7`);
    expect(await ask(world, 'school', `/改考核方案 ${classId} 使用手机 2`)).toContain('须写明理由');
    expect(await ask(world, 'school', `/改考核方案 ${classId} 班务履职 10 集体活动 5 理由：班务较多`)).toContain(
      '班务履职：已有 1 笔',
    );
    expect(await ask(world, 'school', `/改考核方案 ${classId} 使用手机 2 纪律建设 12 理由：课堂纪律较差`)).toContain(
      '常规项总分应为100分，现为102分',
    );
    expect(await ask(world, 'teacher', `/改考核方案 ${classId} 使用手机 2 理由：课堂纪律较差`)).toContain(
      '没有办理这一事项的权限',
    );
    await world.say('school', `/改考核方案 ${classId} 使用手机 2 理由：课堂纪律较差`);
    await world.press('school', '提请确认');
    expect(await ask(world, 'school', '考核方案')).not.toContain('第 1 版');
    await world.press('org', '确认执行');
    await world.advanceMinutes(1);
    await world.say('teacher', `/记分 ${classId} 赵一 纪律建设 手机 又玩手机`);
    expect(await ask(world, 'zhao', '我的成绩')).toMatch(/扣1分：上课玩手机[\s\S]*扣2分：又玩手机/);
  });
});
