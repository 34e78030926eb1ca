import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { filledIn } from '../../helpers/filled-sheet.ts';
import { finishedClass, signIn } from '../../helpers/scored-class.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld } from '../../helpers/world.ts';

const classId = '2026-01';
let bot: BareBot;
beforeEach(async () => {
  bot = await startBareBot();
});
afterEach(() => bot.stop());

async function confirmed(...typed: string[]): Promise<void> {
  await bot.say('school', `/改考核方案 ${classId} ${typed.join(' ')}`);
  await bot.press('school', '提请确认');
  await bot.press('org', '确认执行');
}

describe('a class before it opens', () => {
  beforeEach(async () => {
    await teachClass(bot.store, ['zhao', 'qian']);
    bot.clock.moveTo(beijingTime('2026-03-10', '10:00'));
  });

  it('has the table of the county; points of its own hold once a second person confirmed them, and are told once', async () => {
    await bot.say('zhao', '考核方案');
    expect(await bot.last('zhao')).toContain('学风学纪35分：出勤情况20、纪律建设10、学习态度5');
    expect(await bot.last('zhao')).toContain('按全县通用的量化考核方案执行');
    await bot.say('school', `/改考核方案 ${classId} 出勤情况 15 学习态度 10`);
    expect(await bot.last('school')).toContain('出勤情况：满分20分改为15分');
    await bot.press('school', '提请确认');
    await bot.say('zhao', '考核方案');
    expect(await bot.last('zhao')).toContain('出勤情况20、');
    await bot.press('org', '确认执行');
    expect(await bot.last('zhao')).toContain('量化考核方案第 1 版自3月10日');
    expect((await bot.screen('zhao')).match(/【考核方案】/g)).toHaveLength(1);
    await bot.runJob('tell-scheme');
    expect((await bot.screen('zhao')).match(/【考核方案】/g)).toHaveLength(1);
    await bot.say('zhao', '考核方案');
    expect(await bot.last('zhao')).toContain('出勤情况15、纪律建设10、学习态度10');
    expect(await bot.last('zhao')).toContain('第 1 版执行');
    await bot.say('zhao', '我的成绩');
    expect(await bot.last('zhao')).toMatch(/出勤情况：起评15分，得15\/15分[\s\S]*按本班量化考核方案第 1 版执行/);
    expect(await bot.screen('school')).toContain('周组织已确认');
  });

  it('whoever is enrolled later is told before the class opens', async () => {
    await confirmed('出勤情况 15 学习态度 10');
    const sun = await bot.store.cadres.byId('sun');
    await bot.store.enrollments.enrol([
      {
        ...{ _id: `${classId}:sun`, classId, cadreId: 'sun', unitId: sun?.unitId ?? '', name: '孙三' },
        ...{ state: 'enrolled' as const, enrolledAt: bot.clock.now() },
      },
    ]);
    await bot.runJob('tell-scheme');
    expect(await bot.screen('sun')).toBe('');
    bot.clock.moveTo(beijingTime('2026-03-15', '08:25'));
    await bot.runJob('tell-scheme');
    expect(await bot.screen('sun')).toContain('【考核方案】');
  });

  it.each([
    ['出勤情况 15', '常规项总分应为100分，现为95分。'],
    ['出勤情况 不设 学习态度 25', '出勤指标“attendanceRecord”缺少记分档'],
    ['研究能力 15', '没有或不止一项叫“研究能力”'],
    ['出勤情况 很多', '分值“很多”不对'],
    ['擅自离校 5', '属于一票否决项，不能改动'],
    ['迟到 1', '与现行方案相同'],
    ['日志 5', '“实践锻炼”各评分部分之和应为10分'],
    ['班务履职 不设 集体活动 不设', '板块“班级管理”的指标不能全部不设'],
  ])('refuses %s with its reason', async (typed, reason) => {
    await bot.say('school', `/改考核方案 ${classId} ${typed}`);
    expect(await bot.last('school')).toContain(reason);
    expect((await bot.store.classes.byId(classId))?.schemes).toBeUndefined();
  });

  it('an indicator it does not have gives its points to its board, keeps the vetoes and takes no entries', async () => {
    await confirmed('论坛与读书分享 不设');
    await bot.say('zhao', '考核方案');
    expect(await bot.last('zhao')).toContain('课堂表现25分：课堂互动14、研讨发言11、论坛与读书分享（本班不设）');
    await confirmed('纪律建设 不设');
    await bot.say('teacher', `/记分 ${classId} 赵一 论坛与读书分享 主讲`);
    expect(await bot.last('teacher')).toContain('不设“论坛与读书分享”，不记分');
    await bot.say('teacher', `/一票否决 ${classId} 赵一 擅自离校 晚查寝不在`);
    expect(await bot.last('teacher')).toContain('将提出赵一有一票否决情形：擅自离校');
  });

  it('is changed by its table, sent back: what is missing or does not add up is named', async () => {
    await bot.say('school', `/考核方案 ${classId}`);
    await bot.press('school', '发送表格');
    const table = await bot.fileTo('school');
    await bot.send('school', '方案.xlsx', table);
    expect(await bot.last('school')).toContain('与现行方案相同');
    const wrong = await filledIn(table, (set) => set('出勤情况', '满分', 15));
    await bot.send('school', '方案.xlsx', wrong);
    expect(await bot.last('school')).toContain('常规项总分应为100分，现为95分');
    const rows = `板块\t指标\t计分方式\t满分\t记分档\t分值\n\t纪律建设\t\t10\t\t\n`;
    await bot.send('school', '量化考核方案 2026-01.csv', Buffer.from(rows.replaceAll('\t', ',')));
    expect(await bot.last('school')).toContain('缺少一票否决项“擅自离校”');
    expect(await bot.last('school')).toContain('缺少指标“出勤情况”');
  });

  it('is decided by the organisation department alone, withdrawn or refused with a reason, and the later proposal takes the place of the earlier', async () => {
    await bot.say('teacher', `/改考核方案 ${classId} 迟到 0.5`);
    expect(await bot.last('teacher')).not.toContain('预览');
    await bot.say('school', `/改考核方案 ${classId} 迟到 0.5`);
    await bot.press('school', '提请确认');
    await bot.press('school', '撤销');
    await expect(bot.press('org', '确认执行')).rejects.toThrow();
    await bot.say('school', `/改考核方案 ${classId} 迟到 0.5`);
    await bot.press('school', '提请确认');
    await bot.say('school', `/改考核方案 ${classId} 迟到 2`);
    await bot.press('school', '提请确认');
    expect(await bot.screen('org')).toContain('已有新的方案代替');
    await bot.press('org', '不同意');
    await bot.say('org', '分值过重');
    expect(await bot.last('school')).toContain(
      '周组织不同意您提出的“中青年干部培训班”考核方案，现行方案不变。理由：分值过重。',
    );
    expect((await bot.store.classes.byId(classId))?.schemes).toBeUndefined();
  });

  it('of two proposals asked at the same moment keeps the later one, and one of them in any case', async () => {
    const { schemeProposals } = bot.store;
    await bot.say('school', `/改考核方案 ${classId} 迟到 0.5`);
    const common = { classId, points: [], reason: '', after: 0, state: 'draft', proposedBy: 'school' } as const;
    const ask = async (id: string, askedAt: Date) => {
      await schemeProposals.keep({ ...common, _id: id, at: bot.clock.now() });
      await schemeProposals.move(id, ['draft'], { state: 'asked', askedAt });
    };
    await ask('later', beijingTime('2026-03-10', '10:30'));
    await ask('earlier', beijingTime('2026-03-10', '09:30'));
    await bot.press('school', '提请确认');
    expect(await bot.last('school')).not.toContain('已提请');
    expect((await schemeProposals.askedOf(classId)).map(({ _id }) => _id)).toEqual(['later']);
    bot.clock.moveTo(beijingTime('2026-03-10', '11:00'));
    await bot.say('school', `/改考核方案 ${classId} 迟到 2`);
    await bot.press('school', '提请确认');
    const asked = await schemeProposals.askedOf(classId);
    expect(asked).toHaveLength(1);
    expect(asked[0]?._id).not.toBe('later');
  });
});

