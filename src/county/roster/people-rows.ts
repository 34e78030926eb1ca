import { plainWord } from '../../chat/plain-text.ts';
import { lineText, orNone } from '../../sheets/cells.ts';
import { readBirthMonth, readKnownDate } from '../../sheets/known-dates.ts';
import type { RowReader } from '../../sheets/table.ts';
import type { CadreRecord, RankLevel, UnitRecord } from '../cadre.ts';
import { RANK_LEVEL_WORDS } from '../rank-level-words.ts';
import { readJoinedParty } from './party.ts';
import {
  readCategory,
  readDepartmentKind,
  readDingtalkId,
  readEnd,
  readFlag,
  readId,
  readLastStep,
  readName,
  readPhone,
  readPoliticalStatus,
  readRankLevel,
  readSex,
  readSince,
  readWecomId,
} from './people-cells.ts';
import { checkDates } from './people-dates.ts';
import { readPlace } from './place.ts';
import type { RosterIndex } from './roster-index.ts';
import { FLAG_FIELDS, type FlagField, type PeopleField } from './roster-tables.ts';
import { LEVEL_OF_GRADE_RANK } from './roster-words.ts';

/** The fields of the record that a sheet may set; a key is present only if the sheet has its column. */
export type PersonFields = Partial<
  Pick<
    CadreRecord,
    | 'gradeRank'
    | 'rankLevel'
    | 'cadreCategory'
    | 'joinedPartyOn'
    | 'politicalStatus'
    | 'promotedOn'
    | 'recruitedOn'
    | 'departmentKind'
    | 'phone'
    | 'secondment'
    | FlagField
  >
> &
  Pick<CadreRecord, 'name' | 'sex' | 'birthMonth' | 'unitId' | 'post' | 'joinedWorkOn' | 'inPostSince'>;

/** One row of the organisation department's sheet, with each cell's value. */
export interface PersonRow {
  reader: RowReader<PeopleField>;
  id: string | undefined;
  unit: UnitRecord;
  fields: PersonFields;
  /** The level that follows from the 职级, for a new person if the sheet has no 层级 column. */
  levelOfGradeRank: RankLevel | undefined;
  identities: { wecom?: string; dingtalk?: string };
  isHead: boolean;
  isLiaison: boolean;
}

/** The values of a row; absent if one of its cells is wrong. */
export function readPerson(reader: RowReader<PeopleField>, index: RosterIndex, todayOn: string): PersonRow | undefined {
  const id = reader.read('id', readId);
  const place = readPlace(reader, index);
  const name = reader.read('name', readName);
  const sex = reader.read('sex', readSex);
  const birthMonth = reader.read('birthMonth', readBirthMonth);
  const joinedWorkOn = reader.read('joinedWorkOn', readKnownDate);
  const inPostSince = reader.read('inPostSince', readSince) ?? reader.read('career', readLastStep);
  const optional = readOptional(reader);
  const { levelOfGradeRank, ...more } = readRank(reader);
  const identities = readIdentities(reader);
  const isHead = reader.read('unitHead', readFlag) ?? false;
  const isLiaison = reader.read('unitLiaison', readFlag) ?? false;
  // Whatever is missing here has been reported by the functions that read the cells.
  if (!reader.ok || !place || !name || !sex || !birthMonth || !joinedWorkOn || !inPostSince) return undefined;
  const { unit, post } = place;
  const fields = {
    ...{ name, sex, birthMonth, unitId: unit.id, post, joinedWorkOn, inPostSince },
    ...{ ...optional, ...more, ...readBeginnings(reader, inPostSince) },
  };
  checkDates(reader, fields, todayOn);
  return reader.ok ? { reader, id, unit, fields, levelOfGradeRank, identities, isHead, isLiaison } : undefined;
}

