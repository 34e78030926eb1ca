import { createHash } from 'node:crypto';
import { RuleError } from '../../errors.ts';
import { oncePer } from '../../once-per.ts';
import type { AttendanceRules } from '../attendance/attendance-rules.ts';
import { isLetOff } from '../call-up/call-up-state.ts';
import type { CallUpStore } from '../call-up/call-ups.ts';
import { byCadre } from '../class/by-cadre.ts';
import type { ClassRow } from '../class/classes.ts';
import { droppedOutBecause, isKept } from '../class/drop-out.ts';
import type { EnrollmentRow } from '../class/enrollments.ts';
import { classMinutes } from '../class/session.ts';
import { asSession } from '../class/sessions.ts';
import { leaveMinutes, leaveStanding } from '../leave/leave.ts';
import { asLeave } from '../leave/leaves.ts';
import { type AttendanceScoreStores, attendanceAdditions } from '../scoring/attendance-score.ts';
import type { ScoreLine } from '../scoring/indicator-score.ts';
import type { ScoreEventRow } from '../scoring/score-events.ts';
import { type Score, scoreOf } from '../scoring/scoring.ts';
import type { ScoringScheme } from '../scoring/scoring-scheme.ts';
import type { AssessedRow, AssessmentRow } from './assessments.ts';
import { checkGradeChange } from './grade.ts';
import { explainGrade, sidesOf } from './grade-explanation.ts';
import { type Assessment, type ClassAssessment, gradeClass, type Trainee } from './grading.ts';
import type { GradingRules } from './grading-rules.ts';
import type { GradingDecisions } from './gradings.ts';
import { gradingWords } from './words.ts';

/** The sections of the rule pack used to assess a class. */
export interface AssessmentRules {
  attendance: AttendanceRules;
  scoring: ScoringScheme;
  grading: GradingRules;
}

export interface AssessmentStores extends AttendanceScoreStores {
  callUps: CallUpStore;
}

/** A trainee of the class with everything needed for grading, before anybody decided anything. */
export interface Gathered {
  enrollment: EnrollmentRow;
  trainee: Trainee;
  /** Why it has to be decided whether they stay in the class; absent where nothing is to be decided. */
  undecided?: string;
}

/** A class as graded now. */
export interface AssessedClass extends Pick<ClassAssessment, 'excellentQuota'> {
  /** By rank, then trainees with a veto, then withdrawn ones. */
  rows: readonly AssessedRow[];
  /** Everyone in the tie for the last places of 优秀学员, all of them with the grade 优秀; empty if there is none. */
  tied: readonly AssessedRow[];
  /** The rows as they are stored. Made when wanted: the explanations are most of the work. */
  explainedRows(): AssessmentRow[];
  /** A digest of the rows and the events behind them, different after any change of a score, a reason or a decision. */
  basis(): string;
}

/** Updates the attendance events and collects every trainee's score, except those excused before the class began. */
export async function gatherTrainees(
  store: AssessmentStores,
  trainingClass: ClassRow,
  rules: AssessmentRules,
  now: Date,
): Promise<Gathered[]> {
  const classId = trainingClass._id;
  const [enrolled, callUps, sessionRows, granted, signIns, entered] = await Promise.all([
    store.enrollments.ofClass(classId),
    store.callUps.ofClass(classId),
    store.sessions.ofClass(classId),
    store.leaves.grantedIn(classId),
    store.signIns.ofClass(classId),
    store.scoreEvents.ofClass(classId),
  ]);
  const trainees = enrolled.filter(({ state }) => state !== 'withdrawn');
  const facts = { sessions: sessionRows, trainees, signIns, leaves: granted, events: entered };
  const added = attendanceAdditions(classId, facts, rules, now);
  if (added.length > 0) await store.scoreEvents.add(added);
  // What was entered at the same moment is read again; otherwise the events, by far the most of it, are read once.
  const eventRows = added.length > 0 ? await store.scoreEvents.ofClass(classId) : entered;
  const excused = new Set(callUps.filter((row) => isLetOff(row.state)).map((row) => row.cadreId));
  const sessions = sessionRows.map(asSession);
  const totalMinutes = classMinutes(sessions);
  const [score, leavesOf] = [scoresOf(eventRows)(rules.scoring), byCadre(granted)];
  return enrolled
    .filter((each) => each.state !== 'withdrawn' || !excused.has(each.cadreId))
    .map((enrollment) => {
      const { cadreId, name } = enrollment;
      const leaves = leavesOf(cadreId).map(asLeave);
      const minutes = leaveMinutes(sessions, leaves, rules.attendance);
      const standing = minutes === 0 ? undefined : leaveStanding(minutes, totalMinutes, rules.attendance);
      const because =
        enrollment.state === 'withdrawn' ? gradingWords.withdrawn(droppedOutBecause(enrollment)) : undefined;
      // Nobody leaves a class by reckoning: people decide it, and until then the class is not graded.
      const undecided =
        standing?.level === 'exceeded' && because === undefined && !isKept(enrollment)
          ? { undecided: gradingWords.leaveExceeded(standing, rules.attendance.leaveLimit) }
          : {};
      const trainee = { cadreId, name, score: score(cadreId), vetoes: [] };
      return {
        enrollment,
        ...undecided,
        trainee: because === undefined ? trainee : { ...trainee, withdrawnBecause: because },
      };
    });
}

