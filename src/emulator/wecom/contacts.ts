import { type Department, ROOT_DEPARTMENT } from '../directory.ts';
import type { JsonObject } from '../json.ts';
import type { EmulatedPerson } from '../options.ts';
import type { World } from '../world.ts';
import type { WecomAccount } from './account.ts';
import type { TokenCall } from './call.ts';
import { WecomRefusal } from './codes.ts';
import { isVisible, isVisibleDepartment, taggedPeople, visibleDepartments, visiblePerson } from './range.ts';

const NO_MEMBER = { department: [], order: [], is_leader_in_dept: [], direct_leader: [] };
const MAX_IDS = 10_000;

/** `department/list`: the department named by `id` (or all) with everything below it, as far as the app sees (docs/emulator.md, Contacts). */
export function departmentList(world: World, account: WecomAccount, query: URLSearchParams): JsonObject {
  const found = departments(world, visibleDepartments(world, account), query, 'department');
  return { department: found.map((each) => departmentOf(world, account, each)) };
}

/** `department/get`. @throws WecomRefusal 60003, 60011 */
export function departmentGet(world: World, account: WecomAccount, query: URLSearchParams): JsonObject {
  const id = Number(query.get('id'));
  const found = world.directory.departments('wecom').find((department) => department.id === id);
  if (found === undefined) throw new WecomRefusal(60003, { department: {} });
  if (!isVisibleDepartment(world, account, id)) throw new WecomRefusal(60011, { department: {} });
  return { department: departmentOf(world, account, found) };
}

/** `department/simplelist`; the contact-sync assistant sees every department. */
export function departmentSimpleList(world: World, account: WecomAccount, { http, caller }: TokenCall): JsonObject {
  const visible = caller === 'contact-sync' ? undefined : visibleDepartments(world, account);
  const found = departments(world, visible, http.query, 'department_id');
  return { department_id: found.map(({ id, parentId }) => ({ id, parentid: parentId, order: orderOf(id) })) };
}

/** `user/list`: members of this department alone, without the fields a new app may not see (docs/emulator.md, Contacts). */
export function userList(world: World, account: WecomAccount, query: URLSearchParams): JsonObject {
  return { userlist: membersOf(world, account, query).map((person) => memberOf(world, account, person)) };
}

export function userSimpleList(world: World, account: WecomAccount, query: URLSearchParams): JsonObject {
  const userlist = membersOf(world, account, query).map((person) => ({
    userid: person.userId,
    name: person.name,
    department: visibleIdsOf(world, account, person),
  }));
  return { userlist };
}

/**
 * `user/list_id`: ids alone, one row for each membership, by pages (docs/emulator.md, Contacts).
 * @throws WecomRefusal 60268 † for a cursor nobody gave, 40058 for a limit out of 1 to 10,000
 */
export function userListId(world: World, { body }: TokenCall): JsonObject {
  const cursor = body.cursor === undefined || body.cursor === '' ? '0' : readCursor(body.cursor);
  const limit = body.limit === undefined ? MAX_IDS : Number(body.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_IDS) throw new WecomRefusal(40058);
  const rows = [...world.directory.all()]
    .filter(({ vendor }) => vendor === 'wecom')
    .flatMap((person) =>
      world.directory.departmentIdsOf(person).map((department) => ({ userid: person.userId, department })),
    );
  const from = Number(cursor);
  const end = from + limit;
  return { next_cursor: end < rows.length ? writeCursor(end) : '', dept_user: rows.slice(from, end) };
}

/** @throws WecomRefusal 41009, 60111 with the member's fields emptied, also for who is outside the visible range */
export function userGet(world: World, account: WecomAccount, query: URLSearchParams): JsonObject {
  const userId = query.get('userid') ?? '';
  if (userId === '') throw new WecomRefusal(41009, NO_MEMBER);
  const person = visiblePerson(world, account, userId);
  if (person === undefined) throw new WecomRefusal(60111, NO_MEMBER);
  return memberOf(world, account, person);
}

export function tagList(account: WecomAccount): JsonObject {
  return { taglist: (account.tags ?? []).map(({ id, name }) => ({ tagid: id, tagname: name })) };
}

