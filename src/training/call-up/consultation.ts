import type { UnitRecord } from '../../county/cadre.ts';

/** What a unit said about its people on a list before it goes out. */
export interface UnitView {
  unitId: string;
  by: string;
  byUpdate: string;
  enteredAt: Date;
  /** Who cannot well come, and why; nobody = all can. */
  cadreIds: readonly string[];
  reason?: string;
}

type Offices = Pick<UnitRecord, 'liaisonId' | 'headId'>;
type Listed = Readonly<{ cadreId: string; unitId: string; listed: 'named' | 'reserve' | 'struck' }>;

/** How far the units have answered. */
export interface Consultation {
  /** Units that are asked, each with the person who answers for it. */
  asked: readonly { unitId: string; cadreId: string }[];
  /** The last view of each that answered. */
  views: readonly UnitView[];
  /** Units that have not answered. */
  openUnitIds: readonly string[];
  /** Those against whom a unit speaks and who are still on the list. */
  objected: readonly { cadreId: string; unitId: string; reason: string }[];
}

/**
 * Who answers for a unit: its liaison, or its head where the liaison is on the list or there is none. Nobody answers about themselves; a
 * unit of which both are on the list is not asked.
 */
export function answererOf(
  { liaisonId, headId }: Offices,
  listed: readonly Pick<Listed, 'cadreId'>[],
): string | undefined {
  return [liaisonId, headId].find((id) => id !== undefined && !listed.some(({ cadreId }) => cadreId === id));
}

export function consultationOf(
  rows: readonly Listed[],
  units: readonly (Offices & { _id: string })[],
  given: readonly UnitView[] = [],
): Consultation {
  const asked = units.flatMap((unit) => {
    const cadreId = answererOf(
      unit,
      rows.filter(({ unitId }) => unitId === unit._id),
    );
    return cadreId === undefined ? [] : [{ unitId: unit._id, cadreId }];
  });
  const views = asked.flatMap(({ unitId }) => given.findLast((view) => view.unitId === unitId) ?? []);
  const openUnitIds = asked.map(({ unitId }) => unitId).filter((id) => !views.some(({ unitId }) => unitId === id));
  const objected = views.flatMap(({ unitId, cadreIds, reason = '' }) =>
    rows
      .filter((row) => row.unitId === unitId && row.listed !== 'struck' && cadreIds.includes(row.cadreId))
      .map(({ cadreId }) => ({ cadreId, unitId, reason })),
  );
  return { asked, views, openUnitIds, objected };
}
