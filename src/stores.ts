import { type Connection, Mongoose } from 'mongoose';
import { ExpectationStore } from './bot/expectations.ts';
import { AccountChangeStore } from './county/account-changes.ts';
import { CadreStore } from './county/cadres.ts';
import { RoleChangeStore } from './county/role-changes.ts';
import { RosterStore } from './county/roster/roster-store.ts';
import { UnitStore } from './county/units.ts';
import { ReceiptStore } from './inbox/receipts.ts';
import { DeliveryStore } from './outbox/deliveries.ts';
import { DeliveryClaimStore } from './outbox/delivery-claims.ts';
import { deliveryModel } from './outbox/delivery-row.ts';
import { RecallStore } from './outbox/recalls.ts';
import { SentCardStore } from './outbox/sent-cards.ts';
import { UndeliveredStore } from './outbox/undelivered.ts';
import { UnreachableStore } from './outbox/unreachable.ts';
import { UsageStore } from './outbox/usage.ts';
import { JobRunStore } from './schedule/job-runs.ts';
import { guarded as guardedFor, type Patience, usualPatienceMs } from './store/deadline.ts';
import { FileStore } from './store/files.ts';
import { installationName } from './store/installation.ts';
import { LeaseStore } from './store/leases.ts';
import { SignInStore } from './training/attendance/sign-ins.ts';
import { CallUpStore } from './training/call-up/call-ups.ts';
import { ClassStore } from './training/class/classes.ts';
import { EnrollmentStore } from './training/class/enrollments.ts';
import { SessionStore } from './training/class/sessions.ts';
import { ClassGroupStore } from './training/class-messages/class-groups.ts';
import { MaterialStore } from './training/class-messages/materials.ts';
import { NoticeStore } from './training/class-messages/notices.ts';
import { FeedbackStore } from './training/feedback/feedbacks.ts';
import { AssessmentStore } from './training/grading/assessments.ts';
import { GradingStore } from './training/grading/gradings.ts';
import { LeaveStore } from './training/leave/leaves.ts';
import { SurveyAnswerStore } from './training/needs-survey/survey-answers.ts';
import { SurveyStore } from './training/needs-survey/surveys.ts';
import { ScoreEventStore } from './training/scoring/score-events.ts';

/** Every collection with its named queries. */
export type Store = Awaited<ReturnType<typeof openStore>>;

interface OpenOptions {
  /** How long a call may take; 15 s unless given. */
  patience?: Readonly<Patience>;
  /** How long is waited for a server that can be written to; 5 s unless given. */
  answersWithinMs?: number;
}

/**
 * Connects and makes sure that every index exists. Models live on this connection alone, so that two counties fit in one process.
 *
 * @param uri - a MongoDB address, or the embedded store's
 */
export async function openStore(
  uri: string,
  { patience = { ms: usualPatienceMs }, answersWithinMs = 5_000 }: OpenOptions = {},
) {
  const odm = new Mongoose({
    strictQuery: 'throw',
    sanitizeFilter: true,
    autoIndex: false,
    autoCreate: false,
    bufferCommands: false,
  });
  const connection = await odm
    .createConnection(uri, {
      serverSelectionTimeoutMS: answersWithinMs,
      writeConcern: { w: 'majority', journal: true },
      readPreference: 'primary',
      maxPoolSize: 10,
    })
    .asPromise();
  const store = collections(connection, patience);
  for (const model of Object.values(connection.models)) {
    const indexes = model.schema
      .indexes()
      .map(([key, options]) => ({ key: key as Record<string, 1 | -1>, ...options }));
    if (indexes.length > 0) await model.collection.createIndexes(indexes as never);
  }
  return {
    ...store,
    /** The name of this data, for keys that must not meet those of a wiped one. */
    installation: await installationName(connection),
    /** After a crash of the only process that owns the store: whatever was being worked on is due again. */
    async releaseAll(now: Date): Promise<void> {
      await Promise.all([
        store.receipts.releaseAll(now),
        store.claims.releaseAll(now),
        store.leases.releaseAll(),
        store.jobRuns.releaseAll(now),
      ]);
    },
    close: () => connection.close(),
  };
}

function collections(connection: Connection, patience: Readonly<Patience>) {
  const guarded = <Collection extends object>(collection: Collection) => guardedFor(collection, patience);
  const cadres = new CadreStore(connection);
  const units = new UnitStore(connection);
  const deliveries = deliveryModel(connection);
  return {
    roster: new RosterStore(connection, units, cadres),
    cadres: guarded(cadres),
    units: guarded(units),
    classes: guarded(new ClassStore(connection)),
    classGroups: guarded(new ClassGroupStore(connection)),
    callUps: guarded(new CallUpStore(connection)),
    enrollments: guarded(new EnrollmentStore(connection)),
    materials: guarded(new MaterialStore(connection)),
    notices: guarded(new NoticeStore(connection)),
    scoreEvents: guarded(new ScoreEventStore(connection)),
    gradings: guarded(new GradingStore(connection)),
    assessments: guarded(new AssessmentStore(connection)),
    feedbacks: guarded(new FeedbackStore(connection)),
    sessions: guarded(new SessionStore(connection)),
    signIns: guarded(new SignInStore(connection)),
    leaves: guarded(new LeaveStore(connection)),
    surveys: guarded(new SurveyStore(connection)),
    surveyAnswers: guarded(new SurveyAnswerStore(connection)),
    receipts: guarded(new ReceiptStore(connection)),
    deliveries: guarded(new DeliveryStore(deliveries)),
    claims: guarded(new DeliveryClaimStore(deliveries)),
    sentCards: guarded(new SentCardStore(deliveries)),
    recalls: guarded(new RecallStore(deliveries)),
    undelivered: guarded(new UndeliveredStore(deliveries)),
    expectations: guarded(new ExpectationStore(connection)),
    files: guarded(new FileStore(connection)),
    leases: guarded(new LeaseStore(connection)),
    jobRuns: guarded(new JobRunStore(connection)),
    unreachable: guarded(new UnreachableStore(connection)),
    accountChanges: guarded(new AccountChangeStore(connection)),
    roleChanges: guarded(new RoleChangeStore(connection)),
    usage: guarded(new UsageStore(connection)),
  };
}
