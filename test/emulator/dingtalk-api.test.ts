import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CardView } from '../../src/emulator/view.ts';
import { DINGTALK, DingtalkCaller, getJson, sendJson, startWorld, type World } from './world.ts';

let world: World;
let dingtalk: DingtalkCaller;
beforeEach(async () => {
  world = await startWorld();
  dingtalk = await DingtalkCaller.start(world.emulator);
});
afterEach(() => world.stop());

const bodies = (userId: string) => world.emulator.conversation('dingtalk', userId).map(({ body }) => body);
const BATCH = '/v1.0/robot/oToMessages/batchSend';

describe('access tokens of DingTalk', () => {
  const credentials = { appKey: DINGTALK.appKey, appSecret: DINGTALK.appSecret };

  it('stay the same while they live, on both hosts', async () => {
    const old = await getJson(`${world.emulator.dingtalkOapiBase}/gettoken?appkey=dingappkey&appsecret=ding-secret`);
    expect(old).toMatchObject({ errcode: 0, access_token: dingtalk.token, expires_in: 7200 });
    const again = await sendJson(`${world.emulator.dingtalkApiBase}/v1.0/oauth2/accessToken`, credentials);
    expect(again.json).toMatchObject({ accessToken: dingtalk.token, expireIn: 7200 });
    const newer = await sendJson(`${world.emulator.dingtalkApiBase}/v1.0/oauth2/ding123/token`, {
      client_id: DINGTALK.appKey,
      client_secret: DINGTALK.appSecret,
      grant_type: 'client_credentials',
    });
    expect(newer.json).toMatchObject({ access_token: dingtalk.token });
  });

  it('are refused to wrong credentials', async () => {
    const wrong = await sendJson(`${world.emulator.dingtalkApiBase}/v1.0/oauth2/accessToken`, {
      ...credentials,
      appSecret: 'x',
    });
    expect(wrong).toMatchObject({ status: 400, json: { code: 'invalidClientIdOrSecret' } });
    expect(wrong.json).toHaveProperty('requestid');
    const corp = (corpId: string, body: object) =>
      sendJson(`${world.emulator.dingtalkApiBase}/v1.0/oauth2/${corpId}/token`, body);
    const grant_type = 'client_credentials';
    expect(await corp('ding999', {})).toMatchObject({ status: 500, json: { code: 'unknownError' } });
    expect(await corp('ding123', {})).toMatchObject({ status: 400, json: { code: 'unsupported.grant.type' } });
    expect(await corp('ding123', { grant_type, client_id: 'x' })).toMatchObject({
      status: 400,
      json: { code: 'invalid.client' },
    });
    const old = `${world.emulator.dingtalkOapiBase}/gettoken`;
    expect(await getJson(`${old}?appkey=dingappkey&appsecret=x`)).toMatchObject({ errcode: 40096 });
    expect(await getJson(old)).toMatchObject({ errcode: 40035 });
  });

  it('are read by the new API from its header alone, and expire with 400', async () => {
    const url = `${world.emulator.dingtalkApiBase}${BATCH}`;
    const inQuery = await sendJson(`${url}?access_token=${dingtalk.token}`, {});
    const bearer = { headers: { authorization: `Bearer ${dingtalk.token}` } };
    for (const missing of [inQuery, await sendJson(url, {}, bearer)]) {
      expect(missing).toMatchObject({ status: 400, json: { code: 'AuthenticationFailed.MissingParameter' } });
    }
    const wrong = await sendJson(url, {}, { headers: { 'x-acs-dingtalk-access-token': 'x' } });
    expect(wrong).toMatchObject({ status: 400, json: { code: 'InvalidAuthentication' } });
    world.clock.advanceMs(7_200_000);
    expect(await dingtalk.batchSend(['user01'], 'sampleText', { content: 'x' })).toMatchObject({
      status: 400,
      json: { code: 'InvalidAuthentication' },
    });
  });

  it('are read by the old API from the query, with 88 and a sub_code as text', async () => {
    const url = `${world.emulator.dingtalkOapiBase}/topapi/v2/user/get`;
    expect((await sendJson(url, {})).json).toMatchObject({ errcode: 88, sub_code: '40000' });
    expect((await sendJson(`${url}?access_token=x`, {})).json).toMatchObject({ errcode: 88, sub_code: '40014' });
    expect((await sendJson(`${world.emulator.dingtalkOapiBase}/topapi/no/such`, {})).json).toMatchObject({
      errcode: 22,
    });
  });
});

