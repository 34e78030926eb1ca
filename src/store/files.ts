import { createHash } from 'node:crypto';
import type { Connection, Model } from 'mongoose';
import type { FileMessage } from '../chat/message.ts';
import { modelOn } from './row.ts';

/** Bytes that are sent as a picture or a file; the id is their SHA-256 in lower-case hex. */
export interface FileRow {
  _id: string;
  name: string;
  bytes: Buffer;
  addedAt: Date;
}

/** What both vendors take (and one document holds). */
export const mostFileBytes = 10 * 1024 * 1024;
const keepSeconds = 30 * 24 * 3600;

export class FileStore {
  readonly #model: Model<FileRow>;

  constructor(connection: Connection) {
    this.#model = modelOn<FileRow>(
      connection,
      'files',
      {
        name: { type: String, required: true },
        bytes: { type: Buffer, required: true },
        addedAt: { type: Date, required: true },
      },
      [{ keys: { addedAt: 1 }, expireAfterSeconds: keepSeconds, usedBy: 'forgetting files after 30 days' }],
    );
  }

  /**
   * Keeps bytes for 30 days from now; the same bytes again are the same file, kept longer.
   * @returns what a message carries
   * @throws RangeError when there are none or more than 10 MB
   */
  async keep(kind: FileMessage['kind'], name: string, bytes: Buffer, addedAt: Date): Promise<FileMessage> {
    if (bytes.length === 0 || bytes.length > mostFileBytes) throw new RangeError(`a file of ${bytes.length} bytes`);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await this.#model.updateOne({ _id: sha256 }, { $set: { name, bytes, addedAt } }, { upsert: true });
    return { kind, name, sha256 };
  }

  /** The bytes; `null` when they were never kept or are forgotten. */
  async load(sha256: string): Promise<Buffer | null> {
    const row = await this.#model.findById(sha256).select({ bytes: 1 }).lean<{ bytes: unknown } | null>().exec();
    if (row === null) return null;
    const { bytes } = row;
    if (Buffer.isBuffer(bytes)) return bytes;
    const inner = (bytes as { buffer?: unknown }).buffer;
    if (!(inner instanceof Uint8Array)) throw new Error(`file ${sha256} is not stored as bytes`);
    return Buffer.from(inner);
  }
}
