import { type Connection, Mongoose } from 'mongoose';
import { AssessmentStore } from './assessments.ts';
import { CadreStore } from './cadres.ts';
import { CallUpStore } from './call-ups.ts';
import { ClassGroupStore } from './class-groups.ts';
import { ClassStore } from './classes.ts';
import { guarded } from './deadline.ts';
import { DeliveryStore } from './deliveries.ts';
import { DeliveryClaimStore } from './delivery-claims.ts';
import { deliveryModel } from './delivery-row.ts';
import { EnrollmentStore } from './enrollments.ts';
import { ExpectationStore } from './expectations.ts';
import { FeedbackStore } from './feedbacks.ts';
import { FileStore } from './files.ts';
import { GradingStore } from './gradings.ts';
import { installationName } from './installation.ts';
import { JobRunStore } from './job-runs.ts';
import { LeaseStore } from './leases.ts';
import { LeaveStore } from './leaves.ts';
import { MaterialStore } from './materials.ts';
import { NoticeStore } from './notices.ts';
import { RecallStore } from './recalls.ts';
import { ReceiptStore } from './receipts.ts';
import { RoleChangeStore } from './role-changes.ts';
import { RosterStore } from './roster.ts';
import { ScoreEventStore } from './score-events.ts';
import { SentCardStore } from './sent-cards.ts';
import { SessionStore } from './sessions.ts';
import { SignInStore } from './sign-ins.ts';
import { SurveyAnswerStore } from './survey-answers.ts';
import { SurveyStore } from './surveys.ts';
import { UndeliveredStore } from './undelivered.ts';
import { UnitStore } from './units.ts';
import { UnreachableStore } from './unreachable.ts';
import { UsageStore } from './usage.ts';

/** Every collection with its named queries. */
export type Store = Awaited<ReturnType<typeof openStore>>;

/**
 * Connects and makes sure that every index exists. Models live on this connection alone, so that two counties fit in one process.
 *
 * @param uri - a MongoDB address, or the embedded store's
 */
export async function openStore(uri: string) {
  const odm = new Mongoose({
    strictQuery: 'throw',
    sanitizeFilter: true,
    autoIndex: false,
    autoCreate: false,
    bufferCommands: false,
  });
  const connection = await odm
    .createConnection(uri, {
      serverSelectionTimeoutMS: 5_000,
      writeConcern: { w: 'majority', journal: true },
      readPreference: 'primary',
      maxPoolSize: 10,
    })
    .asPromise();
  const store = collections(connection);
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

function collections(connection: Connection) {
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
    roleChanges: guarded(new RoleChangeStore(connection)),
    usage: guarded(new UsageStore(connection)),
  };
}
