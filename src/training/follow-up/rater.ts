import type { CadreRow } from '../../county/cadres.ts';
import type { Actor } from '../../county/policy.ts';
import type { UnitTree } from '../../county/unit-tree.ts';

/**
 * Who speaks for the unit about somebody: its head, or, of the head, that of the unit above; nobody where the county has no such person, and
 * then the organisation department does. Whoever moved is spoken of by the head of the unit they are in now.
 */
export function raterOf({ _id, unitId }: Pick<CadreRow, '_id' | 'unitId'>, tree: UnitTree): string | undefined {
  return tree.upward(unitId).find(({ headId }) => headId !== undefined && headId !== _id)?.headId;
}

/** Whether somebody who may rate at all speaks for the unit of this person: its head and whoever stands in, others only where there is no head. */
export function speaksForUnit(
  { headsUnitIds }: Pick<Actor, 'headsUnitIds'>,
  cadre: Pick<CadreRow, '_id' | 'unitId'>,
  tree: UnitTree,
): boolean {
  return headsUnitIds.includes(cadre.unitId) || raterOf(cadre, tree) === undefined;
}
