import { BSONSymbol, Double } from 'bson';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decode, encode } from '../../src/embedded/document.ts';
import { compileFilter } from '../../src/embedded/filter.ts';
import { RawFilter } from '../../src/embedded/raw-filter.ts';

const aName = fc.constantFrom<string[]>('_id', 'a', 'b', 'ab', '称');
const aText = fc.constantFrom('', 'a', 'aa', '待办', 'working');
const aValue = fc.oneof(
  aText,
  fc.boolean(),
  fc.constantFrom<unknown>(null, 0, 1, new Double(1), new BSONSymbol('a'), new Date(0)),
  fc.array(fc.oneof(aText, fc.boolean(), fc.constant(null))),
  fc.dictionary(aName, aText, { noNullPrototype: true }),
);
const aDocument = fc.dictionary(aName, aValue, { noNullPrototype: true });
const aCondition = fc.oneof(
  aText,
  fc.boolean(),
  aText.map(($eq) => ({ $eq })),
  fc.array(aText).map(($in) => ({ $in })),
  fc.boolean().map(($exists) => ({ $exists })),
);
const otherCondition = fc.oneof(
  fc.constantFrom<unknown>(null, 1, new Date(0), { $ne: 'a' }, { $in: ['a', null] }, { $gte: '', $exists: true }),
  fc.array(aText).map(($nin) => ({ $nin })),
);
const aFilter = (condition: fc.Arbitrary<unknown>) => fc.dictionary(aName, condition, { noNullPrototype: true });

it('what the bytes tell is what the decoded document tells', () => {
  fc.assert(
    fc.property(aDocument, aFilter(fc.oneof(aCondition, otherCondition)), (document, wanted) => {
      const [bytes, filter] = [encode(document), decode(encode(wanted))];
      const told = new RawFilter(filter).decide(bytes);
      expect([undefined, compileFilter(filter)(decode(bytes))]).toContain(told);
    }),
    { numRuns: 500 },
  );
});

it('texts, flags and presence need no decoding where no lists and no old types are met', () => {
  const plain = fc.dictionary(aName, fc.oneof(aText, fc.boolean(), fc.integer()), { noNullPrototype: true });
  fc.assert(
    fc.property(plain, aFilter(aCondition), (document, wanted) => {
      const [bytes, filter] = [encode(document), decode(encode(wanted))];
      expect(new RawFilter(filter).decide(bytes)).toBe(compileFilter(filter)(decode(bytes)));
    }),
  );
});
