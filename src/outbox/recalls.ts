import type { Recalled } from '../chat/platform.ts';
import { PLATFORM_NAMES } from '../chat/update.ts';
import type { Collection } from '../store/collection.ts';
import { absent, among } from '../store/filter.ts';
import { type DeliveryRow, movedKey } from './delivery-row.ts';

/** Deliveries that are taken back: stopped before they go, or recalled from the screen. */
export class RecallStore {
  readonly #rows: Collection<DeliveryRow>;

  constructor(rows: Collection<DeliveryRow>) {
    this.#rows = rows;
  }

  /** The messages that were added under these keys, there or moved to another platform; oldest first. */
  async copies(keys: readonly string[]): Promise<DeliveryRow[]> {
    const anywhere = keys.flatMap((key) => [key, ...PLATFORM_NAMES.map((platform) => movedKey(key, platform))]);
    const rows = await this.#rows.find({ _id: among(anywhere) }, { sort: { order: 1 } });
    // A key that was forestalled holds no words.
    return rows.filter(({ message }) => message.kind !== 'text' || message.text !== '');
  }

  /** Stops what was not sent yet; a message that is under way, or that may be on the screen already, goes its way. @returns how many it stopped */
  cancel(keys: readonly string[], byUpdate: string): Promise<number> {
    return this.#rows.updateMany(
      { _id: among(keys), state: 'due', unsure: false },
      { $set: { state: 'cancelled', cancellation: byUpdate, open: false }, $unset: { holdsBack: 1, gather: 1 } },
    );
  }

  /** What went out in one call. */
  sentTogether(sentWith: string) {
    return this.#rows.find({ sentWith, state: 'sent' });
  }

  /** What became of messages that were to be taken back; the first answer counts. */
  async markRecalled(keys: readonly string[], recalled: Recalled): Promise<void> {
    await this.#rows.updateMany({ _id: among(keys), recalled: absent() }, { $set: { recalled } });
  }

  /** The recalls that belong to one thing taken back as a whole. */
  recallsOf(recallOf: string) {
    return this.#rows.find({ recallOf });
  }
}
