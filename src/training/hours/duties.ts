import { formatCreditHours } from '../../calendar/beijing-time.ts';
import type { CadreRecord } from '../../county/cadre.ts';
import type { HoursRules } from '../../county/hours-rules.ts';
import { type HourAmount, type HourFacts, sumOf } from './hour-sum.ts';

/** Group training of the whole year, of several years, and online study of the year. */
type DutyKind = 'yearly' | 'longCycle' | 'online';

/** One threshold: what is done, and by which of its measures it would be met. */
export interface Duty {
  kind: DutyKind;
  done: HourAmount;
  needMinutes: number;
  /** What suffices in place of the minutes, and how much of it is done; absent where only minutes count. */
  instead?: { need: number; done: number; unit: '天' | '个月' };
  isMet: boolean;
  shortMinutes: number;
  /** Over how many years it runs. */
  years: number;
}

type Person = Pick<CadreRecord, 'rankLevel' | 'gradeRank'>;

/** Whether somebody's group training is measured over several years. */
function isLongCycle({ rankLevel, gradeRank }: Person, { longCycle }: HoursRules): boolean {
  return (
    longCycle.rankLevels.includes(rankLevel) || (gradeRank !== undefined && longCycle.gradeRanks.includes(gradeRank))
  );
}

/** Every threshold that holds for a person in a year, each by itself. */
export function dutiesIn(year: string, person: Person, entries: readonly HourFacts[], rules: HoursRules): Duty[] {
  return [groupDuty(year, person, entries, rules), onlineDuty(year, entries, rules)].filter(
    (duty) => duty !== undefined,
  );
}

/** The threshold of group training that holds for a person in a year; absent for whoever has none. */
export function groupDuty(
  year: string,
  person: Person,
  entries: readonly HourFacts[],
  rules: HoursRules,
): Duty | undefined {
  if (isLongCycle(person, rules)) {
    const { years, months, monthDays, minutes } = rules.longCycle;
    const done = sumOf(entries, 'group', `${Number(year) - years + 1}-01-01`, `${year}-12-31`);
    const instead = { need: months, done: Math.floor(done.spanDays / monthDays), unit: '个月' as const };
    return dutyOf('longCycle', done, minutes, years, instead);
  }
  const rule = rules.yearly.find(({ rankLevels }) => rankLevels.includes(person.rankLevel));
  if (rule === undefined) return undefined;
  const done = sumOf(entries, 'group', `${year}-01-01`, `${year}-12-31`);
  return dutyOf('yearly', done, rule.minutes, 1, { need: rule.days, done: done.halfDays / 2, unit: '天' });
}

function onlineDuty(
  year: string,
  entries: readonly HourFacts[],
  { onlineYearlyMinutes }: HoursRules,
): Duty | undefined {
  if (onlineYearlyMinutes === 0) return undefined;
  return dutyOf('online', sumOf(entries, 'online', `${year}-01-01`, `${year}-12-31`), onlineYearlyMinutes, 1);
}

function dutyOf(kind: DutyKind, done: HourAmount, needMinutes: number, years: number, instead?: Duty['instead']): Duty {
  const isMet = done.minutes >= needMinutes || (instead !== undefined && instead.done >= instead.need);
  const shortMinutes = isMet ? 0 : needMinutes - done.minutes;
  return { kind, done, needMinutes, ...(instead === undefined ? {} : { instead }), isMet, shortMinutes, years };
}

/** What the threshold is about: `本年度脱产培训`. */
export function dutyName({ kind, years }: Pick<Duty, 'kind' | 'years'>): string {
  if (kind === 'online') return '本年度网络学习';
  return kind === 'yearly' ? '本年度脱产培训' : `近${years}年脱产培训`;
}

/** What it needs: `90学时或12天`. */
export function dutyNeed({ needMinutes, instead }: Duty): string {
  const minutes = formatCreditHours(needMinutes);
  return instead === undefined ? minutes : `${minutes}或${instead.need}${instead.unit}`;
}
