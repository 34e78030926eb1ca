import type { World } from '../world.ts';

const PER_MINUTE = 30;
const PER_HOUR = 1000;

/** Whether one more message to this person would be dropped: 30 a minute and 1,000 an hour from one app (wecom.md 4.2). */
export function personLimitReached(world: World, userId: string): boolean {
  const items = world.state.conversations.get(`wecom:${userId}`)?.items ?? [];
  const nowMs = world.nowMs();
  let lastMinute = 0;
  let lastHour = 0;
  for (let index = items.length - 1; index >= 0; index -= 1) {
    const item = items[index];
    if (item === undefined || item.atMs <= nowMs - 3_600_000) break;
    if (item.from !== 'bot') continue;
    lastHour += 1;
    if (item.atMs > nowMs - 60_000) lastMinute += 1;
  }
  return lastMinute >= PER_MINUTE || lastHour >= PER_HOUR;
}