describe('limits of DingTalk', () => {
  it('allow 20 calls of one API in one second', async () => {
    const answers = [];
    for (let count = 0; count < 21; count += 1) {
      answers.push(await dingtalk.batchSend(['user01'], 'sampleText', { content: `${count}` }));
    }
    expect(answers.map(({ status }) => status)).toEqual([...Array(20).fill(200), 403]);
    expect(answers[20]?.json.code).toBe('Forbidden.AccessDenied.QpsLimitForAppkeyAndApi');
    expect(bodies('user01')).toHaveLength(20);
    world.clock.advanceMs(1000);
    expect(await dingtalk.batchSend(['user01'], 'sampleText', { content: 'x' })).toMatchObject({ status: 200 });
  });

  it('allow 20 calls of one old API in one second, too', async () => {
    const answers = [];
    for (let count = 0; count < 21; count += 1) {
      answers.push(await dingtalk.oapi('/topapi/v2/user/get', { userid: 'user01' }));
    }
    expect(answers.map(({ errcode }) => errcode)).toEqual([...Array(20).fill(0), 88]);
    expect(answers[20]?.sub_code).toBe('90018');
  });

  it('refuse metered calls once the month is used up, but never contacts', async () => {
    const poor = await startWorld({ rules: { dingtalkCallsPerMonth: 1 } });
    const caller = await DingtalkCaller.start(poor.emulator);
    await caller.batchSend(['user01'], 'sampleText', { content: '一' });
    const refused = await caller.batchSend(['user01'], 'sampleText', { content: '二' });
    expect(refused).toMatchObject({ status: 403, json: { code: 'Forbidden.AccessDenied.ApiCountLimitForOrg' } });
    expect(await caller.oapi('/topapi/v2/user/get', { userid: 'user01' })).toMatchObject({ errcode: 0 });
    await poor.stop();
  });
});