function readOptional(reader: RowReader<PeopleField>): Partial<PersonFields> {
  const fields: Partial<PersonFields> = {};
  for (const field of FLAG_FIELDS) {
    if (!reader.has(field)) continue;
    if (reader.isEmpty(field)) reader.reject(field, '请填“是”或“否”');
    const value = reader.read(field, readFlag);
    if (value !== undefined) fields[field] = value;
  }
  if (reader.has('cadreCategory')) {
    if (reader.isEmpty('cadreCategory')) reader.reject('cadreCategory', '“类别”不能为空');
    const category = reader.read('cadreCategory', readCategory);
    if (category !== undefined) fields.cadreCategory = category;
  }
  if (reader.has('joinedPartyOn')) {
    fields.joinedPartyOn = reader.read('joinedPartyOn', readJoinedParty) ?? undefined;
  }
  if (reader.has('politicalStatus'))
    fields.politicalStatus = reader.read('politicalStatus', orNone(readPoliticalStatus)) ?? undefined;
  if (reader.has('departmentKind'))
    fields.departmentKind = reader.read('departmentKind', orNone(readDepartmentKind)) ?? undefined;
  if (reader.has('phone')) fields.phone = reader.read('phone', orNone(readPhone)) ?? undefined;
  if (reader.has('secondmentPlace')) fields.secondment = readSecondment(reader);
  return fields;
}

/**
 * When somebody was promoted and when recruited. A sheet with 是 in place of the dates means the beginning of the present post; its 否 says
 * nothing, because being new ends by itself.
 */
function readBeginnings(
  reader: RowReader<PeopleField>,
  inPostSince: string,
): Pick<PersonFields, 'promotedOn' | 'recruitedOn'> {
  const fields: Pick<PersonFields, 'promotedOn' | 'recruitedOn'> = {};
  const isPromoted = reader.read('newlyPromoted', readFlag) === true;
  const isRecruit = reader.read('newRecruit', readFlag) === true;
  if (reader.has('promotedOn')) fields.promotedOn = reader.read('promotedOn', orNone(readKnownDate)) ?? undefined;
  else if (isPromoted) fields.promotedOn = inPostSince;
  if (reader.has('recruitedOn')) fields.recruitedOn = reader.read('recruitedOn', orNone(readKnownDate)) ?? undefined;
  else if (isRecruit) fields.recruitedOn = inPostSince;
  return fields;
}

/** 层级 and 职级. Older sheets have a level (正科级) in the 职级 column; it is then read as the level. */
function readRank(
  reader: RowReader<PeopleField>,
): Pick<PersonFields, 'rankLevel' | 'gradeRank'> & { levelOfGradeRank: RankLevel | undefined } {
  const fields: Pick<PersonFields, 'rankLevel' | 'gradeRank'> = {};
  const written = reader.read('gradeRank', orNone(lineText(20))) ?? undefined;
  const writtenLevel = written === undefined ? undefined : RANK_LEVEL_WORDS.get(plainWord(written));
  if (reader.has('gradeRank')) fields.gradeRank = writtenLevel === undefined ? written : undefined;
  if (reader.has('rankLevel')) {
    if (reader.isEmpty('rankLevel')) reader.reject('rankLevel', '“层级”不能为空');
    const level = reader.read('rankLevel', readRankLevel);
    if (level !== undefined) fields.rankLevel = level;
  } else if (writtenLevel !== undefined) {
    fields.rankLevel = writtenLevel;
  }
  return {
    ...fields,
    levelOfGradeRank: written === undefined ? undefined : LEVEL_OF_GRADE_RANK.get(plainWord(written)),
  };
}

function readSecondment(reader: RowReader<PeopleField>): CadreRecord['secondment'] {
  const place = reader.read('secondmentPlace', orNone(lineText(100))) ?? undefined;
  const fromOn = reader.read('secondmentFromOn', orNone(readKnownDate)) ?? undefined;
  const untilOn = reader.read('secondmentUntilOn', readEnd) ?? undefined;
  if (place === undefined) return undefined;
  if (fromOn === undefined) {
    reader.reject('secondmentFromOn', '填了挂职借调单位，就要填挂职借调开始时间');
    return undefined;
  }
  return untilOn === undefined ? { place, fromOn } : { place, fromOn, untilOn };
}

function readIdentities(reader: RowReader<PeopleField>): PersonRow['identities'] {
  const wecom = reader.read('wecom', orNone(readWecomId)) ?? undefined;
  const dingtalk = reader.read('dingtalk', orNone(readDingtalkId)) ?? undefined;
  return { ...(wecom === undefined ? {} : { wecom }), ...(dingtalk === undefined ? {} : { dingtalk }) };
}
