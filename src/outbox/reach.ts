import type { Identity, PlatformName } from '../chat/update.ts';
import type { Store } from '../stores.ts';
import { reachKey } from './unreachable.ts';

/** Where people are reached. */
export class Reach {
  readonly #store: Pick<Store, 'cadres' | 'unreachable'>;
  readonly #platforms: readonly PlatformName[];

  /** @param platforms - the best first */
  constructor(store: Pick<Store, 'cadres' | 'unreachable'>, platforms: readonly PlatformName[]) {
    this.#store = store;
    this.#platforms = platforms;
  }

  /** The first account of each person that is not known to be gone; the first one of all where every one is. */
  async best(cadreIds: readonly string[]): Promise<Map<string, Identity>> {
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
    const best = new Map<string, Identity>();
    for (const { cadreId, own } of accounts) {
      const first = own.find((each) => !gone.has(reachKey(each))) ?? own[0];
      if (first !== undefined) best.set(cadreId, first);
    }
    return best;
  }

  /** The first account on another platform of each of these people; who has none is not in the answer. */
  async elsewhere(people: readonly { cadreId: string; platform: PlatformName }[]): Promise<Map<string, Identity>> {
    const found = await this.#store.cadres.identities([...new Set(people.map((each) => each.cadreId))]);
    const known = new Map(found.map((each) => [each._id, each.identities]));
    const others = new Map<string, Identity>();
    for (const { cadreId, platform: here } of people) {
      const own = known.get(cadreId);
      const platform = this.#platforms.find((name) => name !== here && own?.[name] !== undefined);
      const userId = platform === undefined ? undefined : own?.[platform];
      if (platform !== undefined && userId !== undefined) others.set(cadreId, { platform, userId });
    }
    return others;
  }
}
