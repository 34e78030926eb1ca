import { among, textsAmong } from './filter.ts';
import { valuesAt } from './noted.ts';
import { copyOf } from './row.ts';
import { type Outcome, Together } from './together.ts';

type Stored = Readonly<Record<string, unknown>>;

/** Rows that are looked for. */
export interface Read {
  readonly filter: Stored;
  readonly sort?: Readonly<Record<string, 1 | -1 | undefined>> | undefined;
  /** The fields that are wanted beside the id; all unless given. */
  readonly names?: readonly string[] | undefined;
  /** Of the rows in their order, the first so many. */
  readonly limit?: number | undefined;
}

/** A read among those that are asked for at the same time. */
interface Asked {
  read: Read;
  position: number;
}

/** Reads that differ in the text of this field alone, or in nothing. */
interface Alike {
  field: string | undefined;
  asked: readonly Asked[];
}

/** More texts are not looked for at once; where rows are limited, a server keeps so many stretches of an index in order at most. */
const mostTexts = 200;
const mostTextsInOrder = 32;

/**
 * Reads of one collection that meet become one: those that are alike but for the text of one field, or the texts it may have, are read by
 * all these texts, and each gets its own rows. A row that several asked for is a copy for each but the first.
 */
export class SharedReads {
  readonly #together: Together<Read, Stored[]>;
  readonly #find: (read: Read) => Promise<Stored[]>;
  readonly #isText: (field: string) => boolean;

  /** @param isText - whether rows hold nothing but texts in this (dotted) field: one, or in lists several */
  constructor(find: (read: Read) => Promise<Stored[]>, isText: (field: string) => boolean) {
    this.#find = find;
    this.#isText = isText;
    this.#together = new Together((reads) => this.#all(reads));
  }

  rows(read: Read): Promise<Stored[]> {
    return this.#together.ask(read);
  }

  async #all(reads: readonly Read[]): Promise<Outcome<Stored[]>[]> {
    const outcomes: Outcome<Stored[]>[] = [];
    const asked = reads.map((read, position) => ({ read, position }));
    const kinds = groups(asked, ({ read: { filter, ...how } }) => JSON.stringify([Object.keys(filter), how]));
    await Promise.all(kinds.flatMap((kind) => this.#alike(kind)).map((alike) => this.#answer(alike, outcomes)));
    return outcomes;
  }

  /** Puts reads of the same fields together in as few as can be. */
  #alike(kind: readonly Asked[]): Alike[] {
    const [first] = kind;
    if (first === undefined || kind.length === 1) return [{ field: undefined, asked: kind }];
    const equal = groups(kind, ({ read }) => JSON.stringify(read.filter));
    const best = equal.length === 1 || !isSharable(first.read) ? undefined : this.#fewest(kind);
    if (best === undefined || best.parts.length >= equal.length)
      return equal.map((asked) => ({ field: undefined, asked }));
    const { field } = best;
    return best.parts.flatMap((part) => sized(part, field)).map((asked) => ({ field, asked }));
  }

