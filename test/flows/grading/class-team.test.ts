import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { cardCode, plainWords } from '../../../src/chat/message.ts';
import { classPart } from '../../../src/training/archives/before-class.ts';
import { recordsOf } from '../../../src/training/archives/class-records.ts';
import { defaultRulePack } from '../../../src/training/rule-pack.ts';
import { type BareBot, bothRuns, startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { grant } from '../../helpers/grant.ts';
import { meanwhile } from '../../helpers/meanwhile.ts';
import { finishedClass } from '../../helpers/scored-class.ts';
import { signedIn } from '../../helpers/staff-browser.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld } from '../../helpers/world.ts';

const classId = '2026-01';

/** Besides 冯考评 of the department and 陈考评 of the school, 褚部长 and 卫校长 have the role. */
async function finishedWithPool(bot: BareBot): Promise<void> {
  await finishedClass(bot);
  await grant(bot, 'head-org', 'evaluationTeam');
  await grant(bot, 'head-school', 'evaluationTeam');
}

async function name(bot: BareBot, names: string, by = 'org'): Promise<void> {
  await bot.say(by, `/考评小组 ${classId} ${names}`);
  await bot.press(by, names === '取消' ? '确认取消指定' : '确认指定');
}

describe('the evaluation team of one class', () => {
  let bot: BareBot;
  beforeEach(async () => {
    bot = await startBareBot();
    await finishedWithPool(bot);
  });
  afterEach(() => bot.stop());

  const team = async () => (await bot.store.classes.byId(classId))?.teams?.at(-1)?.cadreIds;
  const heard = async (who: string) =>
    (await bot.messagesTo(who)).map(plainWords).filter((words) => words.includes('【考评工作小组】'));

  it('is shown first, told once to whoever is named, and looked up by staff', async () => {
    await bot.say('org', `/考评小组 ${classId} 冯考评、陈考评`);
    expect(await bot.last('org')).toMatch(/拟指定冯考评、陈考评.*共 2 人.*现由.*县考评工作小组/s);
    expect(await team()).toBeUndefined();
    await bot.press('org', '确认指定');
    expect(await team()).toEqual(['team1', 'team2']);
    for (const who of ['team1', 'team2']) expect(await heard(who)).toHaveLength(1);
    expect(await heard('head-org')).toEqual([]);
    for (const who of ['head-org', 'teacher', 'school']) {
      await bot.say(who, `/考评小组 ${classId}`);
      expect(await bot.last(who)).toContain('考评工作小组 2 人：冯考评、陈考评。');
      expect(await bot.last(who)).toContain('周组织指定冯考评、陈考评');
    }
    await bot.say('school', '/班级');
    expect(await bot.last('school')).toContain('已指定考评小组');
    await bot.say('zhao', `/考评小组 ${classId}`);
    expect(await bot.last('zhao')).toContain('没有办理这一事项的权限');
  });

  it('has the rights of the role in this class; others with the role are told who has them', async () => {
    await name(bot, '冯考评、陈考评');
    for (const said of [
      `/评定等次 ${classId}`,
      `/记分 ${classId} 赵一 纪律建设 书面批评 无故缺席`,
      `/成绩 ${classId}`,
    ]) {
      await bot.say('head-org', said);
      expect(await bot.last('head-org')).toContain('已指定考评工作小组（冯考评、陈考评），这一事项由小组成员办理');
    }
    expect(await bot.store.gradings.byClass(classId)).toBeNull();
    await bot.say('team1', `/评定等次 ${classId}`);
    await bot.press('team1', '提请确认');
    for (const who of ['head-org', 'head-school'])
      expect(await bot.store.sentCards.copies([who], cardCode(`grade-confirm:${classId}`))).toEqual([]);
    await expect(bot.press('team1', '确认等次')).rejects.toThrow();
    await bot.press('team2', '确认等次');
    expect((await bot.store.classes.byId(classId))?.state).toBe('graded');
    await bot.say('org', `/考评小组 ${classId} 褚部长、卫校长`);
    expect(await bot.last('org')).toContain('已评定等次');
    expect(await team()).toEqual(['team1', 'team2']);
  });

  it('is without a second member once the role of one is taken: the grading waits until it is named again', async () => {
    await name(bot, '冯考评、陈考评');
    await bot.store.cadres.takeRole('team2', 'evaluationTeam');
    await bot.say('team1', `/评定等次 ${classId}`);
    await bot.press('team1', '提请确认');
    expect(await bot.last('team1')).toMatch(/没有其他同志可以确认.*“\/考评小组”重新指定/);
    await name(bot, '冯考评、卫校长');
    await bot.press('team1', '提请确认');
    await bot.press('head-school', '确认等次');
    expect((await bot.store.classes.byId(classId))?.state).toBe('graded');
  });

  it('is of the role, of both offices, of two people at least, and without trainees', async () => {
    await grant(bot, 'zhao', 'evaluationTeam');
    for (const [names, why] of [
      ['冯考评', '至少 2 人'],
      ['冯考评、褚部长', '县委党校至少 1 人'],
      ['陈考评、卫校长', '县委组织部至少 1 人'],
      ['冯考评、郑老师', '郑老师没有考评工作小组角色'],
      ['冯考评、陈考评、赵一', '赵一是班次 2026-01 的调训人员或学员'],
    ] as const) {
      await bot.say('org', `/考评小组 ${classId} ${names}`);
      expect(await bot.last('org')).toContain(why);
    }
    expect(await team()).toBeUndefined();
  });

  it('is named by the organisation department or the school, and by nobody for themselves', async () => {
    for (const who of ['teacher', 'team1']) {
      await bot.say(who, `/考评小组 ${classId} 冯考评、陈考评`);
      expect(await bot.last(who)).toContain('这一事项由县委组织部或县委党校办理');
    }
    await grant(bot, 'org', 'evaluationTeam');
    await bot.say('org', `/考评小组 ${classId} 周组织、陈考评`);
    expect(await bot.last('org')).toContain('与您本人有关');
    await grant(bot, 'zhao', 'orgDept');
    await bot.say('zhao', `/考评小组 ${classId} 冯考评、陈考评`);
    expect(await bot.last('zhao')).toContain('与您本人有关');
    await name(bot, '周组织、陈考评', 'school');
    expect(await team()).toEqual(['org', 'team2']);
    await bot.say('org', `/考评小组 ${classId} 取消`);
    expect(await bot.last('org')).toContain('与您本人有关');
  });

  it('is named again, and given up: those who leave are told once, and the role decides as before', async () => {
    await name(bot, '冯考评、陈考评');
    await bot.say('org', `/考评小组 ${classId} 陈考评、冯考评`);
    expect(await bot.last('org')).toContain('就是这几位');
    await name(bot, '褚部长、陈考评');
    expect(await heard('team1')).toEqual([
      expect.stringContaining('您已被指定'),
      expect.stringContaining('您不再担任班次 2026-01'),
    ]);
    expect(await heard('team2')).toHaveLength(1);
    await name(bot, '取消');
    expect((await heard('team2')).at(-1)).toContain('不再另设考评工作小组，由县考评工作小组考评');
    expect((await bot.store.classes.byId(classId))?.teams?.map(({ cadreIds }) => cadreIds.length)).toEqual([2, 2, 0]);
    await bot.say('org', `/考评小组 ${classId} 取消`);
    expect(await bot.last('org')).toContain('无需取消');
    await bot.say('team1', `/评定等次 ${classId}`);
    expect(await bot.last('team1')).not.toContain('由小组成员办理');
    expect((await bot.store.gradings.byClass(classId))?.proposedBy).toBe('team1');
  });

  it('is what the first of two who name at once has named', async () => {
    await bot.say('org', `/考评小组 ${classId} 冯考评、陈考评`);
    await bot.say('school', `/考评小组 ${classId} 褚部长、卫校长`);
    await bot.press('org', '确认指定');
    await bot.press('school', '确认指定');
    expect(await bot.last('school')).toContain('已由其他同志变更');
    expect(await team()).toEqual(['team1', 'team2']);
    expect(await heard('head-org')).toEqual([]);
  });

  it('gets what waits for it, a bonus and an objection, also when it is named once more; the cards of the others are closed', async () => {
    await bot.say('teacher', `/加分 ${classId} 赵一 班长 担任班长，履职良好`);
    await bot.say('teacher', `/记分 ${classId} 赵一 纪律建设 手机 课上使用手机`);
    await bot.say('zhao', '异议');
    await bot.press('zhao', '提出异议');
    await bot.say('zhao', '当时在用手机记笔记');
    const open = async (who: string, card: string) =>
      (await bot.store.sentCards.openCards(who, bot.clock.now(), 50)).filter(
        ({ message }) => message.kind === 'card' && message.id.startsWith(card),
      ).length;
    await name(bot, '冯考评、陈考评');
    for (const card of ['bonus:', 'objection:'])
      expect([card, await open('team1', card), await open('head-org', card)]).toEqual([card, 1, 0]);
    // Named again after they had it closed: they have it once more.
    await name(bot, '褚部长、卫校长');
    for (const card of ['bonus:', 'objection:'])
      expect([card, await open('team1', card), await open('head-org', card)]).toEqual([card, 0, 1]);
    await name(bot, '冯考评、卫校长');
    await bot.press('team1', '确认加分');
    for (const who of ['team1', 'head-org', 'head-school']) expect(await open(who, 'bonus:')).toBe(0);
  });

  it('is asked to confirm a grading that was proposed before it was named, and the others no longer are', async () => {
    await bot.say('head-org', `/评定等次 ${classId}`);
    await bot.press('head-org', '提请确认');
    await name(bot, '冯考评、陈考评');
    const [former] = await bot.store.sentCards.copies(['head-school'], cardCode(`grade-confirm:${classId}`));
    expect(former?.settled).toBe('已转现考评工作小组办理');
    await name(bot, '冯考评、卫校长');
    await bot.press('head-school', '确认等次');
    expect((await bot.store.gradings.byClass(classId))?.decidedBy).toBe('head-school');
  });
});

it('whoever is named while another decides is left with nothing to decide', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await finishedClass(bot);
  await bot.say('teacher', `/加分 ${classId} 赵一 班长 担任班长，履职良好`);
  await grant(bot, 'head-school', 'evaluationTeam');
  await bot.say('org', `/考评小组 ${classId} 冯考评、卫校长`);
  // After it was read what waits, and before it is sent to whoever is named.
  meanwhile(bot.store.proofs, 'countOf', () => bot.press('team1', '确认加分'));
  await bot.press('org', '确认指定');
  const sent = (await bot.store.sentCards.latestCards('head-school', 5)).filter(({ message }) =>
    plainWords(message).includes('担任班长'),
  );
  expect(sent.map(({ settled, open }) => [settled, open])).toEqual([['已办理', false]]);
});

