import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { date, list, oneOf, optional, type RowOf, rows, text } from '../../store/row.ts';
import type { ExchangeSide } from './exchange-pairs.ts';
import type { PairKind } from './exchange-rules.ts';

/** A pair as it was shown. */
export interface ShownPair {
  kind: PairKind;
  sides: readonly ExchangeSide[];
  reasons: readonly string[];
}

const exchangeProposals = rows(
  'exchangeProposals',
  {
    classId: optional(text),
    /** For whom it was made, as it was typed. */
    scope: text,
    fromOn: text,
    toOn: text,
    pairs: list<ShownPair>(),
    state: oneOf<'draft' | 'asked' | 'dropped'>(),
    madeBy: text,
    madeAt: date,
  },
  [{ keys: { madeAt: 1 }, expireAfterSeconds: 30 * 24 * 3600, usedBy: 'forgetting proposals after 30 days' }],
);

/** Pairs that were proposed and wait to be confirmed; the id is the update that asked for them. */
export type ExchangeProposalRow = RowOf<typeof exchangeProposals>;

export class ExchangeProposalStore {
  readonly #proposals: Collection<ExchangeProposalRow>;

  constructor(database: Database) {
    this.#proposals = database.of(exchangeProposals);
  }

  async keep(row: ExchangeProposalRow): Promise<void> {
    await this.#proposals.insertNew(row);
  }

  byId(id: string) {
    return this.#proposals.byId(id);
  }

  /** Ends a proposal; only the first time counts. @returns how it ended */
  async end(id: string, state: 'asked' | 'dropped'): Promise<ExchangeProposalRow['state'] | undefined> {
    await this.#proposals.updateOne({ _id: id, state: 'draft' }, { $set: { state } });
    return (await this.byId(id))?.state;
  }
}
