import type { CadreCategory, CadreRecord, RankLevel, TrainingHistory } from '../county/cadre.ts';
import type { Role } from '../county/roles.ts';
import { newTraining } from '../county/roster/new-training.ts';
import type { RulePack } from '../training/rule-pack.ts';
import type { UnitPlan } from './county-units.ts';
import { personName } from './names.ts';
import type { Seat } from './posts.ts';
import type { RandomNumbers } from './random-numbers.ts';

/** What a demo person is made from. */
export interface PersonPlan {
  id: string;
  /** 1 for the first person of the county. */
  number: number;
  unitId: string;
  unit: UnitPlan;
  seat: Seat;
  /** Granted roles; whoever has one is on both platforms. */
  roles: Role[];
  /** The day for which the county is made: its month as months since year 0, its midnight in UTC. */
  today: { month: number; year: number; midnightMs: number };
  pack: RulePack;
}

/** Range of ages at each level, both ends included. */
const AGES: Readonly<Record<RankLevel, readonly [number, number]>> = {
  county: [44, 57],
  townshipChief: [36, 57],
  townshipDeputy: [31, 55],
  staff: [22, 59],
};

const GRADE_RANKS: Readonly<Record<RankLevel, readonly string[]>> = {
  county: ['一级调研员', '二级调研员', '三级调研员'],
  townshipChief: ['四级调研员', '一级主任科员', '一级主任科员', '二级主任科员'],
  townshipDeputy: ['二级主任科员', '三级主任科员', '三级主任科员', '四级主任科员'],
  staff: ['三级主任科员', '四级主任科员', '一级科员', '一级科员', '一级科员', '二级科员'],
};

const TOPICS = [
  '党的二十大精神',
  '党纪学习',
  '百千万工程',
  '乡村振兴',
  '绿美生态',
  '新质生产力',
  '基层治理',
  '应急管理',
  '公文写作',
];

/** One invented person, with a short number of the county's own exchange unless none is known; whose dates are all plausible and in the right order. */
export function makePerson(plan: PersonPlan, random: RandomNumbers): CadreRecord {
  const { unit, seat, today } = plan;
  const isLeader = seat.duty === 'head' || seat.duty === 'leader';
  const cadreCategory = categoryOf(plan, random);
  const newRecruit = seat.duty === 'staff' && cadreCategory === 'organ' && random.happens(0.05);
  const dates = datesOf(plan, isLeader, newRecruit, random);
  const sex = random.happens(isLeader ? 0.72 : 0.56) ? 'male' : 'female';
  const { name, surnamePinyin } = personName(random, sex, Math.floor(dates.birth / 12));
  const hasGradeRank = cadreCategory === 'organ' || cadreCategory === 'civilServantManaged';
  return {
    id: plan.id,
    name,
    sex,
    birthMonth: monthText(dates.birth),
    unitId: plan.unitId,
    post: seat.post,
    ...(plan.number % 10 === 0 ? {} : { phone: `6${String(plan.number).padStart(5, '0')}` }),
    rankLevel: seat.rankLevel,
    ...(hasGradeRank ? { gradeRank: newRecruit ? '二级科员' : random.pick(GRADE_RANKS[seat.rankLevel]) } : {}),
    cadreCategory,
    joinedWorkOn: monthText(dates.work),
    ...(dates.party === undefined ? {} : { joinedPartyOn: monthText(dates.party) }),
    inPostSince: monthText(dates.post),
    ...(isLeader && seat.rankLevel !== 'staff' ? { promotedOn: monthText(dates.post) } : {}),
    ...(newRecruit ? { recruitedOn: monthText(dates.work) } : {}),
    keyPost: seat.duty === 'head' || random.happens(isLeader ? 0.35 : 0.08),
    ...formerPost(plan, dates, isLeader),
    grassrootsExperience: unit.town !== undefined || random.happens(0.45),
    leadershipTeam: isLeader,
    ...(seat.duty === 'staff' && dates.post < today.month - 24 && random.happens(0.015)
      ? { secondment: secondmentOf(today.month, random) }
      : {}),
    identities: identitiesOf(plan, surnamePinyin, random),
    roles: plan.roles,
    training: trainingOf(plan, dates.work, random),
  };
}

