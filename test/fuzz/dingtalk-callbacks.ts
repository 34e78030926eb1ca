import type { RawRequest } from '../../src/chat/platform.ts';
import { cardBody, cardRequest, eventRequest, robotBody, robotRequest } from '../platforms/dingtalk/setup.ts';
import type { Chance } from './chance.ts';
import { deepJson, nastyText, nastyValue, turned, turnedJson, turnedText } from './nasty.ts';
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
export function dingtalkCase(chance: Chance, nowMs: number): Case {
  if (chance.happens(0.12)) return { request: stranger(chance), forged: true };
  switch (chance.below(3)) {
    case 0:
      return robot(chance, nowMs);
    case 1:
      return card(chance, nowMs);
    default:
      return event(chance, nowMs);
  }
}

function robot(chance: Chance, nowMs: number): Case {
  const body = document(chance, chance.pick(robotSamples));
  const request = robotRequest(body, {}, String(nowMs - chance.below(60_000)));
  return chance.happens(0.15) ? { request: badHeader(chance, request), forged: true } : { request };
}

/** A press has JSON in its JSON: both are turned. */
function card(chance: Chance, nowMs: number): Case {
  const sample = chance.pick(cardSamples);
  const inner = {
    cardPrivateData: { actionIds: ['b'], params: { action: 'call-up.answer?answer=confirm', choices: '["a"]' } },
  };
  const content = JSON.stringify(turnedJson(chance, inner));
  const whole = chance.happens(0.6)
    ? { ...sample, content: chance.happens(0.02) ? deepJson(chance) : content }
    : sample;
  const request = cardRequest(chance.happens(0.5) ? document(chance, whole) : JSON.stringify(whole), {}, String(nowMs));
  return chance.happens(0.15) ? { request: badHeader(chance, request), forged: true } : { request };
}

function event(chance: Chance, nowMs: number): Case {
  const plain = document(chance, chance.pick(eventSamples)).toString('utf8');
  const ownerKey = chance.happens(0.05) ? nastyText(chance, 100) : 'dingappkey';
  const request = eventRequest(plain, { ownerKey, timestamp: String(nowMs) });
  if (chance.happens(0.8)) return { request };
  if (chance.happens(0.5))
    return { request: { ...request, query: turnedText(chance, request.query) }, unspoiled: request };
  return { request: { ...request, body: turned(chance, request.body) }, unspoiled: request };
}

/** JSON near the truth, with wrong values, torn, or nested too deeply. */
function document(chance: Chance, sample: Record<string, unknown>): Buffer {
  if (chance.happens(0.1)) return Buffer.from(JSON.stringify(sample));
  if (chance.happens(0.01)) return Buffer.from(deepJson(chance));
  if (chance.happens(0.02)) return Buffer.from(`${JSON.stringify(sample).slice(0, -1)},"deep":${deepJson(chance)}}`);
  const text = JSON.stringify(
    turnedJson(chance, chance.happens(0.1) ? { ...sample, extra: nastyValue(chance) } : sample),
  );
  return chance.happens(0.15) ? turned(chance, Buffer.from(text)) : Buffer.from(text);
}

/** One of the headers that prove the sender is wrong, missing or doubled. */
function badHeader(chance: Chance, request: RawRequest): RawRequest {
  const name = chance.pick(Object.keys(request.headers));
  const was = String(request.headers[name]);
  const value = chance.pick([
    undefined,
    '',
    `${was}x`,
    was.slice(1),
    [was, was],
    '1',
    nastyText(chance),
    '0'.repeat(13),
  ]);
  return { ...request, headers: { ...request.headers, [name]: value } };
}

function stranger(chance: Chance): RawRequest {
  const path = chance.pick([
    '/dingtalk/robot',
    '/dingtalk/card',
    '/dingtalk/events',
    '/dingtalk/',
    nastyText(chance, 60),
  ]);
  const small = [
    () => chance.bytes(chance.below(300)),
    () => Buffer.from(JSON.stringify(nastyValue(chance))),
    () => Buffer.from(JSON.stringify(chance.pick(robotSamples))),
  ];
  const large = [() => Buffer.from(deepJson(chance)), () => Buffer.alloc(128 * 1024 + chance.below(2), 0x7b)];
  const bodies = chance.happens(0.1) ? large : small;
  const headers = {
    timestamp: nastyText(chance, 40),
    sign: nastyText(chance, 60),
    [nastyText(chance, 30)]: [nastyText(chance)],
  };
  const method = chance.pick(['POST', 'POST', 'POST', 'GET', 'DELETE']);
  return { method, path, query: nastyText(chance), headers, body: chance.pick(bodies)() };
}
