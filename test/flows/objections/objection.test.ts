import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { grant } from '../../helpers/grant.ts';
import { photo } from '../../helpers/proof-files.ts';
import { finishedClass, publishedClass } from '../../helpers/scored-class.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld } from '../../helpers/world.ts';

const classId = '2026-01';

describe('an objection', () => {
  let bot: BareBot;
  beforeEach(async () => {
    bot = await startBareBot();
    await teachClass(bot.store, ['zhao', 'qian']);
    bot.clock.moveTo(beijingTime('2026-03-16', '10:00'));
    await bot.say('teacher', `/记分 ${classId} 赵一 纪律建设 手机 课上使用手机`);
  });
  afterEach(() => bot.stop());

  const object = async () => {
    await bot.say('zhao', '异议');
    await bot.press('zhao', '提出异议');
    await bot.say('zhao', '当时在用手机记笔记');
  };
  const standing = async () => (await bot.store.scoreEvents.ofClass(classId)).map(({ _id }) => _id);

  it('is made to an event that is told, goes to those who did not enter it, and takes the event back where it is upheld', async () => {
    expect(await bot.last('zhao')).toContain('请在 2 个工作日内点“提出异议”提出');
    await object();
    expect(await bot.last('zhao')).toContain('编号 S2026-1：纪律建设扣1分（课上使用手机）');
    expect(await bot.last('team1')).toMatch(/异议待办理[\s\S]*赵一提出：当时在用手机记笔记/);
    await bot.press('team1', '异议成立');
    await bot.say('team1', '经核实确为记笔记');
    expect(await bot.last('zhao')).toContain('异议成立，理由：经核实确为记笔记。这一笔记分已撤销。');
    expect(await bot.last('teacher')).toContain('赵一对您登记的“纪律建设扣1分（课上使用手机）”提出异议，认定成立');
    expect(await standing()).toHaveLength(2);
    await bot.say('teacher', `/异议列表 ${classId}`);
    expect(await bot.last('teacher')).toContain('异议 1 件：待办理 0 件，成立 1 件');
  });

  it('that is rejected leaves the event, and may be decided anew', async () => {
    await object();
    await bot.press('team1', '异议不成立');
    await bot.say('team1', '课堂记录清楚');
    expect(await bot.last('zhao')).toContain('异议不成立，理由：课堂记录清楚。');
    expect(await standing()).toHaveLength(1);
    await bot.say('team2', `/异议列表 ${classId}`);
    await bot.press('team2', '重新办理 S2026-1');
    expect(await bot.last('team2')).toContain('此前认定不成立：课堂记录清楚');
    await bot.press('team2', '异议成立');
    await bot.say('team2', '补充材料属实');
    expect(await standing()).toHaveLength(2);
  });

  it('may be withdrawn and made again, once at a time, within the period', async () => {
    await object();
    await bot.press('zhao', '撤回 S2026-1');
    expect((await bot.store.objections.byId('S2026-1'))?.state).toBe('withdrawn');
    await object();
    expect((await bot.store.objections.byId('S2026-2'))?.state).toBe('open');
    await bot.say('zhao', '异议');
    expect(await bot.last('zhao')).toMatch(/目前没有可以提出异议的记分。[\s\S]*S2026-2　待办理[\s\S]*S2026-1　已撤回/);
    bot.clock.moveTo(beijingTime('2026-03-19', '09:00'));
    await bot.say('qian', '异议');
    expect(await bot.last('qian')).toContain('目前没有可以提出异议的记分或考核结果');
  });

  it('is begun by the button under what is told, also under what was taken back, which it brings back', async () => {
    await bot.press('zhao', '提出异议');
    expect(await bot.last('zhao')).toContain('请写下对“纪律建设扣1分（课上使用手机）”的异议和理由');
    await bot.say('zhao', '取消');
    await bot.say('teacher', `/记分 ${classId} 赵一 学习态度 学习笔记`);
    await bot.say('teacher', `/撤销记分 ${classId} 赵一 2 未交笔记`);
    await bot.press('teacher', '确认撤销');
    await bot.press('zhao', '提出异议');
    await bot.say('zhao', '笔记已于当天上午交班主任');
    expect(await bot.last('team1')).toMatch(/这一笔记分恢复[\s\S]*撤销学习态度加1分（未交笔记）/);
    await bot.press('team1', '异议成立');
    await bot.say('team1', '笔记确已交');
    expect(await bot.last('zhao')).toContain('这一笔记分已恢复。');
    await bot.say('zhao', '我的成绩');
    expect(await bot.last('zhao')).toContain('学习态度：得1/5分');
  });

  it('takes a picture as proof, which whoever decides sees', async () => {
    await object();
    await bot.press('zhao', '附上证明材料');
    await bot.send('zhao', 'a.jpg', photo());
    await bot.press('zhao', '作为证明材料');
    await bot.say('team1', '待办');
    await bot.say('team1', `/异议列表 ${classId}`);
    await bot.press('team1', '办理 S2026-1');
    expect(await bot.last('team1')).toContain('1 份');
    await bot.press('team1', '查看证明材料');
    expect(await bot.proofsTo('team1')).toEqual([photo()]);
  });
});

