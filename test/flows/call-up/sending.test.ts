import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { variants } from '../../helpers/county.ts';
import { startWorld, type World } from '../../helpers/world.ts';

describe.each(variants)('people are sent to a class that others hold, on %s', (variant) => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld(variant);
    await world.say('org', '/选派 乡村振兴专题班 2026-03-16 2026-03-20 市委党校 赵一 钱二');
  });
  afterEach(() => world.stop());

  it('by one line, which is shown first, and person and unit are told', async () => {
    expect(world.last('org')).toContain('拟选派 2 人参加市委党校“乡村振兴专题班”');
    expect(world.screen('zhao')).not.toContain('乡村振兴专题班');
    await world.press('org', '确认发出');
    expect(world.last('org')).toContain('名单编号 2026-01-M1');
    expect(world.last('zhao')).toContain('报到地点：市委党校');
    expect(world.screen('head-fin')).toContain('选调你单位赵一、钱二同志');
  });

  it('and no timetable, roll or arrival is asked of the county', async () => {
    await world.press('org', '确认发出');
    await world.press('zhao', '确认参加');
    expect(world.last('zhao')).not.toContain('住宿');
    expect(world.last('zhao')).toContain('市委党校报到');
    await world.say('org', '/课程 2026-01 标准');
    expect(world.last('org')).toContain('课程、考勤和评分由主办单位负责');
    await world.say('org', '/改班 2026-01 班主任 郑老师 分工调整');
    expect(world.last('org')).toContain('由主办单位负责');
    await world.say('school', '/报到 2026-01');
    expect(world.last('school')).toContain('由主办单位负责');
    await world.say('org', '/点名 2026-01 5');
    expect(world.last('org')).toContain('请用“/选派”写明姓名');
    await world.at('2026-03-13', '09:30');
    expect(world.last('zhao')).toContain('【开班提醒】');
    expect(world.screen('zhao')).not.toContain('住宿');
    await world.say('org', '/为什么 2026-01 孙三');
    expect(world.last('org')).toContain('逐人确定，本次未选派');
    await world.at('2026-03-16', '09:00');
    expect(world.screen('org')).not.toContain('登记报到');
    await world.at('2026-03-16', '17:15');
    expect(world.screen('head-fin')).not.toContain('未报到');
  });

  it('and the line typed once more draws the list anew; dropped, nothing of it is left', async () => {
    await world.say('org', '/选派 乡村振兴专题班 2026-03-16 2026-03-20 市委党校 赵一');
    expect(world.last('org')).toContain('拟选派 1 人');
    await world.press('org', '取消');
    await world.say('org', '/选派情况');
    expect(world.last('org')).toContain('近一年没有选派');
    expect(await world.running.store.classes.byId('2026-01')).toMatchObject({ state: 'withdrawn' });
  });

  it('and somebody is added, or taken off, as of any list; once results are entered the class stays', async () => {
    await world.press('org', '确认发出');
    await world.say('org', '/增补 2026-01 孙三 主办单位增加名额');
    await world.press('org', '确认增补');
    expect(world.last('sun')).toContain('报到地点：市委党校');
    await world.say('org', '/撤销调训 2026-01 孙三 另有任务');
    await world.press('org', '确认撤销');
    expect(world.screen('sun')).toContain('撤销');
    await world.press('zhao', '确认参加');
    await world.at('2026-03-23', '09:30');
    await world.say('org', '/选派结果 2026-01 赵一 结业 24学时');
    await world.say('org', '/撤班 2026-01 主办单位取消');
    expect(world.last('org')).toContain('已登记选派结果，不能撤销');
  });

  it('and who cannot come is left out with the reason', async () => {
    await world.press('org', '确认发出');
    await world.say('org', '/选派 城市规划研讨班 2026-03-18 2026-03-19 省委党校 赵一 孙三');
    expect(world.screen('org')).toContain('未列入 1 人：');
    expect(world.screen('org')).toContain('赵一：与“乡村振兴专题班”（3月16日至3月20日）时间冲突');
    expect(world.last('org')).toContain('拟选派 1 人');
  });
});
