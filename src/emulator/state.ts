import { applyDingtalk, type DingtalkState, newDingtalkState } from './dingtalk/state.ts';
import type { Callback, Item, StateEntry, Target } from './entries.ts';
import type { ChangeEvent, Vendor } from './view.ts';
import { applyWecom, newWecomState, type WecomState } from './wecom/state.ts';

/** One person's chat with the bot; `seen` items were read. */
export interface Conversation {
  vendor: Vendor;
  userId: string;
  items: Item[];
  seen: number;
}

/** The whole emulated world apart from its people. Changed by `apply` alone. */
export interface State {
  /** The last number given to an item, a message or a callback. */
  serial: number;
  conversations: Map<string, Conversation>;
  /** Ids of `say` and `press` acts that were done. */
  acts: Set<string>;
  callbacks: Map<string, Callback>;
  dropped: { vendor: Vendor; userId: string; atMs: number; why: string }[];
  wecom: WecomState;
  dingtalk: DingtalkState;
}

export function newState(): State {
  return {
    serial: 0,
    conversations: new Map(),
    acts: new Set(),
    callbacks: new Map(),
    dropped: [],
    wecom: newWecomState(),
    dingtalk: newDingtalkState(),
  };
}

/** Makes one change and returns the conversation items that look different now. */
export function apply(state: State, entry: StateEntry): ChangeEvent[] {
  switch (entry.kind) {
    case 'act':
      state.acts.add(entry.id);
      return [];
    case 'message':
      return entry.userIds.map((userId, index) => {
        const { atMs, from, content, ref } = entry;
        const item: Item = { serial: entry.first + index, atMs, from, content, ...(ref === undefined ? {} : { ref }) };
        conversationOf(state, entry.vendor, userId).items.push(item);
        return changeOf(entry.vendor, { userId, serial: item.serial });
      });
    case 'revised':
      return changeItems(state, entry.vendor, entry.targets, (item) => {
        item.past = [...(item.past ?? []), { atMs: entry.atMs, content: item.content }];
        item.content = entry.content;
        delete item.chosen;
        return true;
      });
    case 'recalled':
      return changeItems(state, entry.vendor, entry.targets, (item) => {
        item.recalledAtMs = entry.atMs;
        return true;
      });
    case 'chosen':
      return changeItems(state, entry.vendor, [entry], (item) => {
        item.chosen = entry.choices;
        return true;
      });
    case 'dropped':
      for (const userId of entry.userIds) {
        state.dropped.push({ vendor: entry.vendor, userId, atMs: entry.atMs, why: entry.why });
      }
      return [];
    case 'callback':
    case 'callback-failed':
    case 'callback-done':
      return applyCallback(state, entry);
    case 'wecom-token':
    case 'wecom-message':
    case 'wecom-repeat':
    case 'wecom-code':
    case 'wecom-code-used':
      applyWecom(state.wecom, entry);
      return [];
    default:
      applyDingtalk(state.dingtalk, entry);
      return [];
  }
}

/** The person's conversation, made on first use. */
export function conversationOf(state: State, vendor: Vendor, userId: string): Conversation {
  const key = `${vendor}:${userId}`;
  let conversation = state.conversations.get(key);
  if (conversation === undefined) {
    conversation = { vendor, userId, items: [], seen: 0 };
    state.conversations.set(key, conversation);
  }
  return conversation;
}

export function findItem(state: State, vendor: Vendor, target: Target): Item | undefined {
  const items = state.conversations.get(`${vendor}:${target.userId}`)?.items;
  return items?.findLast((item) => item.serial === target.serial);
}

/** How an item is named outside: unique per vendor. */
export function itemName(vendor: Vendor, serial: number): string {
  return `${vendor === 'wecom' ? 'w' : 'd'}${serial}`;
}

function applyCallback(state: State, entry: Extract<StateEntry, { kind: `callback${string}` }>): ChangeEvent[] {
  if (entry.kind === 'callback') {
    state.callbacks.set(entry.callback.id, { ...entry.callback });
    return [];
  }
  const callback = state.callbacks.get(entry.id);
  if (callback === undefined) return [];
  if (entry.kind === 'callback-failed') {
    callback.tries += 1;
    callback.nextAtMs = entry.nextAtMs;
  } else {
    state.callbacks.delete(entry.id);
  }
  if (callback.serial === undefined) return [];
  const target = { userId: callback.userId, serial: callback.serial };
  return changeItems(state, callback.channel === 'wecom' ? 'wecom' : 'dingtalk', [target], (item) => {
    if (entry.trouble === item.trouble) return false;
    if (entry.trouble === undefined) delete item.trouble;
    else item.trouble = entry.trouble;
    return true;
  });
}

/** `change` returns whether the item looks different now. */
function changeItems(
  state: State,
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
  return { vendor, userId: target.userId, item: itemName(vendor, target.serial) };
}
