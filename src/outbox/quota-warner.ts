import { text } from '../chat/message.ts';
import type { Identity } from '../chat/update.ts';
import type { CadreStore } from '../county/cadres.ts';
import { systemAdmins } from '../county/system-admins.ts';
import type { Outbox } from './outbox.ts';
import type { QuotaLedger, Reached } from './quota.ts';
import { quotaWords } from './quota-words.ts';

/** Stores what was used of a month's allowance and tells the system admins, once each, when a step of it is reached. */
export class QuotaWarner {
  readonly #ledger: QuotaLedger;
  readonly #stores: { cadres: CadreStore };
  readonly #outbox: Outbox;
  readonly #configured: readonly Identity[];
  /** Steps told by this process; after a restart the keys of the messages say it. */
  readonly #told = new Set<string>();

  constructor(ledger: QuotaLedger, stores: { cadres: CadreStore }, outbox: Outbox, configured: readonly Identity[]) {
    this.#ledger = ledger;
    this.#stores = stores;
    this.#outbox = outbox;
    this.#configured = configured;
  }

  async round(): Promise<void> {
    for (const reached of await this.#ledger.store()) {
      const key = keyOf(reached);
      if (this.#told.has(key)) continue;
      const message = text(quotaWords.reached(reached));
      const admins = await systemAdmins(this.#stores, this.#configured);
      await this.#outbox.add(admins.map((cadreId) => ({ cadreId, message, key: `${key}:${cadreId}` })));
      this.#told.add(key);
    }
  }
}

function keyOf({ platform, month, what, percent }: Reached): string {
  return `quota:${platform}:${month}:${what}:${percent}`;
}
