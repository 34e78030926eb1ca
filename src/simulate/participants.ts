import type { CadreRecord, UnitRecord } from '../county/cadre.ts';
import { groupsOn } from '../county/groups.ts';
import type { Role } from '../county/roles.ts';
import { makeDemoCounty } from '../demo/county.ts';
import { RandomNumbers } from '../demo/random-numbers.ts';
import { chooseForCallUp, reserveSeatsFor } from '../training/call-up/call-up.ts';
import { groupDuty } from '../training/hours/duties.ts';
import { openingOf } from '../training/hours/ledger.ts';
import { shippedRulePacks } from '../training/rule-packs.ts';

/** How a trainee behaves. Each kind of behaviour is one that the bot has to cope with. */
const TRAITS = ['diligent', 'late', 'ill', 'silent', 'excused', 'refused', 'doubleClicking', 'typing'] as const;
export type Trait = (typeof TRAITS)[number];

export const traitLabels: Readonly<Record<Trait, string>> = {
  diligent: '按时',
  late: '常迟到',
  ill: '请病假',
  silent: '不答复',
  excused: '申请免调（获准）',
  refused: '申请免调（未获准）',
  doubleClicking: '连点两次',
  typing: '只打字',
};

/** How many of the forty behave in each way other than `diligent`. */
const shares: readonly (readonly [Trait, number])[] = [
  ['late', 4],
  ['ill', 4],
  ['silent', 3],
  ['refused', 2],
  ['doubleClicking', 6],
  ['typing', 5],
];

export const CLASS = {
  name: '2026年春季中青年干部培训班',
  opensOn: '2026-03-16',
  closesOn: '2026-03-27',
  topic: '理论武装',
  seats: 40,
  rankWord: '科级副职',
} as const;

/** The people who act in the simulation, by what they do in the class, and the county they belong to. */
export interface Participants {
  county: { units: readonly UnitRecord[]; cadres: readonly CadreRecord[] };
  org: CadreRecord;
  /** Somebody else of the organisation department, who approves the list. */
  approver: CadreRecord;
  school: CadreRecord;
  teacher: CadreRecord;
  teamFirst: CadreRecord;
  teamSecond: CadreRecord;
  /** The people named in the call-up, then their substitutes, each by rank. */
  trainees: readonly { cadre: CadreRecord; trait: Trait }[];
}

/**
 * The demo county and who acts in it. Half of the people whom the call-up will name have an account on WeCom alone and work in a line department,
 * half on DingTalk alone and in a general one, so that there are pairs for exchange shadowing.
 * The same seed gives the same people.
 */
export function chooseParticipants(seed: number): Participants {
  const made = makeDemoCounty(seed);
  const ranked = rankedIds(made);
  const cadres = made.cadres.map((cadre) => {
    const rank = ranked.indexOf(cadre.id);
    return rank < 0
      ? cadre
      : {
          ...cadre,
          identities: rank % 2 === 0 ? { wecom: `t${cadre.id.toLowerCase()}` } : { dingtalk: `t${cadre.id}` },
          departmentKind: rank % 2 === 0 ? ('lineDept' as const) : ('generalDept' as const),
        };
  });
  const byId = new Map(cadres.map((cadre) => [cadre.id, cadre]));
  const traits = traitsOf(ranked.length, new RandomNumbers(seed + 1));
  const trainees = ranked.flatMap((id, rank) => {
    const cadre = byId.get(id);
    return cadre === undefined ? [] : [{ cadre, trait: traits[rank] ?? 'diligent' }];
  });
  const withRoles = (...roles: Role[]) => {
    const found = cadres.find(
      (cadre) => cadre.roles.length === roles.length && roles.every((role) => cadre.roles.includes(role)),
    );
    if (found === undefined) throw new Error(`nobody has the roles ${roles.join(', ')}`);
    return found;
  };
  return {
    county: { units: made.units, cadres },
    org: withRoles('orgDept'),
    school: withRoles('partySchool', 'evaluationTeam'),
    teacher: withRoles('classTeacher'),
    approver: withRoles('orgDept', 'evaluationTeam'),
    teamFirst: withRoles('orgDept', 'evaluationTeam'),
    teamSecond: withRoles('partySchool', 'evaluationTeam'),
    trainees,
  };
}

/** Cadre ids of those whom the rules will name, in order, followed by the substitutes. */
function rankedIds({ units, cadres }: { units: readonly UnitRecord[]; cadres: readonly CadreRecord[] }): string[] {
  const { name: className, opensOn, closesOn, topic, seats } = CLASS;
  const pack = shippedRulePacks().on(opensOn);
  const unitById = new Map(units.map((unit) => [unit.id, unit]));
  const candidates = cadres.flatMap((cadre) => {
    const unit = unitById.get(cadre.unitId);
    if (unit === undefined) return [];
    const groups = groupsOn(cadre, unit.headId === cadre.id, opensOn, pack.groups);
    const duty = groupDuty(opensOn.slice(0, 4), cadre, openingOf(cadre), pack.hours);
    return [{ cadre, unit, groups, ...(duty && { duty }), busy: [], courses: [] }];
  });
  const target = {
    className,
    opensOn,
    closesOn,
    topicTags: [topic],
    seats,
    reserveSeats: reserveSeatsFor(seats, pack.callUp),
    rankLevels: ['townshipDeputy' as const],
    groups: [],
    alreadyNamed: [],
  };
  const choice = chooseForCallUp(candidates, target, pack.callUp);
  return [...choice.named, ...choice.reserve].map((each) => each.cadreId);
}

/** Two of the people named are excused, one on each platform, so that with their substitutes the platforms stay equal. */
function traitsOf(count: number, random: RandomNumbers): Trait[] {
  const traits: Trait[] = Array.from({ length: count }, () => 'diligent');
  const free = Array.from({ length: CLASS.seats }, (_, rank) => rank);
  const take = (fits: (rank: number) => boolean): number => {
    const rank = random.pick(free.filter(fits));
    free.splice(free.indexOf(rank), 1);
    return rank;
  };
  traits[take((rank) => rank % 2 === 0)] = 'excused';
  traits[take((rank) => rank % 2 === 1)] = 'excused';
  for (const [trait, people] of shares) for (let n = 0; n < people; n += 1) traits[take(() => true)] = trait;
  return traits;
}