describe('batchSend', () => {
  it('delivers text and Markdown with its links, and names unknown people', async () => {
    const answer = await dingtalk.batchSend(['user01', 'ghost'], 'sampleText', { content: '通知' });
    expect(answer.json).toMatchObject({ invalidStaffIdList: ['ghost'], flowControlledStaffIdList: [] });
    const markdown = '[确认](dtmd://dingtalkclient/sendMessage?content=%E7%A1%AE%E8%AE%A4%20%23AB2CD)';
    await dingtalk.batchSend(['user01'], 'sampleMarkdown', { title: '点名', text: markdown });
    expect(bodies('user01')).toEqual([
      { kind: 'text', text: '通知' },
      { kind: 'markdown', title: '点名', markdown },
    ]);
  });

  it('sends the text of a pressed dtmd link as the person', async () => {
    const link = 'dtmd://dingtalkclient/sendMessage?content=%E7%A1%AE%E8%AE%A4%20%23AB2CD';
    await dingtalk.batchSend(['user01'], 'sampleMarkdown', { title: '点名', text: `[确认](${link})` });
    const item = world.emulator.conversation('dingtalk', 'user01')[0]!.item;
    await world.emulator.press({ vendor: 'dingtalk', userId: 'user01', item, button: link, choices: [] });
    await world.emulator.idle();
    expect(JSON.parse(world.bot.heard[0]!.body)).toMatchObject({ text: { content: '确认 #AB2CD' } });
    expect(bodies('user01').at(-1)).toEqual({ kind: 'text', text: '确认 #AB2CD' });
  });

  it.each([
    ['no robot', { robotCode: '' }, 'invalidParameter.robotCode.empty'],
    ['another robot', { robotCode: 'other' }, 'invalidParameter.robotCode.notExsit'],
    ['nobody', { userIds: [] }, 'invalidParameter.userIds.empty'],
    [
      'over 20 people',
      { userIds: Array.from({ length: 21 }, (_, index) => `u${index}`) },
      'invalidParameter.userIds.overMax',
    ],
    ['no kind', { msgKey: '' }, 'invalidParameter.msgKey.empty'],
    ['an unknown kind', { msgKey: 'samplePoem' }, 'invalidParameter.msgKey.invalid'],
    ['an object as parameter', { msgParam: { content: 'x' } }, 'invalidParameter.msgParam.invalid'],
    ['a parameter that is not JSON', { msgParam: 'x' }, 'invalidParameter.msgParam.invalid'],
    ['a missing field', { msgParam: '{}' }, 'miss.param.contentOfText'],
  ])('refuses %s', async (_what, change, code) => {
    const body = {
      robotCode: DINGTALK.robotCode,
      userIds: ['user01'],
      msgKey: 'sampleText',
      msgParam: '{"content":"x"}',
    };
    expect(await dingtalk.call('POST', BATCH, { ...body, ...change })).toMatchObject({ status: 400, json: { code } });
    expect(bodies('user01')).toEqual([]);
  });

  it.each([
    ['sampleMarkdown', { text: 'x' }, 'miss.param.markdownTotitle'],
    ['sampleMarkdown', { title: 'x' }, 'miss.param.markdownTotext'],
    ['sampleImageMsg', {}, 'miss.param.photoTophotoUrl'],
    ['sampleLink', { text: 'x', messageUrl: 'x' }, 'miss.param.titleOfLink'],
    ['sampleLink', { title: 'x', messageUrl: 'x' }, 'miss.param.textOfLink'],
    ['sampleLink', { title: 'x', text: 'x' }, 'miss.param.messageUrlOfLink'],
    ['sampleActionCard', { text: 'x' }, 'miss.param.actionCardTotitle'],
    ['sampleActionCard', { title: 'x' }, 'miss.param.actionCardTotext'],
    ['sampleActionCard', { title: 'x', text: 'x' }, 'miss.param.actionCardTosingleTitle'],
    ['sampleActionCard', { title: 'x', text: 'x', singleTitle: 'x' }, 'miss.param.actionCardTosingleUrl'],
    ['sampleActionCard2', { title: 'x', text: 'x', actionTitle1: 'x', actionURL1: 'x' }, 'miss.param.actionCardTobtns'],
    ['sampleActionCard6', { title: 'x', text: 'x', actionTitle1: 'x' }, 'miss.param.actionCardTobtns'],
  ])('refuses %s without a field it needs', async (msgKey, param, code) => {
    expect(await dingtalk.batchSend(['user01'], msgKey, param)).toMatchObject({ status: 400, json: { code } });
  });

  it('can be recalled within 24 hours, under the lower-case path', async () => {
    const { json } = await dingtalk.batchSend(['user01'], 'sampleText', { content: '错了' });
    const recall = { robotCode: DINGTALK.robotCode, processQueryKeys: [json.processQueryKey, 'unknown'] };
    expect(await dingtalk.call('POST', '/v1.0/robot/oToMessages/batchRecall', recall)).toMatchObject({ status: 404 });
    const { json: result } = await dingtalk.call('POST', '/v1.0/robot/otoMessages/batchRecall', recall);
    expect(result).toEqual({
      successResult: [json.processQueryKey],
      failedResult: { unknown: 'invalid.processQueryKey' },
    });
    expect(bodies('user01')).toEqual([]);
  });
});

