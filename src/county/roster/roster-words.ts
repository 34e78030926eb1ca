import type { CadreCategory, DepartmentKind, PoliticalStatus, RankLevel, Sex, UnitKind } from '../cadre.ts';

/** The words for each value in sheets, which are compared without spaces and half-width. */
export const SEX_WORDS: ReadonlyMap<string, Sex> = new Map([
  ['男', 'male'],
  ['女', 'female'],
]);

export const FLAG_WORDS: ReadonlyMap<string, boolean> = new Map([
  ['是', true],
  ['有', true],
  ['√', true],
  ['✓', true],
  ['否', false],
  ['无', false],
  ['×', false],
]);

export const POLITICAL_WORDS: ReadonlyMap<string, PoliticalStatus> = new Map([
  ['中共党员', 'partyMember'],
  ['党员', 'partyMember'],
  ['中共预备党员', 'probationaryMember'],
  ['预备党员', 'probationaryMember'],
  ['共青团员', 'youthLeague'],
  ['团员', 'youthLeague'],
  ['民主党派成员', 'otherParty'],
  ['民主党派', 'otherParty'],
  ['无党派人士', 'nonParty'],
  ['无党派', 'nonParty'],
  ['群众', 'masses'],
]);

export const DEPARTMENT_WORDS: ReadonlyMap<string, DepartmentKind> = new Map([
  ['业务部门', 'lineDept'],
  ['业务', 'lineDept'],
  ['综合部门', 'generalDept'],
  ['综合', 'generalDept'],
]);

/**
 * The level that a 职级 corresponds to, for sheets without a 层级 column: by the table with which former non-leading posts (调研员, 主任科员,
 * 科员) became 职级 in 2019.
 */
export const LEVEL_OF_GRADE_RANK: ReadonlyMap<string, RankLevel> = new Map([
  ['一级调研员', 'county'],
  ['二级调研员', 'county'],
  ['三级调研员', 'county'],
  ['四级调研员', 'county'],
  ['一级主任科员', 'townshipChief'],
  ['二级主任科员', 'townshipChief'],
  ['三级主任科员', 'townshipDeputy'],
  ['四级主任科员', 'townshipDeputy'],
  ['一级科员', 'staff'],
  ['二级科员', 'staff'],
]);

export const CATEGORY_WORDS: ReadonlyMap<string, CadreCategory> = new Map([
  ['党政机关', 'organ'],
  ['机关', 'organ'],
  ['行政', 'organ'],
  ['公务员', 'organ'],
  ['参公', 'civilServantManaged'],
  ['参公管理', 'civilServantManaged'],
  ['参照公务员法管理', 'civilServantManaged'],
  ['事业', 'institution'],
  ['事业单位', 'institution'],
  ['事业编制', 'institution'],
  ['国企', 'enterprise'],
  ['国有企业', 'enterprise'],
  ['村社区', 'village'],
  ['村(社区)', 'village'],
]);

export const UNIT_KIND_WORDS: ReadonlyMap<string, UnitKind> = new Map([
  ['党群机关', 'partyOrgan'],
  ['党委机关', 'partyOrgan'],
  ['党委部门', 'partyOrgan'],
  ['政府部门', 'government'],
  ['政府机关', 'government'],
  ['乡镇', 'town'],
  ['镇', 'town'],
  ['事业单位', 'institution'],
  ['国有企业', 'enterprise'],
  ['国企', 'enterprise'],
]);

/** The category of a new person where a sheet has no 类别 column. */
export const CATEGORY_OF_UNIT: Readonly<Record<UnitKind, CadreCategory>> = {
  partyOrgan: 'organ',
  government: 'organ',
  town: 'organ',
  institution: 'institution',
  enterprise: 'enterprise',
};
