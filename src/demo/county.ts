import type { CadreRecord, UnitRecord } from '../county/cadre.ts';
import type { Role } from '../county/roles.ts';
import type { StandInRow } from '../county/stand-ins.ts';
import type { HourEntryRow } from '../training/hours/hour-entries.ts';
import { defaultRulePack, type RulePack } from '../training/rule-pack.ts';
import { staffSizes, type UnitPlan, unitPlans } from './county-units.ts';
import { demoHours, demoStandIn } from './ledger.ts';
import { makePerson } from './person.ts';
import { seatsOf } from './posts.ts';
import { RandomNumbers } from './random-numbers.ts';

/** The seed of the county that the demo shows. */
export const demoSeed = 20260101;

/** The day for which the demo county is made, unless another is given. */
const DEMO_TODAY = '2026-03-02';

const CADRES = 5_000;
const LEAST_STAFF = 8;

/** Roles granted in the demo, to people of these units: the first to the first deputy, the next to the person after, and so on. */
const GRANTS: readonly { unit: string; people: readonly (readonly Role[])[] }[] = [
  { unit: '县政务服务和数据管理局', people: [['systemAdmin']] },
  {
    unit: '县委组织部',
    people: [
      ['orgDept', 'orgDeptLeader', 'evaluationTeam'],
      ['orgDept', 'evaluationTeam'],
      ['orgDept', 'inspector'],
      ['orgDept'],
    ],
  },
  {
    unit: '县委党校',
    people: [
      ['partySchool', 'evaluationTeam'],
      ['partySchool', 'evaluationTeam'],
      ['partySchool', 'classTeacher'],
      ['partySchool', 'classTeacher'],
      ['classTeacher'],
      ['classTeacher'],
    ],
  },
];

export interface DemoCounty {
  units: UnitRecord[];
  cadres: CadreRecord[];
  hourEntries: HourEntryRow[];
  standIns: StandInRow[];
}

/**
 * An invented county to try the product with: 12 towns, 120 units, 5,000 cadres, none of them a real person. The same seed and day give
 * the same county in every field.
 *
 * @param seed - any whole number
 * @param todayOn - Beijing day; every date in the county is earlier
 */
export function makeDemoCounty(
  seed: number,
  todayOn: string = DEMO_TODAY,
  pack: RulePack = defaultRulePack(),
): DemoCounty {
  const random = new RandomNumbers(seed);
  const plans = unitPlans();
  const sizes = staffSizes(plans, CADRES, LEAST_STAFF);
  const [year = 0, month = 1] = todayOn.split('-').map(Number);
  const today = { month: year * 12 + month - 1, year, midnightMs: Date.parse(todayOn) };
  const idOfName = new Map(plans.map((plan, index) => [plan.name, unitId(index)]));
  const county: Pick<DemoCounty, 'units' | 'cadres'> = { units: [], cadres: [] };
  for (const [index, plan] of plans.entries()) {
    const size = sizes[index] ?? LEAST_STAFF;
    const staff = seatsOf(plan, size, random).map((seat, place) => {
      const number = county.cadres.length + place + 1;
      const roles = rolesOf(plan.name, place);
      return makePerson(
        { id: cadreId(number), number, unitId: unitId(index), unit: plan, seat, roles, today, pack },
        random,
      );
    });
    county.units.push(unitOf(plan, unitId(index), staff, idOfName));
    county.cadres.push(...staff);
  }
  const { units, cadres } = county;
  return {
    ...county,
    hourEntries: demoHours(cadres, todayOn),
    standIns: demoStandIn(units, cadres, todayOn),
  };
}

function unitOf(
  plan: UnitPlan,
  id: string,
  staff: readonly CadreRecord[],
  idOfName: ReadonlyMap<string, string>,
): UnitRecord {
  const [head] = staff;
  const liaison = staff.find((cadre) => cadre.post === '办公室主任');
  const above = plan.town === plan.name ? undefined : (plan.town ?? plan.under);
  const parentId = above === undefined ? undefined : idOfName.get(above);
  return {
    id,
    name: plan.name,
    ...(parentId === undefined ? {} : { parentId }),
    kind: plan.kind,
    ...(head === undefined ? {} : { headId: head.id }),
    ...(liaison === undefined ? {} : { liaisonId: liaison.id }),
    size: staff.length,
  };
}

/** Granted roles by position in the unit: none for the head, then those of `GRANTS` in order. */
function rolesOf(unitName: string, place: number): Role[] {
  const roles = GRANTS.find((grant) => grant.unit === unitName)?.people[place - 1];
  return [...(roles ?? [])];
}

function unitId(index: number): string {
  return `U${String(index + 1).padStart(3, '0')}`;
}

function cadreId(number: number): string {
  return `G${String(number).padStart(5, '0')}`;
}
