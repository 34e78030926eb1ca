import type { CadreRow, CadreStore } from '../../county/cadres.ts';
import type { UnitStore } from '../../county/units.ts';
import { approversOf, mayApproveOwn } from './approval.ts';
import type { CallUpListRow } from './call-up-lists.ts';
import type { CallUpRules } from './call-up-rules.ts';
import type { CallUpStore } from './call-ups.ts';
import { consultationOf } from './consultation.ts';
import type { ShownList } from './preview-words.ts';

/** A list as it waits to be issued, with what the units said; nothing once it is issued, dropped or empty. */
export async function shownList(
  store: { callUps: CallUpStore; units: UnitStore; cadres: CadreStore },
  list: CallUpListRow,
  rules: CallUpRules,
): Promise<ShownList | undefined> {
  const rows = (await store.callUps.ofClass(list.classId)).filter(({ proposal }) => proposal === list._id);
  if (rows.length === 0 || rows.some(({ issuedAt }) => issuedAt !== undefined)) return undefined;
  const units = await store.units.many([...new Set(rows.map(({ unitId }) => unitId))]);
  const staff = (await store.cadres.withRole('orgDept')).filter(({ identities }) => isReached(identities));
  const staffIds = staff.map(({ _id }) => _id);
  const approvers = approversOf(list, rows, staffIds, rules);
  return {
    list,
    rows,
    approvers,
    mayApproveOwn: mayApproveOwn(approvers, rules),
    staffNames: new Map(staff.map(({ _id, name }) => [_id, name])),
    consultation: consultationOf(rows, units, list.unitViews),
    unitNames: new Map(units.map(({ _id, name }) => [_id, name])),
    mayConsult: rules.consultation.mode !== 'skipped' && list.consultedByUpdate === undefined,
  };
}

function isReached({ wecom, dingtalk }: CadreRow['identities']): boolean {
  return wecom !== undefined || dingtalk !== undefined;
}
