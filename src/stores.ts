import { AccountChangeStore } from './county/account-changes.ts';
import { CadreStore } from './county/cadres.ts';
import { ContactStore } from './county/contacts.ts';
import { LookStore } from './county/looks.ts';
import { PageCodeStore } from './county/page-codes.ts';
import { PageFileStore } from './county/page-files.ts';
import { PageSessionStore } from './county/page-sessions.ts';
import { RecordChangeStore } from './county/record-changes.ts';
import { RoleChangeStore } from './county/role-changes.ts';
import { RosterStore } from './county/roster/roster-store.ts';
import { StandInStore } from './county/stand-ins.ts';
import { UnitStore } from './county/units.ts';
import { ExpectationStore } from './inbox/expectations.ts';
import { ReceiptSeals } from './inbox/receipt-seals.ts';
import { ReceiptStore } from './inbox/receipts.ts';
import { DeliveryStore } from './outbox/deliveries.ts';
import { DeliveryClaimStore } from './outbox/delivery-claims.ts';
import { deliveries } from './outbox/delivery-row.ts';
import { RecallStore } from './outbox/recalls.ts';
import { SentCardStore } from './outbox/sent-cards.ts';
import { UndeliveredStore } from './outbox/undelivered.ts';
import { UnreachableStore } from './outbox/unreachable.ts';
import { UsageStore } from './outbox/usage.ts';
import { JobRunStore } from './schedule/job-runs.ts';
import { BallotBoxStore } from './store/ballot-boxes.ts';
import type { Probes } from './store/crash-point.ts';
import { Database } from './store/database.ts';
import { guarded as guardedFor, type Patience, usualPatienceMs } from './store/deadline.ts';
import type { SendCommand } from './store/direct-collection.ts';
import { FileStore } from './store/files.ts';
import { prepareInstallation } from './store/installation.ts';
import { LeaseStore } from './store/leases.ts';
import { keysInMemory, type PassingKeys } from './store/passing-keys.ts';
import type { Seal } from './store/seal.ts';
import { ActivityStore } from './training/activities/activities.ts';
import { AnnualPlanStore } from './training/annual-plan/annual-plans.ts';
import { PlanItemStore } from './training/annual-plan/plan-items.ts';
import { HonourStore } from './training/appointments/honours.ts';
import { ArchiveStore } from './training/archives/archives.ts';
import { ArrivalSheetStore } from './training/arrival/arrival-sheets.ts';
import { ArrivalStore } from './training/arrival/arrivals.ts';
import { AttendanceSheetStore } from './training/attendance/attendance-sheets.ts';
import { PresenceClaimStore } from './training/attendance/presence-claims.ts';
import { RollStore } from './training/attendance/rolls.ts';
import { SignInStore } from './training/attendance/sign-ins.ts';
import { CallUpListStore } from './training/call-up/call-up-lists.ts';
import { CallUpStore } from './training/call-up/call-ups.ts';
import { QuotaCallStore } from './training/call-up/quota-calls.ts';
import { UnitQuotaStore } from './training/call-up/unit-quotas.ts';
import { CalendarEntryStore } from './training/class/calendar-entries.ts';
import { CalendarWishStore } from './training/class/calendar-wishes.ts';
import { ClassStore } from './training/class/class-store.ts';
import { classes } from './training/class/classes.ts';
import { EnrollmentStore } from './training/class/enrollments.ts';
import { SeatSheetStore } from './training/class/seat-sheets.ts';
import { SessionStore } from './training/class/sessions.ts';
import { TimetableStore } from './training/class/timetable-store.ts';
import { ClassGroupStore } from './training/class-messages/class-groups.ts';
import { EarlyFileStore } from './training/class-messages/early-files.ts';
import { MaterialStore } from './training/class-messages/materials.ts';
import { NoticeStore } from './training/class-messages/notices.ts';
import { ElectionStore } from './training/committee/elections.ts';
import { StudyGroupStore } from './training/committee/study-group-rows.ts';
import { TemplateStore } from './training/documents/templates.ts';
import { ElectiveStore } from './training/electives/electives.ts';
import { ExchangeNoteStore } from './training/exchange/exchange-notes.ts';
import { ExchangePairStore } from './training/exchange/exchange-pairs.ts';
import { ExchangeProposalStore } from './training/exchange/exchange-proposals.ts';
import { FeedbackStore } from './training/feedback/feedbacks.ts';
import { FieldSiteStore } from './training/field-sites/field-sites.ts';
import { ActionPlanStore } from './training/follow-up/action-plans.ts';
import { FollowUpStore } from './training/follow-up/follow-ups.ts';
import { FrontLineStore } from './training/follow-up/front-line-tasks.ts';
import { SpotCheckStore } from './training/follow-up/spot-checks.ts';
import { AssessmentStore } from './training/grading/assessments.ts';
import { FormerResultStore } from './training/grading/former-results.ts';
import { GradingStore } from './training/grading/gradings.ts';
import { HourClaimStore } from './training/hours/hour-claims.ts';
import { HourEntryStore } from './training/hours/hour-entries.ts';
import { LeaveStore } from './training/leave/leaves.ts';
import { LecturerStore } from './training/lecturers/lecturers.ts';
import { PoolPictureStore } from './training/lecturers/pool-pictures.ts';
import { ReportRoundStore } from './training/needs/report-rounds.ts';
import { ResearchNoteStore } from './training/needs/research-notes.ts';
import { UnitReportStore } from './training/needs/unit-reports.ts';
import { OptionSeatStore } from './training/needs-survey/option-seats.ts';
import { SurveyAnswerStore } from './training/needs-survey/survey-answers.ts';
import { SurveyStore } from './training/needs-survey/surveys.ts';
import { ObjectionStore } from './training/objections/objections.ts';
import { ProofLookStore } from './training/proofs/proof-looks.ts';
import { ProofStore } from './training/proofs/proofs.ts';
import { PaperStore } from './training/registers/papers.ts';
import { ReservePool } from './training/reserve-pool/reserve-pool.ts';
import { CodeTryStore } from './training/rooms/code-tries.ts';
import { RoomScreenStore } from './training/rooms/room-screens.ts';
import { QuestionSetStore } from './training/satisfaction/question-sets.ts';
import { SatisfactionFormStore } from './training/satisfaction/satisfaction-forms.ts';
import { SchemeProposalStore } from './training/scoring/scheme-proposals.ts';
import { ScoreEventStore } from './training/scoring/score-events.ts';
import { QualityEntryStore } from './training/self-assessment/quality-entries.ts';
import { SharingStore } from './training/sharing/sharings.ts';
import { SuggestionStore } from './training/suggestions/suggestions.ts';
import { TestSheetStore } from './training/tests/test-sheets.ts';
import { TestStore } from './training/tests/tests.ts';
import { TownSchoolStore } from './training/town-schools/town-schools.ts';
import { AssignmentStore } from './training/works/assignments.ts';
import { WorkPrintStore } from './training/works/work-prints.ts';
import { WorkStore } from './training/works/works.ts';

