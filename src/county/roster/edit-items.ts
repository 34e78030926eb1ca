import { lineText, orNone } from '../../sheets/cells.ts';
import { readBirthMonth, readKnownDate } from '../../sheets/known-dates.ts';
import type { CellValue } from '../../sheets/sheet.ts';
import type { Reading } from '../../sheets/table.ts';
import type { CadreRecord } from '../cadre.ts';
import type { CadreField } from './field-changes.ts';
import {
  readCategory,
  readDepartmentKind,
  readFlag,
  readName,
  readPhone,
  readPoliticalStatus,
  readRankLevel,
  readSex,
} from './people-cells.ts';
import type { FieldValue } from './roster-plan.ts';

/** What of a person can be put right by hand with one value, as it is called, with the reader the sheets have for it; `null` takes it out. */
export const SIMPLE_ITEMS: Readonly<
  Record<string, { field: CadreField & keyof CadreRecord; read: (cell: CellValue) => Reading<FieldValue | null> }>
> = {
  姓名: { field: 'name', read: readName },
  性别: { field: 'sex', read: readSex },
  出生年月: { field: 'birthMonth', read: readBirthMonth },
  职务: { field: 'post', read: lineText(100) },
  层级: { field: 'rankLevel', read: readRankLevel },
  职级: { field: 'gradeRank', read: orNone(lineText(20)) },
  类别: { field: 'cadreCategory', read: readCategory },
  参加工作时间: { field: 'joinedWorkOn', read: readKnownDate },
  入党时间: { field: 'joinedPartyOn', read: orNone(readKnownDate) },
  政治面貌: { field: 'politicalStatus', read: orNone(readPoliticalStatus) },
  任现职时间: { field: 'inPostSince', read: readKnownDate },
  任现层级时间: { field: 'promotedOn', read: orNone(readKnownDate) },
  录用时间: { field: 'recruitedOn', read: orNone(readKnownDate) },
  关键岗位: { field: 'keyPost', read: readFlag },
  基层工作经历: { field: 'grassrootsExperience', read: readFlag },
  班子成员: { field: 'leadershipTeam', read: readFlag },
  联系电话: { field: 'phone', read: orNone(readPhone) },
  部门性质: { field: 'departmentKind', read: orNone(readDepartmentKind) },
};

/** Those with a beginning and an end, and what takes several fields at once. */
export const SPAN_ITEMS = ['挂职借调', '休假', '兼任', '任职'] as const;
export type SpanItem = (typeof SPAN_ITEMS)[number];
