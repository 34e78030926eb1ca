import { comparable } from '../../chat/plain-text.ts';
import { lineText, matching, oneOf, orNone } from '../../sheets/cells.ts';
import { type Problem, RowReader, type Table } from '../../sheets/table.ts';
import type { UnitRecord } from '../cadre.ts';
import { unitChange } from './field-changes.ts';
import { readId } from './people-cells.ts';
import { derivedUnitId, RosterIndex } from './roster-index.ts';
import type { FieldChange, PlannedRows, RosterPresent } from './roster-plan.ts';
import type { UnitField } from './roster-tables.ts';
import { UNIT_KIND_WORDS } from './roster-words.ts';

interface UnitRow {
  reader: RowReader<UnitField>;
  unit: UnitRecord;
  existing: UnitRecord | undefined;
  parentName: string | undefined;
}

/** What importing the list of units would add and change. Units that are not in it stay as they are. */
export function planUnits(table: Table<UnitField>, present: RosterPresent): PlannedRows {
  const index = new RosterIndex(present.units, []);
  const problems: Problem[] = [];
  const read = [...table.rows].flatMap((row) => readUnitRow(new RowReader(table, row, problems), index) ?? []);
  rejectRepeats(read);
  const placed = read.map((row) => withParent(row, read, index));
  rejectCircles(placed, index);
  const rows = placed.filter((row) => row.reader.ok);
  const parentName = (id: string) => read.find((row) => row.unit.id === id)?.unit.name ?? index.unit(id)?.name ?? id;
  const change: FieldChange[] = [];
  let same = 0;
  for (const { reader, unit, existing } of rows) {
    if (existing === undefined) continue;
    const changes = [
      ...unitChange(existing, 'kind', existing.kind, unit.kind),
      ...(reader.has('parent') ? unitChange(existing, 'parentId', existing.parentId, unit.parentId, parentName) : []),
      ...unitChange(existing, 'size', existing.size, unit.size),
    ];
    change.push(...changes);
    if (changes.length === 0) same += 1;
  }
  const addUnits = rows.filter((row) => row.existing === undefined).map((row) => row.unit);
  return { addUnits, change, same, rowsOk: rows.length, problems };
}

function readUnitRow(reader: RowReader<UnitField>, index: RosterIndex): UnitRow | undefined {
  const id = reader.read('id', readId);
  const name = reader.read('name', lineText(100));
  const kind = reader.read('kind', oneOf(UNIT_KIND_WORDS, '党群机关、政府部门、乡镇、事业单位或国有企业'));
  const parentName = reader.read('parent', orNone(lineText(100))) ?? undefined;
  const size = reader.read('size', matching(/^\d{1,6}$/, '人数应为整数'));
  if (name === undefined || kind === undefined || size === undefined) return undefined;
  const named = index.unitNamed(name);
  if (id !== undefined && named !== undefined && named.id !== id) {
    reader.reject('id', `信息库中“${named.name}”的编号是 ${named.id}，两者不一致`);
  }
  const numbered = id === undefined ? undefined : index.unit(id);
  if (numbered !== undefined && numbered !== named) {
    reader.reject('name', `该编号在信息库中是“${numbered.name}”，单位改名请由系统管理员办理`);
  }
  if (!reader.ok) return undefined;
  const unit = { id: id ?? named?.id ?? derivedUnitId(name), name, kind, size: Number(size) };
  return { reader, unit, existing: named, parentName };
}

function rejectRepeats(rows: readonly UnitRow[]): void {
  const seen = new Map<string, number>();
  for (const { reader, unit } of rows) {
    const number = reader.row.rowNumber;
    for (const [field, key] of [
      ['name', `name ${comparable(unit.name)}`],
      ['id', `id ${unit.id}`],
    ] as const) {
      const first = seen.get(key);
      if (first === undefined) seen.set(key, number);
      else if (reader.has(field)) reader.reject(field, `与第 ${first} 行重复`);
    }
  }
}

/** The row with the id of the unit it belongs to, which must be one of this sheet or of the information base. A unit named as its own is at the top. */
function withParent(row: UnitRow, rows: readonly UnitRow[], index: RosterIndex): UnitRow {
  if (row.parentName === undefined) return row;
  const wanted = comparable(row.parentName);
  const parent = rows.find((one) => comparable(one.unit.name) === wanted)?.unit ?? index.unitNamed(row.parentName);
  if (parent?.id === row.unit.id) return row;
  if (parent !== undefined) return { ...row, unit: { ...row.unit, parentId: parent.id } };
  row.reader.reject('parent', '名册中没有这个单位');
  return row;
}

/** Problems where units belong to each other in a circle. */
function rejectCircles(rows: readonly UnitRow[], index: RosterIndex): void {
  const sheet = new Map(rows.map(({ unit }) => [unit.id, unit]));
  const parentOf = (id: string) => (sheet.get(id) ?? index.unit(id))?.parentId;
  for (const { reader, unit } of rows) {
    const above = new Set<string>();
    for (let id = unit.parentId; id !== undefined && !above.has(id); id = parentOf(id)) above.add(id);
    if (above.has(unit.id)) reader.reject('parent', '与下级单位互为上级，请改正');
  }
}
