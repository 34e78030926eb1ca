import { getEventListeners } from 'node:events';
import { expect, it } from 'vitest';
import { systemWait, toTheEnd } from '../../../src/platforms/dingtalk/waits.ts';

it('lets any number wait to the end at once without gathering listeners on one signal', async () => {
  const signals: AbortSignal[] = [];
  const wait = toTheEnd((ms, signal) => {
    signals.push(signal);
    return systemWait(ms, signal);
  });
  const waits = Array.from({ length: 20 }, () => wait(1));
  const most = Math.max(...signals.map((signal) => getEventListeners(signal, 'abort').length));
  await Promise.all(waits);
  expect({ waits: signals.length, most }).toEqual({ waits: 20, most: 1 });
});
