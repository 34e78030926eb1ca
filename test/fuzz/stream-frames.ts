import type { Chance } from './chance.ts';
import { cardSamples, eventSamples, robotSamples } from './dingtalk-callbacks.ts';
import { deepJson, nastyText, nastyValue, turned, turnedJson } from './nasty.ts';

const topics = [
  ...['/v1.0/im/bot/messages/get', '/v1.0/im/bot/messages/delegate', '/v1.0/card/instances/callback'],
  ...['ping', 'disconnect', '*', '/v9/unheard/of'],
] as const;

/** One frame as it comes over the wire (dingtalk.md 3.3), whole or spoiled. */
export function streamFrame(chance: Chance, nowMs: number): string {
  const kind = chance.below(3);
  const sample = chance.pick([robotSamples, cardSamples, eventSamples][kind] ?? robotSamples);
  const turnedSample = turnedJson(chance, sample);
  const data = chance.happens(0.02)
    ? deepJson(chance)
    : JSON.stringify(chance.happens(0.8) ? turnedSample : nastyValue(chance));
  const headers = {
    topic: chance.happens(0.8) ? topics[kind] : chance.pick(topics),
    messageId: chance.happens(0.95) ? `m${chance.below(1e9)}` : nastyText(chance),
    time: chance.happens(0.9) ? String(nowMs) : nastyValue(chance),
    contentType: 'application/json',
    ...(kind === 2 ? { eventType: 'user_add_org', eventId: 'e1', eventCorpId: 'ding123', eventBornTime: nowMs } : {}),
  };
  const type = chance.happens(0.9)
    ? kind === 2
      ? 'EVENT'
      : 'CALLBACK'
    : chance.pick(['SYSTEM', 'PONG', nastyText(chance)]);
  const frame: unknown = { specVersion: '1.0', type, headers, data };
  const text = JSON.stringify(chance.happens(0.2) ? turnedJson(chance, frame) : frame);
  return chance.happens(0.1) ? turned(chance, Buffer.from(text)).toString('utf8') : text;
}
