import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { until } from '../helpers/until.ts';
import { type Company, startCompany } from './dingtalk-company.ts';
import { openConnection } from './stream-bot.ts';

let company: Company;
beforeAll(async () => {
  company = await startCompany(
    { agentId: 7, customRobots: [{ token: 't', group: { id: 'g', name: '群', members: ['user01'] } }] },
    { rules: { dingtalkCallsPerSecond: 1_000_000, dingtalkCallsPerAddress: 1_000_000 } },
  );
});
afterAll(() => company.stop());

const PATHS = [
  'POST /v1.0/robot/groupMessages/send',
  'POST /v1.0/robot/groupMessages/query',
  'POST /v1.0/robot/groupMessages/recall',
  'GET /v1.0/robot/oToMessages/readStatus',
  'POST /v1.0/robot/messageFiles/download',
  'POST /v1.0/gateway/connections/open',
  'POST /topapi/message/corpconversation/asyncsend_v2',
  'POST /topapi/message/corpconversation/status_bar/update',
  'POST /topapi/v2/user/getuserinfo',
  'POST /topapi/v2/user/getbymobile',
  'POST /media/upload',
  'GET /media/downloadFile',
  'POST /robot/send',
  'GET /call_back/get_call_back_failed_result',
  'POST /control/dingtalk-message',
  'POST /control/dingtalk-group',
  'POST /control/dingtalk-event',
  'POST /control/dingtalk-stream',
  'POST /control/dingtalk-replayed-stamp',
  'POST /control/callback-urls',
];
const NAMES = [
  'robotCode',
  'openConversationId',
  'msgKey',
  'msgParam',
  'agent_id',
  'userid_list',
  'dept_id_list',
  'msg',
  'msgtype',
  'text',
];
const MORE = [
  'kind',
  'userId',
  'group',
  'base64',
  'type',
  'payload',
  'status',
  'act',
  'subscriptions',
  'processQueryKeys',
  'mentionAs',
  'stranger',
  'nth',
  'robot',
  '__proto__',
];
const value = fc.oneof(
  fc.constantFrom('dingappkey', 'user01', 'text', 'picture', 'sampleFile', '{}', 7),
  fc.jsonValue(),
);
const body = fc.oneof(
  fc.dictionary(fc.constantFrom(...NAMES, ...MORE), value).map((map) => JSON.stringify(map)),
  fc.string(),
);

it('nonsense never breaks the newer parts of the emulated DingTalk', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...PATHS), body, async (call, text) => {
      const [method = '', path = ''] = call.split(' ');
      const query = path === '/robot/send' ? 't' : company.dingtalk.token;
      const headers = { 'x-acs-dingtalk-access-token': company.dingtalk.token, 'content-type': 'application/json' };
      const init = method === 'GET' ? { headers } : { method, headers, body: text };
      const answer = await fetch(`${company.emulator.url}${path}?access_token=${query}&type=file`, init);
      await answer.arrayBuffer();
      expect(answer.status).toBeLessThan(500);
    }),
    { numRuns: 200 },
  );
});

it('nonsense never breaks the Stream gateway', async () => {
  const opened = (await (await openConnection(company.emulator.url)).json()) as { endpoint: string; ticket: string };
  const socket = new WebSocket(`${opened.endpoint}?ticket=${opened.ticket}`);
  await new Promise((resolve) => socket.once('open', resolve));
  for (const text of fc.sample(fc.oneof(fc.json(), fc.string()), 200)) socket.send(text);
  socket.send(Buffer.from([0xff, 0xfe]));
  socket.send('x'.repeat(2 << 20));
  await until(() => socket.readyState === WebSocket.CLOSED);
  expect((await openConnection(company.emulator.url)).status).toBe(200);
});
