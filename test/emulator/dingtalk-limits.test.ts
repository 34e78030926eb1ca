import { afterEach, describe, expect, it } from 'vitest';
import { type Company, startCompany } from './dingtalk-company.ts';
import { DINGTALK, sendJson } from './world.ts';

let company: Company | undefined;
afterEach(async () => {
  await company?.stop();
  company = undefined;
});

const texts = (of: Company) => of.emulator.conversation('dingtalk', 'user01').length;
const BATCH = '/v1.0/robot/oToMessages/batchSend';

describe('permissions of DingTalk (rows 8 and 40)', () => {
  it('that the app lacks are named by the new API with 403', async () => {
    company = await startCompany({ permissions: ['Card.Instance.Write'] });
    const refused = await company.dingtalk.batchSend(['user01'], 'sampleText', { content: '通知' });
    expect(refused).toMatchObject({
      status: 403,
      json: {
        code: 'Forbidden.AccessDenied.AccessTokenPermissionDenied',
        accessdenieddetail: { requiredScopes: ['qyapi_robot_sendmsg'] },
      },
    });
    expect(texts(company)).toBe(0);
    expect(await company.dingtalk.createCard('card-1', 'user01', {})).toMatchObject({ status: 200 });
  });

  it('that the app lacks are refused by the old API with 60011', async () => {
    company = await startCompany({ permissions: ['qyapi_get_member'] });
    expect(await company.dingtalk.oapi('/topapi/v2/user/get', { userid: 'user01' })).toMatchObject({ errcode: 0 });
    expect(await company.dingtalk.oapi('/topapi/v2/department/listsub', {})).toMatchObject({ errcode: 60011 });
  });

  it('are never given for the card without a template', async () => {
    company = await startCompany();
    const path = '/v1.0/im/v1.0/robot/interactiveCards/send';
    expect(await company.dingtalk.call('POST', path, { cardTemplateId: 'StandardCard' })).toMatchObject({
      status: 403,
      json: { code: 'Forbidden.AccessDenied.AccessTokenPermissionDenied' },
    });
  });
});

describe('the ban of an address (row 10)', () => {
  it('lasts five minutes and speaks in a page and in a JSON that no API answers', async () => {
    company = await startCompany({}, { rules: { dingtalkCallsPerAddress: 5 } });
    for (let count = 0; count < 4; count += 1) await company.dingtalk.oapi('/topapi/v2/user/get', { userid: 'user01' });
    const call = () => fetch(`${company?.emulator.url}/topapi/v2/user/get?access_token=${company?.dingtalk.token}`);
    const page = await call();
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(await (await call()).json()).toMatchObject({ status: 1111, punish: 'deny', uuid: expect.any(String) });
    company.clock.advanceMs(299_999);
    expect((await call()).status).toBe(403);
    company.clock.advanceMs(1);
    expect((await call()).status).toBe(200);
  });

  it('can be asked for', async () => {
    company = await startCompany();
    company.emulator.fault({ vendor: 'dingtalk', where: 'api', fault: 'ip-ban', times: 1 });
    const headers = { 'x-acs-dingtalk-access-token': company.dingtalk.token };
    const answer = await fetch(`${company.emulator.url}${BATCH}`, { method: 'POST', headers, body: '{}' });
    expect(await answer.text()).toContain('<html>');
    expect(() => company?.emulator.fault({ vendor: 'wecom', where: 'api', fault: 'ip-ban', times: 1 })).toThrow('钉钉');
  });
});

