import { type JsonObject, textOf } from '../json.ts';
import type { World } from '../world.ts';
import type { WecomAccount } from './account.ts';
import { WecomRefusal } from './codes.ts';
import { isVisible, isVisibleDepartment, taggedPeople, visiblePeople, visiblePerson } from './range.ts';

interface Receivers {
  /** As the directory spells them, without duplicates. */
  userIds: string[];
  /** `invaliduser` and its like: joined by `|`, user ids in lower case; only the lists that hold somebody. */
  lists: JsonObject;
}

/**
 * Reads `touser`, `toparty`, `totag` (docs/emulator.md, Messages). People outside the app's visible range count as unknown; those without a
 * licence are listed separately.
 * @throws WecomRefusal 82001, 40032, 82002, 82003, 81013
 */
export function resolveReceivers(world: World, account: WecomAccount, body: JsonObject): Receivers {
  const users = split(body.touser);
  const toAll = users.length === 1 && users[0] === '@all';
  const parties = toAll ? [] : split(body.toparty);
  const tags = toAll ? [] : split(body.totag);
  if (users.length + parties.length + tags.length === 0) throw new WecomRefusal(82001);
  if (users.length > 1000) throw new WecomRefusal(40032);
  if (parties.length > 100) throw new WecomRefusal(82002);
  if (tags.length > 100) throw new WecomRefusal(82003);
  const found = new Set<string>(toAll ? visiblePeople(world, account).map(({ userId }) => userId) : []);
  const invalidUsers = toAll ? [] : users.filter((userId) => !addUser(world, account, userId, found));
  const invalidParties = parties.filter((party) => !addParty(world, account, party, found));
  const invalidTags = tags.filter((tag) => !addTag(world, account, tag, found));
  const unlicensed = new Set(account.unlicensed?.map((userId) => userId.toLowerCase()));
  const without = [...found].filter((userId) => unlicensed.has(userId.toLowerCase()));
  const lists: JsonObject = {};
  if (invalidUsers.length > 0) lists.invaliduser = invalidUsers.join('|').toLowerCase();
  if (invalidParties.length > 0) lists.invalidparty = invalidParties.join('|');
  if (invalidTags.length > 0) lists.invalidtag = invalidTags.join('|');
  if (without.length > 0) lists.unlicenseduser = without.join('|').toLowerCase();
  if (found.size === 0) throw new WecomRefusal(81013, lists);
  return { userIds: [...found].filter((userId) => !without.includes(userId)), lists };
}

function split(list: unknown): string[] {
  return textOf(list)
    .split('|')
    .map((id) => id.trim())
    .filter(Boolean);
}

function addUser(world: World, account: WecomAccount, userId: string, found: Set<string>): boolean {
  const person = visiblePerson(world, account, userId);
  if (person !== undefined) found.add(person.userId);
  return person !== undefined;
}

/** Adds the department with everything below it; `false` when there is no such department in the range. */
function addParty(world: World, account: WecomAccount, party: string, found: Set<string>): boolean {
  const id = Number(party);
  const known = world.directory.departments('wecom').some((department) => department.id === id);
  if (!known || !isVisibleDepartment(world, account, id)) return false;
  for (const departmentId of world.directory.subtree('wecom', id)) {
    for (const person of world.directory.membersOf('wecom', departmentId)) {
      if (isVisible(world, account, person)) found.add(person.userId);
    }
  }
  return true;
}

function addTag(world: World, account: WecomAccount, tagId: string, found: Set<string>): boolean {
  const tag = account.tags?.find(({ id }) => String(id) === tagId);
  const people = tag === undefined ? [] : taggedPeople(world, account, tag);
  for (const { userId } of people) found.add(userId);
  return people.length > 0;
}
