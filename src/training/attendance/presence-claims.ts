import type { Half } from '../../calendar/half-day.ts';
import type { PresentNames } from '../../county/cadres.ts';
import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { once } from '../../store/once.ts';
import { date, oneOf, optional, type RowOf, rows, text, texts } from '../../store/row.ts';

/** `asked` by the trainee, until the class teacher confirms that they were there, or refuses. */
type ClaimState = 'asked' | 'confirmed' | 'refused';

const presenceClaims = rows(
  'presenceClaims',
  {
    classId: text,
    cadreId: text,
    name: text,
    dateOn: text,
    half: oneOf<Half>(),
    state: oneOf<ClaimState>(),
    /** Every update that changed its state, oldest first. */
    moves: texts,
    askedAt: date,
    decidedBy: optional(text),
    decidedAt: optional(date),
    /** Why it was refused. */
    decisionWords: optional(text),
  },
  [],
);

/** What a trainee says of half a day for which they have no mark: that they were there. The id is `<class>:<day>:<half>:<cadre>`. */
export type PresenceClaimRow = RowOf<typeof presenceClaims>;

export class PresenceClaimStore {
  readonly #claims: Collection<PresenceClaimRow>;

  constructor(database: Database, presentNames: PresentNames) {
    this.#claims = database.of(presenceClaims, { asRead: presentNames });
  }

  byId(id: string) {
    return this.#claims.byId(id);
  }

  /**
   * Asks, once; the same update may do it again.
   * @param isOpenAgain - what was decided before does not stand any more
   * @returns the claim as it is now; the last of its `moves` is this update if it asks anew
   */
  async ask(
    claim: Pick<PresenceClaimRow, 'classId' | 'cadreId' | 'name' | 'dateOn' | 'half' | 'askedAt'>,
    byUpdate: string,
    isOpenAgain: (decided: PresenceClaimRow) => boolean,
  ): Promise<PresenceClaimRow> {
    const { classId, dateOn, half, cadreId, askedAt } = claim;
    const row: PresenceClaimRow = {
      ...{ _id: `${classId}:${dateOn}:${half}:${cadreId}`, ...claim },
      ...{ state: 'asked', moves: [byUpdate] },
    };
    if ((await this.#claims.insertMissing([row])).size === 0) return row;
    const found = await once(this.#claims, row._id, 'moves', byUpdate, (present) =>
      present.state !== 'asked' && isOpenAgain(present)
        ? {
            given: { state: present.state },
            change: { $set: { state: 'asked' as const, askedAt }, $push: { moves: byUpdate } },
          }
        : undefined,
    );
    return found ?? row;
  }

  /** Decides, once; the same update may do it again. @returns the claim as it is now; its `moves` contain this update if it decided */
  decide(
    id: string,
    state: 'confirmed' | 'refused',
    byUpdate: string,
    decision: Pick<PresenceClaimRow, 'decidedBy' | 'decidedAt' | 'decisionWords'>,
  ): Promise<PresenceClaimRow | null> {
    return once(this.#claims, id, 'moves', byUpdate, (present) =>
      present.state === 'asked'
        ? { given: { state: 'asked' }, change: { $set: { ...decision, state }, $push: { moves: byUpdate } } }
        : undefined,
    );
  }
}
