import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PlatformPerson } from '../../../src/chat/platform.ts';
import { ManualClock } from '../../../src/clock.ts';
import { DingtalkApi } from '../../../src/platforms/dingtalk/api.ts';
import { Contacts } from '../../../src/platforms/dingtalk/contacts.ts';
import { allPeople } from '../../../src/platforms/dingtalk/people.ts';
import { api, appSecret, nowMs, oapi } from './setup.ts';

const listsub = '/topapi/v2/department/listsub?access_token=t1';
const list = '/topapi/v2/user/list?access_token=t1';
const ok = (result: unknown) => ({ errcode: 0, errmsg: 'ok', result });
const page = (people: unknown[], next?: number) =>
  ok({ has_more: next !== undefined, ...(next === undefined ? {} : { next_cursor: next }), list: people });
const silent = { debug() {}, info() {}, warn() {}, error() {} };

beforeEach(() => {
  nock.disableNetConnect();
  nock(api).post('/v1.0/oauth2/accessToken').reply(200, { accessToken: 't1', expireIn: 7200 });
});

afterEach(() => {
  const unused = nock.pendingMocks();
  nock.cleanAll();
  nock.enableNetConnect();
  expect(unused).toEqual([]);
});

async function everybody(waited: number[] = []): Promise<PlatformPerson[]> {
  const dingtalk = new DingtalkApi({
    ...{ appKey: 'dingappkey', appSecret, apiBase: api, oapiBase: oapi },
    ...{ clock: new ManualClock(new Date(nowMs)), log: silent },
  });
  const people: PlatformPerson[] = [];
  const wait = async (ms: number) => {
    waited.push(ms);
  };
  for await (const person of allPeople(new Contacts(dingtalk), wait)) people.push(person);
  return people;
}

describe('fetching people (docs/vendors/dingtalk.md, Contacts and login)', () => {
  it('walks all departments and all pages; nobody comes twice', async () => {
    nock(oapi)
      .post(listsub, { dept_id: 1 })
      .reply(200, ok([{ dept_id: 2, name: '县委', parent_id: 1 }]));
    nock(oapi)
      .post(listsub, { dept_id: 2 })
      .reply(200, ok([{ dept_id: 3, name: '组织部', parent_id: 2 }]));
    nock(oapi).post(listsub, { dept_id: 3 }).reply(200, ok([]));
    nock(oapi).post(list, { dept_id: 1, cursor: 0, size: 100 }).reply(200, page([]));
    const li = { userid: 'li', name: '李四', title: '科员', dept_id_list: [2, 3] };
    const wang = { userid: '0123', name: '王五', dept_id_list: [3], unionid: 'u', active: true };
    nock(oapi)
      .post(list, { dept_id: 2, cursor: 0, size: 100 })
      .reply(200, page([li]));
    nock(oapi)
      .post(list, { dept_id: 3, cursor: 0, size: 100 })
      .reply(200, page([li], 10));
    nock(oapi)
      .post(list, { dept_id: 3, cursor: 10, size: 100 })
      .reply(200, page([wang]));
    expect(await everybody()).toEqual([
      { userId: 'li', name: '李四', title: '科员', departments: ['县委', '组织部'] },
      { userId: '0123', name: '王五', title: '', departments: ['组织部'] },
    ]);
  });

  it('reads the samples of the documents, which print numbers, booleans and lists as text', async () => {
    nock(oapi)
      .post(listsub, { dept_id: 1 })
      .reply(200, { errcode: '0', result: [{ dept_id: '2', name: '县委' }] });
    nock(oapi).post(listsub, { dept_id: 2 }).reply(200, { errcode: '0', result: [] });
    nock(oapi).post(list, { dept_id: 1, cursor: 0, size: 100 }).reply(200, page([]));
    const zhang = { userid: 'zhang', name: '张三', title: '主任', dept_id_list: '[2, 3]' };
    nock(oapi)
      .post(list, { dept_id: 2, cursor: 0, size: 100 })
      .reply(200, { errcode: '0', result: { has_more: 'true', next_cursor: '1', list: [zhang] } });
    nock(oapi)
      .post(list, { dept_id: 2, cursor: 1, size: 100 })
      .reply(200, { errcode: '0', result: { has_more: 'false', list: [] } });
    expect(await everybody()).toEqual([{ userId: 'zhang', name: '张三', title: '主任', departments: ['县委', '3'] }]);
  });

  it('waits a second when it asks too fast, and three times at most', async () => {
    const tooFast = { errcode: 88, sub_code: '90018', sub_msg: 'qps', errmsg: 'x', request_id: 'r' };
    nock(oapi).post(listsub, { dept_id: 1 }).times(3).reply(200, tooFast);
    nock(oapi).post(listsub, { dept_id: 1 }).reply(200, ok([]));
    nock(oapi).post(list, { dept_id: 1, cursor: 0, size: 100 }).times(4).reply(200, tooFast);
    const waited: number[] = [];
    await expect(everybody(waited)).rejects.toMatchObject({ name: 'PlatformError', code: '90018', retry: 'later' });
    expect(waited).toEqual([1000, 1000, 1000, 1000, 1000, 1000]);
  });

  it('fails rather than to give half a list', async () => {
    nock(oapi)
      .post(listsub, { dept_id: 1 })
      .reply(200, ok([{ dept_id: 2, name: '县委' }]));
    nock(oapi).post(listsub, { dept_id: 2 }).reply(200, { errcode: 50004, errmsg: 'out of scope' });
    await expect(everybody()).rejects.toMatchObject({ code: '50004', retry: 'never' });
  });

  it('does not follow a cursor that stands still', async () => {
    nock(oapi).post(listsub, { dept_id: 1 }).reply(200, ok([]));
    nock(oapi).post(list, { dept_id: 1, cursor: 0, size: 100 }).reply(200, page([], 0));
    await expect(everybody()).rejects.toMatchObject({ name: 'TransportError' });
  });
});