/** What leaders who worked before did for three years until they came to the present post. */
function formerPost(
  { unit, unitId, seat }: PersonPlan,
  dates: { work: number; post: number },
  isLeader: boolean,
): Pick<CadreRecord, 'otherPosts'> {
  const from = dates.post - 36;
  if (!isLeader || from <= dates.work) return {};
  const rankLevel = seat.rankLevel === 'townshipChief' ? 'townshipDeputy' : 'staff';
  const time = { fromOn: monthText(from), untilOn: monthText(dates.post) };
  return { otherPosts: [{ unitId, unitName: unit.name, post: '办公室主任', rankLevel, ...time }] };
}

/** Accounts: 45 % of people on WeCom alone, 45 % on DingTalk alone, the rest on both. */
function identitiesOf(plan: PersonPlan, surnamePinyin: string, random: RandomNumbers): CadreRecord['identities'] {
  const which = random.next();
  const wecom = `${surnamePinyin}${String(plan.number).padStart(4, '0')}`;
  const dingtalk = `0${10_000_000_000 + plan.number * 7_919}`;
  if (plan.roles.length > 0 || which >= 0.9) return { wecom, dingtalk };
  return which < 0.45 ? { wecom } : { dingtalk };
}

function categoryOf({ unit, seat }: PersonPlan, random: RandomNumbers): CadreCategory {
  if (seat.post.startsWith('村')) return 'village';
  if (unit.kind === 'institution') return 'institution';
  if (unit.kind === 'enterprise') return 'enterprise';
  if (seat.duty !== 'staff') return 'organ';
  if (random.happens(unit.kind === 'town' ? 0.3 : 0.15)) return 'institution';
  return random.happens(0.08) ? 'civilServantManaged' : 'organ';
}

/** Months since year 0, in this order: birth, first job, joining the Party, present post. */
function datesOf(
  { seat, today }: PersonPlan,
  isLeader: boolean,
  newRecruit: boolean,
  random: RandomNumbers,
): { birth: number; work: number; party: number | undefined; post: number } {
  const [youngest, oldest] = newRecruit ? [22, 30] : AGES[seat.rankLevel];
  const birth = today.month - random.between(youngest * 12, oldest * 12 + 11);
  const work = newRecruit
    ? today.month - random.between(1, 11)
    : Math.min(birth + random.between(18 * 12, 25 * 12), today.month - 1);
  const isMember = random.happens(isLeader ? 0.98 : 0.62);
  const party = isMember ? random.between(birth + 19 * 12, Math.min(birth + 35 * 12, today.month - 2)) : undefined;
  if (newRecruit) return { birth, work, party, post: work };
  const earliestPost = isLeader ? Math.max(work + 60, today.month - 120) : Math.max(work, today.month - 180);
  return { birth, work, party, post: random.between(Math.min(earliestPost, today.month - 1), today.month - 1) };
}

function secondmentOf(thisMonth: number, random: RandomNumbers): NonNullable<CadreRecord['secondment']> {
  const from = thisMonth - random.between(1, 10);
  const place = random.pick(['市委组织部', '市政府办公室', '省派驻村工作队', '县重点项目建设指挥部']);
  return { place, fromOn: monthText(from), untilOn: monthText(from + 12) };
}

/** Training history in steps of half an hour; whoever attended a class this year was called up and has earned its hours. */
function trainingOf({ today }: PersonPlan, work: number, random: RandomNumbers): TrainingHistory {
  const training = newTraining(today.year);
  training.earnedMinutes = random.happens(0.4) ? 0 : random.between(1, 40) * 30;
  const daysAgo = random.between(10, 1_500);
  const lastTrainedOn = new Date(today.midnightMs - daysAgo * 86_400_000).toISOString().slice(0, 10);
  if (random.happens(0.12) || lastTrainedOn < monthText(work + 1)) return training;
  training.lastTrainedOn = lastTrainedOn;
  training.topicTags = [{ tag: random.pick(TOPICS), on: lastTrainedOn }];
  if (lastTrainedOn.startsWith(String(today.year))) {
    training.callUpsThisYear = 1;
    training.earnedMinutes += random.between(2, 10) * 480;
  }
  return training;
}

function monthText(month: number): string {
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
}
