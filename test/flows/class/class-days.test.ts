import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, bothRuns, startBareBot } from '../../helpers/bare-bot.ts';
import { openClass } from '../../helpers/class.ts';
import { variants } from '../../helpers/county.ts';
import { meanwhile } from '../../helpers/meanwhile.ts';
import { teachClass } from '../../helpers/taught-class.ts';
import { startWorld, type World } from '../../helpers/world.ts';

const classId = '2026-01';
const later = `/改期 ${classId} 4月6日 4月17日 与全县重点工作冲突`;

describe.each(variants)('a class that is put off, on %s', (variant) => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld(variant);
    await openClass(world, { named: 2 });
    await world.press('zhao', '确认参加');
  });
  afterEach(() => world.stop());

  const sessions = () => world.running.store.sessions.ofClass(classId);

  it('is shown first; then its lessons go along under their numbers, and person, unit and class teacher are told once', async () => {
    const before = await sessions();
    await world.say('org', later);
    expect(world.last('org')).toMatch(/由3月16日至3月27日改为4月6日至4月17日举办/);
    expect(world.screen('org')).toMatch(/\d+ 节课随开班日期推后 21 天，课号、授课人和地点不变/);
    expect(world.screen('org')).toContain('确认后告知调训人员和学员 2 人、1 个单位和班主任');
    expect(await sessions()).toEqual(before);
    await world.press('org', '确认改期');
    const moved = await sessions();
    expect(moved.map(({ _id }) => _id)).toEqual(before.map(({ _id }) => _id));
    expect(moved[0]?.dateOn).toBe('2026-04-06');
    for (const who of ['zhao', 'qian'])
      expect(world.count(who, '【班次改期】“中青年干部培训班”原定3月16日至3月27日举办，现改为4月6日至4月17日')).toBe(1);
    expect(world.screen('zhao')).toContain('请于4月6日 周一按时到县委党校报到');
    expect(world.count('zhao', '课程变动')).toBe(0);
    expect(world.last('liaison-fin')).toMatch(/【班次改期】.*你单位(赵一、钱二|钱二、赵一)同志仍按通知参加/);
    expect(world.count('liaison-fin', '【班次改期】')).toBe(1);
    expect(world.count('teacher', '【班次改期】')).toBe(1);
    expect(world.logged).toEqual([]);
  });

  it('shows the new days on the notice that stands, which is still answered there', async () => {
    expect(world.screen('qian')).toMatch(/培训时间：?\s*2026年3月16日至2026年3月27日/);
    await world.say('org', later);
    await world.press('org', '确认改期');
    const lastWith = (who: string, words: string) =>
      world
        .screen(who)
        .split('\n----\n')
        .findLast((shown) => shown.includes(words));
    const notice = (who: string) => lastWith(who, '选调您参加');
    expect(lastWith('zhao', '是否住宿、用餐')).toContain('请于4月6日 周一按时到县委党校报到');
    expect(notice('qian')).toMatch(/培训时间：?\s*2026年4月6日至2026年4月17日/);
    expect(notice('qian')).toMatch(/报到时间：?\s*4月6日 周一 08:20前/);
    expect(notice('qian')).not.toContain('3月16日');
    // A message in Markdown cannot be changed on the screen, so that what waits for an answer comes once more.
    expect(world.count('qian', '选调您参加')).toBe(variant === 'dingtalk-markdown' ? 2 : 1);
    await world.press('qian', '确认参加');
    expect((await world.running.store.callUps.byId(classId, 'qian'))?.state).toBe('confirmed');
    await world.say('zhao', '我的调训');
    expect(world.last('zhao')).toContain('4月6日至4月17日');
  });

  it('keeps what people answered, and announces and opens on the new day alone', async () => {
    await world.say('org', later);
    await world.press('org', '确认改期');
    expect((await world.running.store.callUps.byId(classId, 'zhao'))?.state).toBe('confirmed');
    await world.say('zhao', '课程表');
    expect(world.last('zhao')).toContain('4月6日');
    expect(world.last('zhao')).not.toContain('3月16日');
    await world.at('2026-03-16', '08:41');
    await world.at('2026-03-16', '16:11');
    expect(world.screen('liaison-fin')).not.toContain('未报到');
  });

  it('is refused with what stands against it, and changes nothing', async () => {
    const refused: readonly (readonly [string, string])[] = [
      ['3月16日 3月27日', '已经是3月16日至3月27日举办'],
      ['4月17日 4月6日', '结束日期不能早于开班日期'],
      ['2月20日 3月27日', '开班日期已经过去'],
      ['3月16日 3月18日', '不在班次起止日期之内'],
    ];
    for (const [days, why] of refused) {
      await world.say('org', `/改期 ${classId} ${days} 工作需要`);
      expect([days, world.last('org')]).toEqual([days, expect.stringContaining(why)]);
    }
    await world.say('org', `/改期 ${classId} 4月6日 4月17日`);
    expect(world.last('org')).toContain('理由');
    await world.say('teacher', later);
    expect(world.last('teacher')).toContain('没有办理这一事项的权限');
    await world.say('org', later);
    await world.press('org', '取消');
    expect(await world.running.store.classes.byId(classId)).toMatchObject({ opensOn: '2026-03-16' });
  });

  it('by two people at the same time: the second is told what the first did, and nothing else happens', async () => {
    await world.say('org', later);
    await world.say('school', `/改期 ${classId} 3月23日 4月3日 教室维修`);
    await world.press('school', '确认改期');
    await world.press('org', '确认改期');
    expect(world.last('org')).toContain('刚由吴党校改为3月23日至4月3日举办（理由：教室维修），您的这一步没有生效');
    expect(await world.running.store.classes.byId(classId)).toMatchObject({ opensOn: '2026-03-23' });
    expect(world.count('zhao', '【班次改期】')).toBe(1);
  });
});

