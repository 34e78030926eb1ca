import type { Connection, Model } from 'mongoose';
import { trusted } from 'mongoose';
import { insertMissing, isDuplicate, modelOn } from '../../store/row.ts';
import type { ScoreEvent } from './score-event.ts';

/** One change of one trainee's score in one class; the id is the event's. Never edited, but for the second signature of a bonus. */
export type ScoreEventRow = Omit<ScoreEvent, 'eventId'> & {
  _id: string;
  classId: string;
  /** Bonus only: who of the evaluation team said no; then it is never confirmed. */
  refusedBy?: string;
};

/** Entries typed together, waiting for 确认. The id is the update that brought them. */
export interface ScoreDraftRow {
  _id: string;
  classId: string;
  authorId: string;
  events: readonly ScoreEventRow[];
  state: 'draft' | 'recorded' | 'dropped';
  at: Date;
}

export class ScoreEventStore {
  readonly #events: Model<ScoreEventRow>;
  readonly #drafts: Model<ScoreDraftRow>;

  constructor(connection: Connection) {
    this.#events = modelOn<ScoreEventRow>(connection, 'scoreEvents', scoreEventFields, [
      { keys: { classId: 1, cadreId: 1 }, usedBy: 'ofTrainee, ofClass' },
    ]);
    this.#drafts = modelOn<ScoreDraftRow>(
      connection,
      'scoreDrafts',
      {
        classId: { type: String, required: true },
        authorId: { type: String, required: true },
        events: { type: [Object], required: true } as never,
        state: { type: String, required: true },
        at: { type: Date, required: true },
      },
      [{ keys: { at: 1 }, expireAfterSeconds: 30 * 24 * 3600, usedBy: 'forgetting drafts after 30 days' }],
    );
  }

  /** Records events; those recorded before stay as they are. */
  async add(rows: readonly ScoreEventRow[]): Promise<void> {
    await insertMissing(this.#events, rows);
  }

  byId(id: string) {
    return this.#events.findById(id).lean<ScoreEventRow | null>().exec();
  }

  /** What took the event back. */
  reversalOf(id: string) {
    return this.byId(`reversal:${id}`);
  }

  ofTrainee(classId: string, cadreId: string) {
    return this.#events.find({ classId, cadreId }).lean<ScoreEventRow[]>().exec();
  }

  ofClass(classId: string) {
    return this.#events.find({ classId }).lean<ScoreEventRow[]>().exec();
  }

  /** The second signature of a bonus, or its refusal; the first decision counts. @returns what was decided by whom */
  async decide(
    id: string,
    decision: { confirmedBy: string } | { refusedBy: string },
  ): Promise<Pick<ScoreEventRow, 'confirmedBy' | 'refusedBy'>> {
    const open = { confirmedBy: trusted({ $exists: false }), refusedBy: trusted({ $exists: false }) };
    await this.#events.updateOne({ _id: id, ...open }, { $set: decision });
    return (await this.byId(id)) ?? {};
  }

  async keepDraft(row: ScoreDraftRow): Promise<void> {
    try {
      await this.#drafts.collection.insertOne(row as never);
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
  }

  draft(id: string) {
    return this.#drafts.findById(id).lean<ScoreDraftRow | null>().exec();
  }

  /** Ends a draft; the first end stands. @returns how it ended */
  async endDraft(id: string, state: 'recorded' | 'dropped'): Promise<ScoreDraftRow['state'] | undefined> {
    await this.#drafts.updateOne({ _id: id, state: 'draft' }, { $set: { state } });
    return (await this.draft(id))?.state;
  }
}

/** A stored event as the rules know it. */
export function asScoreEvent({ _id, classId: _, refusedBy: __, ...event }: ScoreEventRow): ScoreEvent {
  return { eventId: _id, ...event };
}

/** An event of the rules as it is stored. */
export function scoreEventRow(classId: string, { eventId, ...event }: ScoreEvent): ScoreEventRow {
  return { _id: eventId, classId, ...event };
}

const scoreEventFields = {
  classId: { type: String, required: true },
  cadreId: { type: String, required: true },
  item: { type: String, required: true },
  step: { type: String, required: true },
  deltaHundredths: { type: Number, required: true },
  reason: { type: String, required: true },
  source: { type: String, required: true },
  authorId: { type: String, required: true },
  at: { type: Date, required: true },
  sessionId: String,
  achievementId: String,
  confirmedBy: String,
  refusedBy: String,
  reverses: String,
} as const;
