import { applyMessage, type Conversation, changeItems } from './conversation-state.ts';
import { applyDingtalk } from './dingtalk/apply.ts';
import { type DingtalkState, newDingtalkState } from './dingtalk/state.ts';
import type { StateEntry } from './entries.ts';
import type { Callback, Group } from './items.ts';
import type { Act } from './transcript.ts';
import type { ChangeEvent, Vendor } from './view.ts';
import { applyWecom } from './wecom/apply.ts';
import { isWecomEntry, newWecomState, type WecomState } from './wecom/state.ts';

/** The whole emulated world apart from its people. Changed by `apply` alone. */
export interface State {
  /** The last number given to an item, a message or a callback. */
  serial: number;
  conversations: Map<string, Conversation>;
  /** By `<vendor>:<id>`. */
  groups: Map<string, Group>;
  /** Ids of `say` and `press` acts that were done. */
  acts: Set<string>;
  /** Everything that was done from outside, oldest first. */
  transcript: Act[];
  callbacks: Map<string, Callback>;
  dropped: { vendor: Vendor; userId: string; atMs: number; why: string }[];
  wecom: WecomState;
  dingtalk: DingtalkState;
}

export function newState(): State {
  return {
    serial: 0,
    conversations: new Map(),
    groups: new Map(),
    acts: new Set(),
    transcript: [],
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
    case 'done':
      state.transcript.push(entry.act);
      return [];
    case 'message':
      return applyMessage(state, entry);
    case 'group':
      state.groups.set(`${entry.group.vendor}:${entry.group.id}`, entry.group);
      return [];
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
    default:
      if (isWecomEntry(entry)) applyWecom(state.wecom, entry);
      else applyDingtalk(state.dingtalk, entry);
      return [];
  }
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
  const { userId, serial, group } = callback;
  const target = { userId, serial, ...(group === undefined ? {} : { group }) };
  return changeItems(state, callback.channel.startsWith('wecom') ? 'wecom' : 'dingtalk', [target], (item) => {
    if (entry.trouble === item.trouble) return false;
    if (entry.trouble === undefined) delete item.trouble;
    else item.trouble = entry.trouble;
    return true;
  });
}
