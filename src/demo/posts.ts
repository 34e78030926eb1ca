import type { RankLevel } from '../county/cadre.ts';
import type { UnitPlan } from './county-units.ts';
import type { RandomNumbers } from './random-numbers.ts';

/** One position in a unit, to be filled by a person. */
export interface Seat {
  post: string;
  rankLevel: RankLevel;
  duty: 'head' | 'liaison' | 'leader' | 'staff';
}

const TOWN_LEADERS: readonly (readonly [string, RankLevel])[] = [
  ['镇党委副书记、镇长', 'townshipChief'],
  ['镇人大主席', 'townshipChief'],
  ['镇党委副书记', 'townshipDeputy'],
  ['镇党委委员、纪委书记', 'townshipDeputy'],
  ['镇党委委员、组织委员', 'townshipDeputy'],
  ['镇党委委员、宣传委员', 'townshipDeputy'],
  ['镇党委委员、副镇长', 'townshipDeputy'],
  ['镇党委委员、武装部部长', 'townshipDeputy'],
  ['副镇长', 'townshipDeputy'],
  ['副镇长', 'townshipDeputy'],
];

const STAFF_POSTS = {
  town: [
    '党政综合办公室科员',
    '党建工作办公室科员',
    '公共服务办公室科员',
    '综合治理办公室科员',
    '规划建设办公室科员',
    '农业农村办公室科员',
    '综合行政执法队队员',
    '党群服务中心职员',
    '村（社区）党组织书记',
  ],
  partyOrgan: ['办公室科员', '综合股股长', '综合股科员', '业务股股长', '业务股科员', '干部'],
  government: [
    '办公室科员',
    '政策法规股科员',
    '业务股股长',
    '业务股副股长',
    '业务股科员',
    '行政审批股股长',
    '执法大队队员',
  ],
  institution: ['办公室职员', '业务科科长', '业务科职员', '专业技术人员', '专业技术人员', '专业技术人员'],
  enterprise: ['综合部部长', '综合部职员', '财务部职员', '项目部经理', '项目部职员', '党群工作部职员'],
} as const;

const MOST_DEPUTIES = 5;

/** The positions of a unit: its head, the other leaders, the liaison, then the rest of the staff. */
export function seatsOf(unit: UnitPlan, size: number, random: RandomNumbers): Seat[] {
  const headLevel = headLevelOf(unit);
  const leaders = unit.kind === 'town' ? TOWN_LEADERS : deputiesOf(unit, size, headLevel);
  const seats: Seat[] = [
    { post: unit.head, rankLevel: headLevel, duty: 'head' },
    ...leaders.map(([post, rankLevel]): Seat => ({ post, rankLevel, duty: 'leader' })),
    { post: '办公室主任', rankLevel: 'staff', duty: 'liaison' },
  ];
  while (seats.length < size) {
    seats.push({ post: random.pick<string>(STAFF_POSTS[unit.kind]), rankLevel: 'staff', duty: 'staff' });
  }
  return seats;
}

function headLevelOf(unit: UnitPlan): RankLevel {
  if (unit.ledByCounty === true) return 'county';
  if (unit.kind === 'institution')
    return unit.town === undefined && unit.weight >= 40 ? 'townshipChief' : 'townshipDeputy';
  return 'townshipChief';
}

function deputiesOf(unit: UnitPlan, size: number, headLevel: RankLevel): (readonly [string, RankLevel])[] {
  const count = Math.min(MOST_DEPUTIES, Math.max(1, Math.round(size * 0.08)));
  const level =
    headLevel === 'county' ? 'townshipChief' : headLevel === 'townshipChief' ? 'townshipDeputy' : ('staff' as const);
  return Array.from({ length: count }, () => [unit.deputy, level] as const);
}
