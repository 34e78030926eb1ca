import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { isNoted } from '../../store/noted.ts';
import { createNumbered } from '../../store/numbering.ts';
import { once } from '../../store/once.ts';
import { date, list, number, oneOf, optional, type RowOf, rows, text, texts } from '../../store/row.ts';
import type { ActivityKind } from './activity-rules.ts';

/** `offered`: a lesson of one's own that somebody would give (我来讲); `declined`: it has no place in this class. */
export type ActivityState = 'offered' | 'planned' | 'cancelled' | 'declined';

/** What a step may change. */
export interface ActivityFacts {
  state: ActivityState;
  title: string;
  dateOn?: string;
  place: string;
  speakers: readonly string[];
  recorder: string;
  absent: readonly string[];
  minutes: string;
}

export interface ActivityStep {
  act: 'plan' | 'offer' | 'change' | 'minutes' | 'admit' | 'decline' | 'cancel' | 'undo';
  by: string;
  byUpdate: string;
  at: Date;
  reason?: string;
  before?: ActivityFacts;
}

const activities = rows(
  'activities',
  {
    year: text,
    /** Counts within the year, from 1. */
    number,
    classId: text,
    kind: oneOf<ActivityKind>(),
    state: oneOf<ActivityState>(),
    title: text,
    /** Absent as long as it is offered. */
    dateOn: optional(text),
    /** Empty texts and lists: not said. */
    place: text,
    speakers: texts,
    recorder: text,
    absent: texts,
    minutes: text,
    madeBy: text,
    madeAt: date,
    byUpdate: text,
    history: list<ActivityStep>(),
    /** How many these are: what a change rests on. */
    steps: number,
  },
  [
    { keys: { byUpdate: 1 }, unique: true, usedBy: 'create' },
    { keys: { year: 1, number: 1 }, unique: true, usedBy: 'create, ofYear' },
    { keys: { classId: 1, number: 1 }, usedBy: 'ofClass' },
  ],
);

/** An activity of a class. Its number, e.g. `H2026-1`, is its id. */
export type ActivityRow = RowOf<typeof activities>;

interface ActivityChange extends Omit<ActivityStep, 'before'> {
  from: readonly ActivityState[];
  set: (present: ActivityRow) => Partial<ActivityFacts> | undefined;
}

export class ActivityStore {
  readonly #activities: Collection<ActivityRow>;

  constructor(database: Database) {
    this.#activities = database.of(activities);
  }

  byId(id: string) {
    return this.#activities.byId(id);
  }

  /** Inserts a demo's past activities. */
  async fill(activities: readonly ActivityRow[]): Promise<void> {
    await this.#activities.insertMissing(activities);
  }

  /** Those of a year, newest first. */
  ofYear(year: string) {
    return this.#activities.find({ year }, { sort: { year: -1, number: -1 } });
  }

  ofClass(classId: string) {
    return this.#activities.find({ classId }, { sort: { classId: 1, number: 1 } });
  }

  /** Keeps an activity under the year's next free number; the same update makes the same one. */
  create(
    wanted: Omit<ActivityRow, '_id' | 'number' | 'history' | 'steps' | 'place' | 'recorder' | 'absent' | 'minutes'>,
  ): Promise<ActivityRow> {
    const { year, madeBy: by, byUpdate, madeAt: at, state } = wanted;
    const act = state === 'offered' ? 'offer' : 'plan';
    return createNumbered(
      this.#activities,
      wanted,
      async () => (await this.#activities.findOne({ year }, { sort: { year: -1, number: -1 } }))?.number ?? 0,
      (next): ActivityRow => ({
        ...{ _id: `H${year}-${next}`, number: next, ...wanted, place: '', recorder: '', absent: [], minutes: '' },
        ...{ steps: 1, history: [{ act, by, byUpdate, at }] },
      }),
    );
  }

  /** Changes an activity that is in one of these states; the same update does it once. `isActivityMovedBy` tells whether it did. */
  change(id: string, { from, set, ...step }: ActivityChange): Promise<ActivityRow | null> {
    return once(this.#activities, id, 'history.byUpdate', step.byUpdate, (present) => {
      const changed = from.includes(present.state) ? set(present) : undefined;
      if (changed === undefined) return undefined;
      const entry: ActivityStep = { ...step, before: factsOf(present) };
      const steps = present.steps + 1;
      return { given: { steps: present.steps }, change: { $set: { ...changed, steps }, $push: { history: entry } } };
    });
  }

  /** Takes back what an update did, as the last to do anything; one that was just made is cancelled. */
  takeBack(id: string, doneByUpdate: string, step: Pick<ActivityStep, 'by' | 'byUpdate' | 'at'>) {
    return once(this.#activities, id, 'history.byUpdate', step.byUpdate, (present) => {
      const last = present.history.at(-1);
      if (last?.byUpdate !== doneByUpdate) return undefined;
      const entry: ActivityStep = { ...step, act: 'undo', before: factsOf(present) };
      const set = last.before ?? { state: 'cancelled' as const };
      const steps = present.steps + 1;
      return { given: { steps: present.steps }, change: { $set: { ...set, steps }, $push: { history: entry } } };
    });
  }
}

function factsOf({ state, title, dateOn, place, speakers, recorder, absent, minutes }: ActivityRow): ActivityFacts {
  const day = dateOn === undefined ? {} : { dateOn };
  return { state, title, ...day, place, speakers, recorder, absent, minutes };
}

/** Whether this update did something to the activity. */
export function isActivityMovedBy(row: ActivityRow | null, updateId: string): boolean {
  return isNoted(row, 'history.byUpdate', updateId);
}
