import { beijingDateOf } from '../../calendar/beijing-time.ts';
import type { CadreStore } from '../../county/cadres.ts';
import type { UnitStore } from '../../county/units.ts';
import type { ActivityStore } from '../activities/activities.ts';
import type { ActivityRules } from '../activities/activity-rules.ts';
import type { PlanItemStore } from '../annual-plan/plan-items.ts';
import type { AttendanceRules } from '../attendance/attendance-rules.ts';
import type { CallUpStore } from '../call-up/call-ups.ts';
import type { ClassStore } from '../class/class-store.ts';
import type { ClassRow } from '../class/classes.ts';
import type { CurriculumRules } from '../class/curriculum-rules.ts';
import { listedNotices } from '../class-messages/listed-notices.ts';
import type { NoticeStore } from '../class-messages/notices.ts';
import type { FeedbackStore } from '../feedback/feedbacks.ts';
import { classFollowUp, type FollowUpStores } from '../follow-up/class-follow-up.ts';
import type { AssessmentStore } from '../grading/assessments.ts';
import { classCorrections } from '../grading/class-corrections.ts';
import type { FormerResultStore } from '../grading/former-results.ts';
import { asFormer, type FormerProposal, type GradingStore } from '../grading/gradings.ts';
import type { LeaveStore } from '../leave/leaves.ts';
import type { ObjectionStore } from '../objections/objections.ts';
import { registerLines } from '../registers/register-lines.ts';
import type { SatisfactionFormStore } from '../satisfaction/satisfaction-forms.ts';
import type { SatisfactionRules } from '../satisfaction/satisfaction-rules.ts';
import type { ScoreEventStore } from '../scoring/score-events.ts';
import type { ScoringScheme } from '../scoring/scoring-scheme.ts';
import { heldTest } from '../tests/held-test.ts';
import type { TestRules } from '../tests/test-rules.ts';
import type { AssignmentStore } from '../works/assignments.ts';
import type { WorkRules } from '../works/work-rules.ts';
import type { WorkStore } from '../works/works.ts';

/** The rules of a class by which its records are told. */
export interface ArchiveRules {
  /** Of the rule pack. */
  id: string;
  activities: ActivityRules;
  attendance: AttendanceRules;
  curriculum: CurriculumRules;
  satisfaction: SatisfactionRules;
  scoring: ScoringScheme;
  tests: TestRules;
  works: WorkRules;
}

/** Where the records of a class lie. */
export type ArchiveStores = Parameters<typeof registerLines>[0] &
  Parameters<typeof heldTest>[0] &
  FollowUpStores & {
    cadres: CadreStore;
    units: UnitStore;
    classes: ClassStore;
    planItems: PlanItemStore;
    callUps: CallUpStore;
    notices: NoticeStore;
    leaves: LeaveStore;
    scoreEvents: ScoreEventStore;
    assessments: AssessmentStore;
    gradings: GradingStore;
    formerResults: FormerResultStore;
    objections: ObjectionStore;
    satisfactionForms: SatisfactionFormStore;
    assignments: AssignmentStore;
    works: WorkStore;
    activities: ActivityStore;
    feedbacks: FeedbackStore;
  };

/** Everything that is known of a class, as its archive tells it. */
export type ClassRecords = Awaited<ReturnType<typeof recordsOf>>;

export async function recordsOf(store: ArchiveStores, trainingClass: ClassRow, rules: ArchiveRules, now: Date) {
  const classId = trainingClass._id;
  const [before, life, outcome] = await Promise.all([
    beforeIt(store, trainingClass),
    lifeOf(store, classId, rules, now),
    outcomeOf(store, trainingClass, rules, now),
  ]);
  const records = { trainingClass, rules, todayOn: beijingDateOf(now), now, ...before, ...life, ...outcome };
  return { ...records, ...(await namesIn(store, peopleIn(records))) };
}

async function beforeIt(store: ArchiveStores, { _id: classId, planItem }: ClassRow) {
  const [enrolled, callUps, notices, plan] = await Promise.all([
    store.enrollments.ofClass(classId),
    store.callUps.ofClass(classId),
    store.notices.sentTo(classId),
    planItem === undefined ? null : store.planItems.byId(planItem),
  ]);
  return { enrolled, callUps, notices: await listedNotices(store, notices), plan };
}

