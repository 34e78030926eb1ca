import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callerOf, callWith, OTHER_APP, SYNC, startCompany, tokenFor } from './wecom-company.ts';
import type { WecomCaller, World } from './world.ts';

let world: World;
let wecom: WecomCaller;
let calId: unknown;
beforeEach(async () => {
  world = await startCompany({ otherApps: [OTHER_APP], contactSync: SYNC });
  wecom = await callerOf(world);
  calId = (await wecom.post('oa/calendar/add', { calendar: { summary: '春季班' } })).cal_id;
});
afterEach(() => world.stop());

const schedule = (more: object = {}) => ({
  ...{ cal_id: calId, summary: '春季班上课', description: '08:30 党章', location: '主课堂' },
  ...{ start_time: 1_773_621_000, end_time: 1_773_651_000, attendees: [{ userid: 'zhangsan' }] },
  ...more,
});
const add = (more: object = {}) => wecom.post('oa/schedule/add', { schedule: schedule(more), agentid: 1_000_002 });
const titles = (userId: string) => world.emulator.calendar('wecom', userId).map(({ title }) => title);

describe('entries in calendars', () => {
  it('stand in the calendar of everybody named, are written anew as a whole, and go when they are cancelled', async () => {
    const { schedule_id } = await add();
    expect(titles('ZhangSan')).toEqual(['春季班上课']);
    const anew = schedule({ schedule_id, summary: '改到下午', attendees: [{ userid: 'lisi' }] });
    expect(await wecom.post('oa/schedule/update', { schedule: anew })).toMatchObject({ errcode: 0 });
    expect([titles('ZhangSan'), titles('lisi')]).toEqual([[], ['改到下午']]);
    expect(await wecom.post('oa/schedule/get', { schedule_id_list: [schedule_id] })).toMatchObject({
      schedule_list: [{ schedule_id, status: 0, attendees: [{ userid: 'lisi' }] }],
    });
    await wecom.post('oa/schedule/del', { schedule_id });
    expect(titles('lisi')).toEqual([]);
    const { schedule_list } = await wecom.post('oa/schedule/get_by_calendar', { cal_id: calId });
    expect(schedule_list).toMatchObject([{ schedule_id, status: 1 }]);
  });

  it('are made as often as they are asked for: no repeat is recognised', async () => {
    await add();
    await add();
    expect(titles('ZhangSan')).toHaveLength(2);
  });

  it.each([
    ['a calendar of nobody', { cal_id: 'wc0' }, 40058],
    ['an end before the start', { end_time: 1 }, 40058],
    ['a stranger', { attendees: [{ userid: 'ghost' }] }, 40031],
    ['more than a thousand people', { attendees: Array(1001).fill({ userid: 'lisi' }) }, 40032],
  ])('are refused with %s', async (_what, more, errcode) => {
    expect(await add(more)).toMatchObject({ errcode });
  });

  it('are those of the app that made the calendar', async () => {
    const { schedule_id } = await add();
    const other = await tokenFor(world, OTHER_APP.secret);
    expect(await callWith(world, other, 'oa/schedule/del', { schedule_id })).toMatchObject({ errcode: 40058 });
    const sync = await tokenFor(world, SYNC.secret);
    expect(await callWith(world, sync, 'oa/calendar/add', { calendar: { summary: '班' } })).toMatchObject({
      errcode: 48002,
    });
  });
});
