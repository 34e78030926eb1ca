import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { writeWorkbook } from '../../../src/sheets/write-workbook.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { grant } from '../../helpers/grant.ts';
import { keptList, keptListOf } from '../../helpers/kept-list.ts';
import { publishedClass } from '../../helpers/scored-class.ts';
import { startWorld, type World } from '../../helpers/world.ts';

const sheet = writeWorkbook({
  name: '任免',
  rows: [
    ['姓名', '任职单位', '新任职务', '层级', '任命时间'],
    ['赵一', '县农业农村局', '副局长', '乡科级正职', '2026-02-10'],
  ],
  headerRow: 1,
});

describe.each(variants)('appointments and what they rest on, on %s', (variant) => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld(variant);
  });
  afterEach(() => world.stop());

  it('come by a sheet that is shown first and taken back as one act; leaders ask who fits, by a button or in words', async () => {
    await world.send('org', '任免.xlsx', sheet);
    expect(world.last('org')).toContain('请核对任免表');
    await world.press('org', '确认导入');
    const { cadres } = world.running.store;
    expect(await cadres.byId('zhao')).toMatchObject({ unitId: 'u-agri', post: '副局长', promotedOn: '2026-02-10' });
    await world.press('org', '撤销');
    expect(await cadres.byId('zhao')).toMatchObject({ unitId: 'u-fin', post: '预算股股长' });
    expect((await cadres.byId('zhao'))?.otherPosts).toBeUndefined();
    await cadres.grant('head-fin', 'orgDeptLeader');
    await world.say('head-fin', '/选任查询');
    await world
      .press('head-fin', '近三年优秀学员 副科级')
      .catch(() => world.press('head-fin', '查询', ['副科级', '近三年优秀学员', '基层经历']));
    expect(world.last('head-fin')).toMatch(/按“.*近三年优秀学员.*”查询：在库 17 人中，符合 0 人。/);
    await world.say('head-fin', '/选任查询 副科级');
    expect(world.last('head-fin')).not.toContain('赵一');
    expect(await keptListOf(world, 'head-fin')).toContain('赵一');
    await world.say('org', '/考核参考 2026');
    expect(world.last('org')).not.toContain('赵一');
    expect(await keptListOf(world, 'org')).toContain('赵一');
  });
});

describe('what is known of people', () => {
  let bot: BareBot;
  beforeEach(async () => {
    bot = await startBareBot();
    await publishedClass(bot);
    bot.clock.moveTo(beijingTime('2026-04-07', '09:00'));
    await grant(bot, 'head-fin', 'orgDeptLeader');
  });
  afterEach(() => bot.stop());

  it('for an appointment is told to leaders alone, with the reasons, noted, and never about themselves', async () => {
    await bot.say('head-fin', '/选任查询 近三年优秀学员 副科级');
    expect(await bot.last('head-fin')).toMatch(/符合 1 人。\n供参考/);
    expect(await keptList(bot, 'head-fin')).toMatch(
      /赵一　县财政局　预算股股长　.*　2026年3月27日“.*”优秀学员；现为乡科级副职/,
    );
    await bot.say('head-fin', '/选任查询 钱二 近三年优秀学员 副科级');
    expect(await bot.last('head-fin')).not.toMatch(/符合“|赵一|钱二/);
    expect(await keptList(bot, 'head-fin')).toMatch(/钱二[\s\S]*近三年优秀学员　不符合　无优秀学员记录\n副科级　符合/);
    const looks = await bot.store.looks.of('qian', 5);
    expect(looks.map(({ by, words }) => `${by} ${words}`)).toEqual(['head-fin 选任查询 钱二 近三年优秀学员 副科级']);
    await bot.say('head-fin', '/选任查询 蒋局长 副科级');
    expect(await bot.last('head-fin')).toContain('与您本人有关');
    await bot.say('head-fin', '/选任查询 近三年最好');
    expect(await bot.last('head-fin')).toContain('没有看懂“近三年最好”');
    for (const who of ['org', 'school', 'head-agri', 'zhao']) {
      await bot.say(who, '/选任查询 副科级');
      expect(await bot.last(who)).toContain('没有办理这一事项的权限');
    }
  });

  it('for the yearly appraisal is told by unit, to heads of their own alone', async () => {
    await bot.say('org', '/考核参考 2026');
    expect(await bot.last('org')).toMatch(/全县[\s\S]*共 18 人：参加培训 8 人[\s\S]*优秀学员 1 人次/);
    await bot.say('head-agri', '/考核参考');
    expect(await bot.last('head-agri')).toMatch(/县农业农村局[\s\S]*共 5 人：参加培训 4 人/);
    expect((await keptList(bot, 'head-agri')).split('\n')).toHaveLength(7);
    await bot.say('head-agri', '/考核参考 2026 县财政局');
    expect(await bot.last('head-agri')).toContain('不在您负责的班级或单位范围内');
    await bot.say('zhao', '/考核参考');
    expect(await bot.last('zhao')).toContain('没有办理这一事项的权限');
  });
});
