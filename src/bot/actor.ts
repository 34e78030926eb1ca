import type { Identity } from '../chat/update.ts';
import type { CadreRow } from '../county/cadres.ts';
import type { Actor } from '../county/policy.ts';
import type { Role } from '../county/roles.ts';
import { readRole } from '../county/roles.ts';
import type { Store } from '../stores.ts';
import { isHeldHere } from '../training/class/classes.ts';

/** The units that somebody heads or is liaison of, with all below these, and the classes they teach. */
export type Offices = Pick<Actor, 'headsUnitIds' | 'liaisesUnitIds' | 'teachesClassIds'>;

/** The offices of these people. */
export async function officesOf(store: Store, cadreIds: readonly string[]): Promise<Offices> {
  const each = <Row>(find: (cadreId: string) => Promise<Row[]>) =>
    Promise.all(cadreIds.map(find)).then((found) => found.flat());
  const [headed, liaised, taught] = await Promise.all([
    each((id) => store.units.headedBy(id)),
    each((id) => store.units.liaisedBy(id)),
    each((id) => store.classes.taughtBy(id)),
  ]);
  const [headedWithin, liaisedWithin] = await Promise.all([
    store.units.withChildren(headed),
    store.units.withChildren(liaised),
  ]);
  return {
    headsUnitIds: headedWithin.map((unit) => unit._id),
    liaisesUnitIds: liaisedWithin.map((unit) => unit._id),
    teachesClassIds: taught.filter(isHeldHere).map((trainingClass) => trainingClass._id),
  };
}

/** The person with their rights on a day: granted roles, their own offices, and those of whoever they stand in for. */
export async function actorOf(
  store: Store,
  person: CadreRow,
  admins: readonly Identity[],
  todayOn: string,
): Promise<Actor> {
  const standsInFor = await store.standIns.principalsOf(person._id, todayOn);
  const offices = await officesOf(store, [person._id, ...standsInFor]);
  const roles = new Set<Role>(['cadre']);
  for (const name of person.roles) {
    const role = readRole(name);
    if (role !== undefined) roles.add(role);
  }
  if (admins.some(({ platform, userId }) => person.identities[platform] === userId)) roles.add('systemAdmin');
  if (offices.headsUnitIds.length > 0) roles.add('unitHead');
  if (offices.liaisesUnitIds.length > 0) roles.add('unitLiaison');
  if (offices.teachesClassIds.length > 0) roles.add('classTeacher');
  return { cadreId: person._id, roles: [...roles], ...offices, ...(standsInFor.length > 0 ? { standsInFor } : {}) };
}
