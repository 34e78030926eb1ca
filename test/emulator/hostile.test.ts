import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DingtalkCaller, startWorld, WecomCaller, type World } from './world.ts';

let world: World;
let wecomToken: string;
let dingtalkToken: string;
beforeAll(async () => {
  world = await startWorld({ rules: { dingtalkCallsPerSecond: 1_000_000, dingtalkCallsPerAddress: 1_000_000 } });
  wecomToken = (await WecomCaller.start(world.emulator)).token;
  dingtalkToken = (await DingtalkCaller.start(world.emulator)).token;
});
afterAll(() => world.stop());

async function statusOf(path: string, init: RequestInit): Promise<number> {
  const response = await fetch(`${world.emulator.url}${path}`, init);
  await response.arrayBuffer();
  return response.status;
}

const wecomPath = fc.constantFrom(
  'message/send',
  'message/update_template_card',
  'message/recall',
  'user/get',
  'user/list_id',
  'media/upload',
  'appchat/create',
  'appchat/send',
  'menu/create',
  'auth/getuserdetail',
  'webhook/send',
  'constructor',
);
const dingtalkPath = fc.constantFrom(
  'POST /v1.0/robot/oToMessages/batchSend',
  'POST /v1.0/robot/otoMessages/batchRecall',
  'POST /v1.0/card/instances/createAndDeliver',
  'PUT /v1.0/card/instances',
  'POST /v1.0/card/callbacks/register',
);
/** JSON near the truth: the right names with values of any kind. */
const body = fc
  .dictionary(
    fc.constantFrom(
      ...[
        'touser',
        'agentid',
        'msgtype',
        'text',
        'template_card',
        'card_type',
        'userids',
        'robotCode',
        'userIds',
        'msgKey',
      ],
      ...[
        'msgParam',
        'outTrackId',
        'cardData',
        'cardParamMap',
        'privateData',
        'openSpaceId',
        '__proto__',
        'constructor',
      ],
      ...['key', 'guid', 'content', 'isFull', 'mobile', 'chatid', 'safe', 'imRobotOpenSpaceModel', 'cardTemplateId'],
    ),
    fc.oneof(
      fc.constantFrom('lisi', 'text', 'template_card', 1000002, 'dingappkey', 'sampleText', '{}'),
      fc.jsonValue(),
    ),
  )
  .map((value) => JSON.stringify(value));
const anyBody = fc.oneof(body, fc.string(), fc.json());

describe('nonsense', () => {
  it('never breaks the API of WeCom', async () => {
    await fc.assert(
      fc.asyncProperty(wecomPath, anyBody, async (path, text) => {
        const status = await statusOf(`/cgi-bin/${path}?access_token=${wecomToken}`, { method: 'POST', body: text });
        expect([200, 404]).toContain(status);
      }),
      { numRuns: 300 },
    );
  });

  it('never breaks the API of DingTalk', async () => {
    await fc.assert(
      fc.asyncProperty(dingtalkPath, anyBody, async (call, text) => {
        const [method = '', path = ''] = call.split(' ');
        const headers = { 'x-acs-dingtalk-access-token': dingtalkToken };
        expect(await statusOf(path, { method, headers, body: text })).toBeLessThan(500);
      }),
      { numRuns: 300 },
    );
  });

  it('never breaks any call of either vendor', async () => {
    const { emulator } = world;
    const wecom = emulator.routes('wecom').map((path) => `POST ${path}`);
    const dingtalk = emulator.routes('dingtalk').map((route) => (route.startsWith('/') ? `POST ${route}` : route));
    const calls = [...wecom, ...dingtalk].filter((call) => !call.includes('/aibot ') && !call.endsWith(' /connect'));
    for (const call of calls) {
      const [method = '', path = ''] = call.replaceAll(/\{corpId\}|\{media_id\}/g, 'ding123').split(' ');
      const token = path.startsWith('/cgi-bin/') ? wecomToken : dingtalkToken;
      const headers = { 'x-acs-dingtalk-access-token': dingtalkToken, 'content-type': 'application/json' };
      for (const text of fc.sample(anyBody, 15)) {
        const init = method === 'GET' ? { headers } : { method, headers, body: text };
        expect([call, (await statusOf(`${path}?access_token=${token}`, init)) < 500]).toEqual([call, true]);
      }
    }
  });

  it('never breaks the control API', async () => {
    const path = fc.constantFrom(
      'say',
      'press',
      'open',
      'faults',
      'clock',
      'dingtalk-replayed-stamp',
      'nothing',
      '%00',
    );
    await fc.assert(
      fc.asyncProperty(path, anyBody, async (name, text) => {
        const headers = { 'content-type': 'application/json' };
        const status = await statusOf(`/control/${name}`, { method: 'POST', headers, body: text });
        expect(status).toBeGreaterThanOrEqual(400);
        expect(status).toBeLessThan(500);
      }),
      { numRuns: 200 },
    );
  });

  it('in place of an address is refused', async () => {
    for (const path of [
      '//',
      '/control/conversation?vendor=wecom',
      '/page/%',
      '/%ff',
      '/topapi/%',
      '/cgi-bin/__proto__',
    ]) {
      expect(await statusOf(path, {})).toBeLessThan(500);
    }
  });
});