it('whoever is named while a bonus or a grading is handed over is asked too', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await finishedWithPool(bot);
  await name(bot, '冯考评、陈考评');
  const confirming = async () =>
    (await bot.store.sentCards.openCards('head-school', bot.clock.now(), 50)).map(({ message }) =>
      message.kind === 'card' ? message.id.split(':')[0] : '',
    );
  meanwhile(bot.store.scoreEvents, 'add', () => name(bot, '褚部长、卫校长'));
  await bot.say('teacher', `/加分 ${classId} 赵一 班长 担任班长，履职良好`);
  expect(await confirming()).toEqual(['bonus']);
  await bot.press('head-school', '确认加分');
  await name(bot, '冯考评、陈考评');
  await bot.say('team1', `/评定等次 ${classId}`);
  meanwhile(bot.store.deliveries, 'add', () => name(bot, '褚部长、卫校长'));
  await bot.press('team1', '提请确认');
  expect(await confirming()).toEqual(['grade-confirm']);
});

it('the archive says who the team is, and who named it when', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await finishedWithPool(bot);
  const linesNow = async () => {
    const row = await bot.store.classes.byId(classId);
    if (row === null) throw new Error('no class');
    return classPart(await recordsOf(bot.store, row, defaultRulePack(), bot.clock.now())).rows.map((cells) =>
      cells.join('|'),
    );
  };
  expect(await linesNow()).toContain('考评工作小组|县考评工作小组');
  await name(bot, '冯考评、陈考评');
  expect(await linesNow()).toContain('考评工作小组|冯考评、陈考评');
  expect(await linesNow()).toContainEqual(expect.stringMatching(/^考评工作小组变更\|.*周组织指定冯考评、陈考评$/));
});

