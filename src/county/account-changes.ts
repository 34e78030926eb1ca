import type { Connection, Model } from 'mongoose';
import type { PlatformName } from '../chat/update.ts';
import { insertMissing, modelOn } from '../store/row.ts';

/** Whose account a platform gave another id, and when; the id is the update that told it. Never changed, never removed. */
export interface AccountChangeRow {
  _id: string;
  cadreId: string;
  platform: PlatformName;
  from: string;
  to: string;
  at: Date;
}

export class AccountChangeStore {
  readonly #model: Model<AccountChangeRow>;

  constructor(connection: Connection) {
    this.#model = modelOn<AccountChangeRow>(
      connection,
      'accountChanges',
      {
        cadreId: { type: String, required: true },
        platform: { type: String, required: true },
        from: { type: String, required: true },
        to: { type: String, required: true },
        at: { type: Date, required: true },
      },
      [],
    );
  }

  async add(row: AccountChangeRow): Promise<void> {
    await insertMissing(this.#model, [row]);
  }

  byId(id: string) {
    return this.#model.findById(id).lean<AccountChangeRow | null>().exec();
  }
}