describe('the days of a class', () => {
  let bot: BareBot;
  beforeEach(async () => {
    bot = await startBareBot();
    await teachClass(bot.store, ['zhao', 'qian']);
  });
  afterEach(() => bot.stop());

  it('name who of its people is elsewhere then', async () => {
    const secondment = { place: '市发改局', fromOn: '2026-04-01', untilOn: '2026-04-30' };
    await bot.store.cadres.change([{ id: 'zhao', field: 'secondment', to: secondment }]);
    await bot.say('org', later);
    expect(await bot.last('org')).toContain('新的日期与 1 人的其他安排冲突：赵一正在市发改局挂职或借调');
  });

  it('can be put back by the same command, and the lessons are where they were', async () => {
    const before = await bot.store.sessions.ofClass(classId);
    await bot.say('org', later);
    await bot.press('org', '确认改期');
    await bot.say('org', `/改期 ${classId} 3月16日 3月27日 工作已调整`);
    await bot.press('org', '确认改期');
    expect(await bot.store.sessions.ofClass(classId)).toEqual(before);
    const changes = (await bot.store.classes.byId(classId))?.changes ?? [];
    expect(changes.map(({ field, to }) => [field, to])).toEqual([
      ['days', '2026-04-06至2026-04-17'],
      ['days', '2026-03-16至2026-03-27'],
    ]);
  });

  it('of a class that has begun keep their opening, and may end later', async () => {
    bot.clock.moveTo(beijingTime('2026-03-17', '09:00'));
    await bot.say('org', later);
    expect(await bot.last('org')).toContain('已经开班，开班日期不能再改；可以只改结束日期');
    await bot.say('org', `/改期 ${classId} 3月16日 3月30日 增加实践环节`);
    expect(await bot.last('org')).toContain('课程时间不变');
    await bot.press('org', '确认改期');
    expect(await bot.store.classes.byId(classId)).toMatchObject({ opensOn: '2026-03-16', closesOn: '2026-03-30' });
  });

  it('are not changed once grades are proposed, also by a preview that was shown before', async () => {
    await bot.say('org', later);
    await bot.store.classes.move(classId, ['planned'], 'graded');
    await bot.press('org', '确认改期');
    expect(await bot.last('org')).toContain('不能撤销或变更');
    expect(await bot.store.classes.byId(classId)).toMatchObject({ opensOn: '2026-03-16' });
  });

  it('take along a timetable that was just stored: it is not taken back to the former days', async () => {
    await bot.say('teacher', `/停课 ${classId} 20`);
    await bot.press('teacher', '确认变更');
    await bot.say('org', later);
    await bot.press('org', '确认改期');
    await bot.press('teacher', '撤销');
    expect((await bot.store.sessions.ofClass(classId))[0]?.dateOn).toBe('2026-04-06');
  });

  it('do not bring back a lesson that is called off at the same moment', async () => {
    await bot.say('teacher', `/停课 ${classId} 20`);
    await bot.say('org', later);
    meanwhile(bot.store.classes, 'moveDays', () => bot.press('teacher', '确认变更'));
    await bot.press('org', '确认改期');
    expect(await bot.last('org')).toContain('课程表已由其他同志变更，您的这一步没有生效');
    expect((await bot.store.sessions.ofClass(classId)).some(({ _id }) => _id.endsWith('-20'))).toBe(false);
    expect(await bot.store.classes.byId(classId)).toMatchObject({ opensOn: '2026-03-16' });
    await bot.say('org', later);
    await bot.press('org', '确认改期');
    expect(await bot.store.classes.byId(classId)).toMatchObject({ opensOn: '2026-04-06' });
  });

  describe('do not lose a lesson outside them', () => {
    const end = (day: string) => `/改期 ${classId} 3月16日 ${day} 工作需要`;
    beforeEach(async () => {
      await bot.say('org', end('3月30日'));
      await bot.press('org', '确认改期');
      await bot.say('teacher', `/加课 ${classId} 3月30日 19:00-21:00 党性分析交流 党性教育 小组讨论 张三 研讨室`);
      await bot.say('org', end('3月27日'));
    });
    const isAdded = async () =>
      (await bot.store.sessions.ofClass(classId)).some(({ dateOn }) => dateOn === '2026-03-30');

    it('that was shown before they changed', async () => {
      await bot.press('org', '确认改期');
      await bot.press('teacher', '确认变更');
      expect(await bot.last('teacher')).toContain('您的这一步没有生效');
      expect(await isAdded()).toBe(false);
    });

    it('that is stored at the moment they change', async () => {
      meanwhile(bot.store.timetables, 'begin', () => bot.press('org', '确认改期'));
      await bot.press('teacher', '确认变更');
      expect(await bot.screen('teacher')).toContain('已由其他同志变更，请核对后再办');
      expect(await isAdded()).toBe(false);
      expect(await bot.store.classes.byId(classId)).toMatchObject({ closesOn: '2026-03-27' });
    });
  });
});

it('a class put off by a command broken off at any point has the same days, lessons and messages', async () => {
  const [whole, broken] = await bothRuns(async (bot, crashing) => {
    onTestFinished(() => bot.stop());
    await teachClass(bot.store, ['zhao', 'qian']);
    await bot.say('org', `/点名 ${classId} 1 科级副职`);
    await bot.press('org', '确认发出');
    bot.crashing = crashing;
    await bot.say('org', later);
    await bot.press('org', '确认改期');
  });
  expect(broken?.crashes).toBeGreaterThan(2);
  expect(await broken?.dump()).toEqual(await whole?.dump());
  expect((await whole?.store.sessions.ofClass(classId))?.[0]?.dateOn).toBe('2026-04-06');
  const [row] = (await whole?.store.callUps.ofClass(classId)) ?? [];
  expect(await whole?.screen(row?.cadreId ?? '')).toContain('2026年4月6日至2026年4月17日');
});
