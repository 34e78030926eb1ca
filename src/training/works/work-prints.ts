import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { bytes, date, type RowOf, rows } from '../../store/row.ts';
import { storedBytes } from '../../store/stored-bytes.ts';

/** With how many works one is compared, the newest first: several years of a county. */
const mostCompared = 5_000;

const workPrints = rows(
  'workPrints',
  {
    /** Numbers of 32 bits, ascending (`fingerprintOf`). */
    print: bytes,
    at: date,
    /** When it leaves the archive. */
    goesAt: date,
  },
  [
    { keys: { at: -1 }, usedBy: 'others' },
    { keys: { goesAt: 1 }, expireAfterSeconds: 0, usedBy: 'forgetting works of past years' },
  ],
);

/** The fingerprint of a work, which outlives its file; the id is that of the work. No text can be read back from it. */
type WorkPrintRow = RowOf<typeof workPrints>;

export class WorkPrintStore {
  readonly #prints: Collection<WorkPrintRow>;

  constructor(database: Database) {
    this.#prints = database.of(workPrints);
  }

  /** Keeps the fingerprint of a work's last version. */
  async keep(workId: string, print: Uint32Array, at: Date, goesAt: Date): Promise<void> {
    const row = { _id: workId, print: packed(print), at, goesAt };
    await this.#prints.putAll([row]);
  }

  async remove(workId: string): Promise<void> {
    await this.#prints.deleteMany({ _id: workId });
  }

  /** The archive without this work. */
  async others(workId: string): Promise<{ workId: string; print: Uint32Array }[]> {
    const found = await this.#prints.findFields({}, ['print'], { sort: { at: -1 }, limit: mostCompared });
    return found.filter(({ _id }) => _id !== workId).map(({ _id, print }) => ({ workId: _id, print: unpacked(print) }));
  }
}

function packed(print: Uint32Array): Buffer {
  const out = Buffer.alloc(print.length * 4);
  print.forEach((each, at) => {
    out.writeUInt32LE(each, at * 4);
  });
  return out;
}

function unpacked(stored: Buffer): Uint32Array {
  const bytes = storedBytes(stored);
  return Uint32Array.from({ length: bytes.length / 4 }, (_, at) => bytes.readUInt32LE(at * 4));
}
