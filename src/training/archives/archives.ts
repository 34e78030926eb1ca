import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { date, list, type RowOf, rows, text, texts } from '../../store/row.ts';

const archives = rows(
  'archives',
  {
    classId: text,
    /** The digest of what the records said. */
    records: text,
    number: text,
    at: date,
    by: text,
    /** As they were called then. */
    byName: text,
    byUpdate: text,
    rulePack: text,
    /** What was still missing, as sentences. */
    unfinished: texts,
    /** What each part said, as a digest: tells which have changed since. */
    parts: list<{ file: string; records: number; digest: string }>(),
    /** The SHA-256 of each file that went out; more than one where another version of the program packed the same records anew. */
    sums: texts,
  },
  [{ keys: { classId: 1, at: -1 }, usedBy: 'ofClass' }],
);

/** That a class was archived; the id is `<class>:<digest of its records>`, so that the same records are archived once. */
export type ArchiveRow = RowOf<typeof archives>;

export class ArchiveStore {
  readonly #archives: Collection<ArchiveRow>;

  constructor(database: Database) {
    this.#archives = database.of(archives);
  }

  /** Those of which a file went out, the latest first. */
  async ofClass(classId: string): Promise<ArchiveRow[]> {
    const found = await this.#archives.find({ classId }, { sort: { classId: 1, at: -1 } });
    return found.filter(({ sums }) => sums.length > 0);
  }

  byRecords(classId: string, records: string) {
    return this.#archives.byId(`${classId}:${records}`);
  }

  /** Archives a class; with the same records it is the archive that there is. */
  async add(row: Omit<ArchiveRow, '_id' | 'sums'>): Promise<ArchiveRow> {
    const made: ArchiveRow = { ...row, _id: `${row.classId}:${row.records}`, sums: [] };
    await this.#archives.insertMissing([made]);
    return (await this.#archives.byId(made._id)) ?? made;
  }

  /** Keeps the sum of a file before it goes out. */
  async keepSum(id: string, sum: string): Promise<void> {
    await this.#archives.updateOne({ _id: id }, { $addToSet: { sums: sum } });
  }
}