/** Every collection with its queries. */
export type Store = Awaited<ReturnType<typeof openStore>>;

interface OpenOptions extends Probes {
  /** How long a call may take; 15 s unless given. */
  patience?: Readonly<Patience>;
  /** How long to wait for a server that accepts writes; 5 s unless given. */
  answersWithinMs?: number;
  /** A way to the embedded store that is shorter than its socket. */
  send?: SendCommand;
  /** What proofs are encrypted with; without it none is taken, and none opens. */
  seal?: Seal | undefined;
  /** The keys of what is chosen in secret; without them they end with the process. */
  keys?: PassingKeys;
}

/**
 * Connects, brings data of an earlier version to the present one, and makes sure that every index exists.
 *
 * @param uri - a MongoDB address, or the embedded store's
 */
export async function openStore(
  uri: string,
  { patience = { ms: usualPatienceMs }, seal, keys = keysInMemory(), ...options }: OpenOptions = {},
) {
  const database = await Database.open(uri, options);
  const store = collections(database, patience, { seal, keys });
  const installation = await prepareInstallation(database);
  await database.makeIndexes();
  return {
    ...store,
    /** A random id of this data set, so that its keys differ from those of an earlier one that was wiped. */
    installation,
    crashPoint: database.crashPoint,
    /** Makes everything that was being worked on due again; only after a crash, and if no other process uses the store. */
    async releaseAll(now: Date): Promise<void> {
      await Promise.all([
        store.receipts.releaseAll(now),
        store.claims.releaseAll(now),
        store.leases.releaseAll(),
        store.jobRuns.releaseAll(now),
      ]);
    },
    close: () => database.close(),
  };
}

function calendarStores(
  database: Database,
  guarded: <Collection extends object>(collection: Collection) => Collection,
) {
  return {
    calendarEntries: guarded(new CalendarEntryStore(database)),
    calendarWishes: guarded(new CalendarWishStore(database)),
  };
}

