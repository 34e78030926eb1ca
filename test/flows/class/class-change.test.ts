import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type BareBot, bothRuns, startBareBot } from '../../helpers/bare-bot.ts';
import { openClass } from '../../helpers/class.ts';
import { variants } from '../../helpers/county.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld } from '../../helpers/world.ts';

const classId = '2026-01';

async function changeTeacher(bot: BareBot): Promise<void> {
  await bot.say('org', `/改班 ${classId} 班主任 李四 原班主任外出挂职`);
  await bot.press('org', '确认变更');
}

describe('a class that gets another class teacher or name', () => {
  let bot: BareBot;
  beforeEach(async () => {
    bot = await startBareBot();
    await teachClass(bot.store, ['zhao', 'qian']);
  });
  afterEach(() => bot.stop());

  const row = () => bot.store.classes.byId(classId);

  it('is shown first; then the rights are the new teacher’s, and teachers and trainees are told why', async () => {
    await bot.say('org', `/改班 ${classId} 班主任 李四 原班主任外出挂职`);
    expect(await bot.last('org')).toMatch(/班主任由“郑老师”变更为“李四”.*学员 2 人/s);
    expect((await row())?.teacherId).toBe('teacher');
    await bot.press('org', '确认变更');
    for (const who of ['teacher', 'li', 'zhao', 'qian'])
      expect(await bot.last(who)).toMatch(/【班次变更】.*由“郑老师”变更为“李四”。理由：原班主任外出挂职/);
    expect(await row()).toMatchObject({
      teacherId: 'li',
      changes: [{ by: 'org', field: 'teacherId', from: 'teacher', to: 'li', reason: '原班主任外出挂职' }],
    });
    await bot.say('teacher', `/签到情况 ${classId}`);
    expect(await bot.last('teacher')).toContain('没有办理这一事项的权限');
    await bot.say('li', `/通知 ${classId} 明天上午的课改在第二教室`);
    expect(await bot.last('li')).toContain('预览');
  });

  it('hands over the requests for leave that wait: the old card is closed, the new teacher decides, by either answer', async () => {
    for (const [who, day] of [
      ['zhao', '3月16日'],
      ['qian', '3月17日'],
    ] as const) {
      await bot.say(who, `/请假 病假 ${day} 上午 到医院就诊`);
      await bot.press(who, '提交');
    }
    await changeTeacher(bot);
    expect(await bot.store.sentCards.openCards('teacher', bot.clock.now(), 50)).toEqual([]);
    await bot.press('li', '同意');
    await bot.press('li', '不同意');
    await bot.say('li', '当天有重要课程');
    const left = await bot.store.sentCards.openCards('li', bot.clock.now(), 5);
    expect(left.filter(({ message }) => message.kind === 'card' && message.task !== undefined)).toEqual([]);
    const states = ['zhao', 'qian'].map(async (who) => (await bot.store.leaves.ofTrainee(classId, who))[0]?.state);
    expect((await Promise.all(states)).sort()).toEqual(['granted', 'refused']);
  });

  it('gets another kind where its timetable keeps that kind’s rules; its teacher alone is told, and its name stays', async () => {
    await bot.say('org', `/改班 ${classId} 类别 聚会 名称未写明`);
    expect(await bot.last('org')).toContain('没有“聚会”这一类别。可选：上级调训班、');
    await bot.say('org', `/改班 ${classId} 类别 业务 本班属业务培训`);
    expect(await bot.last('org')).toMatch(/类别由“.+”变更为“业务培训班”[\s\S]*告知班主任。课程表按新类别审核/);
    await bot.press('org', '确认变更');
    expect(await row()).toMatchObject({ kind: 'businessClass' });
    expect(await bot.last('teacher')).toContain('【班次变更】');
    expect(await bot.last('zhao')).not.toContain('【班次变更】');
    await bot.say('org', `/改班 ${classId} 类别 主体班 本班属主体班次`);
    expect(await bot.last('org')).toContain('由“业务培训班”变更为“主体班”');
    const [business] = (await bot.store.sessions.ofClass(classId)).filter(
      ({ parts }) => parts[0]?.type === 'knowledge',
    );
    await bot.store.sessions.replace(classId, business === undefined ? [] : [business], bot.clock.now());
    await bot.press('org', '确认变更');
    expect(await bot.last('org')).toContain('现有课程表不符合主体班的要求，类别未变更');
    expect(await row()).toMatchObject({ kind: 'businessClass' });
  });

  it('gets another name of the same kind of class, and its topic where that was the name', async () => {
    await bot.say('school', `/改班 ${classId} 名称 第二期中青年干部培训班 名称有误`);
    await bot.press('school', '确认变更');
    expect(await row()).toMatchObject({
      name: '第二期中青年干部培训班',
      topicTag: '理论武装',
      kind: 'youngMidClass',
      changes: [{ from: '中青年干部培训班' }],
    });
    expect(await bot.last('zhao')).toContain('名称由“中青年干部培训班”变更为“第二期中青年干部培训班”');
    await bot.say('school', `/改班 ${classId} 名称 科级干部任职培训班 名称有误`);
    expect(await bot.last('school')).toContain('属于另一类班次');
  });

  it('follows its name in kind and topic while it has no timetable', async () => {
    await bot.say('school', '/开班 中青年干部培训班 2026-04-06 2026-04-17 郑老师');
    await bot.press('school', '确认开班');
    await bot.say('school', '/改班 2026-02 名称 科级干部任职培训班 名称有误');
    await bot.press('school', '确认变更');
    expect(await bot.store.classes.byId('2026-02')).toMatchObject({
      kind: 'townshipOfficeClass',
      topicTag: '科级干部任职培训班',
    });
  });

  it('stays as it is: for who may not, for oneself, for a trainee, once graded, or when the preview is dropped', async () => {
    const refusals = [
      ['teacher', '班主任 李四', '没有办理这一事项的权限'],
      ['org', '班主任 周组织', '与您本人有关'],
      ['org', '班主任 赵一', '不能担任本班班主任'],
      ['org', '班主任 郑老师', '无需变更'],
      ['org', '地点 县委党校', '请写成名称、班主任、类别、通知密级、签到方式、签到次数、报到时间'],
    ] as const;
    for (const [who, words, answer] of refusals) {
      await bot.say(who, `/改班 ${classId} ${words} 工作需要`);
      expect([words, await bot.last(who)]).toEqual([words, expect.stringContaining(answer)]);
    }
    await bot.say('org', `/改班 ${classId} 班主任 李四 工作需要`);
    await bot.press('org', '取消');
    await bot.say('org', `/改班 ${classId} 班主任 李四 工作需要`);
    await bot.store.classes.move(classId, ['planned'], 'graded');
    await bot.press('org', '确认变更');
    expect(await bot.last('org')).toContain('不能撤销或变更');
    expect((await row())?.teacherId).toBe('teacher');
  });
});