describe('cards of DingTalk', () => {
  const variables = {
    title: '点名调训',
    text: '请在**三日**内答复',
    mode: 'single',
    maxChoices: '1',
    options: '[{"value":"a","label":"甲"}]',
    buttons: '[{"key":"call-up.answer","label":"确认参加","style":"primary"}]',
    status: '',
  };

  it('are drawn from the variables of the template', async () => {
    const { json } = await dingtalk.createCard('card-1', 'user01', variables);
    expect(json).toMatchObject({
      success: true,
      result: { outTrackId: 'card-1', deliverResults: [{ success: true }] },
    });
    expect(bodies('user01')).toEqual([
      {
        kind: 'card',
        title: '点名调训',
        desc: '请在**三日**内答复',
        fields: [],
        choice: { mode: 'single', options: [{ value: 'a', label: '甲', checked: false }], disabled: false },
        buttons: [{ key: 'call-up.answer', label: '确认参加', style: 'primary', disabled: false }],
      },
    ]);
  });

  it.each([
    ['a number among the variables', { cardData: { cardParamMap: { count: 3 } } }, 'param.invalid'],
    ['a variable over 1 KB', { cardData: { cardParamMap: { text: '汉'.repeat(342) } } }, 'param.invalid'],
    ['no template', { cardTemplateId: '' }, 'param.cardTemplateIdEmpty'],
    ['an unknown template', { cardTemplateId: 'other.schema' }, 'param.templateNotExist'],
    ['no outTrackId', { outTrackId: '' }, 'param.outTrackIdEmpty'],
    ['no place', { openSpaceId: '' }, 'param.openSpaceIdEmpty'],
    ['a malformed place', { openSpaceId: 'user01' }, 'param.openSpaceIdInvalid'],
    ['no deliver model', { imRobotOpenDeliverModel: undefined }, 'param.openDeliverModelEmpty'],
  ])('refuse %s', async (_what, change, code) => {
    const answer = await dingtalk.createCard('card-1', 'user01', variables, change);
    expect(answer).toMatchObject({ status: 400, json: { code } });
    expect(bodies('user01')).toEqual([]);
  });

  it('are delivered to nobody, with success true, when the space model is missing or the person unknown', async () => {
    const result = (answer: { json: Record<string, unknown> }) => answer.json;
    const noModel = await dingtalk.createCard('card-1', 'user01', variables, { imRobotOpenSpaceModel: undefined });
    expect(result(noModel)).toMatchObject({
      success: true,
      result: { deliverResults: [{ success: false, errorMsg: 'spaces of card is empty' }] },
    });
    expect(result(await dingtalk.createCard('card-2', 'ghost', variables))).toMatchObject({
      success: true,
      result: { deliverResults: [{ success: false, errorMsg: 'spaceId is illegal' }] },
    });
    expect(bodies('user01')).toEqual([]);
  });

  it('refuse a template that was not published', async () => {
    const other = await startWorld({ dingtalk: { ...DINGTALK, unpublishedCardTemplateId: 'draft.schema' } });
    const caller = await DingtalkCaller.start(other.emulator);
    const answer = await caller.createCard('card-1', 'user01', variables, { cardTemplateId: 'draft.schema' });
    expect(answer).toMatchObject({ status: 400, json: { code: 'param.templateUnpublished' } });
    await other.stop();
  });

  it('take an outTrackId once', async () => {
    await dingtalk.createCard('card-1', 'user01', variables);
    const again = await dingtalk.createCard('card-1', 'user02', variables);
    expect(again).toMatchObject({ status: 400, json: { code: 'param.cardAlreadyExist' } });
    expect(bodies('user02')).toEqual([]);
  });

  it('are updated by key, or as a whole when the option is missing', async () => {
    await dingtalk.createCard('card-1', 'user01', variables);
    const update = { outTrackId: 'card-1', cardData: { cardParamMap: { status: '已确认参加' } } };
    await dingtalk.call('PUT', '/v1.0/card/instances', { ...update, cardUpdateOptions: { updateCardDataByKey: true } });
    const byKey = bodies('user01')[0] as CardView;
    expect(byKey).toMatchObject({ title: '点名调训', replaced: '已确认参加' });
    expect(byKey.buttons.every(({ disabled }) => disabled)).toBe(true);
    await dingtalk.call('PUT', '/v1.0/card/instances', update);
    expect(bodies('user01')[0]).toMatchObject({ title: '', replaced: '已确认参加', buttons: [] });
    const unknown = await dingtalk.call('PUT', '/v1.0/card/instances', { ...update, outTrackId: 'no' });
    expect(unknown).toMatchObject({ status: 400, json: { code: 'param.cardNotExist' } });
    const nothing = await dingtalk.call('PUT', '/v1.0/card/instances', { outTrackId: 'card-1' });
    expect(nothing).toMatchObject({ status: 400, json: { code: 'param.cardDataAndPrivateDataBothEmpty' } });
  });

  it('show private variables to their person alone', async () => {
    await dingtalk.createCard('card-1', 'user01', variables, {
      openSpaceId: 'dtv1.card//IM_ROBOT.user01;dtv1.card//im_robot.user02',
      privateData: { user02: { cardParamMap: { title: '给孙七' } } },
    });
    expect([bodies('user01')[0], bodies('user02')[0]]).toMatchObject([{ title: '点名调训' }, { title: '给孙七' }]);
  });

  it('keep a registered callback unless it is forced', async () => {
    const register = (callbackUrl: string, forceUpdate: boolean) =>
      dingtalk.call('POST', '/v1.0/card/callbacks/register', {
        callbackRouteKey: 'r',
        callbackUrl,
        apiSecret: 's',
        forceUpdate,
      });
    for (const bad of ['', 'ftp://127.0.0.1/', 'http://[']) {
      expect(await register(bad, true)).toMatchObject({ status: 400, json: { code: 'param.invalid' } });
    }
    await register('http://127.0.0.1/a', false);
    expect((await register('http://127.0.0.1/b', false)).json).toMatchObject({
      result: { callbackUrl: 'http://127.0.0.1/a' },
    });
    expect((await register('http://127.0.0.1/b', true)).json).toMatchObject({
      result: { callbackUrl: 'http://127.0.0.1/b' },
    });
  });
});