/** Everybody's score by the events of a class, which are the same rows as long as there are no more (`ScoreEventStore.ofClass`). */
const scoresOf = oncePer((rows: readonly Readonly<ScoreEventRow>[]) => {
  const eventsOf = byCadre(rows);
  return oncePer((scheme: ScoringScheme) => {
    const scores = new Map<string, Score>();
    return (cadreId: string): Score => {
      const score = scores.get(cadreId) ?? scoreOf(eventsOf(cadreId), scheme);
      scores.set(cadreId, score);
      return score;
    };
  });
});

/** Trainees who cannot be graded yet, each with the marks that are missing. */
export function unratedOf(gathered: readonly Gathered[]): { name: string; parts: string[] }[] {
  return gathered
    .filter(({ trainee }) => trainee.withdrawnBecause === undefined)
    .map(({ trainee: { name, score } }) => ({ name, parts: score.indicators.flatMap((each) => each.unrated) }))
    .filter(({ parts }) => parts.length > 0);
}

/** Those of whom has to be decided first whether they stay in the class. */
export function undecidedOf(gathered: readonly Gathered[]): { cadreId: string; name: string; reason: string }[] {
  return gathered.flatMap(({ undecided, trainee: { cadreId, name } }) =>
    undecided === undefined ? [] : [{ cadreId, name, reason: undecided }],
  );
}

/**
 * Grades the class, taking the decisions of the evaluation team into account.
 * @throws RuleError those of `gradeClass`
 */
export function assessClass(
  classId: string,
  gathered: readonly Gathered[],
  { changes, tieDecision }: GradingDecisions,
  rules: AssessmentRules,
): AssessedClass {
  const changeOf = new Map(changes.map((change) => [change.cadreId, change]));
  const trainees = gathered.map(({ trainee }) => {
    const change = changeOf.get(trainee.cadreId);
    return change === undefined ? trainee : { ...trainee, change };
  });
  const { assessments, excellentQuota } = gradeClass(trainees, tieDecision, rules);
  const byId = new Map(gathered.map((each) => [each.trainee.cadreId, each]));
  const rows = assessments.flatMap((assessment, order) => {
    const found = byId.get(assessment.cadreId);
    return found === undefined ? [] : [assessedRow(classId, order, assessment, found, rules)];
  });
  const tied = rows.filter((row) => row.excellentTrainee === 'tiedAtLine');
  const scoreOfRow = ({ cadreId }: AssessedRow) => byId.get(cadreId)?.trainee.score;
  return {
    ...{ excellentQuota, rows, tied },
    explainedRows: () => rows.map((row) => explained(row, scoreOfRow(row))),
    basis: () => basisOf(rows, scoreOfRow),
  };
}

function explained(row: AssessedRow, score: Score | undefined): AssessmentRow {
  return { ...row, explanation: score === undefined ? [] : explainGrade(row, score) };
}

