import type { Connection, Model } from 'mongoose';
import { insertMissing, modelOn } from './schema.ts';

/** Study material for one class; the id is that of the update that drafted it. */
export interface MaterialRow {
  _id: string;
  classId: string;
  title: string;
  /** As `readAddress` gives it. */
  url: string;
  pictureUrl?: string;
  words?: string;
  /** `draft` until it was confirmed, then `sent`; `dropped` when it was not. */
  state: 'draft' | 'sent' | 'dropped';
  createdBy: string;
  createdAt: Date;
}

export class MaterialStore {
  readonly #model: Model<MaterialRow>;

  constructor(connection: Connection) {
    this.#model = modelOn<MaterialRow>(
      connection,
      'materials',
      {
        classId: { type: String, required: true },
        title: { type: String, required: true },
        url: { type: String, required: true },
        pictureUrl: String,
        words: String,
        state: { type: String, required: true },
        createdBy: { type: String, required: true },
        createdAt: { type: Date, required: true },
      },
      [],
    );
  }

  /** Keeps a draft; the same update keeps it once. */
  async draft(row: MaterialRow): Promise<void> {
    await insertMissing(this.#model, [row]);
  }

  byId(id: string) {
    return this.#model.findById(id).lean<MaterialRow | null>().exec();
  }

  /** @returns whether it is sent, now or before; what was dropped stays dropped */
  async send(id: string): Promise<boolean> {
    await this.#model.updateOne({ _id: id, state: 'draft' }, { $set: { state: 'sent' } });
    return (await this.byId(id))?.state === 'sent';
  }

  /** Drops a draft; what was sent stays sent. */
  async drop(id: string): Promise<void> {
    await this.#model.updateOne({ _id: id, state: 'draft' }, { $set: { state: 'dropped' } });
  }
}
