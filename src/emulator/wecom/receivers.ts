import { type JsonObject, textOf } from '../json.ts';
import type { World } from '../world.ts';
import { WecomRefusal } from './codes.ts';

export interface Receivers {
  /** As the directory spells them, nobody twice. */
  userIds: string[];
  /** `invaliduser` and its like: joined by `|`, user ids in lower case; only the lists that hold somebody. */
  lists: JsonObject;
}

/**
 * Reads `touser`, `toparty`, `totag` (wecom.md 4.1). The company has no tags, so every tag is invalid.
 * @throws WecomRefusal 82001, 40032, 82002, 82003, 81013
 */
export function resolveReceivers(world: World, body: JsonObject): Receivers {
  const users = split(body.touser);
  const toAll = users.length === 1 && users[0] === '@all';
  const parties = toAll ? [] : split(body.toparty);
  const tags = toAll ? [] : split(body.totag);
  if (users.length + parties.length + tags.length === 0) throw new WecomRefusal(82001);
  if (users.length > 1000) throw new WecomRefusal(40032);
  if (parties.length > 100) throw new WecomRefusal(82002);
  if (tags.length > 100) throw new WecomRefusal(82003);
  const found = new Set<string>();
  const invalidUsers: string[] = [];
  for (const userId of toAll ? everyone(world) : users) {
    const person = world.directory.find('wecom', userId);
    if (person === undefined) invalidUsers.push(userId.toLowerCase());
    else found.add(person.userId);
  }
  const invalidParties = parties.filter((party) => !addParty(world, party, found));
  const lists: JsonObject = {};
  if (invalidUsers.length > 0) lists.invaliduser = invalidUsers.join('|');
  if (invalidParties.length > 0) lists.invalidparty = invalidParties.join('|');
  if (tags.length > 0) lists.invalidtag = tags.join('|');
  if (found.size === 0) throw new WecomRefusal(81013, lists);
  return { userIds: [...found], lists };
}

function split(list: unknown): string[] {
  return textOf(list)
    .split('|')
    .map((id) => id.trim())
    .filter(Boolean);
}

function everyone(world: World): string[] {
  return [...world.directory.all()].filter(({ vendor }) => vendor === 'wecom').map(({ userId }) => userId);
}

/** Adds the department with everything below it; `false` when there is no such department. */
function addParty(world: World, party: string, found: Set<string>): boolean {
  const id = Number(party);
  if (!world.directory.departments('wecom').some((department) => department.id === id)) return false;
  for (const departmentId of world.directory.subtree('wecom', id)) {
    for (const { userId } of world.directory.membersOf('wecom', departmentId)) found.add(userId);
  }
  return true;
}
