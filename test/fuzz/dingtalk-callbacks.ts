import type { RawRequest } from '../../src/chat/platform.ts';
import { cardBody, cardRequest, eventRequest, robotBody, robotRequest } from '../platforms/dingtalk/setup.ts';
import { deepJson, nastyText, nastyValue, turned, turnedJson, turnedText } from './nasty.ts';
import type { RandomInput } from './random-input.ts';
import type { Case } from './wecom-callbacks.ts';

export const robotSamples: readonly Record<string, unknown>[] = [
  robotBody(),
  robotBody({ conversationType: '2', conversationTitle: '群', isInAtList: true }),
  robotBody({ msgtype: 'richText', content: { richText: [{ text: '请假' }, { downloadCode: 'x', type: 'picture' }] } }),
  robotBody({ msgtype: 'audio', content: { duration: 4000, recognition: '待办' } }),
  robotBody({ msgtype: 'picture', content: { downloadCode: 'x' } }),
  robotBody({ msgtype: 'file', content: { fileName: '花名册.xlsx', downloadCode: 'x' } }),
  robotBody({ errorCode: 20001, text: undefined }),
];
export const cardSamples: readonly Record<string, unknown>[] = [
  cardBody({ action: 'call-up.answer?answer=confirm', choices: '[]' }),
  cardBody({ action: 'survey.answer?question=1', choices: '["a","b"]' }),
  {
    ...cardBody({ action: 'x' }),
    content: undefined,
    value: JSON.stringify({ params: { action: 7, choices: '[1]' } }),
  },
];
export const eventSamples: readonly Record<string, unknown>[] = [
  { EventType: 'check_url' },
  {
    EventType: 'user_add_org',
    CorpId: 'ding123',
    EventId: 'e1',
    UserId: ['user01', 'user02'],
    TimeStamp: '1700000000000',
  },
  { eventType: 'user_leave_org', corpId: 'ding123', userId: ['user01'], eventTime: 1_700_000_000_000 },
  {
    EventType: 'user_modify_org',
    CorpId: 'ding123',
    UserId: ['user01'],
    diffInfo: { prev: {}, curr: { name: '张三' } },
  },
  { EventType: 'chat_add_member', CorpId: 'ding123', UserId: ['user01'], ChatId: 'chat1' },
  { EventType: 'bpms_task_change', CorpId: 'ding123', result: 'agree' },
];

/** One request at one of DingTalk's three addresses. */
export function dingtalkCase(random: RandomInput, nowMs: number): Case {
  if (random.happens(0.12)) return { request: stranger(random), forged: true };
  switch (random.below(3)) {
    case 0:
      return robot(random, nowMs);
    case 1:
      return card(random, nowMs);
    default:
      return event(random, nowMs);
  }
}

function robot(random: RandomInput, nowMs: number): Case {
  const body = document(random, random.pick(robotSamples));
  const request = robotRequest(body, {}, String(nowMs - random.below(60_000)));
  return random.happens(0.15) ? { request: badHeader(random, request), forged: true } : { request };
}

/** A press has JSON in its JSON: both are turned. */
function card(random: RandomInput, nowMs: number): Case {
  const sample = random.pick(cardSamples);
  const inner = {
    cardPrivateData: { actionIds: ['b'], params: { action: 'call-up.answer?answer=confirm', choices: '["a"]' } },
  };
  const content = JSON.stringify(turnedJson(random, inner));
  const whole = random.happens(0.6)
    ? { ...sample, content: random.happens(0.02) ? deepJson(random) : content }
    : sample;
  const request = cardRequest(random.happens(0.5) ? document(random, whole) : JSON.stringify(whole), {}, String(nowMs));
  return random.happens(0.15) ? { request: badHeader(random, request), forged: true } : { request };
}

function event(random: RandomInput, nowMs: number): Case {
  const plain = document(random, random.pick(eventSamples)).toString('utf8');
  const ownerKey = random.happens(0.05) ? nastyText(random, 100) : 'dingappkey';
  const request = eventRequest(plain, { ownerKey, timestamp: String(nowMs) });
  if (random.happens(0.8)) return { request };
  if (random.happens(0.5))
    return { request: { ...request, query: turnedText(random, request.query) }, unspoiled: request };
  return { request: { ...request, body: turned(random, request.body) }, unspoiled: request };
}

/** JSON near the truth, with wrong values, torn, or nested too deeply. */
function document(random: RandomInput, sample: Record<string, unknown>): Buffer {
  if (random.happens(0.1)) return Buffer.from(JSON.stringify(sample));
  if (random.happens(0.01)) return Buffer.from(deepJson(random));
  if (random.happens(0.02)) return Buffer.from(`${JSON.stringify(sample).slice(0, -1)},"deep":${deepJson(random)}}`);
  const text = JSON.stringify(
    turnedJson(random, random.happens(0.1) ? { ...sample, extra: nastyValue(random) } : sample),
  );
  return random.happens(0.15) ? turned(random, Buffer.from(text)) : Buffer.from(text);
}

/** One of the headers that prove the sender is wrong, missing or doubled. */
function badHeader(random: RandomInput, request: RawRequest): RawRequest {
  const name = random.pick(Object.keys(request.headers));
  const was = String(request.headers[name]);
  const value = random.pick([
    undefined,
    '',
    `${was}x`,
    was.slice(1),
    [was, was],
    '1',
    nastyText(random),
    '0'.repeat(13),
  ]);
  return { ...request, headers: { ...request.headers, [name]: value } };
}

function stranger(random: RandomInput): RawRequest {
  const path = random.pick([
    '/dingtalk/robot',
    '/dingtalk/card',
    '/dingtalk/events',
    '/dingtalk/',
    nastyText(random, 60),
  ]);
  const small = [
    () => random.bytes(random.below(300)),
    () => Buffer.from(JSON.stringify(nastyValue(random))),
    () => Buffer.from(JSON.stringify(random.pick(robotSamples))),
  ];
  const large = [() => Buffer.from(deepJson(random)), () => Buffer.alloc(128 * 1024 + random.below(2), 0x7b)];
  const bodies = random.happens(0.1) ? large : small;
  const headers = {
    timestamp: nastyText(random, 40),
    sign: nastyText(random, 60),
    [nastyText(random, 30)]: [nastyText(random)],
  };
  const method = random.pick(['POST', 'POST', 'POST', 'GET', 'DELETE']);
  return { method, path, query: nastyText(random), headers, body: random.pick(bodies)() };
}
