import { typedWord } from '../../chat/plain-text.ts';
import { RuleError } from '../../errors.ts';
import type { CadreRecord, UnitRecord } from '../cadre.ts';
import { namedAs } from '../people-meant.ts';
import { type UnitField, unitChange } from './field-changes.ts';
import type { RosterIndex } from './roster-index.ts';
import type { FieldChange } from './roster-plan.ts';
import { UNIT_KIND_WORDS } from './roster-words.ts';

const ITEMS: ReadonlyMap<string, UnitField> = new Map([
  ['主要负责人', 'headId'],
  ['联络员', 'liaisonId'],
  ['上级单位', 'parentId'],
  ['单位类别', 'kind'],
  ['人数', 'size'],
]);

/**
 * What an edit by hand changes in a unit's record.
 * @throws RuleError `edit.unknown-item`, `edit.bad-value`, `person.unknown`, `person.ambiguous`, `unit.unknown`
 */
export function planUnitEdit(
  unit: UnitRecord,
  { item, value }: { item: string; value: string },
  { cadres }: { cadres: readonly CadreRecord[] },
  index: RosterIndex,
): FieldChange[] {
  const field = ITEMS.get(typedWord(item));
  if (field === undefined) throw new RuleError('edit.unknown-item', { item, items: [...ITEMS.keys()].join('、') });
  const nameOf = (id: string) => index.cadre(id)?.name ?? index.unit(id)?.name ?? id;
  const change = (to: string | number | undefined) => unitChange(unit, field, unit[field], to, nameOf);
  const typed = value.trim();
  switch (field) {
    case 'headId':
    case 'liaisonId':
      return change(typed === '无' ? undefined : personOf(unit, typed, cadres));
    case 'parentId':
      return change(typed === '无' ? undefined : parentOf(unit, typed, index));
    case 'kind': {
      const kind = UNIT_KIND_WORDS.get(typedWord(typed));
      if (kind === undefined) throw new RuleError('edit.bad-value', { item, why: '没有这个单位类别' });
      return change(kind);
    }
    case 'size':
      if (!/^\d{1,6}$/.test(typed)) throw new RuleError('edit.bad-value', { item, why: '人数应为整数' });
      return change(Number(typed));
  }
}

/** The person of this name; of several the one who works in the unit. */
function personOf(unit: UnitRecord, typed: string, cadres: readonly CadreRecord[]): string {
  const meant = namedAs(
    cadres.map((each) => ({ ...each, cadreId: each.id })),
    typed,
  );
  const own = meant.filter(({ unitId }) => unitId === unit.id);
  const [only, second] = own.length === 1 ? own : meant;
  if (only === undefined) throw new RuleError('person.unknown', { name: typed });
  if (second === undefined) return only.id;
  const choices = meant.map(({ id, name, post }) => `${id}　${name}　${post}`).join('\n');
  throw new RuleError('person.ambiguous', { name: typed, choices });
}

/** The unit of this name, as long as it does not lie below the one that is to belong to it. */
function parentOf(unit: UnitRecord, typed: string, index: RosterIndex): string {
  const parent = index.unitNamed(typed);
  if (parent === undefined) throw new RuleError('unit.unknown', { name: typed });
  const above = new Set<string>();
  for (let id: string | undefined = parent.id; id !== undefined && !above.has(id); id = index.unit(id)?.parentId)
    above.add(id);
  if (above.has(unit.id))
    throw new RuleError('edit.bad-value', { item: '上级单位', why: `“${parent.name}”是本单位或下级单位` });
  return parent.id;
}
