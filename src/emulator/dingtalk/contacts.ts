import { type Department, ROOT_DEPARTMENT } from '../directory.ts';
import { type JsonObject, textOf } from '../json.ts';
import type { EmulatedPerson } from '../options.ts';
import type { World } from '../world.ts';
import type { DingtalkAccount } from './account.ts';
import { EMAIL_SCOPE, isGranted, MOBILE_SCOPE } from './permissions.ts';
import { OldRefusal } from './refusals.ts';

const MAX_PAGE = 100;

/** The contact calls (docs/emulator.md, Contacts), as far as the app's scope (授权范围) and permissions reach. */
export class Contacts {
  readonly #world: World;
  readonly #account: DingtalkAccount;

  constructor(world: World, account: DingtalkAccount) {
    this.#world = world;
    this.#account = account;
  }

  /** `/topapi/v2/department/listsub`: direct children only. @throws OldRefusal 60003, 50004 */
  departmentListSub(body: JsonObject): JsonObject[] {
    return this.#children(body).map(departmentFields);
  }

  /** `/topapi/v2/department/listsubid`. @throws OldRefusal 60003, 50004 */
  departmentListSubId(body: JsonObject): JsonObject {
    return { dept_id_list: this.#children(body).map(({ id }) => id) };
  }

  /** `/topapi/v2/department/get`. @throws OldRefusal 60003, 50004 */
  departmentGet(body: JsonObject): JsonObject {
    const department = this.#department(body);
    const members = this.#world.directory.membersOf('dingtalk', department.id);
    const leaders = members.filter((person) => this.#leads(person).includes(department.id));
    return {
      ...departmentFields(department),
      dept_manager_userid_list: leaders.map(({ userId }) => userId),
      org_dept_owner: leaders[0]?.userId ?? '',
      order: department.id,
      member_count: members.length,
    };
  }

  /** `/topapi/v2/user/list`: one department, by pages. @throws OldRefusal 400002, 60003, 50004 */
  userList(body: JsonObject): JsonObject {
    const { id } = this.#department(body);
    const size = Number(body.size);
    const cursor = Number(body.cursor ?? 0);
    if (!Number.isInteger(size) || size < 1 || size > MAX_PAGE || !Number.isInteger(cursor) || cursor < 0) {
      throw new OldRefusal(400002, '参数错误');
    }
    const members = this.#world.directory.membersOf('dingtalk', id);
    const end = cursor + size;
    const list = members.slice(cursor, end).map((person) => {
      return { ...this.#fields(person), dept_order: 0, leader: this.#leads(person).includes(id) };
    });
    return end < members.length ? { has_more: true, next_cursor: end, list } : { has_more: false, list };
  }

  /** `/topapi/user/listid`. @throws OldRefusal 60003, 50004 */
  userListId(body: JsonObject): JsonObject {
    const members = this.#world.directory.membersOf('dingtalk', this.#department(body).id);
    return { userid_list: members.map(({ userId }) => userId) };
  }

  /** `/topapi/v2/user/get`. @throws OldRefusal 400002, 60121, 50002 */
  userGet(body: JsonObject): JsonObject {
    const person = this.#visible(this.#found(textOf(body.userid), ({ userId }) => userId));
    const departments = this.#world.directory.departmentIdsOf(person);
    const leads = this.#leads(person);
    return {
      ...this.#fields(person),
      ...(person.manager === undefined ? {} : { manager_userid: person.manager }),
      dept_order_list: departments.map((dept_id) => ({ dept_id, order: 0 })),
      leader_in_dept: departments.map((dept_id) => ({ dept_id, leader: leads.includes(dept_id) })),
      role_list: [],
      senior: false,
      real_authed: true,
    };
  }

  /** `/topapi/v2/user/getbymobile`. @throws OldRefusal 400002, 60121, 50002 */
  userGetByMobile(body: JsonObject): JsonObject {
    return { userid: this.#visible(this.#found(textOf(body.mobile), ({ mobile }) => mobile)).userId };
  }

  /** `/topapi/user/getbyunionid`. @throws OldRefusal 400002, 60121, 50002 */
  userGetByUnionId(body: JsonObject): JsonObject {
    const person = this.#visible(this.#found(textOf(body.unionid), ({ userId }) => unionIdOf(userId)));
    return { contact_type: 0, userid: person.userId };
  }

  /** Mobile and e-mail are personal data with permissions of their own. */
  #fields(person: EmulatedPerson): JsonObject {
    const { mobile, email } = person;
    return {
      userid: person.userId,
      unionid: unionIdOf(person.userId),
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
      dept_id_list: this.#world.directory.departmentIdsOf(person),
      ...(mobile !== undefined && isGranted(this.#account, MOBILE_SCOPE) ? { mobile, state_code: '86' } : {}),
      ...(email !== undefined && isGranted(this.#account, EMAIL_SCOPE) ? { email } : {}),
    };
  }

  #found(wanted: string, idOf: (person: EmulatedPerson) => string | undefined): EmulatedPerson {
    if (wanted === '') throw new OldRefusal(400002, '参数错误');
    for (const person of this.#world.directory.all()) {
      if (person.vendor === 'dingtalk' && idOf(person) === wanted) return person;
    }
    throw new OldRefusal(60121, '找不到该用户');
  }

  #visible(person: EmulatedPerson): EmulatedPerson {
    const scope = this.#scope();
    const ids = this.#world.directory.departmentIdsOf(person);
    if (scope !== undefined && !ids.some((id) => scope.has(id)))
      throw new OldRefusal(50002, '请求的员工userid不在授权范围内');
    return person;
  }

  /** The root can be asked for its children in any scope; what lies outside is left out of the answer. */
  #children(body: JsonObject): Department[] {
    const scope = this.#scope();
    const id = Number(body.dept_id ?? ROOT_DEPARTMENT);
    const parent = id === ROOT_DEPARTMENT ? id : this.#department(body).id;
    const all = this.#world.directory.departments('dingtalk').filter(({ parentId }) => parentId === parent);
    return scope === undefined ? all : all.filter((department) => scope.has(department.id));
  }

  #department(body: JsonObject): Department {
    const id = Number(body.dept_id ?? ROOT_DEPARTMENT);
    const department = this.#world.directory.departments('dingtalk').find((known) => known.id === id);
    if (department === undefined) throw new OldRefusal(60003, '部门不存在');
    if (this.#scope()?.has(id) === false) throw new OldRefusal(50004, '请求的部门id不在授权范围内');
    return department;
  }

  /** The departments the app may see with what is below them; `undefined` = the whole company. */
  #scope(): ReadonlySet<number> | undefined {
    const { directory } = this.#world;
    const ids = this.#account.visibleDepartments?.map((name) => directory.departmentNamed('dingtalk', name));
    return ids && new Set(ids.flatMap((id) => (id === undefined ? [] : directory.subtree('dingtalk', id))));
  }

  #leads(person: EmulatedPerson): number[] {
    const ids = (person.leads ?? []).map((name) => this.#world.directory.departmentNamed('dingtalk', name));
    return ids.filter((id) => id !== undefined);
  }
}

export function unionIdOf(userId: string): string {
  return `union-${Buffer.from(userId).toString('base64url')}`;
}

function departmentFields({ id, name, parentId }: Department): JsonObject {
  return { dept_id: id, name, parent_id: parentId, create_dept_group: false, auto_add_user: false };
}
