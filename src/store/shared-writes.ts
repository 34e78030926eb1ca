import type { Declared } from './declared.ts';
import type { Place } from './row.ts';
import { each, type Outcome, Together } from './together.ts';
import { errorsByPosition, isDuplicate, isUnsent } from './write-errors.ts';

/** A change of the first row that fits, or of all. */
export interface Update {
  readonly filter: object;
  readonly change: object;
  /** Makes the row when there is none. */
  readonly upsert?: true | undefined;
  readonly all?: true | undefined;
}

/** How long writes wait for those under way, to share the next flush. */
const patienceMs = 5;

/** Inserts and updates of one collection that meet become one unordered bulk write; an error goes to whoever's write failed. */
export class SharedWrites {
  readonly #place: Place;
  readonly #declared: Declared;
  readonly #inserts = new Together<readonly object[], Set<number>>((asked) => this.#insertAll(asked), patienceMs);
  readonly #updates = new Together<readonly Update[], void>((asked) => this.#updateAll(asked), patienceMs);

  constructor(place: Place, declared: Declared) {
    this.#place = place;
    this.#declared = declared;
  }

  /** Stores rows. @returns the positions of those that are there already */
  insert(rows: readonly object[]): Promise<Set<number>> {
    return this.#inserts.ask(rows);
  }

  /** Stores rows that were gathered before they came here: they wait for no others. @returns the positions of those that are there already */
  async insertGathered(rows: readonly object[]): Promise<Set<number>> {
    const [outcome] = await this.#insertAll([rows]);
    if (outcome === undefined || 'error' in outcome) throw outcome?.error;
    return outcome.answer;
  }

  /** Changes each of these rows in its own way. @throws the first error of any of them */
  async update(updates: readonly Update[]): Promise<void> {
    for (const { filter, change } of updates) {
      this.#declared.checkFilter(filter);
      this.#declared.checkChange(change);
    }
    await this.#updates.ask(updates);
  }

  async #insertAll(asked: readonly (readonly object[])[]): Promise<Outcome<Set<number>>[]> {
    const write = async (some: typeof asked) => {
      // The driver adds ids to rows that have none; these have.
      await this.#place.collection.insertMany(some.flat() as Record<string, never>[], { ordered: false });
    };
    return perAsker(asked, write, (errors) => {
      const other = [...errors.values()].find((error) => !isDuplicate(error));
      return other === undefined ? { answer: new Set(errors.keys()) } : { error: other };
    });
  }

  async #updateAll(asked: readonly (readonly Update[])[]): Promise<Outcome<void>[]> {
    const write = async (some: typeof asked) => {
      const writes = some.flat().map(({ filter, change, upsert, all }) => {
        const write = { filter: { ...filter }, update: { ...change }, ...(upsert && { upsert }) };
        return all ? { updateMany: write } : { updateOne: write };
      });
      await this.#place.collection.bulkWrite(writes, { ordered: false, ignoreUndefined: true });
    };
    return perAsker(asked, write, (errors) => {
      const [first] = errors.values();
      return first === undefined ? { answer: undefined } : { error: first };
    });
  }
}

/** Writes for all at once, or for each alone when the driver cannot write down as bytes what one of them wants. */
async function perAsker<Asked extends readonly unknown[], Answer>(
  asked: readonly Asked[],
  write: (some: readonly Asked[]) => Promise<void>,
  outcomeOf: (errors: ReadonlyMap<number, unknown>) => Outcome<Answer>,
): Promise<Outcome<Answer>[]> {
  let errors = new Map<number, unknown>();
  try {
    await write(asked);
  } catch (error) {
    if (isUnsent(error) && asked.length > 1) {
      const alone = await each(asked, (one) => perAsker([one], write, outcomeOf));
      return alone.flatMap((outcome) => ('error' in outcome ? outcome : outcome.answer));
    }
    errors = errorsByPosition(error);
  }
  let next = 0;
  return asked.map(({ length }) => {
    const from = next;
    next += length;
    const own = [...errors].filter(([index]) => index >= from && index < next);
    return outcomeOf(new Map(own.map(([index, error]) => [index - from, error])));
  });
}
