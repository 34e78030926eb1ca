import type { Outcome } from '../channel.ts';
import type { Callback } from '../items.ts';
import { objectOf, parseJson, textOf } from '../json.ts';
import type { World } from '../world.ts';
import { replyEntries } from './cards.ts';
import { DingtalkRefusal } from './refusals.ts';

/** What the bot answered to a click, as the clicker's client shows it; the same over HTTP and Stream. */
export function showCardReply(world: World, callback: Callback, reply: unknown): Outcome {
  if (typeof reply !== 'object' || reply === null) return { trouble: '点击失败：机器人的回应不是 JSON', again: false };
  const { outTrackId, userId } = objectOf(parseJson(callback.body));
  try {
    return { entries: replyEntries(world, textOf(outTrackId), textOf(userId), objectOf(reply)) };
  } catch (error) {
    if (!(error instanceof DingtalkRefusal)) throw error;
    return { trouble: '点击失败：机器人回应里的变量不是文本', again: false };
  }
}
