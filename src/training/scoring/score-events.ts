import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { absent, within } from '../../store/filter.ts';
import { date, type FieldsOf, list, number, oneOf, optional, type RowOf, rows, text, yes } from '../../store/row.ts';
import { EventsReadLast } from './events-read-last.ts';
import type { ScoreEvent } from './score-event.ts';

const eventFields = {
  cadreId: text,
  item: text,
  step: text,
  deltaHundredths: number,
  reason: text,
  source: oneOf<ScoreEvent['source']>(),
  authorId: text,
  at: date,
  sessionId: optional(text),
  achievementId: optional(text),
  needsSecond: optional(yes),
  confirmedBy: optional(text),
  reverses: optional(text),
} satisfies FieldsOf<Omit<ScoreEvent, '_id'>>;

const scoreEvents = rows(
  'scoreEvents',
  {
    classId: text,
    ...eventFields,
    /** A bonus or a proposed veto: the member of the evaluation team who refused it, after which it cannot be confirmed. */
    refusedBy: optional(text),
  },
  [
    { keys: { classId: 1, cadreId: 1 }, usedBy: 'ofTrainee, ofClass' },
    { keys: { classId: 1, confirmedBy: 1 }, onlyWith: 'confirmedBy', usedBy: 'ofClass: how many' },
    { keys: { classId: 1, refusedBy: 1 }, onlyWith: 'refusedBy', usedBy: 'ofClass: how many' },
  ],
);

/** One change of one trainee's score in one class; the id is the event's. Never edited, except for the confirmation of a bonus. */
export type ScoreEventRow = RowOf<typeof scoreEvents>;

const scoreDrafts = rows(
  'scoreDrafts',
  {
    classId: text,
    authorId: text,
    events: list<ScoreEventRow>(),
    state: oneOf<'draft' | 'recorded' | 'dropped'>(),
    at: date,
  },
  [{ keys: { at: 1 }, expireAfterSeconds: 30 * 24 * 3600, usedBy: 'forgetting drafts after 30 days' }],
);

/** Entries typed together, waiting for 确认. The id is the update that contained them. */
export type ScoreDraftRow = RowOf<typeof scoreDrafts>;

/** Whoever it is: an index alone answers how many have one, and no row is read. */
const anybody = within<string>({ $gte: '' });

export class ScoreEventStore {
  readonly #events: Collection<ScoreEventRow>;
  readonly #drafts: Collection<ScoreDraftRow>;
  readonly #readLast = new EventsReadLast<Readonly<ScoreEventRow>>();

  constructor(database: Database) {
    this.#events = database.of(scoreEvents);
    this.#drafts = database.of(scoreDrafts);
  }

  /** Adds events; no change to those that exist. */
  async add(list: readonly ScoreEventRow[]): Promise<void> {
    await this.#events.insertMissing(list);
  }

  byId(id: string) {
    return this.#events.byId(id);
  }

  /** Those of a draft that it entered: another one may have entered the same at the same moment. */
  async enteredBy({ events, authorId }: Pick<ScoreDraftRow, 'events' | 'authorId'>): Promise<ScoreEventRow[]> {
    const stored = await Promise.all(events.map(({ _id }) => this.byId(_id)));
    return stored.flatMap((each, index) =>
      each?.authorId === authorId && each.at.getTime() === events[index]?.at.getTime() ? [each] : [],
    );
  }

  /** The event that reverses this one. */
  reversalOf(id: string) {
    return this.byId(`reversal:${id}`);
  }

  ofTrainee(classId: string, cadreId: string) {
    return this.#events.find({ classId, cadreId });
  }

  /** What was read before is not read again where nothing was added or decided since. */
  async ofClass(classId: string): Promise<readonly Readonly<ScoreEventRow>[]> {
    const before = await this.#readLast.of(classId, () => this.#counts(classId));
    if (before !== undefined) return before;
    const rows = await this.#events.find({ classId });
    this.#readLast.keep(classId, rows);
    return rows;
  }

  async #counts(classId: string) {
    const [all, confirmed, refused] = await Promise.all([
      this.#events.count({ classId }),
      this.#events.count({ classId, confirmedBy: anybody }),
      this.#events.count({ classId, refusedBy: anybody }),
    ]);
    return { all, confirmed, refused };
  }

  /**
   * Confirms or refuses a bonus; only the first decision counts. @param decision - perhaps with the achievement that it is for
   * @returns what was decided by whom
   */
  async decide(
    id: string,
    decision: { confirmedBy: string; achievementId?: string } | { refusedBy: string },
  ): Promise<Pick<ScoreEventRow, 'confirmedBy' | 'refusedBy'>> {
    await this.#events.updateOne({ _id: id, confirmedBy: absent(), refusedBy: absent() }, { $set: decision });
    return (await this.byId(id)) ?? {};
  }

  async keepDraft(row: ScoreDraftRow): Promise<void> {
    await this.#drafts.insertNew(row);
  }

  draft(id: string) {
    return this.#drafts.byId(id);
  }

  /** Ends a draft; only the first time counts. @returns how it ended */
  async endDraft(id: string, state: 'recorded' | 'dropped'): Promise<ScoreDraftRow['state'] | undefined> {
    await this.#drafts.updateOne({ _id: id, state: 'draft' }, { $set: { state } });
    return (await this.draft(id))?.state;
  }
}

/** An event in its stored form. */
export function scoreEventRow(classId: string, { _id, ...event }: ScoreEvent): ScoreEventRow {
  return { _id, classId, ...event };
}