describe('gateway errors that can be asked for (row 11)', () => {
  async function send(fault: 'unavailable' | 'gateway-timeout' | 'accept-then-reset') {
    company = await startCompany();
    company.emulator.fault({ vendor: 'dingtalk', where: 'api', fault, times: 1 });
    const body = {
      robotCode: DINGTALK.robotCode,
      userIds: ['user01'],
      msgKey: 'sampleText',
      msgParam: '{"content":"x"}',
    };
    const headers = { 'x-acs-dingtalk-access-token': company.dingtalk.token };
    return await fetch(`${company.emulator.url}${BATCH}`, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  it.each([
    ['unavailable', 503, 0],
    ['gateway-timeout', 504, 1],
  ] as const)('%s: %i without JSON, %i message shown', async (fault, status, shown) => {
    const answer = await send(fault);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(company && texts(company)).toBe(shown);
  });

  it('accept-then-reset: done, then the connection is cut', async () => {
    await expect(send('accept-then-reset')).rejects.toThrow();
    expect(company && texts(company)).toBe(1);
  });
});

describe('errors of the new API (row 12)', () => {
  it('always carry requestid, code and message', async () => {
    company = await startCompany({ permissions: [] });
    const { url } = company.emulator;
    const answers = [
      await sendJson(`${url}/v1.0/oauth2/accessToken`, {}),
      await sendJson(`${url}/v1.0/gateway/connections/open`, {}),
      await sendJson(`${url}${BATCH}`, {}),
      await company.dingtalk.call('POST', BATCH, {}),
      await company.dingtalk.call('POST', '/v1.0/no/such', {}),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 401, 400, 403, 404]);
    for (const { json } of answers) {
      expect(json).toMatchObject({
        requestid: expect.any(String),
        code: expect.any(String),
        message: expect.any(String),
      });
    }
  });
});

describe('the monthly quota of the old API (row 9)', () => {
  it('refuses metered calls with 88 and 90020, never contacts', async () => {
    company = await startCompany({ agentId: 7 }, { rules: { dingtalkCallsPerMonth: 0 } });
    const notice = { agent_id: 7, userid_list: 'user01', msg: { msgtype: 'text', text: { content: 'x' } } };
    expect(await company.dingtalk.oapi('/topapi/message/corpconversation/asyncsend_v2', notice)).toMatchObject({
      errcode: 88,
      sub_code: '90020',
    });
    expect(await company.dingtalk.oapi('/topapi/v2/user/get', { userid: 'user01' })).toMatchObject({ errcode: 0 });
  });
});

describe('robots and people of batchSend (rows 13 and 16)', () => {
  it('refuse the robot of another app', async () => {
    company = await startCompany({ otherRobotCodes: ['otherapp'] });
    const body = { robotCode: 'otherapp', userIds: ['user01'], msgKey: 'sampleText', msgParam: '{"content":"x"}' };
    expect(await company.dingtalk.call('POST', BATCH, body)).toMatchObject({
      status: 400,
      json: { code: 'invalidParameter.robotCode.auth' },
    });
  });

  it('name who is throttled, for a minute, and show them nothing', async () => {
    company = await startCompany({}, { rules: { dingtalkMessagesPerPersonAndMinute: 1 } });
    const send = (...userIds: string[]) => company?.dingtalk.batchSend(userIds, 'sampleText', { content: 'x' });
    expect((await send('user01'))?.json).toMatchObject({ flowControlledStaffIdList: [] });
    expect((await send('user01', 'user02', 'ghost'))?.json).toMatchObject({
      invalidStaffIdList: ['ghost'],
      flowControlledStaffIdList: ['user01'],
    });
    expect(texts(company)).toBe(1);
    company.clock.advanceMs(60_001);
    expect((await send('user01'))?.json).toMatchObject({ flowControlledStaffIdList: [] });
  });

  it('name every second person under partial-accept', async () => {
    company = await startCompany();
    company.emulator.fault({ vendor: 'dingtalk', where: 'api', fault: 'partial-accept', times: 1 });
    const { json } = await company.dingtalk.batchSend(['user01', 'user02'], 'sampleText', { content: 'x' });
    expect(json).toMatchObject({ invalidStaffIdList: [], flowControlledStaffIdList: ['user02'] });
  });
});