async function lifeOf(store: ArchiveStores, classId: string, rules: ArchiveRules, now: Date) {
  const [sessions, marks, leaves, activities, assignments, tests] = await Promise.all([
    store.sessions.ofClass(classId),
    store.signIns.ofClass(classId),
    store.leaves.ofClass(classId),
    store.activities.ofClass(classId),
    store.assignments.ofClass(classId),
    store.tests.ofClasses([classId]),
  ]);
  const given = assignments.filter(({ state }) => state === 'open');
  const held = tests.filter(({ state }) => state === 'open');
  return {
    ...{ sessions, marks, leaves, activities },
    works: await Promise.all(given.map(async (row) => ({ row, works: await store.works.of(row._id) }))),
    tests: await Promise.all(
      held.map(async (row) => ({ row, takers: (await heldTest(store, row, rules.tests, now)).takers })),
    ),
  };
}

async function outcomeOf(store: ArchiveStores, trainingClass: ClassRow, rules: ArchiveRules, now: Date) {
  const classId = trainingClass._id;
  const [events, assessed, grading, corrections, objections, forms, feedbacks, followUp] = await Promise.all([
    store.scoreEvents.ofClass(classId),
    store.assessments.ofClass(classId),
    store.gradings.byClass(classId),
    classCorrections(store, classId),
    store.objections.ofClass(classId),
    store.satisfactionForms.ofClass(classId),
    store.feedbacks.ofClass(classId),
    classFollowUp(store, classId, beijingDateOf(now)),
  ]);
  const register = await registerLines(store, trainingClass, assessed, rules, now);
  return { events, register, grading, corrections, objections, forms, feedbacks, followUp };
}

type Read = Awaited<ReturnType<typeof beforeIt>> &
  Awaited<ReturnType<typeof lifeOf>> &
  Awaited<ReturnType<typeof outcomeOf>> & { trainingClass: ClassRow };

/** Everybody the records name: who entered something is not always a trainee. */
function peopleIn({
  trainingClass,
  enrolled,
  leaves,
  activities,
  events,
  grading,
  corrections,
  objections,
  feedbacks,
}: Read): string[] {
  const { teacherId, keepers = [], changes = [], teams = [] } = trainingClass;
  const all = [
    teacherId,
    ...keepers.map(({ cadreId }) => cadreId),
    ...changes.flatMap(({ by, from, to }) => [by, from, to]),
    ...teams.flatMap(({ by, cadreIds }) => [by, ...cadreIds]),
    ...enrolled.flatMap(({ cadreId, decisions = [] }) => [cadreId, ...decisions.map(({ by }) => by)]),
    ...leaves.flatMap(({ decidedBy = '' }) => decidedBy),
    ...activities.flatMap(({ speakers, recorder, absent }) => [...speakers, recorder, ...absent]),
    ...events.flatMap(({ cadreId, authorId, confirmedBy = '' }) => [cadreId, authorId, confirmedBy]),
    ...corrections.map(({ reopening }) => reopening.by),
    ...(grading === null ? [] : [...(grading.history ?? []), asFormer(grading)]).flatMap(gradersIn),
    ...objections.flatMap(({ cadreId, decisions }) => [cadreId, ...decisions.map(({ by }) => by)]),
    ...feedbacks.flatMap(({ headId = '', acknowledgedBy = '' }) => [headId, acknowledgedBy]),
  ];
  return [...new Set(all)].filter((id) => id !== '');
}

function gradersIn({ proposedBy, decidedBy = '', changes, tieDecision }: FormerProposal): string[] {
  return [proposedBy, decidedBy, ...changes.map(({ cadreId }) => cadreId), ...(tieDecision?.cadreIds ?? [])];
}

async function namesIn(store: ArchiveStores, ids: readonly string[]) {
  const [people, units] = await Promise.all([store.cadres.many(ids), store.units.all()]);
  const names = new Map(people.map(({ _id, name }) => [_id, name]));
  const unitNames = new Map(units.map(({ _id, name }) => [_id, name]));
  return {
    /** Who is in the base no more, and what is nobody's id, stays as it is written. */
    nameOf: (cadreId: string) => names.get(cadreId) ?? cadreId,
    unitOf: (unitId: string) => unitNames.get(unitId) ?? '',
  };
}
