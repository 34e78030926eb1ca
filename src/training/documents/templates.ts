import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { bytes, date, type RowOf, rows, text } from '../../store/row.ts';

const templates = rows('templates', { name: text, bytes, putAt: date }, []);

/** The kinds of documents that are made of a template. */
export type TemplateOf = 'plan' | 'call-up' | 'posting' | 'file-sheet';

type TemplateRow = RowOf<typeof templates>;

/** The county's own templates of documents, by what they are of. */
export class TemplateStore {
  readonly #templates: Collection<TemplateRow>;

  constructor(database: Database) {
    this.#templates = database.of(templates);
  }

  /** Puts a template in place of the one before. */
  async put(of: TemplateOf, template: { name: string; bytes: Buffer; putAt: Date }): Promise<void> {
    await this.#templates.upsert({ _id: of }, { $set: template });
  }

  /** The bytes; `undefined` where the default holds. */
  async bytesOf(of: TemplateOf): Promise<Buffer | undefined> {
    const row = await this.#templates.byId(of);
    if (row === null) return undefined;
    // The driver hands bytes over in an object of its own.
    const stored: Buffer | { buffer: unknown } = row.bytes;
    if (Buffer.isBuffer(stored)) return stored;
    return stored.buffer instanceof Uint8Array ? Buffer.from(stored.buffer) : undefined;
  }
}
