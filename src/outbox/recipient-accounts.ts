import type { Identity, PlatformName } from '../chat/update.ts';
import type { CadreStore } from '../county/cadres.ts';
import { reachKey, type UnreachableStore } from './unreachable.ts';

/** What looking for accounts asks of the store. */
export interface AccountStores {
  cadres: Pick<CadreStore, 'identities'>;
  unreachable: Pick<UnreachableStore, 'among'>;
}

/** On which account each person is written to. */
export class RecipientAccounts {
  readonly #store: AccountStores;
  readonly #platforms: readonly PlatformName[];

  /** @param platforms - the best first */
  constructor(store: AccountStores, platforms: readonly PlatformName[]) {
    this.#store = store;
    this.#platforms = platforms;
  }

  /** Each person's first account that is not marked as gone; their first account of all where every one is. */
  async preferred(cadreIds: readonly string[]): Promise<Map<string, Identity>> {
    if (cadreIds.length === 0) return new Map();
    const found = await this.#store.cadres.identities([...new Set(cadreIds)]);
    const accounts = found.map(({ _id, identities }) => ({
      cadreId: _id,
      own: this.#platforms.flatMap((platform): Identity[] => {
        const userId = identities[platform];
        return userId === undefined ? [] : [{ platform, userId }];
      }),
    }));
    const gone = await this.#store.unreachable.among(accounts.flatMap(({ own }) => own));
    const preferred = new Map<string, Identity>();
    for (const { cadreId, own } of accounts) {
      const first = own.find((each) => !gone.has(reachKey(each))) ?? own[0];
      if (first !== undefined) preferred.set(cadreId, first);
    }
    return preferred;
  }

  /** Each person's first account on another platform; people without one are not in the result. */
  async onAnotherPlatform(
    people: readonly { cadreId: string; platform: PlatformName }[],
  ): Promise<Map<string, Identity>> {
    const found = await this.#store.cadres.identities([...new Set(people.map((each) => each.cadreId))]);
    const known = new Map(found.map((each) => [each._id, each.identities]));
    const others = new Map<string, Identity>();
    for (const { cadreId, platform: current } of people) {
      const own = known.get(cadreId);
      const platform = this.#platforms.find((name) => name !== current && own?.[name] !== undefined);
      const userId = platform === undefined ? undefined : own?.[platform];
      if (platform !== undefined && userId !== undefined) others.set(cadreId, { platform, userId });
    }
    return others;
  }
}
