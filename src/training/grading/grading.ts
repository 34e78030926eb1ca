import { withoutStop } from '../../chat/sentence.ts';
import { RuleError } from '../../errors.ts';
import { isFullyRated, type Score } from '../scoring/scoring.ts';
import type { ScoringScheme } from '../scoring/scoring-scheme.ts';
import { checkGradeChange, type Grade, type GradeChange, gradeByPoints, gradeLabel } from './grade.ts';
import type { GradingRules } from './grading-rules.ts';
import { type Ranked, rankTrainees } from './ranking.ts';

/** The sections of the rule pack used for grading. */
export interface GradeRules {
  grading: GradingRules;
  scoring: Pick<ScoringScheme, 'vetoes'>;
}

/** Everything grading needs to know about one trainee. */
export interface Trainee {
  cadreId: string;
  name: string;
  score: Score;
  /** Why the trainee was withdrawn, e.g. `请假超过总学时的1/7`: an outcome of its own, without a grade. */
  withdrawnBecause?: string;
  /** Vetoes that do not come from score events, by id of the scheme's vetoes, each with what happened. */
  vetoes: readonly { veto: string; reason: string }[];
  change?: GradeChange;
}

/** The evaluation team's order of people whom the rules rank equally, the best first. */
export interface TieDecision {
  cadreIds: readonly string[];
  reason: string;
}

/** 优秀学员: `candidate` within the quota, `tiedAtLine` if there is a tie for the last places and people must decide, otherwise `no`. */
type ExcellentTrainee = 'candidate' | 'tiedAtLine' | 'no';

/** One trainee's result as proposed; the evaluation team confirms it. */
export interface Assessment {
  cadreId: string;
  name: string;
  outcome: 'completed' | 'notCompleted' | 'withdrawn';
  /** The grade by the rules; remains visible next to the final one. Absent for withdrawn trainees. */
  computedGrade?: Grade;
  /** The grade after the evaluation team's change, if any. Absent for withdrawn trainees. */
  finalGrade?: Grade;
  /** 1 for the best; equal people share a rank. Absent for withdrawn trainees and those with a veto. */
  rank?: number;
  /** How many others share the rank. */
  tiedCount: number;
  excellentTrainee: ExcellentTrainee;
  /** Why, as sentences: points and grade, veto, change, rank, title. */
  reasons: readonly string[];
}

export interface ClassAssessment {
  /** By rank, then trainees with a veto, then withdrawn ones. */
  assessments: readonly Assessment[];
  rankedCount: number;
  completedCount: number;
  /** Places for 优秀学员: the share of those who completed, rounded down. */
  excellentQuota: number;
  /** Ids of those in a tie for the last places; empty if there is none. The evaluation team decides, not the rules. */
  tieAtLine: readonly string[];
}

/** What is known about a trainee before ranking. */
interface Judged {
  trainee: Trainee;
  vetoed: boolean;
  computedGrade?: Grade;
  finalGrade?: Grade;
  reasons: string[];
}

/**
 * Grades a whole class. Points give the grade; after a veto there is none above 不合格; withdrawn trainees get no grade; the evaluation
 * team may have changed a grade by one step. Everyone not withdrawn and without a veto is ranked. 优秀学员 are proposed from the first 15 %
 * of those who completed (rounded down) if their grade is 优秀; if more of them than there are places left are equal, none of these is proposed.
 *
 * @param decision - the evaluation team's order for a tie; it counts only if it names everyone in the tie whose grade is 优秀
 * @throws RuleError `grade.unrated`, with count and first name, if a rated item of a trainee is empty; `grade.tie-reason-missing`;
 * `grade.unknown-veto`; and those of `checkGradeChange`
 * @see docs/rules.md, Grade and title
 */
export function gradeClass(
  trainees: readonly Trainee[],
  decision: TieDecision | undefined,
  rules: GradeRules,
): ClassAssessment {
  const present = trainees.filter((one) => one.withdrawnBecause === undefined);
  const unrated = present.filter((one) => !isFullyRated(one.score));
  if (unrated[0] !== undefined) throw new RuleError('grade.unrated', { count: unrated.length, name: unrated[0].name });
  if (decision !== undefined && decision.reason.trim() === '') throw new RuleError('grade.tie-reason-missing');
  const judged = trainees.map((trainee) => judge(trainee, rules));
  const rankable = judged.filter((one) => one.computedGrade !== undefined && !one.vetoed).map((one) => one.trainee);
  const contenders = new Set(judged.filter(isExcellent).map(({ trainee }) => trainee.cadreId));
  const order = { decided: decision?.cadreIds ?? [], contenders };
  const ranks = new Map(rankTrainees(rankable, order, rules.grading).map((one) => [one.cadreId, one]));
  const completedCount = judged.filter(hasCompleted).length;
  const excellentQuota = quotaOf(completedCount, rules.grading);
  const contendersAt = countedByRank([...ranks.values()].filter(({ cadreId }) => contenders.has(cadreId)));
  const line = {
    ...{ excellentQuota, ranked: ranks.size, contendersAt },
    ...{ decided: new Set(decision?.cadreIds), decidedBecause: withoutStop(decision?.reason ?? '') },
  };
  const assessments = judged
    .map((one) => assess(one, ranks.get(one.trainee.cadreId), line))
    .sort((a, b) => orderOf(a) - orderOf(b) || (a.cadreId < b.cadreId ? -1 : 1));
  const tieAtLine = assessments.filter((one) => one.excellentTrainee === 'tiedAtLine').map((one) => one.cadreId);
  return { assessments, rankedCount: ranks.size, completedCount, excellentQuota, tieAtLine };
}

