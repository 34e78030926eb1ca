import type { UnitStore } from '../../county/units.ts';
import type { CallUpListRow } from './call-up-lists.ts';
import type { CallUpRules } from './call-up-rules.ts';
import type { CallUpStore } from './call-ups.ts';
import { consultationOf } from './consultation.ts';
import type { ShownList } from './preview-words.ts';

/** A list as it waits to be issued, with what the units said; nothing once it is issued, dropped or empty. */
export async function shownList(
  store: { callUps: CallUpStore; units: UnitStore },
  list: CallUpListRow,
  { consultation: { mode } }: CallUpRules,
): Promise<ShownList | undefined> {
  const rows = (await store.callUps.ofClass(list.classId)).filter(({ proposal }) => proposal === list._id);
  if (rows.length === 0 || rows.some(({ issuedAt }) => issuedAt !== undefined)) return undefined;
  const units = await store.units.many([...new Set(rows.map(({ unitId }) => unitId))]);
  return {
    list,
    rows,
    consultation: consultationOf(rows, units, list.unitViews),
    unitNames: new Map(units.map(({ _id, name }) => [_id, name])),
    mayConsult: mode !== 'skipped' && list.consultedByUpdate === undefined,
  };
}
