import { conversationKey } from './conversation-state.ts';
import type { Target } from './items.ts';
import type { State } from './state.ts';

/** A member's account got another id: from now on their chats, groups and what they were sent stand under it. Only WeCom does this (docs/emulator.md, Other clients). */
export function renameMember(state: State, userId: string, newUserId: string): void {
  const newId = (id: string) => (id === userId ? newUserId : id);
  for (const [key, conversation] of [...state.conversations]) {
    if (conversation.vendor !== 'wecom' || conversation.userId !== userId) continue;
    state.conversations.delete(key);
    conversation.userId = newUserId;
    state.conversations.set(conversationKey('wecom', newUserId, conversation.group), conversation);
  }
  for (const { vendor, items } of state.conversations.values()) {
    for (const item of items) if (vendor === 'wecom' && item.speaker === userId) item.speaker = newUserId;
  }
  for (const [key, group] of state.groups) {
    if (group.vendor !== 'wecom') continue;
    state.groups.set(key, { ...group, owner: newId(group.owner), members: group.members.map(newId) });
  }
  const renamed = (targets: readonly Target[]) =>
    targets.map((target) => ({ ...target, userId: newId(target.userId) }));
  for (const message of state.wecom.messages.values()) message.receivers = renamed(message.receivers);
  for (const turn of state.wecom.turns.values()) turn.userId = newId(turn.userId);
}