describe('grading', () => {
  let bot: BareBot;
  beforeEach(async () => {
    bot = await startBareBot();
  });
  afterEach(() => bot.stop());

  it('waits while an objection is open, also one made after the proposal', async () => {
    await finishedClass(bot);
    await bot.say('team1', `/评定等次 ${classId}`);
    await bot.press('team1', '提请确认');
    await bot.store.objections.create({
      ...{ year: '2026', classId, cadreId: 'zhao', eventId: 'none', subject: '学习态度加1分', words: '少记一次' },
      ...{ madeAt: bot.clock.now(), byUpdate: 'test:objection', enteredBy: 'teacher' },
    });
    await bot.press('team2', '确认等次');
    expect((await bot.store.classes.byId(classId))?.state).toBe('planned');
    await bot.say('team1', `/评定等次 ${classId}`);
    expect(await bot.last('team1')).toContain('有 1 件异议尚未办结，办结后才能评定等次');
    await bot.store.objections.withdraw('S2026-1', 'test:withdraw');
    await bot.say('team1', `/评定等次 ${classId}`);
    expect(await bot.last('team1')).toContain('提请确认');
  });

  it('a published result is objected to from its card, and decided by somebody who did not propose it', async () => {
    await publishedClass(bot);
    await bot.press('wu', '提出异议');
    await bot.say('wu', '成果评阅分值偏低');
    expect(await bot.last('team2')).toMatch(/异议待办理[\s\S]*考核结果/);
    expect(await bot.last('team1')).not.toContain('异议待办理');
    await bot.press('team2', '异议不成立');
    await bot.say('team2', '两位评阅人意见一致');
    expect(await bot.last('wu')).toContain('（考核结果）：异议不成立，理由：两位评阅人意见一致。');
  });
});

it.each([
  { leader: 'head-fin', missing: false },
  { leader: undefined, missing: true },
])(
  'an upheld objection to a published result is brought to the organisation department, with a leader for the pool or without ($missing)',
  async ({ leader, missing }) => {
    const bot = await startBareBot();
    onTestFinished(() => bot.stop());
    await publishedClass(bot);
    if (leader !== undefined) await grant(bot, leader, 'orgDeptLeader');
    await bot.press('wu', '提出异议');
    await bot.say('wu', '成果评阅分值偏低');
    await bot.press('team2', '异议成立');
    bot.crashing = true;
    await bot.say('team2', '经复核确有漏评');
    bot.crashing = false;
    const department = await bot.screen('org');
    expect(department.split('【考核结果异议成立】')).toHaveLength(2);
    expect(department).toMatch(
      /吴六的异议 S2026-1 认定成立，理由：经复核确有漏评。请会同考评工作小组核对，需要更正的，启动重新评定：\/重新评定 2026-01/,
    );
    expect(department.includes('尚未授权县委组织部领导')).toBe(missing);
    for (const other of ['wu', 'teacher', 'head-agri'])
      expect(await bot.screen(other)).not.toContain('【考核结果异议成立】');
  },
);

it.each(variants)('on %s an objection is made, decided and seen by both', async (variant) => {
  const world = await startWorld(variant);
  try {
    await teachClass(world.running.store, ['zhao', 'qian']);
    world.clock.moveTo(beijingTime('2026-03-16', '10:00'));
    await world.say('teacher', `/记分 ${classId} 赵一 纪律建设 手机 课上使用手机`);
    await world.say('zhao', '异议');
    await world.press('zhao', '提出异议');
    await world.say('zhao', '当时在用手机记笔记');
    await world.press('team1', '异议成立');
    await world.say('team1', '经核实确为记笔记');
    expect(world.screen('zhao')).toContain('异议成立，理由：经核实确为记笔记');
    expect(world.screen('teacher')).toContain('认定成立');
  } finally {
    await world.stop();
  }
});
