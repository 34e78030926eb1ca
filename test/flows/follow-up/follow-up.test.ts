import { describe, expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { readSheets } from '../../../src/sheets/read-sheets.ts';
import { entryOf } from '../../../src/training/follow-up/follow-ups.ts';
import { entryLine } from '../../../src/training/follow-up/list-words.ts';
import { drawn } from '../../../src/training/follow-up/sampling.ts';
import { type BareBot, bothRuns, startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { keptList } from '../../helpers/kept-list.ts';
import { photo } from '../../helpers/proof-files.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld } from '../../helpers/world.ts';

const classId = '2026-01';
const trainees = ['zhao', 'qian', 'sun', 'li', 'zhou', 'wu'];
/** The first working day three months after the class. */
const dueOn = '2026-06-29';

it.each(variants)(
  'on %s a round is one card for the trainee and one for the head with all own people',
  async (variant) => {
    const world = await startWorld(variant);
    onTestFinished(() => world.stop());
    const { store } = world.running;
    await teachClass(store, ['zhao', 'qian']);
    await store.actionPlans.write(
      { classId, cadreId: 'zhao', name: '赵一' },
      { goals: ['走访十户', '化解积案'], byUpdate: 'test:plan', at: new Date('2026-03-27T08:00:00Z') },
    );
    await world.at(dueOn, '09:54');
    expect(world.last('zhao')).toMatch(/结业 3 个月自评[\s\S]*行动计划：一、走访十户；二、化解积案。/);
    await world.press('zhao', '各项均 4 分');
    await world.say('zhao', '牵头化解两件积案');
    expect(world.last('zhao')).toContain(
      '结业 3 个月自评已保存：能力提升 4、作用发挥 4、履行职责 4、学以致用 4、行动计划落实 4',
    );
    // Without a plan nobody asks for it, and three points need no words.
    expect(world.last('qian')).not.toContain('行动计划');
    await world.press('qian', '逐项评分');
    for (const points of [3, 2, 3, 3]) await world.press('qian', `${points} 分`);
    const own = await store.followUps.byId(classId, 3, 'qian');
    expect(own && entryOf(own, 'self')?.points).toEqual({ ability: 3, role: 2, duty: 3, applied: 3 });
    expect(world.last('head-fin')).toMatch(/您单位学员 2 名，已评 0 名[\s\S]*请评：钱二/);
    expect(world.count('head-fin', '请评')).toBe(1);
    await world.press('head-fin', '各项均 3 分');
    expect(world.last('head-fin')).toMatch(/已评 1 名[\s\S]*钱二：3、3、3、3 分。[\s\S]*请评：赵一/);
    await world.press('head-fin', '各项均 5 分');
    await world.say('head-fin', '成绩突出');
    expect(world.last('head-fin')).toContain('赵一的评价已保存');
    const rated = await store.followUps.byId(classId, 3, 'zhao');
    expect(rated && entryOf(rated, 'unit')).toMatchObject({ words: '成绩突出', by: 'head-fin' });
    await world.say('zhao', '我的跟踪');
    expect(world.last('zhao')).toMatch(/自评 4（牵头化解两件积案），平时考核 5（成绩突出）/);
  },
);

it.each(variants)(
  'on %s a class that ended months ago is offered where none is open and no number was typed',
  async (variant) => {
    const world = await startWorld(variant);
    onTestFinished(() => world.stop());
    await teachClass(world.running.store, ['zhao', 'qian']);
    await world.at(dueOn, '09:54');
    await world.say('org', '/跟踪');
    expect(world.last('org')).toMatch(/目前没有正在办理的班次，请选择已结束的班次：.*2026-01/s);
    await world.press('org', '2026-01');
    expect(world.screen('org')).toMatch(/结业跟踪[\s\S]*应评 2 名/);
    await world.say('team1', '/跟踪 2026-02');
    expect(world.last('team1')).not.toContain('应评');
  },
);

/** A class of six three months after its end; the cards of the round are out. */
async function inRound(bot: BareBot): Promise<void> {
  await teachClass(bot.store, trainees);
  bot.clock.moveTo(beijingTime(dueOn, '09:52'));
  await bot.runJob('open-follow-up');
}

async function started(): Promise<BareBot> {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await inRound(bot);
  return bot;
}

describe('a round', () => {
  it('is the same whatever breaks off', async () => {
    const [whole, broken] = await bothRuns(async (bot, crashing) => {
      bot.crashing = crashing;
      await inRound(bot);
      await bot.say('zhao', '/跟踪自评 4 3 3 3 化解积案');
      await bot.press('head-fin', '各项均 3 分');
      await bot.say('head-fin', '/跟踪评价 赵一 4 4 3 3 走访积极');
      await bot.say('org', `/抽查 ${classId}`);
      await bot.say('org', `/免跟踪 ${classId} 吴六 已退休`);
      await bot.say('org', `/专项检查 ${classId} 李四 信访督查 2026-06-26 3 3 3 3 走访所在单位`);
      await bot.say('org', '/一线锻炼 赵一 青山镇 2026-07-06 2026-12-31 乡村振兴专班');
    });
    if (whole === undefined || broken === undefined) throw new Error('no run');
    onTestFinished(async () => {
      await whole.stop();
      await broken.stop();
    });
    expect(await broken.dump()).toEqual(await whole.dump());
  });

  it('leaves out who withdrew, retired or is suspended, with the reason, and is rated by the present head', async () => {
    const bot = await startBareBot();
    onTestFinished(() => bot.stop());
    await teachClass(bot.store, trainees);
    await bot.store.enrollments.move(classId, 'sun', 'withdrawn');
    const [zhou, li] = await Promise.all([bot.store.cadres.byId('zhou'), bot.store.cadres.byId('li')]);
    if (zhou === null || li === null) throw new Error('nobody');
    await bot.store.cadres.put([
      { ...zhou, absences: [{ what: '停职检查', fromOn: '2026-05' }] },
      { ...li, unitId: 'u-fin' },
    ]);
    bot.clock.moveTo(beijingTime(dueOn, '09:52'));
    await bot.runJob('open-follow-up');
    expect(await bot.store.followUps.byId(classId, 3, 'sun')).toBeNull();
    expect((await bot.store.followUps.byId(classId, 3, 'zhou'))?.leftReason).toBe('停职检查');
    expect(await bot.screen('zhou')).not.toContain('自评');
    expect(await bot.last('head-fin')).toContain('您单位学员 3 名');
    await bot.say('head-agri', '/跟踪评价 李四 3 3 3 3');
    expect(await bot.last('head-agri')).toContain('不在您负责的班级或单位范围内');
    await bot.say('org', '/跟踪评价 李四 5 5 5 5 代为评价');
    expect(await bot.last('org')).toContain('由单位负责人评价，未作改动');
    expect((await bot.store.followUps.byId(classId, 3, 'li'))?.entries).toEqual([]);
    await bot.say('org', `/跟踪 ${classId}`);
    expect(await bot.last('org')).toMatch(/应评 4 名[\s\S]*不参加 1 名/);
    await bot.say('org', `/免跟踪 ${classId} 吴六 已退休`);
    await bot.say('wu', '/跟踪自评 3 3 3 3');
    expect(await bot.last('wu')).toContain('没有找到需要您办理的跟踪事项');
    await bot.say('org', `/恢复跟踪 ${classId} 吴六`);
    await bot.say('wu', '/跟踪自评 3 3 3 3');
    expect(await bot.last('wu')).toContain('已保存');
    await bot.say('wu', '/跟踪自评 4 3 3 3');
    expect(await bot.last('wu')).toContain('请在分数后写一句事例');
  });

  it('reminds once whoever has not answered, and nobody else', async () => {
    const bot = await started();
    await bot.say('zhao', '/跟踪自评 3 3 3 3');
    for (const day of ['2026-06-30', '2026-07-06', '2026-07-07', '2026-07-10', '2026-07-15']) {
      bot.clock.moveTo(beijingTime(day, '09:52'));
      await bot.runJob('open-follow-up');
    }
    const times = async (who: string, words: string) => (await bot.screen(who)).split(words).length - 1;
    expect([await times('zhao', '个月自评】'), await times('qian', '个月自评】')]).toEqual([1, 2]);
    expect(await times('head-fin', '个月评价】')).toBe(2);
  });
});

describe('a spot check', () => {
  it('is drawn once by a seed that is told, can be reckoned again from the sheet, and is drawn anew only after a reason', async () => {
    const bot = await started();
    await bot.say('org', `/抽查 ${classId}`);
    const first = await bot.last('org');
    const seed = /种子：([0-9a-f]{16})/.exec(first)?.[1] ?? '';
    expect(first).toContain('可抽 6 名，抽取 3 名');
    await bot.say('org', `/抽查 ${classId}`);
    expect(await bot.last('org')).toContain(seed);
    await bot.press('org', '发送表格');
    const [sheet] = await readSheets(await bot.fileTo('org'), '抽查.xlsx');
    const rows = [...(sheet?.rows ?? [])].map(({ cells }) => [...cells.values()].map(({ text }) => text)).slice(2);
    const chosen = rows.filter((row) => row.includes('抽中')).map((row) => row[3]);
    expect(chosen).toEqual(
      drawn(
        rows.map((row) => row[3] ?? ''),
        seed,
        3,
      ),
    );
    await bot.say('org', `/取消抽查 ${classId} 名单有变动`);
    await bot.say('org', `/抽查 ${classId}`);
    expect(await bot.last('org')).toContain('第 2 次抽取');
    expect((await bot.store.spotChecks.ofRound(classId, 3)).map(({ state }) => state)).toEqual(['cancelled', 'drawn']);
    for (const who of ['school', 'teacher', 'head-fin']) {
      await bot.say(who, `/抽查 ${classId}`);
      expect(await bot.last(who)).toContain('没有办理这一事项的权限');
    }
  });

  it('whoever was drawn is 随机调研, anybody may be seen in a 专项检查, which is named; it is taken back by 撤销', async () => {
    const bot = await started();
    await bot.say('org', `/抽查 ${classId}`);
    const [check] = await bot.store.spotChecks.ofRound(classId, 3);
    const other = trainees.find((id) => !check?.chosen.includes(id)) ?? '';
    await bot.say('school', `/抽查结果 ${classId} ${check?.chosen[0]} 3 3 4 3 走访所在单位，评价较好`);
    expect(await bot.last('school')).toContain('随机调研结果已登记');
    await bot.say('school', `/抽查结果 ${classId} ${other} 3 3 4 3 走访`);
    expect(await bot.last('school')).toContain('不在 2026-01 本轮抽查名单中，未登记');
    await bot.say('school', `/专项检查 ${classId} ${other} 信访督查 2026-06-26 3 3 4 3`);
    expect(await bot.last('school')).toContain('不少于 4 个字，未保存');
    await bot.say('school', `/专项检查 ${classId} ${other} 信访督查 2026-12-26 3 3 4 3 查阅台账，情况属实`);
    expect(await bot.last('school')).toContain('还没有到');
    await bot.say('school', `/专项检查 ${classId} ${other} 信访督查 2026-06-26 3 3 4 3 查阅台账，情况属实`);
    expect(await bot.last('school')).toContain('专项检查结果已登记');
    const seen = await bot.store.followUps.byId(classId, 3, other);
    const special = seen && entryOf(seen, 'special');
    expect(special && entryLine(special)).toBe('专项检查（信访督查，2026年6月26日） 3.25（查阅台账，情况属实）');
    await bot.press('school', '撤销');
    const row = await bot.store.followUps.byId(classId, 3, other);
    expect(row && [row.entries.length, entryOf(row, 'special')]).toEqual([2, undefined]);
  });
});

it('the change is a picture, of a class only with enough people, and everything is a sheet for whoever may read it', async () => {
  const bot = await started();
  for (const who of trainees.slice(0, 4)) await bot.say(who, '/跟踪自评 3 2 3 3');
  await bot.say('school', `/跟踪 ${classId}`);
  expect(await bot.last('school')).toMatch(/自评 4/);
  expect(await bot.last('school')).not.toMatch(/平均|发送表格/);
  await bot.press('school', '变化图');
  expect(await bot.last('school')).toContain('不足 5 名');
  await bot.say('wu', '/跟踪自评 3 2 3 3');
  await bot.press('school', '变化图');
  expect(await bot.last('school')).toContain('[图片] 2026-01班结业跟踪变化.png');
  await bot.say('org', `/跟踪 ${classId}`);
  await bot.press('org', '发送表格');
  expect(await keptList(bot, 'org')).toMatch(/赵一.*　自评　/);
  await bot.say('head-fin', '/跟踪情况 赵一');
  expect(await bot.last('head-fin')).not.toContain('自评');
  await bot.press('head-fin', '查看情况');
  expect(await keptList(bot, 'head-fin')).toMatch(/结业 3 个月：自评 2.75/);
  await bot.say('head-fin', '/跟踪情况 赵一');
  await bot.press('head-fin', '变化图');
  expect(await bot.last('head-fin')).toContain('“赵一结业跟踪变化.png”不在聊天中发送');
  expect((await bot.store.looks.of('zhao', 5)).map(({ by }) => by)).toContain('head-fin');
  await bot.say('zhao', '/跟踪情况 钱二');
  expect(await bot.last('zhao')).toContain('不在您负责的班级或单位范围内');
});

it('the front line is told to whom it concerns, changed, cancelled with a reason, and part of the register', async () => {
  const bot = await started();
  await bot.say('org', '/一线锻炼 赵一 青山镇 2026-07-06 2026-12-31 乡村振兴专班');
  expect(await bot.last('zhao')).toMatch(/一线锻炼】已为您登记：青山镇，乡村振兴专班/);
  await bot.say('org', '/改一线 F2026-1 2026-07-06 2026-10-30');
  expect(await bot.last('zhao')).toContain('2026年10月30日');
  await bot.say('org', '/一线锻炼 赵一 青山镇 2026-07-06 2026-06-01 专班');
  expect(await bot.last('org')).toContain('结束日期早于开始日期');
  await bot.say('zhao', '/跟踪自评 3 3 3 3');
  expect(await bot.ask('zhao', '我的学册')).toMatch(/结业跟踪 1 次，一线锻炼 1 次/);
  await bot.press('zhao', '发送表格');
  const [sheet] = await readSheets(await bot.fileTo('zhao'), '学册.xlsx');
  const cells = [...(sheet?.rows ?? [])].flatMap((row) => [...row.cells.values()].map(({ text }) => text));
  for (const words of ['结业 3 个月：自评 3', '一线锻炼（青山镇）', '乡村振兴专班']) expect(cells).toContain(words);
  await bot.say('org', '/取消一线 F2026-1 另有任用');
  expect(await bot.last('zhao')).toContain('已取消，理由：另有任用');
  expect(await bot.ask('zhao', '我的学册')).not.toContain('一线锻炼');
  await bot.say('org', '/一线名单 2026');
  expect(await bot.last('org')).toMatch(/共 0 人次：已取消 1 人次/);
});

it('a picture of the progress is kept as a proof that the head may look at, and nobody else', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await teachClass(bot.store, ['zhao', 'li']);
  bot.clock.moveTo(beijingTime('2026-03-27', '16:00'));
  await bot.say('zhao', '/行动计划 一、走访十户；二、化解积案');
  bot.clock.moveTo(beijingTime('2026-04-27', '09:33'));
  await bot.runJob('remind-action-plan');
  await bot.send('zhao', '走访.jpg', photo());
  expect(await bot.last('zhao')).toMatch(/作为“行动计划 30 天进展”的佐证材料/);
  await bot.press('zhao', '作为佐证材料');
  await bot.say('head-fin', '/跟踪情况 赵一');
  await bot.press('head-fin', '30 天佐证');
  expect(await bot.proofsTo('head-fin')).toHaveLength(1);
  const about = `actionPlan:${classId}:zhao:30`;
  expect(await bot.forge('head-agri', { action: 'proof.show', data: { about } })).toContain(
    '不在您负责的班级或单位范围内',
  );
});
