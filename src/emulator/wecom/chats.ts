import type { Entry } from '../entries.ts';
import type { Group } from '../items.ts';
import type { World } from '../world.ts';

export function chatOf(world: World, id: string): Group | undefined {
  return world.state.groups.get(`wecom:${id}`);
}

/** Makes the chat when it is new, and puts those into it who are not in it yet. */
export function joinChat(world: World, id: string, name: string, userIds: readonly string[]): Entry[] {
  const chat = chatOf(world, id);
  const missing = userIds.filter((userId) => chat?.members.includes(userId) !== true);
  if (chat !== undefined && missing.length === 0) return [];
  const members = [...(chat?.members ?? []), ...missing];
  return [{ kind: 'group', group: { vendor: 'wecom', id, name, owner: chat?.owner ?? members[0] ?? '', members } }];
}
