import { createHash } from 'node:crypto';
import type { FileMessage } from '../chat/message.ts';
import type { Collection } from './collection.ts';
import type { Database } from './database.ts';
import { bytes, date, type RowOf, rows, text } from './row.ts';
import { storedBytes } from './stored-bytes.ts';

/** What both vendors take (and one document holds). */
export const mostFileBytes = 10 * 1024 * 1024;
const keepSeconds = 30 * 24 * 3600;

const files = rows('files', { name: text, bytes, addedAt: date }, [
  { keys: { addedAt: 1 }, expireAfterSeconds: keepSeconds, usedBy: 'forgetting files after 30 days' },
]);

/** Bytes that are sent as a picture or a file; the id is their SHA-256 in lower-case hex. */
export type FileRow = RowOf<typeof files>;

export class FileStore {
  readonly #files: Collection<FileRow>;

  constructor(database: Database) {
    this.#files = database.of(files);
  }

  /**
   * Keeps bytes for 30 days from now; the same bytes again are the same file, kept longer.
   * @returns what a message carries
   * @throws RangeError when there are none or more than 10 MB
   */
  async keep(kind: FileMessage['kind'], name: string, bytes: Buffer, addedAt: Date): Promise<FileMessage> {
    if (bytes.length === 0 || bytes.length > mostFileBytes) throw new RangeError(`a file of ${bytes.length} bytes`);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await this.#files.upsert({ _id: sha256 }, { $set: { name, bytes, addedAt } });
    return { kind, name, sha256 };
  }

  /** The bytes; `null` when they were never kept or are forgotten. */
  async load(sha256: string): Promise<Buffer | null> {
    const row = await this.#files.byId(sha256);
    return row === null ? null : storedBytes(row.bytes);
  }
}
