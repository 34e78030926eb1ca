import type { MessageEntry } from './entries.ts';
import type { Item, Target } from './items.ts';
import type { ChangeEvent, Vendor } from './view.ts';

/** One person's chat with the bot, or their view of a group chat; `seen` items were read. */
export interface Conversation {
  vendor: Vendor;
  userId: string;
  group?: string;
  items: Item[];
  seen: number;
}

/** The part of the state that these functions read and change. */
interface Conversations {
  conversations: Map<string, Conversation>;
}

/** The person's conversation, made on first use. @param group - their view of this group chat instead */
export function conversationOf(state: Conversations, vendor: Vendor, userId: string, group?: string): Conversation {
  const key = conversationKey(vendor, userId, group);
  let conversation = state.conversations.get(key);
  if (conversation === undefined) {
    conversation = { vendor, userId, ...(group === undefined ? {} : { group }), items: [], seen: 0 };
    state.conversations.set(key, conversation);
  }
  return conversation;
}

export function findItem(state: Conversations, vendor: Vendor, target: Target): Item | undefined {
  const items = state.conversations.get(conversationKey(vendor, target.userId, target.group))?.items;
  return items?.findLast((item) => item.serial === target.serial);
}

/** Where a conversation stands in `State.conversations`; no `userId` and no group id holds a line break. */
export function conversationKey(vendor: Vendor, userId: string, group?: string): string {
  return group === undefined ? `${vendor}:${userId}` : `${vendor}:${userId}\n${group}`;
}

export function applyMessage(state: Conversations, entry: MessageEntry): ChangeEvent[] {
  const { vendor, userIds, first, atMs, content, ref, group, speaker, confidential } = entry;
  return userIds.map((userId, index) => {
    const byOther = speaker !== undefined && speaker !== userId;
    const item: Item = {
      serial: first + index,
      atMs,
      from: byOther ? 'member' : entry.from,
      ...(byOther ? { speaker } : {}),
      content,
      ...(ref === undefined ? {} : { ref }),
      ...(confidential === undefined ? {} : { confidential }),
    };
    const target = { userId, serial: item.serial, ...(group === undefined ? {} : { group }) };
    conversationOf(state, vendor, userId, group).items.push(item);
    return changeOf(vendor, target);
  });
}

/** How an item is named outside: unique per vendor. */
export function itemName(vendor: Vendor, serial: number): string {
  return `${vendor === 'wecom' ? 'w' : 'd'}${serial}`;
}

/** `change` returns whether the item looks different now. */
export function changeItems(
  state: Conversations,
  vendor: Vendor,
  targets: readonly Target[],
  change: (item: Item) => boolean,
): ChangeEvent[] {
  const changes: ChangeEvent[] = [];
  for (const target of targets) {
    const item = findItem(state, vendor, target);
    if (item !== undefined && change(item)) changes.push(changeOf(vendor, target));
  }
  return changes;
}

function changeOf(vendor: Vendor, target: Target): ChangeEvent {
  const { userId, serial, group } = target;
  return { vendor, userId, item: itemName(vendor, serial), ...(group === undefined ? {} : { group }) };
}

/** Whether the person has had this item on their screen. */
export function hasRead(state: Conversations, vendor: Vendor, { userId, serial, group }: Target): boolean {
  const conversation = state.conversations.get(conversationKey(vendor, userId, group));
  const place = conversation?.items.findIndex((item) => item.serial === serial) ?? -1;
  return place >= 0 && place < (conversation?.seen ?? 0);
}
