import { isDeepStrictEqual } from 'node:util';
import {
  type Absence,
  CADRE_CATEGORIES,
  type CadreRecord,
  cadreCategoryLabel,
  DEPARTMENT_KINDS,
  departmentKindLabel,
  type HeldPost,
  POLITICAL_STATUSES,
  politicalStatusLabel,
  RANK_LEVELS,
  rankLevelLabel,
  SEXES,
  type Secondment,
  sexLabel,
  UNIT_KINDS,
  type UnitRecord,
  unitKindLabel,
} from '../cadre.ts';
import type { RosterIndex } from './roster-index.ts';
import type { FieldChange, FieldValue } from './roster-plan.ts';

const CADRE_LABELS = {
  name: '姓名',
  sex: '性别',
  birthMonth: '出生年月',
  unitId: '单位',
  post: '职务',
  rankLevel: '层级',
  gradeRank: '职级',
  cadreCategory: '类别',
  joinedWorkOn: '参加工作时间',
  joinedPartyOn: '入党时间',
  politicalStatus: '政治面貌',
  inPostSince: '任现职时间',
  promotedOn: '任现层级时间',
  recruitedOn: '录用时间',
  keyPost: '关键岗位',
  grassrootsExperience: '基层工作经历',
  leadershipTeam: '班子成员',
  departmentKind: '部门性质',
  phone: '联系电话',
  secondment: '挂职借调',
  absences: '休假',
  otherPosts: '其他任职',
  'identities.wecom': '企业微信账号',
  'identities.dingtalk': '钉钉账号',
} as const;
export type CadreField = keyof typeof CADRE_LABELS;

const UNIT_LABELS = {
  kind: '单位类别',
  parentId: '上级单位',
  size: '人数',
  headId: '主要负责人',
  liaisonId: '联络员',
} as const;
export type UnitField = keyof typeof UNIT_LABELS;

const LABELS_OF_VALUES: Partial<Record<CadreField | UnitField, ReadonlyMap<string, string>>> = {
  sex: new Map(SEXES.map((sex) => [sex, sexLabel(sex)])),
  rankLevel: new Map(RANK_LEVELS.map((level) => [level, rankLevelLabel(level)])),
  cadreCategory: new Map(CADRE_CATEGORIES.map((category) => [category, cadreCategoryLabel(category)])),
  politicalStatus: new Map(POLITICAL_STATUSES.map((status) => [status, politicalStatusLabel(status)])),
  departmentKind: new Map(DEPARTMENT_KINDS.map((kind) => [kind, departmentKindLabel(kind)])),
  kind: new Map(UNIT_KINDS.map((kind) => [kind, unitKindLabel(kind)])),
};

/** The change of one field of a cadre; none if the values are the same. */
export function cadreChange(
  cadre: CadreRecord,
  field: CadreField,
  from: FieldValue | undefined,
  to: FieldValue | undefined,
  index: RosterIndex,
): FieldChange[] {
  if (isSame(from, to)) return [];
  const inWords = (value: FieldValue) =>
    field === 'unitId' ? (index.unit(String(value))?.name ?? String(value)) : valueText(field, value);
  const place = {
    record: 'cadre',
    id: cadre.id,
    field,
    who: index.describe(cadre),
    label: CADRE_LABELS[field],
  } as const;
  return [{ ...place, ...fromAndTo(from, to, inWords) }];
}

/** The change of one field of a unit; none if the values are the same. @param nameOf - the name behind a value that is an id */
export function unitChange(
  unit: UnitRecord,
  field: UnitField,
  from: FieldValue | undefined,
  to: FieldValue | undefined,
  nameOf: (id: string) => string = (id) => id,
): FieldChange[] {
  if (isSame(from, to)) return [];
  const isId = field === 'headId' || field === 'liaisonId' || field === 'parentId';
  const inWords = (value: FieldValue) => (isId && typeof value === 'string' ? nameOf(value) : valueText(field, value));
  const place = { record: 'unit', id: unit.id, field, who: unit.name, label: UNIT_LABELS[field] } as const;
  return [{ ...place, ...fromAndTo(from, to, inWords) }];
}

function fromAndTo(
  from: FieldValue | undefined,
  to: FieldValue | undefined,
  inWords: (value: FieldValue) => string,
): Pick<FieldChange, 'from' | 'to' | 'fromText' | 'toText'> {
  return {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    fromText: from === undefined ? '无' : inWords(from),
    toText: to === undefined ? '无' : inWords(to),
  };
}

function valueText(field: CadreField | UnitField, value: FieldValue): string {
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (isList(value)) return value.length === 0 ? '无' : value.map(spanText).join('；');
  if (typeof value === 'object') return spanText(value);
  return LABELS_OF_VALUES[field]?.get(String(value)) ?? String(value);
}

function isList(value: FieldValue): value is Extract<FieldValue, readonly unknown[]> {
  return Array.isArray(value);
}

/** `市委组织部（2026-03 至 今）` */
function spanText(span: Secondment | Absence | HeldPost): string {
  const what = 'place' in span ? span.place : 'what' in span ? span.what : `${span.unitName}${span.post}`;
  return `${what}（${span.fromOn} 至 ${span.untilOn ?? '今'}）`;
}

/** Values of several fields are the same if they read the same. */
function isSame(from: FieldValue | undefined, to: FieldValue | undefined): boolean {
  if (typeof from !== 'object' || typeof to !== 'object') return from === to;
  return isDeepStrictEqual(from, to);
}
