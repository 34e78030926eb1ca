import type { EmulatedPerson } from '../options.ts';
import type { World } from '../world.ts';
import type { WecomAccount, WecomTag } from './account.ts';

/** The departments the app sees (可见范围) with everything below them; `undefined` = the whole company. */
export function visibleDepartments(world: World, account: WecomAccount): ReadonlySet<number> | undefined {
  const names = world.state.wecom.visible ?? account.visibleDepartments;
  if (names === undefined || names.includes('')) return undefined;
  const ids = names.map((name) => world.directory.departmentNamed('wecom', name)).filter((id) => id !== undefined);
  return new Set(ids.flatMap((id) => world.directory.subtree('wecom', id)));
}

/** Whether the app sees the root, which group chats of its own need (docs/emulator.md, Groups). */
export function seesRoot(world: World, account: WecomAccount): boolean {
  return visibleDepartments(world, account) === undefined;
}

export function isVisible(world: World, account: WecomAccount, person: EmulatedPerson): boolean {
  const visible = visibleDepartments(world, account);
  return visible === undefined || isWithin(world, visible, person);
}

/** How many the app may see. Asked before every message, so that nobody is looked at where it sees all. */
export function visibleCount(world: World, account: WecomAccount): number {
  const isAll = visibleDepartments(world, account) === undefined;
  return isAll ? world.directory.count('wecom') : visiblePeople(world, account).length;
}

/** Everybody the app may see. */
export function visiblePeople(world: World, account: WecomAccount): EmulatedPerson[] {
  const visible = visibleDepartments(world, account);
  const all = [...world.directory.all()].filter(({ vendor }) => vendor === 'wecom');
  return visible === undefined ? all : all.filter((person) => isWithin(world, visible, person));
}

/** A member by id, seen by the app. */
export function visiblePerson(world: World, account: WecomAccount, userId: string): EmulatedPerson | undefined {
  const person = world.directory.find('wecom', userId);
  return person !== undefined && isVisible(world, account, person) ? person : undefined;
}

export function isVisibleDepartment(world: World, account: WecomAccount, id: number): boolean {
  return visibleDepartments(world, account)?.has(id) ?? true;
}

/** Everybody with this tag, named themselves or by a department with what is below it. */
export function taggedPeople(world: World, account: WecomAccount, tag: WecomTag): EmulatedPerson[] {
  const departments = tag.departments
    .map((name) => world.directory.departmentNamed('wecom', name))
    .filter((id) => id !== undefined)
    .flatMap((id) => world.directory.subtree('wecom', id));
  const named = tag.userIds.map((userId) => world.directory.find('wecom', userId));
  const people = [...named, ...departments.flatMap((id) => world.directory.membersOf('wecom', id))];
  const known = people.filter((person) => person !== undefined);
  return [...new Set(known)].filter((person) => isVisible(world, account, person));
}

function isWithin(world: World, visible: ReadonlySet<number>, person: EmulatedPerson): boolean {
  const ids = world.directory.departmentIdsOf(person);
  return ids.some((id) => visible.has(id));
}
