import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ChosenFields } from '../../src/embedded/chosen-fields.ts';
import { decode, encode } from '../../src/embedded/document.ts';
import { fieldBytes, patchFields } from '../../src/embedded/patch.ts';

const aName = fc.constantFrom<string[]>('_id', 'a', 'b', 'ab', '称', 'last');
const aValue = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.constant(null),
  fc.array(fc.integer()),
  fc.object({ maxDepth: 1 }),
);
const aDocument = fc.dictionary(aName, aValue, { noNullPrototype: true });
const someNames = fc.uniqueArray(aName);

it('the fields asked for are decoded as in the whole document, and no others', () => {
  fc.assert(
    fc.property(aDocument, someNames, (document, names) => {
      const bytes = encode(document);
      const wanted = Object.entries(decode(bytes)).filter(([name]) => names.includes(name));
      expect(Object.entries(new ChosenFields(names).decode(bytes))).toEqual(wanted);
    }),
  );
});

it('changed fields keep their places, new ones come last, and all others stay as they are', () => {
  fc.assert(
    fc.property(aDocument, someNames, aDocument, (before, names, values) => {
      const given = names.flatMap((name) => (name in values ? [[name, values[name]] as const] : []));
      const kept = Object.entries(before).filter(([name]) => !names.includes(name) || name in values);
      const after = new Map([...kept, ...given]);
      const fields = names.map((name) => fieldBytes(name, values));
      const patched = patchFields(encode(before), new ChosenFields(names), fields);
      expect(patched.equals(encode(Object.fromEntries(after)))).toBe(true);
    }),
  );
});
