import { refuseForeign } from './filter.ts';

/** Holds filters and changes to what is declared, without the cost of mongoose's queries. */
export class Declared {
  readonly #names: ReadonlySet<string>;
  readonly #kinds: ReadonlyMap<string, string>;

  /** @param kinds - the (dotted) names of the fields, and what mongoose calls their kind */
  constructor(kinds: ReadonlyMap<string, string>) {
    this.#names = new Set([...kinds.keys()].map(topOf));
    this.#kinds = kinds;
  }

  /** Whether rows hold texts there, of which each reader may look for another. */
  holdsTexts(field: string): boolean {
    return this.#kinds.get(field) === 'String' || this.#kinds.get(topOf(field)) === 'Array';
  }

  /** @throws Error on a field that is not declared, and on a condition that was not made here */
  checkFilter(filter: object): void {
    refuseForeign(filter);
    this.#check(filter);
  }

  /** @throws Error on a field that is not declared */
  checkChange(change: object): void {
    for (const part of Object.values(change)) this.#check(part ?? {});
  }

  #check(named: object): void {
    for (const [name, value] of Object.entries(named)) {
      if (name === '$or') for (const each of value) this.#check(each);
      else if (!this.#names.has(topOf(name))) throw new Error(`no field ${name} is declared`);
    }
  }
}

function topOf(name: string): string {
  const end = name.indexOf('.');
  return end < 0 ? name : name.slice(0, end);
}
