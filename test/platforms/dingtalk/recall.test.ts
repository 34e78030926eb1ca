import nock from 'nock';
import { describe, expect, it } from 'vitest';
import { api, oapi, startPlatform } from './setup.ts';
import { expectCall, withVendor } from './vendor.ts';

const recall = '/v1.0/robot/otoMessages/batchRecall';
const readStatus = '/v1.0/robot/oToMessages/readStatus';

withVendor();

describe('taking a message back (docs/vendors/dingtalk.md, Limits)', () => {
  it('asks for all parts of it at once', async () => {
    const { platform } = startPlatform();
    const calls = expectCall(api, recall, { successResult: ['k1', 'k2'], failedResult: {} });
    expect(await platform.recall?.(['user01'], { processQueryKey: 'k1,k2' })).toBe(true);
    expect(calls).toEqual([{ robotCode: 'dingappkey', processQueryKeys: ['k1', 'k2'] }]);
  });

  it.each([
    ['RECALLED', true],
    ['SUCCESS', false],
  ])('what the vendor did not take back is %s: %s', async (sendStatus, done) => {
    const { platform } = startPlatform();
    expectCall(api, recall, { successResult: [], failedResult: { 'k+/=': 'reason' } });
    nock(api)
      .get(readStatus)
      .query({ robotCode: 'dingappkey', processQueryKey: 'k+/=' })
      .reply(200, { sendStatus, messageReadInfoList: [] });
    expect(await platform.recall?.(['user01'], { processQueryKey: 'k+/=' })).toBe(done);
  });

  it.each([
    'robot.processQueryKey.expired',
    'processQueryKey.expireTime',
    'notRevoke.all.messages',
    'invalid.processQueryKey',
  ])('after 24 hours (%s) it says that it cannot', async (code) => {
    const { platform } = startPlatform();
    expectCall(api, recall, { requestid: 'r', code, message: 'x' }, 400);
    expect(await platform.recall?.(['user01'], { processQueryKey: 'k1' })).toBe(false);
  });

  it('cannot take back an answer in a session, which has no key', async () => {
    const { platform } = startPlatform();
    expect(await platform.recall?.(['user01'], {})).toBe(false);
  });

  it('a refusal for another reason is one', async () => {
    const { platform } = startPlatform();
    expectCall(api, recall, { requestid: 'r', code: 'not.allowed.robotCode', message: 'x' }, 400);
    await expect(platform.recall?.(['user01'], { processQueryKey: 'k1' })).rejects.toMatchObject({ retry: 'never' });
  });

  it('a work notification is taken back by its task', async () => {
    const { platform } = startPlatform({ agentId: 123456 });
    const calls = expectCall(oapi, '/topapi/message/corpconversation/recall', { errcode: 0, errmsg: 'ok' });
    expect(await platform.recall?.(['user01'], { taskId: '256271667526' })).toBe(true);
    expect(calls).toEqual([{ agent_id: 123456, msg_task_id: 256_271_667_526 }]);
  });
});

describe('who stands behind a login code (docs/vendors/dingtalk.md, Contacts and login)', () => {
  const login = '/topapi/v2/user/getuserinfo';

  it('is told by the vendor', async () => {
    const { platform } = startPlatform();
    const result = { userid: 'user01', unionid: 'u', device_id: 'd', name: '张三', sys: true, sys_level: 1 };
    const calls = expectCall(oapi, login, { errcode: 0, errmsg: 'ok', result });
    expect(await platform.identify?.('code-1')).toBe('user01');
    expect(calls).toEqual([{ code: 'code-1' }]);
  });

  it('is nobody where the code is wrong, used or over', async () => {
    const { platform } = startPlatform();
    expectCall(oapi, login, { errcode: 40078, errmsg: '不存在的临时授权码' });
    expect(await platform.identify?.('code-1')).toBeNull();
  });

  it('is unknown where the vendor fails', async () => {
    const { platform } = startPlatform();
    expectCall(oapi, login, { errcode: -1, errmsg: '系统繁忙' });
    await expect(platform.identify?.('code-1')).rejects.toMatchObject({ code: '-1', retry: 'later' });
  });
});
