import { cardSamples, eventSamples, robotSamples } from './dingtalk-callbacks.ts';
import { deepJson, nastyText, nastyValue, turned, turnedJson } from './nasty.ts';
import type { RandomInput } from './random-input.ts';

const topics = [
  ...['/v1.0/im/bot/messages/get', '/v1.0/im/bot/messages/delegate', '/v1.0/card/instances/callback'],
  ...['ping', 'disconnect', '*', '/v9/unheard/of'],
] as const;

/** One frame as it comes over the connection (docs/vendors/dingtalk.md, Stream), whole or damaged. */
export function streamFrame(random: RandomInput, nowMs: number): string {
  const kind = random.below(3);
  const sample = random.pick([robotSamples, cardSamples, eventSamples][kind] ?? robotSamples);
  const turnedSample = turnedJson(random, sample);
  const data = random.happens(0.02)
    ? deepJson(random)
    : JSON.stringify(random.happens(0.8) ? turnedSample : nastyValue(random));
  const headers = {
    topic: random.happens(0.8) ? topics[kind] : random.pick(topics),
    messageId: random.happens(0.95) ? `m${random.below(1e9)}` : nastyText(random),
    time: random.happens(0.9) ? String(nowMs) : nastyValue(random),
    contentType: 'application/json',
    ...(kind === 2 ? { eventType: 'user_add_org', eventId: 'e1', eventCorpId: 'ding123', eventBornTime: nowMs } : {}),
  };
  const type = random.happens(0.9)
    ? kind === 2
      ? 'EVENT'
      : 'CALLBACK'
    : random.pick(['SYSTEM', 'PONG', nastyText(random)]);
  const frame: unknown = { specVersion: '1.0', type, headers, data };
  const text = JSON.stringify(random.happens(0.2) ? turnedJson(random, frame) : frame);
  return random.happens(0.1) ? turned(random, Buffer.from(text)).toString('utf8') : text;
}