  /** The field by whose texts they are the fewest. */
  #fewest(kind: readonly Asked[]): { field: string; parts: Asked[][] } | undefined {
    let best: { field: string; parts: Asked[][] } | undefined;
    for (const field of this.#fields(kind)) {
      const parts = groups(kind, ({ read }) => JSON.stringify({ ...read.filter, [field]: null }));
      if (best === undefined || parts.length < best.parts.length) best = { field, parts };
      if (parts.length === 1) break;
    }
    return best;
  }

  /** The fields for which each of these reads names its texts. */
  #fields(kind: readonly Asked[]): string[] {
    const { filter = {}, names } = kind[0]?.read ?? {};
    return Object.keys(filter)
      .filter((field) => this.#isText(field) && (names === undefined || !field.includes('.')))
      .filter((field) => kind.every(({ read }) => textsAmong(read.filter[field]) !== undefined));
  }

  async #answer({ field, asked }: Alike, outcomes: Outcome<Stored[]>[]): Promise<void> {
    const [first] = asked;
    if (first === undefined) return;
    const isJoint = field !== undefined && asked.length > 1;
    try {
      const read = isJoint ? joined(asked, field) : first.read;
      const found = await this.#find(read);
      const isCut = isJoint && read.limit !== undefined && found.length >= read.limit;
      const given = new Set<Stored>();
      const alone: Asked[] = [];
      const ownOf = isJoint ? sorter(found, field) : () => found;
      for (const each of asked) {
        const own = ownOf(each.read);
        if (isCut && own.length < (each.read.limit ?? 0)) {
          alone.push(each);
          continue;
        }
        const answer = own.map((row) => shown(given.has(row) ? copyOf(row) : row, field, each.read));
        for (const row of own) given.add(row);
        outcomes[each.position] = { answer };
      }
      await Promise.all(alone.map((each) => this.#answer({ field: undefined, asked: [each] }, outcomes)));
    } catch (error) {
      for (const { position } of asked) outcomes[position] ??= { error };
    }
  }
}

/** With a limit only where an order says which rows are the first. */
function isSharable({ limit, sort }: Read): boolean {
  return limit === undefined || sort !== undefined;
}

/** Of so many askers one has seldom fewer than `limit` among the first rows of all, where all have about as many lately. */
function jointLimit(limit: number, askers: number): number {
  return askers * (limit + Math.ceil(2 * Math.sqrt(limit)) + 1);
}

/** One read for all of these. */
function joined(asked: readonly Asked[], field: string): Read {
  const [first] = asked;
  const { filter = {}, names, limit, ...how } = first?.read ?? {};
  const texts = new Set(asked.flatMap(({ read }) => textsAmong(read.filter[field]) ?? []));
  return {
    ...how,
    filter: { ...filter, [field]: among([...texts]) },
    ...(names === undefined ? {} : { names: [...new Set([...names, field])] }),
    ...(limit === undefined ? {} : { limit: jointLimit(limit, asked.length) }),
  };
}

/** Tells whose rows are whose, as many as each has asked for. */
function sorter(found: readonly Stored[], field: string): (read: Read) => Stored[] {
  const byText = new Map<unknown, Stored[]>();
  const add = (text: unknown, row: Stored) => {
    const same = byText.get(text);
    if (same === undefined) byText.set(text, [row]);
    else same.push(row);
  };
  for (const row of found) {
    const only = row[field];
    if (typeof only === 'string') add(only, row);
    else for (const text of new Set(valuesAt(row, field))) add(text, row);
  }
  return ({ filter, limit }) => {
    const texts = new Set<unknown>(textsAmong(filter[field]));
    const [only] = texts;
    const own =
      texts.size === 1
        ? (byText.get(only) ?? [])
        : found.filter((row) => valuesAt(row, field).some((text) => texts.has(text)));
    return limit === undefined ? own : own.slice(0, limit);
  };
}

/** The row without the field that was read for its sharing alone. */
function shown(row: Stored, field: string | undefined, { names }: Read): Stored {
  return field === undefined || field === '_id' || names === undefined || names.includes(field)
    ? row
    : without(row, field);
}

function sized(asked: readonly Asked[], field: string): Asked[][] {
  const most = asked[0]?.read.limit === undefined ? mostTexts : mostTextsInOrder;
  const parts: Asked[][] = [];
  let texts = 0;
  for (const each of asked) {
    const more = textsAmong(each.read.filter[field])?.length ?? 0;
    if (parts.length === 0 || texts + more > most) {
      parts.push([]);
      texts = 0;
    }
    parts.at(-1)?.push(each);
    texts += more;
  }
  return parts;
}

function groups<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[][] {
  const byKey = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = byKey.get(key);
    if (group === undefined) byKey.set(key, [item]);
    else group.push(item);
  }
  return [...byKey.values()];
}

function without(row: Stored, field: string): Stored {
  const { [field]: _, ...rest } = row;
  return rest;
}
