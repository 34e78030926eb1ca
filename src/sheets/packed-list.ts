/** Items in their order, which may lie packed and are then made anew each time they are asked for: an array is one of these. */
export interface Listed<T> extends Iterable<T> {
  readonly length: number;
  /** @param index - from the end where it is negative */
  at(index: number): T | undefined;
}

/** A packed list as it goes to another thread: its pages are shared and not copied. */
export interface PackedItems {
  pages: readonly Uint8Array[];
  places: Uint32Array;
}

const pageBytes = 1024 * 1024;
/** Page, beginning and end of each item. */
const numbersEach = 3;

/**
 * Many items in few large buffers outside the heap, each as JSON: a list of 100,000 takes a small part of what its objects would, and goes to
 * another thread at no cost. What JSON cannot hold, such as dates and fields that are `undefined`, does not belong in it.
 */
export class PackedList<T> implements Listed<T> {
  readonly #pages: Buffer[];
  #places: Uint32Array;
  #length: number;
  /** Where the last page is free; no more is added to a list that came from another thread. */
  #free: number;

  constructor({ pages, places }: PackedItems = { pages: [], places: new Uint32Array(0) }) {
    this.#pages = pages.map((page) => Buffer.from(page.buffer, page.byteOffset, page.byteLength));
    this.#places = places;
    this.#length = places.length / numbersEach;
    this.#free = this.#pages.at(-1)?.length ?? 0;
  }

  static of<T>(items: Iterable<T>): PackedList<T> {
    const list = new PackedList<T>();
    for (const item of items) list.add(item);
    return list;
  }

  get length(): number {
    return this.#length;
  }

  /** @returns its index */
  add(item: T): number {
    const json = JSON.stringify(item);
    const bytes = Buffer.byteLength(json);
    const page = this.#pageFor(bytes);
    page.write(json, this.#free);
    if (this.#places.length === this.#length * numbersEach) this.#places = grown(this.#places);
    this.#places.set([this.#pages.length - 1, this.#free, this.#free + bytes], this.#length * numbersEach);
    this.#free += bytes;
    this.#length += 1;
    return this.#length - 1;
  }

  at(index: number): T | undefined {
    const json = this.#json(index);
    return json === undefined ? undefined : JSON.parse(json);
  }

  #json(index: number): string | undefined {
    const at = (index < 0 ? this.#length + index : index) * numbersEach;
    const [page = 0, from = 0, to = 0] = this.#places.subarray(at, at + numbersEach);
    return at >= 0 && at < this.#length * numbersEach ? this.#pages[page]?.toString('utf8', from, to) : undefined;
  }

  *[Symbol.iterator](): Generator<T> {
    for (let index = 0; index < this.#length; index += 1) yield this.at(index) as T;
  }

  /** What it takes outside the heap. */
  get bytes(): number {
    return this.#pages.reduce((sum, { length }) => sum + length, 0);
  }

  get packed(): PackedItems {
    return { pages: this.#pages, places: this.#places.slice(0, this.#length * numbersEach) };
  }

  #pageFor(bytes: number): Buffer {
    const last = this.#pages.at(-1);
    if (last !== undefined && last.length - this.#free >= bytes) return last;
    const page = Buffer.from(new SharedArrayBuffer(Math.max(pageBytes, bytes)));
    this.#pages.push(page);
    this.#free = 0;
    return page;
  }
}

/** Some items of a list, by their indexes there. */
export function picked<T>(list: Listed<T>, indexes: ArrayLike<number>): Listed<T> {
  const at = (index: number) => {
    const place = indexes[index < 0 ? indexes.length + index : index];
    return place === undefined ? undefined : list.at(place);
  };
  return {
    length: indexes.length,
    at,
    *[Symbol.iterator]() {
      for (let index = 0; index < indexes.length; index += 1) yield at(index) as T;
    },
  };
}

/** The first items of a list, at most so many. */
export function firstOf<T>(list: Listed<T>, most: number): T[] {
  return [
    ...picked(
      list,
      Array.from({ length: Math.min(most, list.length) }, (_, index) => index),
    ),
  ];
}

/** The items of a list from an index on. */
export function itemsFrom<T>(list: Listed<T>, from: number): Listed<T> {
  return picked(
    list,
    Array.from({ length: Math.max(0, list.length - from) }, (_, index) => from + index),
  );
}

function grown(places: Uint32Array): Uint32Array {
  const more = new Uint32Array(Math.max(64 * numbersEach, places.length * 2));
  more.set(places);
  return more;
}
