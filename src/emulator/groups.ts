import { ControlError } from './control-error.ts';
import { conversationKey } from './conversation-state.ts';
import type { Group } from './items.ts';
import type { State } from './state.ts';
import type { GroupRequest, GroupView, Vendor } from './view.ts';

const MAX_MEMBERS = 2000;

/** The group chats this person is in, oldest first. */
export function groupsOf(state: State, person: { vendor: Vendor; userId: string }): GroupView[] {
  return [...state.groups.values()]
    .filter(({ vendor, members }) => vendor === person.vendor && members.includes(person.userId))
    .map(({ vendor, id, name, members }) => {
      return { vendor, id, name, members: members.length, unread: unreadIn(state, vendor, person.userId, id) };
    });
}

/** How many messages of others this person has not seen: in their own chat, or in a group chat. */
export function unreadIn(state: State, vendor: Vendor, userId: string, group?: string): number {
  const conversation = state.conversations.get(conversationKey(vendor, userId, group));
  if (conversation === undefined) return 0;
  const fresh = conversation.items.slice(conversation.seen);
  return fresh.filter(({ from, recalledAtMs }) => from !== 'person' && recalledAtMs === undefined).length;
}

/**
 * @param spelled - the id as the directory spells it
 * @throws ControlError
 */
export function groupOf(request: GroupRequest, spelled: (userId: string) => string): Group {
  const { vendor, id, name } = request;
  const members = [...new Set(request.members.map(spelled))];
  const [owner] = members;
  if (!/^[\w+/=-]{1,64}$/.test(id)) throw new ControlError('群的编号要用 1 到 64 个字母、数字或 _ + / = -。');
  if (name.trim() === '') throw new ControlError('请给群起个名字。');
  if (owner === undefined) throw new ControlError('群里至少要有一个人。');
  if (members.length > MAX_MEMBERS) throw new ControlError(`一个群最多 ${MAX_MEMBERS} 人。`);
  return { vendor, id, name: name.trim(), owner, members };
}
