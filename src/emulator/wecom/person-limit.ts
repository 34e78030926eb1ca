import { conversationKey } from '../conversation-state.ts';
import { isWithin } from '../sliding-window.ts';
import type { World } from '../world.ts';

const PER_MINUTE = 30;
const PER_HOUR = 1000;

/**
 * Whether one more message to this person would be dropped: 30 a minute and 1,000 an hour from one app (docs/emulator.md, Messages).
 * @param chat - another conversation than the one with the bot
 */
export function personLimitReached(world: World, userId: string, chat?: string): boolean {
  const { minute, hour } = recentMessages(world, userId, chat);
  return minute >= PER_MINUTE || hour >= PER_HOUR;
}

/** How many messages of bots this person saw there in the last minute and the last hour. */
export function recentMessages(world: World, userId: string, chat?: string): { minute: number; hour: number } {
  const items = world.state.conversations.get(conversationKey('wecom', userId, chat))?.items ?? [];
  const nowMs = world.nowMs();
  let minute = 0;
  let hour = 0;
  for (let index = items.length - 1; index >= 0; index -= 1) {
    const item = items[index];
    if (item === undefined || !isWithin(item.atMs, nowMs, 3_600_000)) break;
    if (item.from !== 'bot') continue;
    hour += 1;
    if (isWithin(item.atMs, nowMs, 60_000)) minute += 1;
  }
  return { minute, hour };
}
