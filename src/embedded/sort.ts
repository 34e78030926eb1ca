import { asNumber, type Document } from './document.ts';
import { StoreError } from './errors.ts';
import { checkFieldPath, valuesAt } from './paths.ts';
import { emptyArrayKey, sortableBytes } from './value-order.ts';

/** One field of a sort: its path and direction. */
export interface SortField {
  readonly path: string;
  readonly descending: boolean;
}

/** The fields and directions of a sort document. @throws StoreError 15975 when a direction is not 1 or -1, 15998, 16410 on a path */
export function sortFields(sort: Document): SortField[] {
  return Object.entries(sort).map(([path, direction]) => {
    checkFieldPath(path);
    const number = asNumber(direction);
    if (number !== 1 && number !== -1)
      throw new StoreError(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
    return { path, descending: number < 0 };
  });
}

/** Most bytes of documents that may be sorted without an index, as in MongoDB. */
const maxSortBytes = 100 * 1024 * 1024;

interface Sortable<T> {
  readonly item: T;
  readonly keys: readonly Buffer[];
}

/** Gathers items and gives them back in order; keeps only as many as wanted. */
export class Sorter<T> {
  readonly #fields: readonly SortField[];
  readonly #wanted: number;
  #items: Sortable<T>[] = [];
  #bytes = 0;

  /** @param wanted - how many items will be taken, Infinity for all */
  constructor(fields: readonly SortField[], wanted: number) {
    this.#fields = fields;
    this.#wanted = wanted;
  }

  /** @throws StoreError 292 when more than 100 MiB would have to be kept */
  add(item: T, document: Document, bytes: number): void {
    this.#items.push({ item, keys: this.#fields.map((field) => sortKey(document, field)) });
    this.#bytes += bytes;
    if (this.#items.length >= 2 * this.#wanted + 1000) this.#cut();
    if (this.#bytes > maxSortBytes) {
      this.#cut();
      if (this.#bytes > maxSortBytes) {
        const limit = `Sort exceeded memory limit of ${maxSortBytes} bytes, but did not opt in to external sorting.`;
        throw new StoreError(292, limit);
      }
    }
  }

  /** The items in order. Equal ones keep the order they came in. */
  take(): T[] {
    this.#sort();
    return this.#items.slice(0, this.#wanted).map(({ item }) => item);
  }

  #cut(): void {
    if (this.#items.length <= this.#wanted) return;
    this.#sort();
    this.#bytes = (this.#bytes * this.#wanted) / this.#items.length;
    this.#items = this.#items.slice(0, this.#wanted);
  }

  #sort(): void {
    const fields = this.#fields;
    this.#items.sort((a, b) => {
      for (const [at, field] of fields.entries()) {
        const order = Buffer.compare(a.keys[at] as Buffer, b.keys[at] as Buffer);
        if (order !== 0) return field.descending ? -order : order;
      }
      return 0;
    });
  }
}

/** The bytes a document sorts by: of an array the lowest element, or the highest when sorting downwards. */
function sortKey(document: Document, field: SortField): Buffer {
  const keys = valuesAt(document, field.path).flatMap(elementKeys);
  let chosen = keys[0] ?? sortableBytes(undefined);
  for (const key of keys) {
    const order = Buffer.compare(key, chosen);
    if (field.descending ? order > 0 : order < 0) chosen = key;
  }
  return chosen;
}

function elementKeys(value: unknown): Buffer[] {
  if (!Array.isArray(value)) return [sortableBytes(value)];
  return value.length === 0 ? [emptyArrayKey()] : value.map(sortableBytes);
}
