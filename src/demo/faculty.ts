import type { CadreRecord } from '../county/cadre.ts';
import type { CourseType, TeachingMethod } from '../training/class/session.ts';
import type { FieldSite } from '../training/field-sites/field-site.ts';
import { planRoute } from '../training/field-sites/route-plan.ts';
import type { LecturerEntry, LecturerKind } from '../training/lecturers/lecturer.ts';
import { defaultRulePack } from '../training/rule-pack.ts';
import type { DemoCounty } from './county.ts';

type Offer = readonly [title: string, type: CourseType, method: TeachingMethod, reviewedOn: string];

/** Heads of units who teach, with what they offer; one course has not been reviewed for more than a year. */
const TEACHING: readonly { unit: string; kind: LecturerKind; tag: string; offers: readonly Offer[] }[] = [
  {
    ...{ unit: '县委党校', kind: 'expert', tag: '党的创新理论' },
    offers: [
      ['坚持好、运用好贯穿其中的立场观点方法', 'partyTheory', 'lecture', '2026-01-12'],
      ['从党的历史中汲取奋进力量', 'partySpirit', 'caseTeaching', '2026-01-12'],
    ],
  },
  {
    ...{ unit: '县纪委监委机关', kind: 'leader', tag: '党风廉政' },
    offers: [
      ['纪律教育与警示案例剖析', 'partySpirit', 'caseTeaching', '2026-01-20'],
      ['基层监督的方法', 'dutyCapability', 'lecture', '2024-11-20'],
    ],
  },
  {
    ...{ unit: '县委宣传部', kind: 'leader', tag: '意识形态' },
    offers: [['意识形态工作与舆情应对', 'partyTheory', 'seminar', '2026-01-15']],
  },
  {
    ...{ unit: '县发展和改革局', kind: 'leader', tag: '县域经济' },
    offers: [['百千万工程与县域高质量发展', 'dutyCapability', 'caseTeaching', '2026-01-18']],
  },
  {
    ...{ unit: '县信访局', kind: 'leader', tag: '群众工作' },
    offers: [['信访业务与群众工作方法', 'professional', 'simulation', '2026-01-18']],
  },
  {
    ...{ unit: '县农业农村局', kind: 'exemplar', tag: '乡村振兴' },
    offers: [['联农带农的做法', 'dutyCapability', 'lecture', '2026-01-22']],
  },
  {
    ...{ unit: '县委党史研究室', kind: 'expert', tag: '地方党史' },
    offers: [['本地革命史与党员初心', 'partySpirit', 'lecture', '2026-01-22']],
  },
];

/** The pool of the demo county: heads of some of its units. */
export function demoLecturers({ units, cadres }: DemoCounty): LecturerEntry[] {
  return TEACHING.flatMap(({ unit, kind, tag, offers }) => {
    const headId = units.find(({ name }) => name === unit)?.headId;
    const head = cadres.find(({ id }) => id === headId);
    return head === undefined ? [] : [lecturerOf(head, unit, kind, tag, offers)];
  });
}

function lecturerOf(
  head: CadreRecord,
  unit: string,
  kind: LecturerKind,
  tag: string,
  offers: readonly Offer[],
): LecturerEntry {
  return {
    ...{
      name: head.name,
      unit,
      post: head.post,
      kind,
      rank: '',
      tags: [tag],
      proposer: unit,
      approvedBy: '县委组织部',
    },
    ...{ feeClass: '', validFromOn: '2026-01-01', validToOn: '2027-12-31', state: 'active' },
    courses: offers.map(([title, type, method, reviewedOn]) => ({
      ...{ title, type, methods: [method], minutes: 180, audience: '科级干部', version: '1', reviewedOn },
    })),
  };
}

type Place = readonly [name: string, type: string, colour: string, theme: string, longitude: number, latitude: number];

const PLACES: readonly Place[] = [
  ['先烈故居', '红色教育', '红色', '革命传统', 112.21, 22.7],
  ['廉政教育馆', '红色教育', '红色', '清廉家风', 112.23, 22.71],
  ['善治示范村', '基层治理', '橙色', '共建共治共享', 112.3, 22.66],
  ['高山茶场', '特色产业', '绿色', '联农带农', 112.11, 22.58],
  ['数字农业园', '特色产业', '蓝色', '新质生产力', 112.27, 22.75],
];

/** The field sites of the demo county. The house closes early, the tea farm has a season. */
export function demoFieldSites({ units }: DemoCounty): FieldSite[] {
  const towns = units.filter(({ kind }) => kind === 'town').map(({ name }) => name);
  return PLACES.map(([name, type, colour, theme, longitude, latitude], index) => ({
    ...{
      name,
      town: towns[index] ?? '',
      type,
      colour,
      theme,
      courses: [`${theme}现场教学`],
      guide: '讲解员',
      phone: '',
    },
    ...{ capacity: 60 - index * 5, opensAt: '08:30', closesAt: index === 0 ? '11:30' : '17:00' },
    closedWeekdays: index < 2 ? ['一'] : [],
    ...(type === '特色产业' && index === 3
      ? { seasonFrom: '03-01', seasonTo: '11-30' }
      : { seasonFrom: '', seasonTo: '' }),
    ...{ visitMinutes: 60, leadDays: 2, longitude, latitude, access: '可停大巴两辆', cost: '免费', safety: '' },
    ...{ filedBy: '县委党校', validToOn: '2027-12-31', state: 'active' as const },
  }));
}

/** The one study route of the demo county. */
export function demoRoute<Site extends FieldSite>(sites: readonly Site[]) {
  const named = ['先烈故居', '廉政教育馆', '善治示范村'].flatMap((name) => sites.filter((site) => site.name === name));
  const { stops, reasons } = planRoute(named, { dateOn: '2026-03-18', people: 40 }, defaultRulePack().fieldSites);
  return { name: '初心善治一日', sites: stops.map(({ site }) => site), reasons };
}
