import { addMonths, formatDate, formatKnownDate } from '../../calendar/beijing-time.ts';
import { rankLevelLabel } from '../../county/cadre.ts';
import type { CadreRow } from '../../county/cadres.ts';
import type { GroupRules } from '../../county/group-rules.ts';
import { FOCUS_GROUP_NAMES } from '../../county/group-words.ts';
import { ageOn, groupsOn } from '../../county/groups.ts';
import type { UnitTree } from '../../county/unit-tree.ts';
import { pairPerson } from '../exchange/pair-facts.ts';
import { type Duty, dutyName } from '../hours/duties.ts';
import type { PoolStanding } from '../reserve-pool/reserve-pool-rules.ts';
import type { Condition } from './conditions.ts';

/** A class somebody completed, or in which they became 优秀学员. */
export interface PastClass {
  classId: string;
  name: string;
  closesOn: string;
}

/** What the records say of one person. */
export interface QueryPerson {
  person: CadreRow;
  /** The latest last. */
  excellent: readonly PastClass[];
  mainClasses: readonly PastClass[];
  /** Of this year. */
  duties: readonly Duty[];
  pool?: PoolStanding;
}

export interface QueryFacts {
  tree: UnitTree;
  todayOn: string;
  groups: GroupRules;
}

/** Whether one condition holds, and what the records say of it. */
export interface Finding {
  condition: Condition;
  holds: boolean;
  reason: string;
}

/** How a person stands to each condition. For people to decide by; it decides nothing (供参考). */
export function findingsOf(asked: QueryPerson, conditions: readonly Condition[], facts: QueryFacts): Finding[] {
  return conditions.map((condition) => ({ condition, ...judged(asked, condition, facts) }));
}

type Judged = Omit<Finding, 'condition'>;

function judged(asked: QueryPerson, condition: Condition, facts: QueryFacts): Judged {
  const { person } = asked;
  const { todayOn, tree } = facts;
  switch (condition.kind) {
    case 'levels':
      return said(condition.levels.includes(person.rankLevel), `现为${rankLevelLabel(person.rankLevel)}`);
    case 'excellent':
      return within(asked.excellent, condition.years, todayOn, '优秀学员');
    case 'mainClass':
      return within(asked.mainClasses, condition.years, todayOn, '主体班结业');
    case 'grassroots':
      return grassroots(person, condition.years, facts);
    case 'inPost': {
      const isLong = fullYears(person.inPostSince, condition.years) <= todayOn;
      return said(isLong, `${formatKnownDate(person.inPostSince)}任现职`);
    }
    case 'age': {
      const age = ageOn(person.birthMonth, todayOn);
      const { atMost = age, atLeast = age } = condition;
      return said(atLeast <= age && age <= atMost, `${age}岁`);
    }
    case 'group': {
      const headsUnit = tree.unit(person.unitId)?.headId === person._id;
      const isOf = groupsOn(person, headsUnit, todayOn, facts.groups)[condition.group];
      return said(isOf, `${isOf ? '属于' : '不属于'}${FOCUS_GROUP_NAMES[condition.group]}`);
    }
    case 'unit':
      return said(
        tree.isWithin(person.unitId, condition.unit._id),
        `在${tree.unit(person.unitId)?.name ?? '其他单位'}`,
      );
    case 'sex':
      return said(person.sex === condition.sex, person.sex === 'female' ? '女' : '男');
    case 'hours': {
      const missing = asked.duties.filter(({ isMet }) => !isMet).map(dutyName);
      return said(missing.length === 0, missing.length === 0 ? '本年度学时已达标' : `${missing.join('、')}未达标`);
    }
    case 'pool':
      return said(asked.pool === 'in' || asked.pool === 'due', POOL_WORDS[asked.pool ?? 'none']);
    case 'party':
      return said(person.joinedPartyOn !== undefined, person.joinedPartyOn === undefined ? '无入党时间' : '中共党员');
  }
}

const POOL_WORDS = {
  ...{
    in: '在储备库',
    due: '在储备库，待复核',
    expired: '储备库期限已满',
    removed: '已移出储备库',
    none: '不在储备库',
  },
} as const satisfies Record<PoolStanding | 'none', string>;

const said = (holds: boolean, reason: string): Judged => ({ holds, reason });

function within(classes: readonly PastClass[], years: number, todayOn: string, what: string): Judged {
  const since = addMonths(todayOn, -12 * years);
  const found = classes.filter(({ closesOn }) => closesOn > since).at(-1);
  if (found !== undefined) return said(true, `${formatDate(found.closesOn)}“${found.name}”${what}`);
  const last = classes.at(-1);
  return said(false, last === undefined ? `无${what}记录` : `最近一次${what}为${formatDate(last.closesOn)}`);
}

/** By the posts that the information base holds; where it says no more than that there was some, the years are for people to check. */
function grassroots(person: CadreRow, years: number, { tree, todayOn }: QueryFacts): Judged {
  const { grassrootsMonths: months, knowsGrassroots } = pairPerson(person, tree, todayOn);
  const spent = `${Math.floor(months / 12)}年${months % 12 === 0 ? '' : `${months % 12}个月`}`;
  if (months > 0) return said(months >= years * 12, `基层任职${spent}`);
  if (!knowsGrassroots) return said(false, '无基层工作经历');
  return said(years === 0, '有基层工作经历，任职经历未载明年限');
}

/** When so many years from a date on are full; from one known to the month, at the end of that month. */
function fullYears(known: string, years: number): string {
  return addMonths(known.length === 7 ? addMonths(`${known}-01`, 1) : known, 12 * years);
}
