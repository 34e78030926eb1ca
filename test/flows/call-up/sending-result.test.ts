import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { variants } from '../../helpers/county.ts';
import { startWorld, type World } from '../../helpers/world.ts';

describe.each(variants)('results of people who were sent to a class, on %s', (variant) => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld(variant);
    await world.say('org', '/选派 乡村振兴专题班 2026-03-16 2026-03-20 市委党校 赵一 钱二');
    await world.press('org', '确认发出');
    await world.press('zhao', '确认参加');
    await world.press('qian', '确认参加');
  });
  afterEach(() => world.stop());

  const entriesOf = (cadreId: string) => world.running.store.hourEntries.of(cadreId, '2026-03-01');

  it('come into the ledger, are corrected by entering them again, and taken back', async () => {
    await world.say('org', '/选派结果 2026-01 赵一 结业 24学时');
    expect(world.last('org')).toContain('结束后再登记结果');
    await world.at('2026-03-23', '09:30');
    await world.say('org', '/选派结果 2026-01\n赵一 结业 24学时 92分\n钱二 未结业');
    expect(world.last('org')).toContain('赵一结业，24学时，成绩92分；钱二未结业');
    await world.press('org', '确认办理');
    expect(world.screen('zhao')).toContain('结业，24学时，成绩92分');
    expect(world.screen('head-fin')).toContain('2 人，结果已登记：');
    expect(await entriesOf('zhao')).toMatchObject([{ minutes: 1440, halfDays: 6, organiser: '市委党校' }]);
    expect(await entriesOf('qian')).toEqual([]);
    await world.say('org', '/选派结果 2026-01 赵一 结业 20学时');
    const minutes = async () => (await entriesOf('zhao')).reduce((sum, each) => sum + each.minutes, 0);
    expect(await minutes()).toBe(1200);
    await world.press('org', '撤销');
    expect(await minutes()).toBe(0);
    expect(world.last('zhao')).toContain('结果登记有误，已撤销');
    await world.say('org', '/选派情况');
    expect(world.last('org')).toContain('近一年选派 1 期、2 人次，已登记结果 1 人次');
  });

  it('take the place of what a claim entered for the same days', async () => {
    await world.running.store.hourEntries.add([
      {
        ...{ _id: 'claim:1', cadreId: 'zhao', kind: 'group', source: 'claim', sourceId: '1', title: '市里的培训' },
        ...{ organiser: '', fromOn: '2026-03-16', toOn: '2026-03-18', minutes: 1440, halfDays: 6, spanDays: 3 },
        ...{ by: 'org', at: world.clock.now() },
      },
    ]);
    await world.at('2026-03-23', '09:30');
    await world.say('org', '/选派结果 2026-01 赵一 结业 30学时');
    await world.at('2026-03-24', '09:00');
    const minutes = (await entriesOf('zhao')).reduce((sum, each) => sum + each.minutes, 0);
    expect(minutes).toBe(1800);
    expect(world.screen('zhao')).toContain('只计“乡村振兴专题班”的30学时');
  });

  it('are not told to, nor entered by, anybody who may not', async () => {
    await world.at('2026-03-23', '09:30');
    await world.say('zhao', '/选派结果 2026-01 赵一 结业 24学时');
    await world.say('liaison-fin', '/选派情况');
    expect(await entriesOf('zhao')).toEqual([]);
    expect(world.last('liaison-fin')).not.toContain('乡村振兴专题班');
  });

  it('are refused with what is wrong, and nothing is entered', async () => {
    await world.at('2026-03-23', '09:30');
    await world.say('org', '/选派结果 2026-01 赵一 很好');
    expect(world.last('org')).toContain('“赵一 很好”没有看懂');
    await world.say('org', '/选派结果 2026-01\n赵一 结业 24\n赵一 结业 20');
    expect(world.last('org')).toContain('赵一写了不止一次');
    await world.say('org', '/选派结果 2026-01 赵一 结业 200');
    expect(world.last('org')).toContain('学时多于起止日期之间的时间');
    expect(await entriesOf('zhao')).toEqual([]);
  });
});
