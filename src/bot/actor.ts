import type { Identity } from '../chat/update.ts';
import type { CadreRow } from '../county/cadres.ts';
import type { Actor } from '../county/policy.ts';
import type { Role } from '../county/roles.ts';
import { readRole } from '../county/roles.ts';
import type { Store } from '../stores.ts';

/** The person with their rights as of now: granted roles, the units they head or are liaison of, with all below these, and the classes they teach. */
export async function actorOf(store: Store, person: CadreRow, admins: readonly Identity[]): Promise<Actor> {
  const [headed, liaised, taught] = await Promise.all([
    store.units.headedBy(person._id),
    store.units.liaisedBy(person._id),
    store.classes.taughtBy(person._id),
  ]);
  const roles = new Set<Role>(['cadre']);
  for (const name of person.roles) {
    const role = readRole(name);
    if (role !== undefined) roles.add(role);
  }
  if (admins.some(({ platform, userId }) => person.identities[platform] === userId)) roles.add('systemAdmin');
  if (headed.length > 0) roles.add('unitHead');
  if (liaised.length > 0) roles.add('unitLiaison');
  if (taught.length > 0) roles.add('classTeacher');
  const [headedWithin, liaisedWithin] = await Promise.all([
    store.units.withChildren(headed),
    store.units.withChildren(liaised),
  ]);
  return {
    cadreId: person._id,
    roles: [...roles],
    headsUnitIds: headedWithin.map((unit) => unit._id),
    liaisesUnitIds: liaisedWithin.map((unit) => unit._id),
    teachesClassIds: taught.map((trainingClass) => trainingClass._id),
  };
}
