import type { Entry } from '../entries.ts';
import type { Group } from '../items.ts';
import type { World } from '../world.ts';
import type { DingtalkAccount } from './account.ts';
import { unionIdOf } from './contacts.ts';
import { dingtalkEvent } from './events.ts';
import { DingtalkRefusal } from './refusals.ts';

/**
 * The group a robot may write to (docs/emulator.md, Messages).
 * @throws DingtalkRefusal for no, an unknown or a dissolved group, and one the robot was removed from
 */
export function writableGroup(world: World, id: string): Group {
  if (id === '') throw new DingtalkRefusal(400, 'miss.openConversationId');
  const group = world.state.groups.get(`dingtalk:${id}`);
  if (group === undefined) throw new DingtalkRefusal(400, 'invalid.openConversationId');
  const status = world.state.dingtalk.groupStatus.get(id);
  if (status === 'disbanded') throw new DingtalkRefusal(400, 'group.disbanded');
  if (status === 'without-robot') throw new DingtalkRefusal(400, 'invalidParameter.robotCode.notExsit');
  return group;
}

/** The events of a group chat that changed (docs/emulator.md, Events); a group that begins causes none. */
export function groupEvents(world: World, account: DingtalkAccount, before: Group | undefined, after: Group): Entry[] {
  if (before === undefined) return [];
  const joined = after.members.filter((userId) => !before.members.includes(userId));
  const gone = before.members.filter((userId) => !after.members.includes(userId));
  const events: [string, object][] = [];
  if (joined.length > 0) events.push(['chat_add_member', { userId: joined }]);
  if (gone.length > 0) events.push(['chat_remove_member', { userId: gone }]);
  if (before.name !== after.name) events.push(['chat_update_title', { title: after.name }]);
  if (before.owner !== after.owner) events.push(['chat_update_owner', { owner: after.owner }]);
  return events.map(([type, payload]) => groupEvent(world, account, after, type, payload));
}

/** The owner dissolves the group. */
export function disbandEntries(world: World, account: DingtalkAccount, group: Group): Entry[] {
  return [
    { kind: 'dingtalk-group-status', id: group.id, status: 'disbanded' },
    groupEvent(world, account, group, 'chat_disband', {}),
  ];
}

function groupEvent(world: World, account: DingtalkAccount, group: Group, type: string, payload: object): Entry {
  const common = {
    chatId: `chat${Buffer.from(group.id).toString('hex').slice(0, 28)}`,
    openConversationId: group.id,
    operator: group.owner,
    operatorUnionId: unionIdOf(group.owner),
  };
  return { kind: 'callback', callback: dingtalkEvent(world, account, type, { ...common, ...payload }) };
}
