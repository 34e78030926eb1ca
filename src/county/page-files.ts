import { createHash } from 'node:crypto';
import type { Collection } from '../store/collection.ts';
import type { Database } from '../store/database.ts';
import { absent, within } from '../store/filter.ts';
import { bytes, date, optional, type RowOf, rows, text } from '../store/row.ts';
import { sealWith } from '../store/seal.ts';
import { storedBytes } from '../store/stored-bytes.ts';
import type { CadreRow } from './cadres.ts';

/** How long a file waits on the staff page for whoever asked for it. */
export const fileMinutes = 60;
/** Random bytes that make a link, and the key under which its file lies. */
export const linkBytes = 32;

const files = rows(
  'pageFiles',
  {
    cadreId: text,
    /** The roles granted when it was made; with others it may not be taken any more. */
    roles: text,
    name: text,
    /** Encrypted under the link, which is kept nowhere; empty once it was taken. */
    sealed: bytes,
    until: date,
    takenAt: optional(date),
  },
  [{ keys: { until: 1 }, expireAfterSeconds: 0, usedBy: 'forgetting files that are over' }],
);

/** A file that may not pass through chat, for one person to take from the staff page once. The id is a digest of what the link ends in. */
export type PageFileRow = RowOf<typeof files>;

export class PageFileStore {
  readonly #files: Collection<PageFileRow>;

  constructor(database: Database) {
    this.#files = database.of(files);
  }

  /** Keeps a file for a person; under the same link it is kept once, also when it was taken since. */
  async keep(link: Buffer, whose: CadreRow, file: { name: string; bytes: Buffer }, now: Date): Promise<void> {
    const until = new Date(now.getTime() + fileMinutes * 60_000);
    const [_id, sealed] = [idOf(link), sealWith(link).seal(file.bytes, whose._id)];
    await this.#files.insertMissing([
      { _id, cadreId: whose._id, roles: rolesOf(whose), name: file.name, sealed, until },
    ]);
  }

  /** The file that waits under a link for this person; `undefined` where there is none, or it is over, taken, or somebody else's. */
  async waiting(link: Buffer, whose: CadreRow, now: Date): Promise<PageFileRow | undefined> {
    if (link.length !== linkBytes) return undefined;
    const row = await this.#files.byId(idOf(link));
    const isTheirs = row?.cadreId === whose._id && row.roles === rolesOf(whose);
    return row !== null && isTheirs && row.takenAt === undefined && row.until > now ? row : undefined;
  }

  /** Takes the file: once, however many ask at the same moment. */
  async take(link: Buffer, whose: CadreRow, now: Date): Promise<{ name: string; bytes: Buffer } | undefined> {
    const row = await this.waiting(link, whose, now);
    if (row === undefined) return undefined;
    const { _id, name } = row;
    const bytes = sealWith(link).open(storedBytes(row.sealed), whose._id);
    const isFirst = await this.#files.updateOne(
      { _id, takenAt: absent(), until: within({ $gt: now }) },
      { $set: { takenAt: now, sealed: Buffer.alloc(0) } },
    );
    return isFirst && bytes !== null ? { name, bytes } : undefined;
  }
}

function rolesOf({ roles }: CadreRow): string {
  return [...roles].sort().join(' ');
}

function idOf(link: Buffer): string {
  return createHash('sha256').update(link).digest('hex');
}
