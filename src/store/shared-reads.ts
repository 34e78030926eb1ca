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
      const dealt = isJoint
        ? dealtBy(field, found, asked)
        : asked.map((_, place) => (place === 0 ? found : copies(found)));
      const alone: Asked[] = [];
      asked.forEach((each, place) => {
        const own = dealt[place] ?? [];
        if (isCut && own.length < (each.read.limit ?? 0)) alone.push(each);
        else outcomes[each.position] = { answer: shown(own, field, each.read) };
      });
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

/** Whose rows are whose, in their order and as many as each has asked for. A row of several is a copy for each but the first. */
function dealtBy(field: string, found: readonly Stored[], asked: readonly Asked[]): Stored[][] {
  const hands = asked.map(({ read: { filter, limit } }) => ({ filter, limit, own: [] as Stored[] }));
  const askersOf = new Map<unknown, typeof hands>();
  for (const hand of hands)
    for (const text of new Set(textsAmong(hand.filter[field]))) {
      const same = askersOf.get(text);
      if (same === undefined) askersOf.set(text, [hand]);
      else same.push(hand);
    }
  for (const row of found) {
    const only = row[field];
    const askers =
      typeof only === 'string'
        ? (askersOf.get(only) ?? [])
        : new Set(valuesAt(row, field).flatMap((text) => askersOf.get(text) ?? []));
    let left: Stored | undefined = row;
    for (const { own, limit } of askers) {
      if (own.length === limit) continue;
      own.push(left ?? copyOf(row));
      left = undefined;
    }
  }
  return hands.map(({ own }) => own);
}

function copies(rows: readonly Stored[]): Stored[] {
  return rows.map((row) => copyOf(row));
}

/** The rows without the field that was read for their sharing alone. */
function shown(rows: Stored[], field: string | undefined, { names }: Read): Stored[] {
  return field === undefined || field === '_id' || names === undefined || names.includes(field)
    ? rows
    : rows.map((row) => without(row, field));
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
