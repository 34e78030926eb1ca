import { type Problem, RowReader, type Table } from '../../sheets/table.ts';
import type { CadreRecord } from '../cadre.ts';
import { cadreChange, unitChange } from './field-changes.ts';

import { isPromotion, withFormerPost } from './held-posts.ts';
import { newTraining } from './new-training.ts';
import { type PlacedRow, rejectForeignIdentities, rejectRepeats, rejectSamePerson } from './people-conflicts.ts';
import { type PersonFields, type PersonRow, readPerson } from './people-rows.ts';
import { derivedCadreId, RosterIndex } from './roster-index.ts';
import type { FieldChange, PlannedRows, RosterPresent } from './roster-plan.ts';
import { FLAG_FIELDS, type PeopleField } from './roster-tables.ts';
import { CATEGORY_OF_UNIT } from './roster-words.ts';

/** What importing the organisation department's sheet would add and change. People who are not in it stay as they are. */
export function planPeople(table: Table<PeopleField>, present: RosterPresent): PlannedRows {
  const index = new RosterIndex(present.units, present.cadres);
  const problems: Problem[] = [];
  const people = table.rows.flatMap(
    (row) => readPerson(new RowReader(table, row, problems), index, present.todayOn) ?? [],
  );
  rejectRepeats(people);
  const placed = people.flatMap((row) => place(row, index) ?? []);
  rejectSamePerson(placed);
  rejectForeignIdentities(placed, index);
  const addCadres: CadreRecord[] = [];
  const change: FieldChange[] = [];
  let same = 0;
  for (const one of placed) {
    if (one.existing === undefined) {
      const added = newCadre(one, present.todayOn);
      if (added !== undefined) addCadres.push(added);
      continue;
    }
    const changes = cadreChanges(one.row, one.existing, index);
    change.push(...changes);
    if (changes.length === 0) same += 1;
  }
  change.push(...unitChanges(placed, index));
  const rowsOk = people.filter((row) => row.reader.ok).length;
  return { addCadres, change, same, rowsOk, problems, notes: notesOf(table, addCadres.length) };
}

/** The person a row is about; a problem if it could be two people. */
function place(row: PersonRow, index: RosterIndex): PlacedRow | undefined {
  const { name, birthMonth, unitId } = row.fields;
  const namesakes = index.namesakes(name);
  const alike = namesakes.filter((one) => one.unitId === unitId && one.birthMonth === birthMonth);
  if (row.id !== undefined) {
    const existing = index.cadre(row.id);
    if (existing !== undefined && existing.name !== name && existing.birthMonth !== birthMonth) {
      row.reader.reject('id', `该编号在信息库中属于${index.describe(existing)}`);
    } else if (existing === undefined && alike[0] !== undefined) {
      row.reader.reject('id', `信息库中已有${index.describe(alike[0])}，编号是 ${alike[0].id}，两者不一致`);
    }
    return row.reader.ok ? { row, id: row.id, existing } : undefined;
  }
  const [existing, second] = alike;
  if (second !== undefined) row.reader.reject('name', '信息库中有多名同单位、同名、同出生年月的人员，请填写“人员编号”');
  if (existing === undefined) {
    const similar = namesakes.find((one) => one.unitId === unitId || one.birthMonth === birthMonth);
    if (similar !== undefined) {
      const where = `${index.describe(similar)}，出生年月 ${similar.birthMonth}，编号 ${similar.id}`;
      row.reader.reject('name', `信息库中已有${where}，无法确定是否同一人，请填写“人员编号”`);
    }
  }
  if (!row.reader.ok) return undefined;
  return { row, id: existing?.id ?? derivedCadreId(name, unitId, birthMonth), existing };
}

function newCadre({ row, id }: PlacedRow, todayOn: string): CadreRecord | undefined {
  const rankLevel = row.fields.rankLevel ?? row.levelOfGradeRank;
  if (rankLevel === undefined) {
    const message = row.reader.has('gradeRank')
      ? '没有“层级”列，这个职级也不能确定层级'
      : '缺少“层级”，无法确定适用的学时要求';
    row.reader.reject(row.reader.has('gradeRank') ? 'gradeRank' : 'rankLevel', message);
    return undefined;
  }
  const flags = Object.fromEntries(FLAG_FIELDS.map((field) => [field, row.fields[field] ?? false])) as Pick<
    CadreRecord,
    (typeof FLAG_FIELDS)[number]
  >;
  const known = Object.fromEntries(Object.entries(row.fields).filter(([, value]) => value !== undefined));
  return {
    id,
    ...(known as PersonFields),
    ...flags,
    rankLevel,
    cadreCategory: row.fields.cadreCategory ?? CATEGORY_OF_UNIT[row.unit.kind],
    identities: row.identities,
    roles: [],
    training: newTraining(Number(todayOn.slice(0, 4))),
  };
}

function cadreChanges(row: PersonRow, existing: CadreRecord, index: RosterIndex): FieldChange[] {
  const changes = (Object.keys(row.fields) as (keyof PersonFields)[]).flatMap((field) =>
    cadreChange(existing, field, existing[field], row.fields[field], index),
  );
  changes.push(
    ...cadreChange(existing, 'otherPosts', existing.otherPosts, withFormerPost(existing, row.fields, index), index),
  );
  const { rankLevel = existing.rankLevel, inPostSince } = row.fields;
  const isNewPost = inPostSince > existing.inPostSince;
  if (!('promotedOn' in row.fields) && isNewPost && isPromotion(existing.rankLevel, rankLevel))
    changes.push(...cadreChange(existing, 'promotedOn', existing.promotedOn, inPostSince, index));
  for (const platform of ['wecom', 'dingtalk'] as const) {
    const userId = row.identities[platform];
    if (userId === undefined) continue;
    changes.push(...cadreChange(existing, `identities.${platform}`, existing.identities[platform], userId, index));
  }
  return changes;
}

function unitChanges(placed: readonly PlacedRow[], index: RosterIndex): FieldChange[] {
  const namesInSheet = new Map(placed.map(({ row, id }) => [id, row.fields.name]));
  const nameOf = (id: string) => namesInSheet.get(id) ?? index.cadre(id)?.name ?? id;
  return placed.flatMap(({ row, id }) => [
    ...(row.isHead ? unitChange(row.unit, 'headId', row.unit.headId, id, nameOf) : []),
    ...(row.isLiaison ? unitChange(row.unit, 'liaisonId', row.unit.liaisonId, id, nameOf) : []),
  ]);
}

function notesOf(table: Table<PeopleField>, added: number): string[] {
  const notes: string[] = [];
  if (table.columns.has('youngCadre')) notes.push('“年轻干部”按出生年月和规则逐日确定，表中这一列不再使用。');
  if (added === 0) return notes;
  if (!table.columns.has('rankLevel')) notes.push('表中没有“层级”列，新增人员的层级按职级对应确定。');
  if (!table.columns.has('cadreCategory')) notes.push('表中没有“类别”列，新增人员的类别按单位类别确定。');
  return notes;
}