describe('contacts of DingTalk', () => {
  it('list direct children and pages of members', async () => {
    const { result: top } = await dingtalk.oapi('/topapi/v2/department/listsub', { dept_id: 1 });
    expect(top).toMatchObject([{ name: '县政府', parent_id: 1 }]);
    const [government] = top as { dept_id: number }[];
    const { result: below } = await dingtalk.oapi('/topapi/v2/department/listsub', { dept_id: government?.dept_id });
    const [office] = below as { dept_id: number }[];
    const page = { dept_id: office?.dept_id, size: 1 };
    expect(await dingtalk.oapi('/topapi/v2/user/list', { ...page, cursor: 0 })).toMatchObject({
      result: { has_more: true, next_cursor: 1, list: [{ userid: 'user01', name: '赵六', title: '干部' }] },
    });
    const last = await dingtalk.oapi('/topapi/v2/user/list', { ...page, cursor: 1 });
    expect(last).toMatchObject({ result: { has_more: false, list: [{ userid: 'user02' }] } });
  });

  it('know one person, and answer unknown ones with their codes', async () => {
    const { result } = await dingtalk.oapi('/topapi/v2/user/get', { userid: 'user01' });
    expect(result).toMatchObject({ userid: 'user01', name: '赵六', title: '干部' });
    expect(result).not.toHaveProperty('mobile');
    expect(await dingtalk.oapi('/topapi/v2/user/get', { userid: 'ghost' })).toMatchObject({ errcode: 60121 });
    expect(await dingtalk.oapi('/topapi/v2/department/listsub', { dept_id: 99 })).toMatchObject({ errcode: 60003 });
    expect(await dingtalk.oapi('/topapi/v2/user/list', { dept_id: 1, cursor: 0, size: 101 })).toMatchObject({
      errcode: 400002,
    });
  });
});
