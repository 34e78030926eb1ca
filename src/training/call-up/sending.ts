import { formatDate } from '../../calendar/beijing-time.ts';
import { RuleError } from '../../errors.ts';
import type { ClassRow } from '../class/classes.ts';
import { spanOf } from '../hours/hour-sum.ts';
import { type CallUpChoice, countByUnit, namedAlready, type PassedOver } from './call-up.ts';
import { conflictsOf, unitConflict } from './call-up-conflicts.ts';
import { needBriefly, needDaysOf, needOf, needReasons } from './call-up-need.ts';
import type { CallUpRules } from './call-up-rules.ts';
import type { CallUpTarget, Candidate } from './call-up-target.ts';

/** Why somebody is named for whom the rules have no reason, and beside those they have. */
const sentBecause = '由县委组织部选派参加。';

/**
 * Puts people on a list who were named by hand, in the order in which they were: the same checks hold as where the rules choose, and who
 * cannot come is left out with the reasons. Nobody is on it twice; there is no reserve.
 * @param because - why each is named, beside the reasons of the rules
 */
export function chooseNamed(
  candidates: readonly Candidate[],
  wanted: readonly string[],
  target: CallUpTarget,
  rules: CallUpRules,
  because: (cadreId: string) => string = () => sentBecause,
): CallUpChoice {
  const byId = new Map(candidates.map((each) => [each.cadre.id, each]));
  const named: CallUpChoice['named'][number][] = [];
  const passedOver: PassedOver[] = [];
  const perUnit = countByUnit(target.alreadyNamed);
  const days = needDaysOf(target, rules);
  for (const cadreId of new Set(wanted)) {
    const candidate = byId.get(cadreId);
    const against = againstNaming(cadreId, candidate, perUnit, target, rules);
    if (against !== undefined || candidate === undefined) {
      passedOver.push(against ?? { cadreId, because: 'notMeant', reasons: [] });
      continue;
    }
    const { unit } = candidate;
    perUnit.set(unit.id, (perUnit.get(unit.id) ?? 0) + 1);
    const need = needOf(candidate, days, rules);
    const [mainNeed] = need.groups;
    const reasons = [...needReasons(need, rules), because(cadreId)];
    named.push({
      ...{ cadreId, rank: named.length + 1, reasons, briefly: needBriefly(need) },
      ...(mainNeed && { mainNeed }),
    });
  }
  return { named, reserve: [], passedOver, emptySeats: 0 };
}

function againstNaming(
  cadreId: string,
  candidate: Candidate | undefined,
  perUnit: ReadonlyMap<string, number>,
  target: CallUpTarget,
  rules: CallUpRules,
): PassedOver | undefined {
  if (candidate === undefined) return { cadreId, because: 'notMeant', reasons: ['信息库中没有其所在单位。'] };
  if (target.proposedBy === cadreId)
    return { cadreId, because: 'notMeant', reasons: ['本人提出的名单不含本人，请由其他同志提名。'] };
  if (target.alreadyNamed.some((one) => one.cadreId === cadreId)) return namedAlready(cadreId, target);
  const full = unitConflict(candidate.unit, perUnit.get(candidate.unit.id) ?? 0, rules);
  const reasons = [...conflictsOf(candidate, target, rules), ...(full === undefined ? [] : [full])];
  return reasons.length === 0 ? undefined : { cadreId, because: 'conflict', reasons };
}

/** What whoever held a class says of people: whether they completed it, with which hours, with which score. */
export interface ResultLine {
  names: readonly string[];
  completed: boolean;
  minutes: number;
  score?: number;
}

const COMPLETED = /^(?:已|准予)?结业$/u;
const NOT_COMPLETED = /^(?:未|不予|没有?)结业$/u;
const HOURS = /^(\d{1,3}(?:\.\d)?)(?:个?学时|课时|小时)?$/u;
const SCORE = /^(?:成绩|得分)?(\d{1,3}(?:\.\d{1,2})?)分?$/u;

/** Reads one line a result: `张三、李四 结业 24学时 92分`, `王五 未结业`. @throws RuleError `sending.bad-result` */
export function readResults(typed: string): ResultLine[] {
  return typed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(readResult);
}

function readResult(line: string): ResultLine {
  const words = line.split(/[\s　]+/u);
  const at = words.findIndex((word) => COMPLETED.test(word) || NOT_COMPLETED.test(word));
  const names = words
    .slice(0, Math.max(at, 0))
    .flatMap((word) => word.split(/[、，,;；]/u))
    .filter((name) => name !== '');
  const completed = COMPLETED.test(words[at] ?? '');
  const [hours, score, more] = words.slice(at + 1);
  const [, hoursSaid] = HOURS.exec(hours ?? '') ?? [];
  const [, scoreSaid] = SCORE.exec(score ?? '') ?? [];
  const isWhole = completed ? Number(hoursSaid ?? 0) > 0 && more === undefined : hours === undefined;
  const isRead = names.length > 0 && isWhole && (score === undefined || scoreSaid !== undefined);
  if (!isRead) throw new RuleError('sending.bad-result', { line });
  return {
    ...{ names, completed, minutes: completed ? Math.round(Number(hoursSaid) * 60) : 0 },
    ...(scoreSaid === undefined ? {} : { score: Number(scoreSaid) }),
  };
}

/** What a result comes to in the ledger: days follow from the hours, and are never more than the class had. */
export function sentHours(
  minutes: number,
  { opensOn, closesOn }: Pick<ClassRow, 'opensOn' | 'closesOn'>,
  halfDayMinutes: number,
) {
  const spanDays = spanOf(opensOn, closesOn);
  return { minutes, halfDays: Math.min(spanDays * 2, Math.floor(minutes / halfDayMinutes)), spanDays };
}

/** @throws RuleError `sending.held-here`, `sending.not-over` for a class of which no result is entered by hand now */
export function refuseResults({ _id, organiser, closesOn }: ClassRow, todayOn: string): void {
  if (organiser === undefined) throw new RuleError('sending.held-here', { classId: _id });
  if (closesOn > todayOn) throw new RuleError('sending.not-over', { closesOn: formatDate(closesOn) });
}