function collections(
  database: Database,
  patience: Readonly<Patience>,
  { seal, keys }: Pick<OpenOptions, 'seal'> & { keys: PassingKeys },
) {
  const guarded = <Collection extends object>(collection: Collection) => guardedFor(collection, patience);
  const cadres = new CadreStore(database);
  const units = new UnitStore(database);
  const recordChanges = new RecordChangeStore(database);
  const rows = database.of(deliveries);
  return {
    roster: new RosterStore(database, units, cadres, recordChanges),
    recordChanges: guarded(recordChanges),
    cadres: guarded(cadres),
    units: guarded(units),
    contacts: guarded(new ContactStore(database)),
    ...pagesIn(database, guarded),
    standIns: guarded(new StandInStore(database)),
    ...classesIn(database, guarded),
    ...calendarStores(database, guarded),
    classGroups: guarded(new ClassGroupStore(database)),
    ...callUpsIn(database, cadres, guarded),
    ...activitiesIn(database, guarded),
    elections: guarded(new ElectionStore(database)),
    studyGroups: guarded(new StudyGroupStore(database)),
    electives: guarded(new ElectiveStore(database)),
    enrollments: guarded(new EnrollmentStore(database, cadres.withPresentNames)),
    ...sentToClassesIn(database, cadres, seal, guarded),
    ...resultsIn(database, cadres, guarded),
    ...recordsIn(database, cadres, guarded),
    fieldSites: guarded(new FieldSiteStore(database)),
    lecturers: guarded(new LecturerStore(database)),
    poolPictures: guarded(new PoolPictureStore(database)),
    sessions: guarded(new SessionStore(database)),
    ...attendanceIn(database, cadres, seal, guarded),
    leaves: guarded(new LeaveStore(database, cadres.withPresentNames)),
    ...handedInTo(database, guarded),
    proofs: guarded(new ProofStore(database, seal)),
    proofLooks: guarded(new ProofLookStore(database)),
    templates: guarded(new TemplateStore(database)),
    planItems: guarded(new PlanItemStore(database)),
    annualPlans: guarded(new AnnualPlanStore(database)),
    surveys: guarded(new SurveyStore(database)),
    ...opinionsIn(database, guarded),
    townSchools: guarded(new TownSchoolStore(database)),
    optionSeats: guarded(new OptionSeatStore(database)),
    reportRounds: guarded(new ReportRoundStore(database)),
    unitReports: guarded(new UnitReportStore(database)),
    researchNotes: guarded(new ResearchNoteStore(database)),
    surveyAnswers: guarded(new SurveyAnswerStore(database)),
    receipts: guarded(new ReceiptStore(database, new ReceiptSeals(keys))),
    ballotBoxes: guarded(new BallotBoxStore(database, keys)),
    deliveries: guarded(new DeliveryStore(rows)),
    claims: guarded(new DeliveryClaimStore(rows)),
    sentCards: guarded(new SentCardStore(rows)),
    recalls: guarded(new RecallStore(rows)),
    undelivered: guarded(new UndeliveredStore(rows)),
    expectations: guarded(new ExpectationStore(database)),
    files: guarded(new FileStore(database)),
    leases: guarded(new LeaseStore(database)),
    jobRuns: guarded(new JobRunStore(database)),
    unreachable: guarded(new UnreachableStore(database)),
    accountChanges: guarded(new AccountChangeStore(database)),
    roleChanges: guarded(new RoleChangeStore(database)),
    usage: guarded(new UsageStore(database)),
  };
}

/** Classes, and their timetables as a whole. */
function classesIn(database: Database, guarded: <Collection extends object>(collection: Collection) => Collection) {
  const rows = database.of(classes);
  return { classes: guarded(new ClassStore(rows)), timetables: guarded(new TimetableStore(rows)) };
}

/** Notices and material, and what was sent for a notice that is still to be written. */
function sentToClassesIn(
  database: Database,
  cadres: CadreStore,
  seal: Seal | undefined,
  guarded: <Collection extends object>(collection: Collection) => Collection,
) {
  return {
    materials: guarded(new MaterialStore(database)),
    notices: guarded(new NoticeStore(database, cadres.withPresentNames)),
    earlyFiles: guarded(new EarlyFileStore(database, seal)),
  };
}

/** Who is signed in to the staff page, how they get there, and whose records were looked at. */
function pagesIn(database: Database, guarded: <Collection extends object>(collection: Collection) => Collection) {
  return {
    looks: guarded(new LookStore(database)),
    pageCodes: guarded(new PageCodeStore(database)),
    pageFiles: guarded(new PageFileStore(database)),
    pageSessions: guarded(new PageSessionStore(database)),
  };
}

