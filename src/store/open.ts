import { type Connection, Mongoose } from 'mongoose';
import { AssessmentStore } from './assessments.ts';
import { CadreStore } from './cadres.ts';
import { CallUpStore } from './call-ups.ts';
import { ClassStore } from './classes.ts';
import { DeliveryStore } from './deliveries.ts';
import { EnrollmentStore } from './enrollments.ts';
import { ExpectationStore } from './expectations.ts';
import { FeedbackStore } from './feedbacks.ts';
import { GradingStore } from './gradings.ts';
import { installationName } from './installation.ts';
import { JobRunStore } from './job-runs.ts';
import { LeaseStore } from './leases.ts';
import { LeaveStore } from './leaves.ts';
import { NoticeStore } from './notices.ts';
import { ReceiptStore } from './receipts.ts';
import { RosterStore } from './roster.ts';
import { ScoreEventStore } from './score-events.ts';
import { SessionStore } from './sessions.ts';
import { SignInStore } from './sign-ins.ts';
import { SurveyAnswerStore } from './survey-answers.ts';
import { SurveyStore } from './surveys.ts';
import { UnitStore } from './units.ts';

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
        store.deliveries.releaseAll(now),
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
  return {
    roster: new RosterStore(connection, units, cadres),
    cadres,
    units,
    classes: new ClassStore(connection),
    callUps: new CallUpStore(connection),
    enrollments: new EnrollmentStore(connection),
    notices: new NoticeStore(connection),
    scoreEvents: new ScoreEventStore(connection),
    gradings: new GradingStore(connection),
    assessments: new AssessmentStore(connection),
    feedbacks: new FeedbackStore(connection),
    sessions: new SessionStore(connection),
    signIns: new SignInStore(connection),
    leaves: new LeaveStore(connection),
    surveys: new SurveyStore(connection),
    surveyAnswers: new SurveyAnswerStore(connection),
    receipts: new ReceiptStore(connection),
    deliveries: new DeliveryStore(connection),
    expectations: new ExpectationStore(connection),
    leases: new LeaseStore(connection),
    jobRuns: new JobRunStore(connection),
  };
}
