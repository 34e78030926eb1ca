import type { CadreStore } from '../../county/cadres.ts';
import type { UnitStore } from '../../county/units.ts';
import type { Contacts } from './notice-progress-words.ts';
import type { NoticeMarkRow, NoticeRow } from './notices.ts';

/** The names of the units of these people, and their telephone numbers; for a notice of the committee without these. */
export async function contactsOf(
  { units, cadres }: { units: UnitStore; cadres: CadreStore },
  marks: readonly NoticeMarkRow[],
  { byMember }: Pick<NoticeRow, 'byMember'>,
): Promise<Contacts> {
  const [inUnits, people] = await Promise.all([
    units.many([...new Set(marks.map((mark) => mark.unitId))]),
    byMember === undefined ? cadres.many(marks.map((mark) => mark.cadreId)) : [],
  ]);
  return {
    unitNames: new Map(inUnits.map((unit) => [unit._id, unit.name])),
    phones: new Map(people.flatMap(({ _id, phone }) => (phone === undefined ? [] : [[_id, phone] as const]))),
  };
}