it('a change broken off at any point leaves the same class, requests and messages', async () => {
  const [whole, broken] = await bothRuns(async (bot, crashing) => {
    onTestFinished(() => bot.stop());
    await teachClass(bot.store, ['zhao', 'qian']);
    await bot.say('zhao', '/请假 病假 3月16日 上午 到医院就诊');
    await bot.press('zhao', '提交');
    bot.crashing = crashing;
    await changeTeacher(bot);
    await bot.say('org', `/改班 ${classId} 名称 第二期中青年干部培训班 名称有误`);
    await bot.press('org', '确认变更');
    await bot.press('li', '不同意');
    await bot.say('li', '当天有重要课程');
  });
  expect(broken?.crashes).toBeGreaterThan(5);
  expect(await broken?.dump()).toEqual(await whole?.dump());
  expect((await whole?.store.classes.byId(classId))?.changes?.length).toBe(2);
});

it.each(variants)('on %s a class gets another class teacher', async (variant) => {
  const world = await startWorld(variant);
  onTestFinished(() => world.stop());
  await openClass(world, { named: 2 });
  await world.say('org', `/改班 ${classId} 班主任 吴六 原班主任外出挂职`);
  await world.press('org', '确认变更');
  expect(world.last('org')).toContain('变更为“吴六”');
  expect(world.last('wu')).toContain('【班次变更】');
  expect(world.screen('zhao')).toContain('【班次变更】');
  expect(world.logged).toEqual([]);
});

it.each(variants)(
  'when, where and whom to call is written once, stands in every notice on %s, and is carried over to the next class',
  async (variant) => {
    const world = await startWorld(variant);
    onTestFinished(() => world.stop());
    await openClass(world);
    expect(world.screen('school')).toContain('联系电话：未填');
    await world.say('school', `/改班 ${classId} 联系电话 0000-1234567`);
    await world.press('school', '确认变更');
    await world.say('school', `/改班 ${classId} 报到地点 县委党校学员公寓`);
    expect(world.last('school')).toContain('由“县委党校”变更为“县委党校学员公寓”');
    await world.press('school', '确认变更');
    await world.say('org', `/点名 ${classId} 2 科级副职`);
    await world.press('org', '确认发出');
    const notice = world.screen('zhao');
    for (const fact of ['报到时间：3月16日 周一 08:20前', '报到地点：县委党校学员公寓', '食宿安排：由县委党校统一安排'])
      expect(notice).toContain(fact);
    expect(notice).toContain('班主任郑老师，0000-1234567');
    expect(world.screen('liaison-fin')).toContain(
      '县委党校学员公寓；食宿：由县委党校统一安排；联系人：班主任郑老师，0000-1234567',
    );
    await world.press('zhao', '确认参加');
    expect(world.last('zhao')).toContain('按时到县委党校学员公寓报到');
    await world.say('school', `/改班 ${classId} 报到地点 县委党校一号楼`);
    await world.press('school', '确认变更');
    const lastWith = (who: string, words: string) =>
      world
        .screen(who)
        .split('\n----\n')
        .findLast((each) => each.includes(words));
    const shown = lastWith('qian', '选调您参加');
    expect(shown).toContain('报到地点：县委党校一号楼');
    expect(shown).not.toContain('学员公寓');
    expect(lastWith('zhao', '是否住宿、用餐')).toContain('按时到县委党校一号楼报到');
    await world.say('zhao', '课程表');
    expect(world.screen('zhao')).toContain('联系人：班主任郑老师，0000-1234567');
    await world.say('school', '/开班 乡村振兴专题培训班 2026-04-13 2026-04-24 郑老师');
    expect(world.last('school')).toContain('0000-1234567');
    await world.press('school', '确认开班');
    expect((await world.running.store.classes.byId('2026-02'))?.contactPhone).toBe('0000-1234567');
    await world.say('school', '/改班 2026-02 名称 乡村振兴培训班');
    expect(world.last('school')).toContain('请写明变更的理由');
  },
);
