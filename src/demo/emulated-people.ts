import type { CadreRow } from '../county/cadres.ts';
import { readRole, roleLabel } from '../county/roles.ts';
import type { UnitRow } from '../county/units.ts';
import type { EmulatedPerson } from '../emulator/options.ts';

/**
 * Everyone in the information base, as entries for the emulated platforms' address books. The most interesting to try come first: people
 * with granted roles, then unit heads and liaisons, then everyone else.
 */
export function emulatedPeople(cadres: readonly CadreRow[], units: readonly UnitRow[]): EmulatedPerson[] {
  const unitById = new Map(units.map((unit) => [unit._id, unit]));
  const inOrder = [...cadres].sort((a, b) => place(a, unitById.get(a.unitId)) - place(b, unitById.get(b.unitId)));
  return inOrder.flatMap((cadre) => {
    const unit = unitById.get(cadre.unitId);
    const roles = rolesOf(cadre, unit);
    return (['wecom', 'dingtalk'] as const).flatMap((vendor) => {
      const userId = cadre.identities[vendor];
      if (userId === undefined) return [];
      const unitName = unit?.name ?? '';
      return [
        {
          vendor,
          userId,
          person: cadre._id,
          name: cadre.name,
          unit: unitName,
          post: cadre.post,
          roles,
          departments: unitName === '' ? [] : [unitName],
        },
      ];
    });
  });
}

function rolesOf(cadre: CadreRow, unit: UnitRow | undefined): string[] {
  const granted = cadre.roles.flatMap((name) => {
    const role = readRole(name);
    return role === undefined ? [] : [roleLabel(role)];
  });
  if (unit?.headId === cadre._id) granted.push(roleLabel('unitHead'));
  if (unit?.liaisonId === cadre._id) granted.push(roleLabel('unitLiaison'));
  return granted;
}

function place(cadre: CadreRow, unit: UnitRow | undefined): number {
  if (cadre.roles.length > 0) return 0;
  return unit?.headId === cadre._id || unit?.liaisonId === cadre._id ? 1 : 2;
}
