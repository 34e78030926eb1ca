import type { Connection, Model } from 'mongoose';
import { insertMissing, modelOn } from '../store/row.ts';
import type { Role } from './roles.ts';

/** Who gave or took which role, and when; the id is the update that did it. Never changed, never removed. */
export interface RoleChangeRow {
  _id: string;
  cadreId: string;
  role: Role;
  change: 'granted' | 'taken';
  by: string;
  at: Date;
}

export class RoleChangeStore {
  readonly #model: Model<RoleChangeRow>;

  constructor(connection: Connection) {
    this.#model = modelOn<RoleChangeRow>(
      connection,
      'roleChanges',
      {
        cadreId: { type: String, required: true },
        role: { type: String, required: true },
        change: { type: String, required: true },
        by: { type: String, required: true },
        at: { type: Date, required: true },
      },
      [{ keys: { at: -1 }, usedBy: 'latest' }],
    );
  }

  async add(row: RoleChangeRow): Promise<void> {
    await insertMissing(this.#model, [row]);
  }

  byId(id: string) {
    return this.#model.findById(id).lean<RoleChangeRow | null>().exec();
  }

  /** Newest first. */
  latest(most: number) {
    return this.#model.find({}).sort({ at: -1 }).limit(most).lean<RoleChangeRow[]>().exec();
  }
}
