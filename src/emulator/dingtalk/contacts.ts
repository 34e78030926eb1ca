import { ROOT_DEPARTMENT } from '../directory.ts';
import type { JsonObject } from '../json.ts';
import type { EmulatedPerson } from '../options.ts';
import type { World } from '../world.ts';
import { OldRefusal } from './refusals.ts';

const MAX_PAGE = 100;

/** `/topapi/v2/department/listsub`: direct children only (dingtalk.md 8). @throws OldRefusal 60003 */
export function departmentListSub(world: World, body: JsonObject): unknown {
  const id = departmentId(world, body);
  return world.directory
    .departments('dingtalk')
    .filter((department) => department.parentId === id)
    .map(({ id: dept_id, name, parentId }) => ({
      dept_id,
      name,
      parent_id: parentId,
      create_dept_group: false,
      auto_add_user: false,
    }));
}

/** `/topapi/v2/user/list`: one department, by pages. @throws OldRefusal 400002, 60003 */
export function userList(world: World, body: JsonObject): unknown {
  const id = departmentId(world, body);
  const size = Number(body.size);
  const cursor = Number(body.cursor ?? 0);
  if (!Number.isInteger(size) || size < 1 || size > MAX_PAGE || !Number.isInteger(cursor) || cursor < 0) {
    throw new OldRefusal(400002, '参数错误');
  }
  const members = world.directory.membersOf('dingtalk', id);
  const end = cursor + size;
  const list = members.slice(cursor, end).map((person) => ({ ...userOf(world, person), dept_order: 0, leader: false }));
  return end < members.length ? { has_more: true, next_cursor: end, list } : { has_more: false, list };
}

/** `/topapi/v2/user/get`. @throws OldRefusal 400002, 60121 */
export function userGet(world: World, body: JsonObject): unknown {
  if (typeof body.userid !== 'string' || body.userid === '') throw new OldRefusal(400002, '参数错误');
  const person = world.directory.find('dingtalk', body.userid);
  if (person === undefined) throw new OldRefusal(60121, '找不到该用户');
  const departments = world.directory.departmentIdsOf(person);
  return {
    ...userOf(world, person),
    dept_order_list: departments.map((dept_id) => ({ dept_id, order: 0 })),
    leader_in_dept: departments.map((dept_id) => ({ dept_id, leader: false })),
    role_list: [],
    senior: false,
    real_authed: true,
  };
}

/** `/topapi/user/listid`. @throws OldRefusal 60003 */
export function userListId(world: World, body: JsonObject): unknown {
  const members = world.directory.membersOf('dingtalk', departmentId(world, body));
  return { userid_list: members.map(({ userId }) => userId) };
}

/** Mobile and e-mail need permissions of their own, so they are missing. */
function userOf(world: World, person: EmulatedPerson): JsonObject {
  return {
    userid: person.userId,
    unionid: `union-${Buffer.from(person.userId).toString('base64url')}`,
    name: person.name,
    title: person.post,
    job_number: '',
    work_place: '',
    remark: '',
    telephone: '',
    hide_mobile: false,
    active: true,
    admin: false,
    boss: false,
    exclusive_account: false,
    dept_id_list: world.directory.departmentIdsOf(person),
  };
}

function departmentId(world: World, body: JsonObject): number {
  const id = Number(body.dept_id ?? ROOT_DEPARTMENT);
  if (!world.directory.departments('dingtalk').some((department) => department.id === id)) {
    throw new OldRefusal(60003, '部门不存在');
  }
  return id;
}