function judge(trainee: Trainee, rules: GradeRules): Judged {
  if (trainee.withdrawnBecause !== undefined) {
    return { trainee, vetoed: false, reasons: [`按退学处理：${trainee.withdrawnBecause}。`] };
  }
  const { totalHundredths, regularHundredths } = trainee.score;
  const byPoints = gradeByPoints(totalHundredths, regularHundredths, rules.grading);
  const vetoes = [...trainee.score.vetoes, ...trainee.vetoes].map(
    ({ veto, reason }) => `${vetoName(veto, rules.scoring)}（${reason}）`,
  );
  const vetoed = vetoes.length > 0;
  const computedGrade = vetoed ? 'fail' : byPoints.grade;
  const reasons = [byPoints.reason];
  if (vetoed) reasons.push(`存在一票否决情形：${vetoes.join('；')}，等次定为不合格。`);
  const { change } = trainee;
  if (change === undefined) return { trainee, vetoed, computedGrade, finalGrade: computedGrade, reasons };
  checkGradeChange(computedGrade, change, vetoed);
  reasons.push(`考评工作小组调整为${gradeLabel(change.to)}，理由：${withoutStop(change.reason)}。`);
  return { trainee, vetoed, computedGrade, finalGrade: change.to, reasons };
}

/** What decides on titles in a class. */
interface TitleLine {
  excellentQuota: number;
  /** How many are ranked. */
  ranked: number;
  /** How many of those with each rank have the grade 优秀. */
  contendersAt: ReadonlyMap<number, number>;
  /** Whom the evaluation team put in an order, and why. */
  decided: ReadonlySet<string>;
  decidedBecause: string;
}

function assess(judged: Judged, ranked: Ranked | undefined, line: TitleLine): Assessment {
  const { trainee, computedGrade, finalGrade } = judged;
  const excellentTrainee = ranked !== undefined && isExcellent(judged) ? titleOf(ranked, line) : 'no';
  const reasons = [...judged.reasons];
  if (ranked !== undefined) {
    const tied = ranked.tiedCount > 0 ? `，与另外 ${ranked.tiedCount} 人并列` : '';
    reasons.push(`在 ${line.ranked} 名参加排名的学员中列第 ${ranked.rank} 名${tied}。`);
    if (line.decided.has(trainee.cadreId)) reasons.push(`名次由考评工作小组研究确定，理由：${line.decidedBecause}。`);
  }
  if (excellentTrainee === 'candidate')
    reasons.push(`列前 ${line.excellentQuota} 名且等次为优秀，提名为优秀学员人选。`);
  if (excellentTrainee === 'tiedAtLine')
    reasons.push(`优秀学员名额 ${line.excellentQuota} 个，并列跨线，由考评工作小组研究确定。`);
  return {
    cadreId: trainee.cadreId,
    name: trainee.name,
    outcome: finalGrade === undefined ? 'withdrawn' : hasCompleted(judged) ? 'completed' : 'notCompleted',
    ...(computedGrade === undefined ? {} : { computedGrade }),
    ...(finalGrade === undefined ? {} : { finalGrade }),
    ...(ranked === undefined ? {} : { rank: ranked.rank }),
    tiedCount: ranked?.tiedCount ?? 0,
    excellentTrainee,
    reasons,
  };
}

function hasCompleted({ finalGrade }: Judged): boolean {
  return finalGrade !== undefined && finalGrade !== 'fail';
}

function quotaOf(completedCount: number, rules: GradingRules): number {
  const { excellentShare, excellentAtLeastOne } = rules;
  const quota = Math.floor((completedCount * excellentShare.numerator) / excellentShare.denominator);
  return excellentAtLeastOne && completedCount > 0 ? Math.max(1, quota) : quota;
}

/** Of somebody whose grade is 优秀. Whoever is equal to them and has another grade takes no place from them. */
function titleOf({ rank }: Ranked, { excellentQuota, contendersAt }: TitleLine): ExcellentTrainee {
  const places = excellentQuota - rank + 1;
  if (places < 1) return 'no';
  return (contendersAt.get(rank) ?? 0) <= places ? 'candidate' : 'tiedAtLine';
}

function isExcellent({ finalGrade }: Judged): boolean {
  return finalGrade === 'excellent';
}

function countedByRank(people: readonly Ranked[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { rank } of people) counts.set(rank, (counts.get(rank) ?? 0) + 1);
  return counts;
}

function vetoName(veto: string, scheme: Pick<ScoringScheme, 'vetoes'>): string {
  const known = scheme.vetoes.find((one) => one.id === veto);
  if (known === undefined) throw new RuleError('grade.unknown-veto', { veto });
  return known.name;
}

/** By rank; after them trainees with a veto, and withdrawn ones last. */
function orderOf({ rank, outcome }: Assessment): number {
  return rank ?? (outcome === 'withdrawn' ? 2_000_000 : 1_000_000);
}
