import type { Target } from '../entries.ts';
import { conversationKey } from '../state.ts';
import type { World } from '../world.ts';

/** Whether the person has had this item on their screen. */
export function hasRead(world: World, { userId, serial, group }: Target): boolean {
  const conversation = world.state.conversations.get(conversationKey('dingtalk', userId, group));
  const place = conversation?.items.findIndex((item) => item.serial === serial) ?? -1;
  return place >= 0 && place < (conversation?.seen ?? 0);
}
