import { ROOT_DEPARTMENT } from '../directory.ts';
import type { JsonObject } from '../json.ts';
import type { EmulatedPerson } from '../options.ts';
import type { World } from '../world.ts';
import { WecomRefusal } from './codes.ts';

const NO_MEMBER = { department: [], order: [], is_leader_in_dept: [], direct_leader: [] };

/** `department/list`: the department named by `id` (or all) with everything below it (wecom.md 6.2). */
export function departmentList(world: World, query: URLSearchParams): JsonObject {
  const department = departments(world, query).map(({ id, name, parentId }) => ({
    id,
    name,
    name_en: '',
    department_leader: [],
    parentid: parentId,
    order: orderOf(id),
  }));
  return { department };
}

export function departmentSimpleList(world: World, query: URLSearchParams): JsonObject {
  const department_id = departments(world, query).map(({ id, parentId }) => ({
    id,
    parentid: parentId,
    order: orderOf(id),
  }));
  return { department_id };
}

/** `user/list`: members of this department alone, without the fields a new app may not see (wecom.md 6.1). */
export function userList(world: World, query: URLSearchParams): JsonObject {
  return { userlist: membersOf(world, query).map((person) => memberOf(world, person)) };
}

export function userSimpleList(world: World, query: URLSearchParams): JsonObject {
  const userlist = membersOf(world, query).map((person) => ({
    userid: person.userId,
    name: person.name,
    department: world.directory.departmentIdsOf(person),
  }));
  return { userlist };
}

/** @throws WecomRefusal 41009, 60111 with the member's fields emptied */
export function userGet(world: World, query: URLSearchParams): JsonObject {
  const userId = query.get('userid') ?? '';
  if (userId === '') throw new WecomRefusal(41009, NO_MEMBER);
  const person = world.directory.find('wecom', userId);
  if (person === undefined) throw new WecomRefusal(60111, NO_MEMBER);
  return memberOf(world, person);
}

function memberOf(world: World, person: EmulatedPerson): JsonObject {
  const department = world.directory.departmentIdsOf(person);
  return {
    userid: person.userId,
    name: person.name,
    department,
    order: department.map(() => 0),
    position: person.post,
    is_leader_in_dept: department.map(() => 0),
    direct_leader: [],
    telephone: '',
    alias: '',
    status: 1,
    main_department: department[0],
    extattr: { attrs: [] },
    external_profile: {},
  };
}

function departments(world: World, query: URLSearchParams) {
  const all = world.directory.departments('wecom');
  const asked = query.get('id');
  if (asked === null || asked === '') return all;
  const id = Number(asked);
  if (!all.some((department) => department.id === id)) throw new WecomRefusal(60003, { department: [] });
  const below = world.directory.subtree('wecom', id);
  return all.filter((department) => below.includes(department.id));
}

function membersOf(world: World, query: URLSearchParams): readonly EmulatedPerson[] {
  const id = Number(query.get('department_id') ?? ROOT_DEPARTMENT);
  const known = world.directory.departments('wecom').some((department) => department.id === id);
  if (!known) throw new WecomRefusal(60003, { userlist: [] });
  return world.directory.membersOf('wecom', id);
}

/** Larger comes first, so older departments lead. */
function orderOf(id: number): number {
  return 100_000_000 - id;
}