/** Events are never edited, so that which of them count for how much says what they say. */
function basisOf(rows: readonly AssessedRow[], scoreOfRow: (row: AssessedRow) => Score | undefined): string {
  const digest = createHash('sha256');
  for (const row of rows) {
    const score = scoreOfRow(row);
    digest.update(`[${JSON.stringify(row)},${score === undefined ? '[],[]' : countedOf(score).text}]`);
  }
  return digest.digest('hex');
}

/** What was taken back of a score, and which events count for how much in it, once for each score: a proposal and its check rest on the same ones. */
const countedOf = oncePer(({ indicators, bonusLines, takenBack }: Score) => {
  const counted: string[] = [];
  const add = ({ event, countedHundredths }: ScoreLine) => counted.push(`${event._id}=${countedHundredths}`);
  for (const { lines } of indicators) lines.forEach(add);
  bonusLines.forEach(add);
  return { text: `${JSON.stringify(takenBack)},${JSON.stringify(counted)}` };
});

/** The decisions on an earlier proposal that still fit the scores, and the names of the people for whom one no longer does. */
export function standingDecisions(
  gathered: readonly Gathered[],
  decisions: GradingDecisions,
  rules: AssessmentRules,
): { kept: GradingDecisions; dropped: string[] } {
  const { rows } = assessClass('', gathered, { changes: [] }, rules);
  const fits = (change: GradingDecisions['changes'][number]) => {
    const row = rows.find((each) => each.cadreId === change.cadreId);
    const vetoed = gathered.some(({ trainee }) => trainee.cadreId === change.cadreId && isVetoed(trainee));
    return (
      row?.computedGrade !== undefined && isAllowed(() => checkGradeChange(row.computedGrade ?? 'fail', change, vetoed))
    );
  };
  const changes = decisions.changes.filter(fits);
  const { tieDecision } = decisions;
  const { tied } = assessClass('', gathered, { changes }, rules);
  const tieStands = tieDecision !== undefined && isTheTie(tied, tieDecision.cadreIds);
  const lost = [
    ...decisions.changes.filter((change) => !changes.includes(change)).map((change) => change.cadreId),
    ...(tieStands ? [] : (tieDecision?.cadreIds ?? [])),
  ];
  const dropped = rows.filter((row) => lost.includes(row.cadreId)).map((row) => row.name);
  return { kept: { changes, ...(tieStands && tieDecision !== undefined ? { tieDecision } : {}) }, dropped };
}

/**
 * Whether a decision names exactly the people in the tie for the last places of 优秀学员. Other ties need no decision: a rank can be shared.
 *
 * @param tied - those of the class graded without the decision
 */
export function isTheTie(tied: readonly Pick<AssessedRow, 'cadreId'>[], cadreIds: readonly string[]): boolean {
  return tied.length > 0 && tied.length === cadreIds.length && tied.every((row) => cadreIds.includes(row.cadreId));
}

export function isVetoed({ score, vetoes }: Trainee): boolean {
  return score.vetoes.length + vetoes.length > 0;
}

function isAllowed(check: () => void): boolean {
  try {
    check();
    return true;
  } catch (error) {
    if (error instanceof RuleError) return false;
    throw error;
  }
}

function assessedRow(
  classId: string,
  order: number,
  assessment: Assessment,
  { enrollment, trainee }: Gathered,
  rules: AssessmentRules,
): AssessedRow {
  const { score } = trainee;
  const sides = sidesOf(score, rules.grading);
  const { regularHundredths, bonusHundredths, totalHundredths } = score;
  return {
    _id: `${classId}:${assessment.cadreId}`,
    classId,
    unitId: enrollment.unitId,
    order,
    ...assessment,
    regularHundredths,
    bonusHundredths,
    totalHundredths,
    gradeReasons: gradeReasonsOf(assessment, trainee),
    strong: sides.strong,
    weak: sides.weak,
  };
}

/** Without rank and title, which are told only on request and never sent. The reasons for the grade come first in the list. */
function gradeReasonsOf({ reasons, computedGrade, finalGrade }: Assessment, trainee: Trainee): string[] {
  const count = 1 + (isVetoed(trainee) ? 1 : 0) + (computedGrade === finalGrade ? 0 : 1);
  return reasons.slice(0, count);
}