it('broken off at any point comes to the same team, cards and messages', async () => {
  const [whole, broken] = await bothRuns(async (bot, crashing) => {
    onTestFinished(() => bot.stop());
    await finishedWithPool(bot);
    await bot.say('teacher', `/加分 ${classId} 赵一 班长 担任班长，履职良好`);
    await bot.say('head-org', `/评定等次 ${classId}`);
    await bot.press('head-org', '提请确认');
    bot.crashing = crashing;
    await name(bot, '冯考评、陈考评');
    await name(bot, '褚部长、陈考评');
    await name(bot, '冯考评、卫校长');
  });
  expect(broken?.crashes).toBeGreaterThan(5);
  expect(await broken?.dump()).toEqual(await whole?.dump());
  expect((await whole?.store.classes.byId(classId))?.teams?.length).toBe(3);
});

it.each(variants)(
  'on %s the team of a class is told, shown on the staff page, and confirms what waits; another with the role is told who does',
  async (variant) => {
    const world = await startWorld(variant);
    onTestFinished(() => world.stop());
    const { store } = world.running;
    await teachClass(store, ['zhao', 'qian']);
    await grant({ store }, 'head-school', 'evaluationTeam');
    await world.say('teacher', `/加分 ${classId} 赵一 班长 担任班长，履职良好`);
    await world.say('org', `/考评小组 ${classId} 冯考评、陈考评`);
    await world.press('org', '确认指定');
    expect(world.last('org')).toContain('的考评工作小组为冯考评、陈考评');
    expect(world.last('team1')).toContain('您已被指定');
    await world.say('head-school', `/成绩 ${classId}`);
    expect(world.last('head-school')).toContain('（冯考评、陈考评），这一事项由小组成员办理');
    const page = await signedIn(world, 'org');
    expect(await page.open('/staff/classes')).toContain('冯考评、陈考评');
    const members = await page.open(`/staff/class/${classId}?view=team`);
    expect(['冯考评', '陈考评', '卫校长'].map((each) => members.includes(each))).toEqual([true, true, false]);
    await world.press('team2', '确认加分');
    expect(world.last('zhao')).toContain('班长');
    expect(world.logged).toEqual([]);
  },
);