/** `tag/get`: the visible part. @throws WecomRefusal 40068 † for an unknown tag, 60011 when nothing of it is visible */
export function tagGet(world: World, account: WecomAccount, query: URLSearchParams): JsonObject {
  const tag = account.tags?.find(({ id }) => String(id) === query.get('tagid'));
  if (tag === undefined) throw new WecomRefusal(40068, { userlist: [], partylist: [] });
  const ids = tag.departments.map((name) => world.directory.departmentNamed('wecom', name));
  const partylist = ids.filter((id) => id !== undefined && isVisibleDepartment(world, account, id));
  if (taggedPeople(world, account, tag).length === 0) throw new WecomRefusal(60011, { userlist: [], partylist: [] });
  const named = tag.userIds
    .map((userId) => visiblePerson(world, account, userId))
    .filter((person) => person !== undefined);
  return { tagname: tag.name, userlist: named.map(({ userId, name }) => ({ userid: userId, name })), partylist };
}

function departmentOf(world: World, account: WecomAccount, { id, name, parentId }: Department): JsonObject {
  const leaders = world.directory.membersOf('wecom', id).filter((person) => leads(world, person, id));
  const department_leader = leaders.filter((person) => isVisible(world, account, person)).map(({ userId }) => userId);
  return { id, name, name_en: '', department_leader, parentid: parentId, order: orderOf(id) };
}

function leads(world: World, person: EmulatedPerson, departmentId: number): boolean {
  return person.leads?.some((name) => world.directory.departmentNamed('wecom', name) === departmentId) === true;
}

function memberOf(world: World, account: WecomAccount, person: EmulatedPerson): JsonObject {
  const department = visibleIdsOf(world, account, person);
  return {
    userid: person.userId,
    name: person.name,
    department,
    order: department.map(() => 0),
    position: person.post,
    is_leader_in_dept: department.map((id) => (leads(world, person, id) ? 1 : 0)),
    direct_leader: person.manager === undefined ? [] : [person.manager],
    telephone: '',
    alias: '',
    status: 1,
    main_department: department[0],
    extattr: { attrs: [] },
    external_profile: {},
  };
}

function visibleIdsOf(world: World, account: WecomAccount, person: EmulatedPerson): number[] {
  return world.directory.departmentIdsOf(person).filter((id) => isVisibleDepartment(world, account, id));
}

/**
 * @param visible - ids, or `undefined` for all
 * @param field - the call's own field, which a refusal carries empty
 */
function departments(
  world: World,
  visible: ReadonlySet<number> | undefined,
  query: URLSearchParams,
  field: string,
): Department[] {
  const all = world.directory.departments('wecom');
  const isSeen = ({ id }: Department) => visible?.has(id) ?? true;
  const asked = query.get('id');
  if (asked === null || asked === '') return all.filter(isSeen);
  const top = all.find(({ id }) => id === Number(asked));
  if (top === undefined) throw new WecomRefusal(60003, { [field]: [] });
  if (!isSeen(top)) throw new WecomRefusal(60011, { [field]: [] });
  const below = world.directory.subtree('wecom', top.id);
  return all.filter((department) => below.includes(department.id) && isSeen(department));
}

function membersOf(world: World, account: WecomAccount, query: URLSearchParams): readonly EmulatedPerson[] {
  const id = Number(query.get('department_id') ?? ROOT_DEPARTMENT);
  const known = world.directory.departments('wecom').some((department) => department.id === id);
  if (!known) throw new WecomRefusal(60003, { userlist: [] });
  if (!isVisibleDepartment(world, account, id)) throw new WecomRefusal(60011, { userlist: [] });
  return world.directory.membersOf('wecom', id);
}

function writeCursor(from: number): string {
  return Buffer.from(`from:${from}`).toString('base64url');
}

function readCursor(cursor: unknown): string {
  const [, from] = /^from:(\d+)$/.exec(Buffer.from(String(cursor), 'base64url').toString()) ?? [];
  if (from === undefined) throw new WecomRefusal(60268);
  return from;
}

/** Larger comes first, so older departments lead. */
function orderOf(id: number): number {
  return 100_000_000 - id;
}
