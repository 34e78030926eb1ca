import {
  CADRE_CATEGORIES,
  type CadreRecord,
  cadreCategoryLabel,
  RANK_LEVELS,
  rankLevelLabel,
  SEXES,
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
  inPostSince: '任现职时间',
  keyPost: '关键岗位',
  newlyPromoted: '新提拔',
  newRecruit: '新录用',
  youngCadre: '年轻干部',
  grassrootsExperience: '基层工作经历',
  leadershipTeam: '班子成员',
  secondment: '挂职借调',
  'identities.wecom': '企业微信账号',
  'identities.dingtalk': '钉钉账号',
} as const;
export type CadreField = keyof typeof CADRE_LABELS;

const UNIT_LABELS = {
  kind: '单位类别',
  townId: '所属乡镇',
  size: '人数',
  headId: '主要负责人',
  liaisonId: '联络员',
} as const;
export type UnitField = keyof typeof UNIT_LABELS;

const LABELS_OF_VALUES: Partial<Record<CadreField | UnitField, ReadonlyMap<string, string>>> = {
  sex: new Map(SEXES.map((sex) => [sex, sexLabel(sex)])),
  rankLevel: new Map(RANK_LEVELS.map((level) => [level, rankLevelLabel(level)])),
  cadreCategory: new Map(CADRE_CATEGORIES.map((category) => [category, cadreCategoryLabel(category)])),
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
  const isId = field === 'headId' || field === 'liaisonId' || field === 'townId';
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
  if (typeof value === 'object') return `${value.place}（${value.fromOn} 至 ${value.untilOn ?? '今'}）`;
  return LABELS_OF_VALUES[field]?.get(String(value)) ?? String(value);
}

function isSame(from: FieldValue | undefined, to: FieldValue | undefined): boolean {
  if (typeof from !== 'object' || typeof to !== 'object') return from === to;
  return from.place === to.place && from.fromOn === to.fromOn && from.untilOn === to.untilOn;
}
