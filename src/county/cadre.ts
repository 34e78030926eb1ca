import { z } from 'zod';
import { ROLES } from './roles.ts';

/** 层级, highest first. */
export const RANK_LEVELS = ['county', 'townshipChief', 'townshipDeputy', 'staff'] as const;
export type RankLevel = (typeof RANK_LEVELS)[number];

/** 类别: 党政机关, 参公, 事业, 国企, 村社区. */
export const CADRE_CATEGORIES = ['organ', 'civilServantManaged', 'institution', 'enterprise', 'village'] as const;
export type CadreCategory = (typeof CADRE_CATEGORIES)[number];

export const SEXES = ['male', 'female'] as const;
export type Sex = (typeof SEXES)[number];

/** 党群机关, 政府部门, 乡镇, 事业单位, 国有企业. */
export const UNIT_KINDS = ['partyOrgan', 'government', 'town', 'institution', 'enterprise'] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

/** `YYYY-MM`, month 01–12. */
const monthText = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);

/** A telephone number as it is dialled, or two: digits, perhaps with `-`, joined by `/`. */
export const phoneText = z.string().regex(/^\+?\d[\d\-/]{4,39}$/);

/** A Beijing calendar day, `YYYY-MM-DD`. */
export const dayText = z.iso.date();

/**
 * A date known to the day or only to the month, as personnel files give it: `YYYY-MM-DD` or `YYYY-MM`. Both sort as text
 * against each other, and `.slice(0, 7)` is always the month.
 */
const knownDate = z.union([monthText, dayText]);

/** An id that can be read aloud and used in a file name: letters, digits, `-`, `_`; compared as exact text. */
const recordId = z.string().regex(/^[0-9A-Za-z][0-9A-Za-z_-]{0,63}$/);

/** A cadre's training as named call-up needs it. Maintained by the bot; a roster import never changes it. */
const trainingHistory = z.strictObject({
  /** The training year that the yearly figures below belong to, e.g. 2026. */
  year: z.int().min(2000).max(2100),
  /** Recognised group training earned in that year, in minutes of credit hours. */
  earnedMinutes: z.int().nonnegative(),
  /** Last day of the last class; absent = never trained. */
  lastTrainedOn: dayText.optional(),
  /** Topics of the classes attended, with the last day of each. */
  topicTags: z.array(z.strictObject({ tag: z.string().min(1).max(40), on: dayText })),
  /** How often called up in that year. */
  callUpsThisYear: z.int().nonnegative(),
});
export type TrainingHistory = z.infer<typeof trainingHistory>;

/** 挂职、借调: prevents or delays a call-up. Without `untilOn` there is no fixed end. */
const secondment = z.strictObject({
  place: z.string().min(1).max(100),
  fromOn: knownDate,
  untilOn: knownDate.optional(),
});
export type Secondment = z.infer<typeof secondment>;

/** 政治面貌: 中共党员, 中共预备党员, 共青团员, 民主党派成员, 无党派人士, 群众. */
export const POLITICAL_STATUSES = [
  'partyMember',
  'probationaryMember',
  'youthLeague',
  'otherParty',
  'nonParty',
  'masses',
] as const;
export type PoliticalStatus = (typeof POLITICAL_STATUSES)[number];

/** 业务部门, 综合部门. */
export const DEPARTMENT_KINDS = ['lineDept', 'generalDept'] as const;
export type DepartmentKind = (typeof DEPARTMENT_KINDS)[number];

/** A post somebody held before, or holds beside the main one; without `untilOn` it is held still. */
const heldPost = z.strictObject({
  /** Absent = a unit outside the information base. */
  unitId: recordId.optional(),
  unitName: z.string().min(1).max(100),
  post: z.string().min(1).max(100),
  rankLevel: z.enum(RANK_LEVELS).optional(),
  fromOn: knownDate,
  untilOn: knownDate.optional(),
});
export type HeldPost = z.infer<typeof heldPost>;

/** 休假、脱岗: away from work for long, so that a call-up waits. Without `untilOn` there is no fixed end. */
const absence = z.strictObject({
  what: z.string().min(1).max(20),
  fromOn: knownDate,
  untilOn: knownDate.optional(),
});
export type Absence = z.infer<typeof absence>;