describe('a class that has begun', () => {
  it('changes its scheme only with a reason; entries keep their points, later ones follow the new version, both sums are shown', async () => {
    await teachClass(bot.store, ['zhao', 'qian']);
    bot.clock.moveTo(beijingTime('2026-03-16', '10:00'));
    await bot.say('teacher', `/记分 ${classId} 赵一 纪律建设 手机 上课玩手机`);
    await bot.say('school', `/改考核方案 ${classId} 使用手机 2`);
    expect(await bot.last('school')).toContain('须写明理由');
    await bot.say('school', `/改考核方案 ${classId} 使用手机 2 纪律建设 12 学习态度 3 理由：课堂纪律较差`);
    expect(await bot.last('school')).toContain('此前记分 1 笔保持原分值；按新方案重新计算，2 人总分有变化。');
    await bot.press('school', '发送对照表');
    expect(await bot.last('school')).toContain('考核方案对照.xlsx');
    await bot.press('school', '提请确认');
    await bot.press('org', '确认执行');
    await bot.say('teacher', `/记分 ${classId} 赵一 纪律建设 手机 上课玩手机`);
    await bot.say('zhao', '我的成绩');
    expect(await bot.last('zhao')).toMatch(
      /纪律建设：起评12分，得9\/12分[\s\S]*扣1分：上课玩手机[\s\S]*扣2分：上课玩手机/,
    );
    expect(await bot.last('zhao')).toContain('理由：课堂纪律较差');
  });

  it('does not change what is marked already', async () => {
    await teachClass(bot.store, ['zhao', 'qian']);
    bot.clock.moveTo(beijingTime('2026-03-16', '10:00'));
    await bot.say('teacher', `/记分 ${classId} 赵一 班务履职 7`);
    await bot.say('school', `/改考核方案 ${classId} 班务履职 10 集体活动 5 理由：班务较多`);
    expect(await bot.last('school')).toContain('班务履职：已有 1 笔');
  });

  it('counts a sign-in of an earlier half-day by the scheme of that half-day, also when it is put right afterwards', async () => {
    await teachClass(bot.store, ['zhao', 'qian']);
    const [session] = await bot.store.sessions.ofClass(classId);
    if (session === undefined) throw new Error('no session');
    bot.clock.moveTo(beijingTime('2026-03-17', '07:00'));
    await confirmed('迟到 2 理由：迟到较多');
    await signIn(bot.store, { ...session, startsAt: new Date(session.startsAt.getTime() + 5 * 60_000) }, 'zhao');
    await bot.say('zhao', '我的成绩');
    expect(await bot.last('zhao')).toContain('迟到扣1分');
  });

  it('is not changed once it is graded, until the grades are sent back', async () => {
    await finishedClass(bot);
    await bot.say('school', `/改考核方案 ${classId} 早退 2 理由：纪律要求`);
    await bot.press('school', '提请确认');
    await bot.say('team1', `/评定等次 ${classId}`);
    await bot.press('team1', '提请确认');
    await bot.press('team2', '确认等次');
    await bot.press('org', '确认执行');
    expect(await bot.last('org')).toContain('已评定等次');
    await bot.say('school', `/改考核方案 ${classId} 早退 2 理由：纪律要求`);
    expect(await bot.last('school')).toContain('/退回等次评定');
    await bot.say('org', `/退回等次评定 ${classId} 方案有误`);
    await bot.say('school', `/改考核方案 ${classId} 早退 2 理由：纪律要求`);
    expect(await bot.last('school')).toContain('考核方案预览');
  });
});

it.each(variants)('on %s a scheme is proposed, confirmed and told', async (variant) => {
  const world = await startWorld(variant);
  try {
    await teachClass(world.running.store, ['zhao', 'qian']);
    world.clock.moveTo(beijingTime('2026-03-10', '10:00'));
    await world.say('school', `/改考核方案 ${classId} 实践锻炼 不设`);
    expect(world.screen('school')).toContain('调研与结业成果：满分15分改为25分');
    await world.press('school', '提请确认');
    await world.press('org', '确认执行');
    await world.say('zhao', '考核方案');
    expect(world.screen('zhao')).toContain('能力拓展25分：调研与结业成果25、实践锻炼（本班不设）');
  } finally {
    await world.stop();
  }
});
