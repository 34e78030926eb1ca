import type { CadreRecord, UnitRecord } from '../../src/county/cadre.ts';

export type Variant = 'wecom' | 'dingtalk' | 'dingtalk-stream' | 'dingtalk-markdown';

/** The three ways people are reached by callbacks over HTTP. */
export const httpVariants: readonly Variant[] = ['wecom', 'dingtalk', 'dingtalk-markdown'];

const waysInTest: readonly Variant[] = ['wecom', 'dingtalk'];

const everyWay: readonly Variant[] = [...httpVariants, 'dingtalk-stream'];

/** How people are reached in the flows: every way in `npm run test:flows`; otherwise what `reachedAsIn` says of the file. */
export const variants: Variant[] = process.env.VARIANTS === 'all' ? [...everyWay] : [...waysInTest];

/** From now on people are reached as in the tests of this file: in `npm test` each file of flows is on one platform, about half of them on each. */
export function reachedAsIn(file: string): void {
  if (process.env.VARIANTS === 'all') return;
  const name = /test\/(?:flows|jobs)\/.*$/.exec(file.replaceAll('\\', '/'))?.[0];
  const ways =
    name === undefined ? waysInTest : waysInTest.filter((_, at) => at === [...name].length % waysInTest.length);
  variants.splice(0, variants.length, ...ways);
}

/**
 * A small county for flows: the staff who run a class, three units with head and liaison, and a handful of cadres. A person's id is
 * also their platform id; everybody lives on the one platform of the variant.
 */
export function smallCounty(variant: Variant): { units: UnitRecord[]; cadres: CadreRecord[] } {
  const platform = variant === 'wecom' ? 'wecom' : 'dingtalk';
  const cadres = people.map(([id, name, unitId, post, more]) => ({
    ...common,
    id,
    name,
    unitId,
    post,
    identities: { [platform]: id },
    ...more,
  }));
  return { units, cadres };
}

const units: UnitRecord[] = [
  { id: 'u-org', name: '县委组织部', kind: 'partyOrgan', headId: 'head-org', liaisonId: 'org', size: 30 },
  { id: 'u-school', name: '县委党校', kind: 'institution', headId: 'head-school', liaisonId: 'school', size: 30 },
  { id: 'u-fin', name: '县财政局', kind: 'government', headId: 'head-fin', liaisonId: 'liaison-fin', size: 60 },
  { id: 'u-agri', name: '县农业农村局', kind: 'government', headId: 'head-agri', liaisonId: 'liaison-agri', size: 60 },
];

const common: Omit<CadreRecord, 'id' | 'name' | 'unitId' | 'post' | 'identities'> = {
  sex: 'female',
  birthMonth: '1985-05',
  rankLevel: 'staff',
  cadreCategory: 'organ',
  joinedWorkOn: '2008-07',
  joinedPartyOn: '2010-06',
  inPostSince: '2018-03',
  keyPost: false,
  grassrootsExperience: true,
  leadershipTeam: false,
  roles: [],
  training: {
    year: 2026,
    earnedMinutes: 5400,
    lastTrainedOn: '2025-11-20',
    topicTags: [],
    callUpsThisYear: 0,
  },
};

/** Short of hours, so that a call-up names them, the later ones in the list less so. */
function needing(earnedMinutes: number): Partial<CadreRecord> {
  return { rankLevel: 'townshipDeputy', training: { ...common.training, earnedMinutes } };
}

const people: readonly (readonly [string, string, string, string, Partial<CadreRecord>])[] = [
  ['admin', '管理员', 'u-org', '信息科科长', { roles: ['systemAdmin'] }],
  ['org', '周组织', 'u-org', '干部教育科科长', { roles: ['orgDept'] }],
  ['school', '吴党校', 'u-school', '教务科科长', { roles: ['partySchool'] }],
  ['teacher', '郑老师', 'u-school', '组织员', {}],
  ['team1', '冯考评', 'u-org', '考评组成员', { roles: ['evaluationTeam'] }],
  ['team2', '陈考评', 'u-school', '考评组成员', { roles: ['evaluationTeam'] }],
  ['head-org', '褚部长', 'u-org', '部长', {}],
  ['head-school', '卫校长', 'u-school', '常务副校长', {}],
  ['head-fin', '蒋局长', 'u-fin', '局长', { leadershipTeam: true }],
  ['head-agri', '沈局长', 'u-agri', '局长', { leadershipTeam: true }],
  ['liaison-fin', '韩联络', 'u-fin', '办公室主任', {}],
  ['liaison-agri', '杨联络', 'u-agri', '办公室主任', {}],
  ['zhao', '赵一', 'u-fin', '预算股股长', { ...needing(0), departmentKind: 'lineDept' }],
  ['qian', '钱二', 'u-fin', '国库股股长', needing(600)],
  ['sun', '孙三', 'u-fin', '监督股股长', { ...needing(1200), departmentKind: 'lineDept' }],
  ['li', '李四', 'u-agri', '种植股股长', { ...needing(1800), departmentKind: 'generalDept' }],
  ['zhou', '周五', 'u-agri', '畜牧股股长', { ...needing(2400), departmentKind: 'generalDept' }],
  ['wu', '吴六', 'u-agri', '乡村振兴股股长', needing(3000)],
];