/** Who was there, and how they said so. */
function attendanceIn(
  database: Database,
  cadres: CadreStore,
  seal: Seal | undefined,
  guarded: <Collection extends object>(collection: Collection) => Collection,
) {
  return {
    signIns: guarded(new SignInStore(database)),
    rolls: guarded(new RollStore(database)),
    roomScreens: guarded(new RoomScreenStore(database, seal)),
    codeTries: guarded(new CodeTryStore(database)),
    attendanceSheets: guarded(new AttendanceSheetStore(database)),
    presenceClaims: guarded(new PresenceClaimStore(database, cadres.withPresentNames)),
  };
}

/** What a class hands in, and is tested with. */
function handedInTo(database: Database, guarded: <Collection extends object>(collection: Collection) => Collection) {
  return {
    assignments: guarded(new AssignmentStore(database)),
    works: guarded(new WorkStore(database)),
    workPrints: guarded(new WorkPrintStore(database)),
    tests: guarded(new TestStore(database)),
    testSheets: guarded(new TestSheetStore(database)),
  };
}

/** Scores, objections to them, and results. */
function resultsIn(
  database: Database,
  cadres: CadreStore,
  guarded: <Collection extends object>(collection: Collection) => Collection,
) {
  return {
    scoreEvents: guarded(new ScoreEventStore(database)),
    schemeProposals: guarded(new SchemeProposalStore(database)),
    objections: guarded(new ObjectionStore(database)),
    gradings: guarded(new GradingStore(database)),
    formerResults: guarded(new FormerResultStore(database, cadres.withPresentNames)),
    reservePool: guarded(new ReservePool(database, cadres.withPresentNames)),
    assessments: guarded(new AssessmentStore(database, cadres.withPresentNames)),
    feedbacks: guarded(new FeedbackStore(database, cadres.withPresentNames)),
    sharings: guarded(new SharingStore(database, cadres.withPresentNames)),
  };
}

/** What stands in records for good: hours, the papers people were given, the archives of classes, what is entered of the school, and what became of people after a class. */
function recordsIn(
  database: Database,
  cadres: CadreStore,
  guarded: <Collection extends object>(collection: Collection) => Collection,
) {
  return {
    hourClaims: guarded(new HourClaimStore(database, cadres.withPresentNames)),
    hourEntries: guarded(new HourEntryStore(database)),
    papers: guarded(new PaperStore(database)),
    archives: guarded(new ArchiveStore(database)),
    qualityEntries: guarded(new QualityEntryStore(database)),
    ...followUpsIn(database, cadres, guarded),
  };
}

/** What follows the end of a class. */
function followUpsIn(
  database: Database,
  cadres: CadreStore,
  guarded: <Collection extends object>(collection: Collection) => Collection,
) {
  return {
    actionPlans: guarded(new ActionPlanStore(database, cadres.withPresentNames)),
    followUps: guarded(new FollowUpStore(database, cadres.withPresentNames)),
    spotChecks: guarded(new SpotCheckStore(database)),
    frontLine: guarded(new FrontLineStore(database, cadres.withPresentNames)),
    honours: guarded(new HonourStore(database, cadres.withPresentNames)),
  };
}

/** Activities, and exchange shadowing: what was proposed, the pairs, their logs. */
function activitiesIn(database: Database, guarded: <Collection extends object>(collection: Collection) => Collection) {
  return {
    activities: guarded(new ActivityStore(database)),
    exchangeProposals: guarded(new ExchangeProposalStore(database)),
    exchangePairs: guarded(new ExchangePairStore(database)),
    exchangeNotes: guarded(new ExchangeNoteStore(database)),
  };
}

/** Who is called up, and how they come. */
function callUpsIn(
  database: Database,
  cadres: CadreStore,
  guarded: <Collection extends object>(collection: Collection) => Collection,
) {
  return {
    callUps: guarded(new CallUpStore(database, cadres.withPresentNames)),
    callUpLists: guarded(new CallUpListStore(database)),
    quotaCalls: guarded(new QuotaCallStore(database)),
    unitQuotas: guarded(new UnitQuotaStore(database)),
    arrivals: guarded(new ArrivalStore(database)),
    arrivalSheets: guarded(new ArrivalSheetStore(database)),
    seatSheets: guarded(new SeatSheetStore(database)),
  };
}

/** What is asked about lessons and classes without names, and what anybody suggests. */
function opinionsIn(database: Database, guarded: <Collection extends object>(collection: Collection) => Collection) {
  return {
    satisfactionSets: guarded(new QuestionSetStore(database)),
    satisfactionForms: guarded(new SatisfactionFormStore(database)),
    suggestions: guarded(new SuggestionStore(database)),
  };
}