/** One person of the cadre information base (干部教育培训信息库). */
export const cadreRecord = z.strictObject({
  id: recordId,
  name: z.string().min(1).max(50),
  sex: z.enum(SEXES),
  birthMonth: monthText,
  unitId: recordId,
  post: z.string().min(1).max(100),
  rankLevel: z.enum(RANK_LEVELS),
  /** 职级 as its official Chinese name, e.g. `一级主任科员`; absent = none. */
  gradeRank: z.string().min(1).max(20).optional(),
  cadreCategory: z.enum(CADRE_CATEGORIES),
  joinedWorkOn: knownDate,
  /** Absent = not a party member. */
  joinedPartyOn: knownDate.optional(),
  /** Absent = as `joinedPartyOn` says. */
  politicalStatus: z.enum(POLITICAL_STATUSES).optional(),
  inPostSince: knownDate,
  /** When the present level began by promotion (任现层级时间); absent = not known. */
  promotedOn: knownDate.optional(),
  /** When recruited as a civil servant (录用时间); absent = not known. */
  recruitedOn: knownDate.optional(),
  /** The post is marked as a key one; what follows from rules is not (`groups.ts`). */
  keyPost: z.boolean(),
  grassrootsExperience: z.boolean(),
  /** Member of the unit's leadership team (领导班子成员). */
  leadershipTeam: z.boolean(),
  secondment: secondment.optional(),
  /** 休假: by their beginning. */
  absences: z.array(absence).readonly().optional(),
  /** Posts besides `post`: former ones, and those held at the same time. */
  otherPosts: z.array(heldPost).readonly().optional(),
  departmentKind: z.enum(DEPARTMENT_KINDS).optional(),
  /** Under which they are called when they do not answer. */
  phone: phoneText.optional(),
  /** WeCom ids are kept in lower case. */
  identities: z.strictObject({
    wecom: z.string().min(1).max(64).optional(),
    dingtalk: z.string().min(1).max(64).optional(),
  }),
  /** Granted roles only, without the rights that heads and liaisons of units have as such. */
  roles: z.array(z.enum(ROLES)),
  training: trainingHistory,
});
export type CadreRecord = z.infer<typeof cadreRecord>;

/** One employer of cadres (派员单位). */
export const unitRecord = z.strictObject({
  id: recordId,
  name: z.string().min(1).max(100),
  /** The unit it belongs to, e.g. the town of its school; absent = of the county's own. */
  parentId: recordId.optional(),
  kind: z.enum(UNIT_KINDS),
  /** 主要负责人: a cadre's id. */
  headId: recordId.optional(),
  /** 单位联络员: a cadre's id. */
  liaisonId: recordId.optional(),
  /** Number of staff, 0 or more; the limit of people from one unit in one class is a share of it. */
  size: z.int().nonnegative(),
});
export type UnitRecord = z.infer<typeof unitRecord>;

const RANK_LEVEL_LABELS: Readonly<Record<RankLevel, string>> = {
  county: '县处级',
  townshipChief: '乡科级正职',
  townshipDeputy: '乡科级副职',
  staff: '科员及以下',
};

const CATEGORY_LABELS: Readonly<Record<CadreCategory, string>> = {
  organ: '党政机关',
  civilServantManaged: '参公',
  institution: '事业',
  enterprise: '国企',
  village: '村社区',
};

const POLITICAL_LABELS: Readonly<Record<PoliticalStatus, string>> = {
  partyMember: '中共党员',
  probationaryMember: '中共预备党员',
  youthLeague: '共青团员',
  otherParty: '民主党派成员',
  nonParty: '无党派人士',
  masses: '群众',
};

const UNIT_KIND_LABELS: Readonly<Record<UnitKind, string>> = {
  partyOrgan: '党群机关',
  government: '政府部门',
  town: '乡镇',
  institution: '事业单位',
  enterprise: '国有企业',
};

export function rankLevelLabel(level: RankLevel): string {
  return RANK_LEVEL_LABELS[level];
}

export function cadreCategoryLabel(category: CadreCategory): string {
  return CATEGORY_LABELS[category];
}

export function politicalStatusLabel(status: PoliticalStatus): string {
  return POLITICAL_LABELS[status];
}

export function departmentKindLabel(kind: DepartmentKind): string {
  return kind === 'lineDept' ? '业务部门' : '综合部门';
}

export function unitKindLabel(kind: UnitKind): string {
  return UNIT_KIND_LABELS[kind];
}

export function sexLabel(sex: Sex): string {
  return sex === 'male' ? '男' : '女';
}
