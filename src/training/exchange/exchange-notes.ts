import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { among } from '../../store/filter.ts';
import { once } from '../../store/once.ts';
import { date, list, oneOf, type RowOf, rows, text } from '../../store/row.ts';

/** `day`: a line a day; `week`: a summary a week; `summary`: the own summary at the end; `visit`: what staff saw in the middle (中期走访). */
export type NoteKind = 'day' | 'week' | 'summary' | 'visit';

/** What was written, and what stands since. */
export interface NoteWriting {
  words: string;
  by: string;
  byUpdate: string;
  at: Date;
}

const exchangeNotes = rows(
  'exchangeNotes',
  {
    pairId: text,
    /** Whose note it is; of a visit whoever visited. */
    cadreId: text,
    kind: oneOf<NoteKind>(),
    /** The day it is about; of a week its Monday. */
    dateOn: text,
    words: text,
    /** Oldest first; the last made the words what they are. */
    writings: list<NoteWriting>(),
    at: date,
  },
  [{ keys: { pairId: 1, cadreId: 1 }, usedBy: 'ofPair, ofPairs' }],
);

/** One entry in the log of a pair. The id says pair, person, kind and day, so that a day has one line. */
export type ExchangeNoteRow = RowOf<typeof exchangeNotes>;

export type NoteAbout = Pick<ExchangeNoteRow, 'pairId' | 'cadreId' | 'kind' | 'dateOn'>;

export class ExchangeNoteStore {
  readonly #notes: Collection<ExchangeNoteRow>;

  constructor(database: Database) {
    this.#notes = database.of(exchangeNotes);
  }

  ofPair(pairId: string) {
    return this.#notes.find({ pairId });
  }

  ofPairs(pairIds: readonly string[]) {
    return this.#notes.find({ pairId: among(pairIds) });
  }

  byAbout(about: NoteAbout) {
    return this.#notes.byId(noteId(about));
  }

  async fill(notes: readonly ExchangeNoteRow[]): Promise<void> {
    await this.#notes.insertMissing(notes);
  }

  /**
   * Keeps what was written, once for an update.
   * @param joined - the words that stand then, from those that stood before
   * @returns the note as it is now
   */
  async write(
    about: NoteAbout,
    writing: NoteWriting,
    joined: (before: string) => string,
  ): Promise<ExchangeNoteRow | null> {
    const _id = noteId(about);
    await this.#notes.insertNew({ _id, ...about, words: '', writings: [], at: writing.at });
    return once(this.#notes, _id, 'writings.byUpdate', writing.byUpdate, ({ words }) => ({
      given: { words },
      change: {
        $set: { words: joined(words), at: writing.at },
        $push: { writings: { ...writing, words: joined(words) } },
      },
    }));
  }
}

function noteId({ pairId, cadreId, kind, dateOn }: NoteAbout): string {
  return `${pairId}:${cadreId}:${kind}:${dateOn}`;
}
