import type { FileMessage } from '../../chat/message.ts';
import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { absent } from '../../store/filter.ts';
import { once } from '../../store/once.ts';
import { date, list, number, oneOf, optional, type RowOf, rows, text, value } from '../../store/row.ts';
import type { PaperKind } from './paper-number.ts';

/** That a paper does not hold any more, or holds again. */
interface PaperChange {
  what: 'voided' | 'restored';
  by: string;
  byUpdate: string;
  at: Date;
  reason: string;
}

const papers = rows(
  'papers',
  {
    /** What stands on it and is confirmed to whoever asks; nobody can guess it. */
    number: text,
    kind: oneOf<PaperKind>(),
    cadreId: text,
    /** Of a certificate of completion. */
    classId: optional(text),
    /** The reopening of the class since which the trainee has the grade it names; absent for the grade that was published first. */
    gradeSince: optional(number),
    /** Of a certificate of hours. */
    year: optional(text),
    issuedAt: date,
    issuedBy: text,
    byUpdate: text,
    /** As it went out, with the check of its last page; a certificate of completion is drawn anew each time. */
    sent: optional(value<{ file: FileMessage; check: string }>()),
    /** Oldest first. */
    changes: optional(list<PaperChange>()),
  },
  [
    { keys: { number: 1 }, unique: true, usedBy: 'byNumber' },
    { keys: { issuedAt: -1 }, usedBy: 'latest' },
  ],
);

/** A certificate, or a register that somebody was given. */
export type PaperRow = RowOf<typeof papers>;

export class PaperStore {
  readonly #papers: Collection<PaperRow>;

  constructor(database: Database) {
    this.#papers = database.of(papers);
  }

  /** Issues a paper; the same once more is the one that was issued. */
  async issue(row: PaperRow): Promise<PaperRow> {
    await this.#papers.insertMissing([row]);
    return (await this.#papers.byId(row._id)) ?? row;
  }

  /** Keeps what went out; the first that was kept stays. @returns the paper as it is now */
  async keepSent(id: string, sent: NonNullable<PaperRow['sent']>): Promise<PaperRow | null> {
    await this.#papers.updateOne({ _id: id, sent: absent() }, { $set: { sent } });
    return this.#papers.byId(id);
  }

  async byNumber(number: string): Promise<PaperRow | null> {
    const [found = null] = await this.#papers.find({ number }, { limit: 1 });
    return found;
  }

  /** The latest that were issued. */
  latest(most: number) {
    return this.#papers.find({}, { sort: { issuedAt: -1 }, limit: most });
  }

  /** Has a paper hold no more, or again, where it is not so already. @returns the paper as it is now */
  change(id: string, change: PaperChange): Promise<PaperRow | null> {
    return once(this.#papers, id, 'changes.byUpdate', change.byUpdate, (present) => {
      if (isVoided(present) === (change.what === 'voided')) return undefined;
      return { given: {}, change: { $push: { changes: change } } };
    });
  }
}

export function isVoided({ changes }: Pick<PaperRow, 'changes'>): boolean {
  return changes?.at(-1)?.what === 'voided';
}
