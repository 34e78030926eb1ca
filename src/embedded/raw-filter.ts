import { bsonType } from './bson-types.ts';
import { ElementWalker, type RawValue } from './element-walker.ts';
import { isOperatorObject, meansYes } from './filter-values.ts';

/** Whether the bytes of a value pass; undefined where only the decoded value tells. A missing field has none. */
type RawTest = (value: RawValue | undefined) => boolean | undefined;

interface FieldTest {
  readonly name: Buffer;
  readonly test: RawTest;
}

/**
 * What a filter asks of top-level fields and texts, answered from the bytes of a document: most of what programs ask about, for a fraction of
 * what decoding costs.
 */
export class RawFilter {
  readonly #fields: readonly FieldTest[];
  /** Nothing else is asked. */
  readonly #isWhole: boolean;

  constructor(filter: Readonly<Record<string, unknown>>) {
    const fields = Object.entries(filter).map(([path, condition]) => {
      const test = path.startsWith('$') || path.includes('.') ? undefined : testOf(condition);
      return test && { name: Buffer.from(path), test };
    });
    this.#fields = fields.filter((field) => field !== undefined);
    this.#isWhole = this.#fields.length === fields.length;
  }

  /** @returns whether the document fulfils the filter; undefined where it has to be decoded */
  decide(bytes: Buffer): boolean | undefined {
    const fields = this.#fields;
    if (fields.length === 0) return this.#isWhole || undefined;
    let isSure = this.#isWhole;
    const left = [...fields];
    const walker = new ElementWalker(bytes);
    while (left.length > 0 && walker.next()) {
      const at = left.findIndex(({ name }) => walker.nameIs(name));
      if (at < 0) continue;
      const passes = left[at]?.test(walker);
      if (passes === false) return false;
      isSure &&= passes === true;
      left.splice(at, 1);
    }
    for (const { test } of left) {
      const passes = test(undefined);
      if (passes === false) return false;
      isSure &&= passes === true;
    }
    return isSure || undefined;
  }
}

function testOf(condition: unknown): RawTest | undefined {
  if (typeof condition === 'string') return textTest([condition]);
  if (typeof condition === 'boolean') return flagTest(condition);
  if (!isOperatorObject(condition)) return undefined;
  const [[operator, argument] = [], ...others] = Object.entries(condition);
  if (others.length > 0) return undefined;
  if (operator === '$eq' && typeof argument === 'string') return textTest([argument]);
  if (operator === '$in' && isTexts(argument)) return textTest(argument);
  return operator === '$exists' ? presenceTest(meansYes(argument)) : undefined;
}

function isTexts(argument: unknown): argument is string[] {
  return Array.isArray(argument) && argument.every((value) => typeof value === 'string');
}

/** One of these texts. A list may hold it, and an old type counts as text: these are left to the decoded value. */
function textTest(wanted: readonly string[]): RawTest {
  const texts = new Set(wanted.map((text) => Buffer.from(text).toString('latin1')));
  return (value) => {
    if (value === undefined) return false;
    if (value.type === bsonType.string)
      return texts.has(value.bytes.toString('latin1', value.start + 4, value.end - 1));
    return value.type === bsonType.array || value.type === bsonType.symbol ? undefined : false;
  };
}

function flagTest(wanted: boolean): RawTest {
  return (value) => {
    if (value?.type === bsonType.bool) return (value.bytes[value.start] === 1) === wanted;
    return value?.type === bsonType.array ? undefined : false;
  };
}

function presenceTest(wanted: boolean): RawTest {
  return (value) => (value?.type === bsonType.undefined ? undefined : (value !== undefined) === wanted);
}
