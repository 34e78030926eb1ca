import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { isNoted } from '../../store/noted.ts';
import { createNumbered } from '../../store/numbering.ts';
import { once } from '../../store/once.ts';
import { date, list, number, oneOf, optional, type RowOf, rows, text, texts, value } from '../../store/row.ts';
import type { PeopleByLevel } from './people-by-level.ts';

/** `fieldResearch`: what was heard in daily research (日常调研); `orgNeed`: what the organisation department itself sees as needed (组织需求). */
export type NoteKind = 'fieldResearch' | 'orgNeed';

/** `proposed`: its topics were recognised and wait for somebody to confirm them; until then it counts nowhere. */
export type NoteState = 'proposed' | 'confirmed' | 'withdrawn';

/** What a note held before a step. */
interface NoteBefore {
  words: string;
  topics: readonly string[];
  state: NoteState;
}

/** One thing that was done to a note. */
export interface NoteStep {
  act: 'note' | 'topics' | 'words' | 'withdraw' | 'undo';
  by: string;
  byUpdate: string;
  at: Date;
  before?: NoteBefore;
  reason?: string;
}

const researchNotes = rows(
  'researchNotes',
  {
    year: text,
    /** Counts within the year, from 1. */
    number,
    /** The year for whose plan it counts. */
    needsYear: text,
    kind: oneOf<NoteKind>(),
    /** What was heard, or why it is needed. */
    words: text,
    topics: texts,
    /** For how many people, where that was said. */
    people: optional(value<PeopleByLevel>()),
    state: oneOf<NoteState>(),
    madeBy: text,
    madeAt: date,
    /** The update that made it, so that making it twice makes one. */
    byUpdate: text,
    /** Oldest first. */
    history: list<NoteStep>(),
    /** How many these are: what a change rests on. */
    steps: number,
  },
  [
    { keys: { byUpdate: 1 }, unique: true, usedBy: 'create' },
    { keys: { year: 1, number: 1 }, unique: true, usedBy: 'create' },
    { keys: { needsYear: 1 }, usedBy: 'forYear' },
  ],
);

/** A note of research or a need of the organisation department. Its number, e.g. `R2026-1`, is its id. */
export type ResearchNoteRow = RowOf<typeof researchNotes>;

/** What becomes of a note. */
interface NoteChange extends Omit<NoteStep, 'before'> {
  from: readonly NoteState[];
  set: Partial<NoteBefore>;
}

export class ResearchNoteStore {
  readonly #notes: Collection<ResearchNoteRow>;

  constructor(database: Database) {
    this.#notes = database.of(researchNotes);
  }

  byId(id: string) {
    return this.#notes.byId(id);
  }

  /** Those for the plan of a year, withdrawn ones too, newest first. */
  async forYear(needsYear: string): Promise<ResearchNoteRow[]> {
    const found = await this.#notes.find({ needsYear });
    return found.sort((a, b) => (a.year === b.year ? b.number - a.number : a.year < b.year ? 1 : -1));
  }

  /** Inserts a demo's first; only into an empty collection. */
  async fill(notes: readonly ResearchNoteRow[]): Promise<void> {
    await this.#notes.insertMissing(notes);
  }

  /** Keeps a note under the year's next free number; the same update makes the same one. */
  create(wanted: Omit<ResearchNoteRow, '_id' | 'number' | 'history' | 'steps'>): Promise<ResearchNoteRow> {
    const { year, madeBy: by, byUpdate, madeAt: at } = wanted;
    return createNumbered(
      this.#notes,
      wanted,
      async () => (await this.#notes.findOne({ year }, { sort: { year: -1, number: -1 } }))?.number ?? 0,
      (next): ResearchNoteRow => ({
        ...{ _id: `R${year}-${next}`, number: next, ...wanted, steps: 1 },
        history: [{ act: 'note', by, byUpdate, at }],
      }),
    );
  }

  /** Changes a note that is in one of these states; the same update does it once. `isNoteMovedBy` tells whether it did. */
  change(id: string, { from, set, ...step }: NoteChange): Promise<ResearchNoteRow | null> {
    return once(this.#notes, id, 'history.byUpdate', step.byUpdate, ({ words, topics, state, steps }) => {
      if (!from.includes(state)) return undefined;
      const entry: NoteStep = { ...step, before: { words, topics, state } };
      return { given: { steps }, change: { $set: { ...set, steps: steps + 1 }, $push: { history: entry } } };
    });
  }

  /** Takes back what an update did, as the last to do anything: the note is as it was; one that was just made is withdrawn. */
  takeBack(id: string, doneByUpdate: string, step: Pick<NoteStep, 'by' | 'byUpdate' | 'at'>) {
    return once(this.#notes, id, 'history.byUpdate', step.byUpdate, ({ words, topics, state, steps, history }) => {
      const last = history.at(-1);
      if (last?.byUpdate !== doneByUpdate) return undefined;
      const entry: NoteStep = { ...step, act: 'undo', before: { words, topics, state } };
      const set = last.before ?? { state: 'withdrawn' as const };
      return { given: { steps }, change: { $set: { ...set, steps: steps + 1 }, $push: { history: entry } } };
    });
  }
}

/** Whether this update did something to the note. */
export function isNoteMovedBy(row: ResearchNoteRow | null, updateId: string): boolean {
  return isNoted(row, 'history.byUpdate', updateId);
}
