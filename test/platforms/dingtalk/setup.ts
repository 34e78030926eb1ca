import { createHmac } from 'node:crypto';
import type { Card } from '../../../src/chat/message.ts';
import type { RawRequest } from '../../../src/chat/platform.ts';
import { ManualClock } from '../../../src/clock.ts';
import { CallbackCrypto } from '../../../src/platforms/dingtalk/crypto.ts';
import { createDingtalkPlatform, type DingtalkOptions } from '../../../src/platforms/dingtalk/platform.ts';

export const nowMs = 1_700_000_000_000;
export const api = 'https://api.dingtalk.com';
export const oapi = 'https://oapi.dingtalk.com';
export const appSecret = 'app-secret-canary';
export const cardSecret = 'card-secret-canary';
export const eventToken = '123456';
export const eventAesKey = '4g5j64qlyl3zvetqxz5jiocdr586fn2zvjpa8zls3ij';

interface LogLine {
  level: string;
  facts: Readonly<Record<string, unknown>>;
  sentence: string;
}

/** A platform with fixed credentials, a clock that stands still and a log one can read. */
export function startPlatform(over: Partial<DingtalkOptions> = {}) {
  const clock = new ManualClock(new Date(nowMs));
  const lines: LogLine[] = [];
  const level = (name: string) => (facts: Readonly<Record<string, unknown>>, sentence: string) => {
    lines.push({ level: name, facts, sentence });
  };
  const log = { debug: level('debug'), info: level('info'), warn: level('warn'), error: level('error') };
  const platform = createDingtalkPlatform({
    appKey: 'dingappkey',
    appSecret,
    robotCode: 'dingappkey',
    corpId: 'ding123',
    eventToken,
    eventAesKey,
    apiBase: api,
    oapiBase: oapi,
    clock,
    log,
    ...over,
  });
  return { platform, clock, lines };
}

/** A text message in the one-to-one chat (docs/vendors/dingtalk.md, Robot messages). */
export function robotBody(over: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    conversationId: 'cidA1b2C3==',
    conversationType: '1',
    msgId: 'msgAbc==',
    msgtype: 'text',
    text: { content: ' 待办 ' },
    createAt: nowMs - 500,
    senderId: '$:LWCP_v1:$x',
    senderNick: '张三',
    senderCorpId: 'ding123',
    senderStaffId: 'user01',
    isAdmin: false,
    chatbotCorpId: 'ding123',
    chatbotUserId: '$:LWCP_v1:$bot',
    robotCode: 'dingappkey',
    sessionWebhook: `${oapi}/robot/sendBySession?session=session-canary`,
    sessionWebhookExpiredTime: nowMs + 5_400_000,
    senderPlatform: 'Mac',
    ...over,
  };
}

/** Signed as docs/vendors/dingtalk.md, Robot messages says. */
export function robotRequest(body: unknown, over: Partial<RawRequest> = {}, timestamp = String(nowMs)): RawRequest {
  const sign = createHmac('sha256', appSecret).update(`${timestamp}\n${appSecret}`).digest('base64');
  return post('/dingtalk/robot', body, { timestamp, sign }, over);
}

/** A press as the HTTP pages list it (docs/vendors/dingtalk.md, Cards). */
export function cardBody(params: unknown, over: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    type: 'actionCallback',
    outTrackId: 'call-up:2026-01:user01',
    corpId: 'ding123',
    userId: 'user01',
    content: JSON.stringify({ cardPrivateData: { actionIds: ['btn1'], params } }),
    ...over,
  };
}

/** Signed as docs/vendors/dingtalk.md, Cards says. */
export function cardRequest(body: unknown, over: Partial<RawRequest> = {}, timestamp = String(nowMs)): RawRequest {
  const sign = createHmac('sha256', cardSecret).update(timestamp).digest('base64');
  return post('/dingtalk/card', body, { 'x-ddpaas-signature-timestamp': timestamp, 'x-ddpaas-signature': sign }, over);
}

/** Sealed as docs/vendors/dingtalk.md, Events says; crypto.test.ts holds the sealing to the vendor's vectors. */
export function eventRequest(plaintext: string, over: { ownerKey?: string; timestamp?: string } = {}): RawRequest {
  const seal = new CallbackCrypto({ token: eventToken, aesKey: eventAesKey, ownerKey: over.ownerKey ?? 'dingappkey' });
  const timestamp = over.timestamp ?? String(nowMs);
  const encrypt = seal.seal(plaintext, Buffer.from('aaaabbbbccccdddd'));
  const query = new URLSearchParams({
    msg_signature: seal.signature(timestamp, 'nonce123', encrypt),
    timestamp,
    nonce: 'nonce123',
  });
  return post('/dingtalk/events', { encrypt }, {}, { query: query.toString() });
}

function post(path: string, body: unknown, headers: RawRequest['headers'], over: Partial<RawRequest>): RawRequest {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  return { method: 'POST', path, query: '', headers, body: bytes, ...over };
}

export const callUp: Card = {
  kind: 'card',
  id: 'call-up:2026-01',
  title: '调训通知',
  lines: ['您被点名参加春季班。'],
  fields: [{ label: '报到', value: '3月2日 8:30' }],
  buttons: [
    { label: '确认参加', press: { action: 'call-up.answer', data: { answer: 'confirm' } }, style: 'primary' },
    { label: '申请请假', press: { action: 'call-up.answer', data: { answer: 'leave' } } },
  ],
};

export const survey: Card = {
  kind: 'card',
  id: 'survey:42:1',
  title: '需求调查',
  lines: ['您最需要哪类课程？'],
  fields: [],
  form: {
    kind: 'multiple',
    options: [
      { value: 'a', label: '党性教育' },
      { value: 'b', label: '乡村振兴' },
      { value: 'c', label: '数字政务' },
    ],
    maxChoices: 2,
    submit: { label: '提交', press: { action: 'survey.answer', data: { question: '1' } } },
  },
  buttons: [{ label: '稍后再答', press: { action: 'survey.later', data: {} } }],
};
