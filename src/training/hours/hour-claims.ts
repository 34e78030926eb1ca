import type { PresentNames } from '../../county/cadres.ts';
import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { among } from '../../store/filter.ts';
import { once } from '../../store/once.ts';
import { date, number, oneOf, optional, type RowOf, rows, text, texts } from '../../store/row.ts';
import type { HourFacts } from './hour-sum.ts';

/**
 * `draft` until it is handed in, then `asked` (with the unit), `vouched` (with the organisation department), `entered` or `refused`; `dropped`
 * if it is not handed in, `withdrawn` if it is taken back before it is decided.
 */
export type ClaimState = 'draft' | 'asked' | 'vouched' | 'entered' | 'refused' | 'dropped' | 'withdrawn';

const hourClaims = rows(
  'hourClaims',
  {
    cadreId: text,
    name: text,
    /** The unit on the day it was handed in. */
    unitId: text,
    kind: oneOf<HourFacts['kind']>(),
    title: text,
    /** Absent until they are said. */
    fromOn: optional(text),
    toOn: optional(text),
    halfDays: optional(number),
    minutes: optional(number),
    state: oneOf<ClaimState>(),
    /** Every update that changed it. */
    moves: texts,
    askedAt: optional(date),
    vouchedBy: optional(text),
    decidedBy: optional(text),
    decisionWords: optional(text),
  },
  [
    { keys: { cadreId: 1, state: 1 }, usedBy: 'openOf' },
    { keys: { state: 1, askedAt: 1 }, usedBy: 'waiting' },
  ],
);

/** A training somebody took part in elsewhere and wants entered (学时申报). Its id is the update that began it. */
export type HourClaimRow = RowOf<typeof hourClaims>;

export class HourClaimStore {
  readonly #claims: Collection<HourClaimRow>;

  constructor(database: Database, presentNames: PresentNames) {
    this.#claims = database.of(hourClaims, { asRead: presentNames });
  }

  byId(id: string) {
    return this.#claims.byId(id);
  }

  /** Those of one person that wait for a decision. */
  openOf(cadreId: string) {
    return this.#claims.find({ cadreId, state: among(['asked', 'vouched']) });
  }

  /** Those being written. */
  draftsOf(cadreId: string) {
    return this.#claims.find({ cadreId, state: 'draft' });
  }

  /** All that wait for a decision, the oldest first. */
  waiting() {
    return this.#claims.find({ state: among(['asked', 'vouched']) }, { sort: { askedAt: 1 } });
  }

  /** Stores a draft; the same update does it once. */
  async draft(row: HourClaimRow): Promise<void> {
    await this.#claims.insertMissing([row]);
  }

  /** Moves a claim on from one of these states, or fills in a draft; the same update may do it again. @returns it as it is now */
  move(
    id: string,
    from: readonly ClaimState[],
    to: ClaimState,
    byUpdate: string,
    set: Partial<HourClaimRow> = {},
  ): Promise<HourClaimRow | null> {
    const change = { $set: { ...set, state: to }, $push: { moves: byUpdate } };
    return once(this.#claims, id, 'moves', byUpdate, ({ state }) =>
      from.includes(state) ? { given: { state }, change } : undefined,
    );
  }
}

/** The delivery key of the card on which the unit decides. */
export function unitCardKey(id: string): `hours-claim:${string}` {
  return `hours-claim:${id}`;
}

/** The delivery key of the card on which somebody of the organisation department decides. */
export function departmentCardKey(id: string, cadreId: string): `hours-claim-enter:${string}` {
  return `hours-claim-enter:${id}:${cadreId}`;
}

/** What is said of a claim is complete. */
export type CompleteClaim = HourClaimRow & Required<Pick<HourClaimRow, 'fromOn' | 'toOn' | 'halfDays' | 'minutes'>>;

export function isComplete(row: HourClaimRow): row is CompleteClaim {
  return [row.fromOn, row.toOn, row.halfDays, row.minutes].every((each) => each !== undefined);
}
