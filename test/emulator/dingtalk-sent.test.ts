import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Company, GROUP, getNew, startCompany } from './dingtalk-company.ts';
import { DINGTALK, DingtalkCaller } from './world.ts';

let company: Company;
beforeEach(async () => {
  company = await startCompany({ otherRobotCodes: ['otherapp'] });
});
afterEach(() => company.stop());

const DAY_MS = 24 * 3_600_000;
const { robotCode } = DINGTALK;

/** The token has ended with the day, too. */
async function nextDay(): Promise<void> {
  company.clock.advanceMs(DAY_MS + 1);
  company = { ...company, dingtalk: await DingtalkCaller.start(company.emulator) };
}

async function sendToBoth(): Promise<string> {
  const { json } = await company.dingtalk.batchSend(['user01', 'user02'], 'sampleText', { content: '通知' });
  return String(json.processQueryKey);
}

async function sendToGroup(): Promise<string> {
  const body = { robotCode, openConversationId: GROUP, msgKey: 'sampleText', msgParam: '{"content":"开班"}' };
  return String((await company.dingtalk.call('POST', '/v1.0/robot/groupMessages/send', body)).json.processQueryKey);
}

async function statusOf(processQueryKey: string, code = robotCode) {
  return await getNew(company, '/v1.0/robot/oToMessages/readStatus', { robotCode: code, processQueryKey });
}

describe('read status of DingTalk (row 22)', () => {
  it('tells who has had the message on the screen', async () => {
    const key = await sendToBoth();
    company.emulator.conversation('dingtalk', 'user01');
    expect((await statusOf(key)).json).toEqual({
      sendStatus: 'SUCCESS',
      messageReadInfoList: [
        { name: '赵六', userId: 'user01', readStatus: 'READ' },
        { name: '孙七', userId: 'user02', readStatus: 'UNREAD' },
      ],
    });
  });

  it('knows its own keys, for 24 hours, under its own path', async () => {
    const key = await sendToBoth();
    expect((await statusOf('no')).json).toMatchObject({ code: 'invalid.processQueryKey' });
    expect((await statusOf('')).json).toMatchObject({ code: 'invalidParameter.processQueryKey.missing' });
    expect((await statusOf(key, 'otherapp')).json).toMatchObject({ code: 'not.allowed.robotCode' });
    expect((await statusOf(await sendToGroup())).json).toMatchObject({ code: 'invalid.processQueryKey' });
    const wrongCase = await getNew(company, '/v1.0/robot/otoMessages/readStatus', { robotCode, processQueryKey: key });
    expect(wrongCase.status).toBe(404);
    await nextDay();
    expect((await statusOf(key)).json).toMatchObject({ code: 'robot.processQueryKey.expired' });
  });

  it('of a group comes by pages', async () => {
    const key = await sendToGroup();
    for (const userId of ['user01', 'user02']) company.emulator.conversation('dingtalk', userId, GROUP);
    const query = (more: object) =>
      company.dingtalk.call('POST', '/v1.0/robot/groupMessages/query', {
        openConversationId: GROUP,
        robotCode,
        processQueryKey: key,
        ...more,
      });
    const { json: first } = await query({ maxResults: 1 });
    expect(first).toEqual({
      sendStatus: 'SUCCESS',
      readUserIds: ['user01'],
      hasMore: true,
      nextToken: expect.any(String),
    });
    const { json: second } = await query({ maxResults: 1, nextToken: first.nextToken });
    expect(second).toMatchObject({ readUserIds: ['user02'], hasMore: false });
    expect(await query({ maxResults: 201 })).toMatchObject({
      status: 400,
      json: { code: 'invalidParameter.param.invalid' },
    });
  });
});

describe('recall of DingTalk (row 22)', () => {
  const recall = async (keys: string[], change: object = {}) =>
    await company.dingtalk.call('POST', '/v1.0/robot/otoMessages/batchRecall', {
      robotCode,
      processQueryKeys: keys,
      ...change,
    });

  it('takes at most 20 keys of its own robot', async () => {
    const codes = [
      await recall([]),
      await recall(Array.from({ length: 21 }, (_, index) => `k${index}`)),
      await recall(['k'], { robotCode: 'nobody' }),
      await recall(['k'], { robotCode: 'otherapp' }),
    ].map(({ json }) => json.code);
    expect(codes).toEqual([
      'invalidParameter.processQueryKey.missing',
      'invalidParameter.processQueryKeys.overMax',
      'invalidParameter.robotCode',
      'not.allowed.robotCode',
    ]);
  });

  it('ends after 24 hours, and a recalled message says so', async () => {
    const [soon, late] = [await sendToBoth(), await sendToBoth()];
    await recall([soon]);
    expect((await statusOf(soon)).json).toMatchObject({ sendStatus: 'RECALLED' });
    await nextDay();
    expect((await recall([late])).json).toMatchObject({ failedResult: { [late]: 'processQueryKey.expireTime' } });
  });

  it('of a group message needs the group', async () => {
    const key = await sendToGroup();
    const path = '/v1.0/robot/groupMessages/recall';
    const body = { robotCode, processQueryKeys: [key] };
    expect((await company.dingtalk.call('POST', path, body)).json).toMatchObject({ code: 'miss.openConversationId' });
    expect((await recall([key])).json).toMatchObject({ failedResult: { [key]: 'invalid.processQueryKey' } });
    const { json } = await company.dingtalk.call('POST', path, { ...body, openConversationId: GROUP });
    expect(json).toMatchObject({ successResult: [key] });
    expect(company.emulator.conversation('dingtalk', 'user02', GROUP)).toEqual([]);
  });
});
