import { PackedList } from '../../sheets/packed-list.ts';
import type { SheetRow } from '../../sheets/sheet.ts';
import { type Problem, RowReader, type Table } from '../../sheets/table.ts';
import type { CadreRecord } from '../cadre.ts';
import { cadreChange, unitChange } from './field-changes.ts';
import { isPromotion, withFormerPost } from './held-posts.ts';
import { newTraining } from './new-training.ts';
import {
  type Claim,
  claimOf,
  type Reject,
  rejectForeignIdentities,
  rejectRepeats,
  rejectSamePerson,
} from './people-conflicts.ts';
import { type PersonFields, type PersonRow, readPerson } from './people-rows.ts';
import { derivedCadreId, RosterIndex } from './roster-index.ts';
import type { FieldChange, PlannedRows, RosterPresent } from './roster-plan.ts';
import { FLAG_FIELDS, type PeopleField } from './roster-tables.ts';
import { CATEGORY_OF_UNIT } from './roster-words.ts';

/**
 * What importing the organisation department's sheet would add and change. People who are not in it stay as they are. Of a row only that is kept
 * in which it may contradict others, and it is read once more for what it changes: so a sheet may be long.
 */
export function planPeople(table: Table<PeopleField>, present: RosterPresent): PlannedRows {
  const index = new RosterIndex(present.units, present.cadres);
  const problems: Problem[] = [];
  const readerOf = (row: SheetRow) => new RowReader(table, row, problems);
  const read = (row: SheetRow) => readPerson(readerOf(row), index, present.todayOn);
  const reject: Reject = (claim, field, message) => {
    claim.ok = false;
    const row = table.rows.at(claim.at);
    if (row !== undefined) readerOf(row).reject(field, message);
  };
  const claims = claimsOf(table, read);
  rejectRepeats(claims, reject);
  const placed = claims.filter((claim) => place(claim, index, reject));
  rejectSamePerson(placed, reject);
  rejectForeignIdentities(placed, index, reject);
  const addCadres = new PackedList<CadreRecord>();
  const change = new PackedList<FieldChange>();
  let same = 0;
  for (const claim of placed) {
    const row = table.rows.at(claim.at);
    const person = row && read(row);
    if (person === undefined) continue;
    const existing = index.cadre(claim.cadreId);
    if (existing === undefined) {
      const added = newCadre(person, claim.cadreId, present.todayOn);
      if (added === undefined) claim.ok = false;
      else addCadres.add(added);
      continue;
    }
    const changes = cadreChanges(person, existing, index);
    for (const each of changes) change.add(each);
    if (changes.length === 0) same += 1;
  }
  for (const each of unitChanges(placed, index)) change.add(each);
  const rowsOk = claims.filter(({ ok }) => ok).length;
  return { addCadres, change, same, rowsOk, problems, notes: notesOf(table, addCadres.length) };
}

function claimsOf(table: Table<PeopleField>, read: (row: SheetRow) => PersonRow | undefined): Claim[] {
  const claims: Claim[] = [];
  let at = -1;
  for (const row of table.rows) {
    at += 1;
    const person = read(row);
    if (person !== undefined) claims.push(claimOf(at, person));
  }
  return claims;
}

/** Finds out whom a row is about; a problem if it could be two people. */
function place(claim: Claim, index: RosterIndex, reject: Reject): boolean {
  const { id, name, birthMonth, unitId } = claim;
  const namesakes = index.namesakes(name);
  const alike = namesakes.filter((one) => one.unitId === unitId && one.birthMonth === birthMonth);
  if (id !== undefined) {
    const existing = index.cadre(id);
    if (existing !== undefined && existing.name !== name && existing.birthMonth !== birthMonth) {
      reject(claim, 'id', `该编号在信息库中属于${index.describe(existing)}`);
    } else if (existing === undefined && alike[0] !== undefined) {
      reject(claim, 'id', `信息库中已有${index.describe(alike[0])}，编号是 ${alike[0].id}，两者不一致`);
    }
    claim.cadreId = id;
    return claim.ok;
  }
  const [existing, second] = alike;
  if (second !== undefined) reject(claim, 'name', '信息库中有多名同单位、同名、同出生年月的人员，请填写“人员编号”');
  if (existing === undefined) {
    const similar = namesakes.find((one) => one.unitId === unitId || one.birthMonth === birthMonth);
    if (similar !== undefined) {
      const where = `${index.describe(similar)}，出生年月 ${similar.birthMonth}，编号 ${similar.id}`;
      reject(claim, 'name', `信息库中已有${where}，无法确定是否同一人，请填写“人员编号”`);
    }
  }
  claim.cadreId = existing?.id ?? derivedCadreId(name, unitId, birthMonth);
  return claim.ok;
}

function newCadre(row: PersonRow, id: string, todayOn: string): CadreRecord | undefined {
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

function unitChanges(placed: readonly Claim[], index: RosterIndex): FieldChange[] {
  const offices = placed.flatMap((claim) => {
    const unit = claim.isHead || claim.isLiaison ? index.unit(claim.unitId) : undefined;
    return unit === undefined ? [] : [{ claim, unit }];
  });
  const named = new Set(offices.flatMap(({ claim, unit }) => [claim.cadreId, unit.headId, unit.liaisonId]));
  const namesInSheet = new Map(
    placed.filter(({ cadreId }) => named.has(cadreId)).map(({ cadreId, name }) => [cadreId, name]),
  );
  const nameOf = (id: string) => namesInSheet.get(id) ?? index.cadre(id)?.name ?? id;
  return offices.flatMap(({ claim: { isHead, isLiaison, cadreId }, unit }) => [
    ...(isHead ? unitChange(unit, 'headId', unit.headId, cadreId, nameOf) : []),
    ...(isLiaison ? unitChange(unit, 'liaisonId', unit.liaisonId, cadreId, nameOf) : []),
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
