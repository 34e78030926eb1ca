import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unionIdOf } from '../../src/emulator/dingtalk/contacts.ts';
import { type Company, startCompany } from './dingtalk-company.ts';

let company: Company;
beforeEach(async () => {
  company = await startCompany();
});
afterEach(() => company.stop());

const path = (userId: string, event = '') =>
  `/v1.0/calendar/users/${encodeURIComponent(unionIdOf(userId))}/calendars/primary/events${event}`;
const event = (more: object = {}) => ({
  ...{ summary: '春季班上课', description: '08:30 党章', location: { displayName: '主课堂' } },
  ...{ start: { dateTime: '2026-03-16T08:30:00+08:00' }, end: { dateTime: '2026-03-16T17:00:00+08:00' } },
  ...{ attendees: [{ id: unionIdOf('user02') }], ...more },
});
const make = (more: object = {}) => company.dingtalk.call('POST', path('user01'), event(more));
const titles = (userId: string) => company.emulator.calendar('dingtalk', userId).map(({ title }) => title);

describe('entries in calendars', () => {
  it('stand with whose calendar it is and with everybody invited, are changed in place and taken out', async () => {
    const { json } = await make();
    const own = path('user01', `/${json.id}`);
    expect([titles('user01'), titles('user02')]).toEqual([['春季班上课'], ['春季班上课']]);
    expect((await company.dingtalk.call('PUT', own, { summary: '改到下午' })).status).toBe(200);
    expect(titles('user02')).toEqual(['改到下午']);
    await company.dingtalk.call('PUT', own, { attendees: [] });
    expect([titles('user01'), titles('user02')]).toEqual([['改到下午'], []]);
    await company.dingtalk.call('DELETE', own, undefined);
    expect(titles('user01')).toEqual([]);
    expect((await company.dingtalk.call('DELETE', own, undefined)).json).toMatchObject({ code: 'eventNotExist' });
  });

  it.each([
    ['no title', { summary: '' }, 'invalidParameter'],
    ['a stranger', { attendees: [{ id: 'ghost' }] }, 'invalidAttendee'],
    ['more than 500 people', { attendees: Array(501).fill({ id: unionIdOf('user02') }) }, 'attendeesExceedLimit'],
  ])('are refused with %s', async (_what, more, code) => {
    expect((await make(more)).json).toMatchObject({ code });
  });

  it('are refused in the calendar of a stranger, and without the permission', async () => {
    expect((await company.dingtalk.call('POST', path('ghost'), event())).json).toMatchObject({ code: 'invalidUserId' });
    const bare = await startCompany({ permissions: [] });
    const { json } = await bare.dingtalk.call('POST', path('user01'), event());
    await bare.stop();
    expect(json).toMatchObject({ code: 'Forbidden.AccessDenied.AccessTokenPermissionDenied' });
  });
});
