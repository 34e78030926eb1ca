import { serialize } from 'bson';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findField } from '../../src/embedded/element-walker.ts';
import { TopFields } from '../../src/embedded/top-fields.ts';

const name = fc.constantFrom('a', 'ab', 'b', 'state', 'stage', '名', '');
const document = fc.dictionary(name, fc.oneof(fc.integer(), fc.string(), fc.array(fc.integer()), fc.object()));

describe('the fields of a document', () => {
  it('are found where a walk of their own would find them', () => {
    fc.assert(
      fc.property(document, name, (fields, sought) => {
        const bytes = Buffer.from(serialize(fields));
        expect(new TopFields(bytes).find(Buffer.from(sought))).toEqual(findField(bytes, Buffer.from(sought)));
      }),
    );
  });
});
