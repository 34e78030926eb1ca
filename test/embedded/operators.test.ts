import { Binary, BSONRegExp, Decimal128, ObjectId } from 'bson';
import { describe, expect, it } from 'vitest';
import { type Document, decode, encode } from '../../src/embedded/document.ts';
import { compileFilter } from '../../src/embedded/filter.ts';
import { queryFor } from '../../src/embedded/query.ts';
import { compileUpdate } from '../../src/embedded/update.ts';

const matches = (filter: Document, document: Document): boolean =>
  compileFilter(decode(encode(filter)))(decode(encode(document)));

function updated(
  document: Document,
  change: unknown,
  options: { filter?: Document; arrayFilters?: Document[] } = {},
): Document {
  return decode(
    compileUpdate(decode(encode({ change })).change, queryFor(options.filter ?? {}), options.arrayFilters).apply(
      encode({ _id: 1, ...document }),
    ),
  );
}

describe('filters', () => {
  it.each<[string, Document, Document, boolean]>([
    ['equality enters arrays', { a: 1 }, { a: [2, 1] }, true],
    ['equality of whole arrays', { a: [1, 2] }, { a: [1, 2] }, true],
    ['equality of an array inside an array', { a: [1, 2] }, { a: [[1, 2]] }, true],
    ['order of fields counts in documents', { a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } }, false],
    ['null finds missing', { 'a.b': null }, { a: {} }, true],
    ['null finds a missing field in one element', { 'a.b': null }, { a: [{ b: 1 }, {}] }, true],
    ['null does not find scalars in an array', { 'a.b': null }, { a: [1, 2] }, false],
    ['paths enter arrays of documents', { 'a.b': 2 }, { a: [{ b: 1 }, { b: 2 }] }, true],
    ['paths take positions', { 'a.1': 5 }, { a: [4, 5] }, true],
    ['paths take positions of documents', { 'a.0.b': 1 }, { a: [{ b: 1 }] }, true],
    ['a range holds for one element each', { a: { $gt: 3, $lt: 2 } }, { a: [1, 4] }, true],
    ['elemMatch wants one element for all', { a: { $elemMatch: { $gt: 3, $lt: 2 } } }, { a: [1, 4] }, false],
    ['comparison stays within a type', { a: { $gt: 1 } }, { a: 'x' }, false],
    ['comparison with null is equality', { a: { $gte: null } }, {}, true],
    ['$ne fails when any element is equal', { a: { $ne: 1 } }, { a: [1, 2] }, false],
    ['$nin finds missing', { a: { $nin: [1] } }, {}, true],
    ['$in with null finds missing', { a: { $in: [null] } }, {}, true],
    ['$not with a comparison finds missing', { a: { $not: { $gt: 1 } } }, {}, true],
    ['$exists false', { 'a.b': { $exists: false } }, { a: { c: 1 } }, true],
    ['$type by name', { a: { $type: 'objectId' } }, { a: new ObjectId() }, true],
    ['$type by list', { a: { $type: ['string', 'number'] } }, { a: 1.5 }, true],
    ['$type of elements', { a: { $type: 'string' } }, { a: [1, 'x'] }, true],
    ['$size', { a: { $size: 2 } }, { a: [1, 2] }, true],
    ['$size wants an array', { a: { $size: 1 } }, { a: 1 }, false],
    ['$all', { a: { $all: [1, 2] } }, { a: [2, 3, 1] }, true],
    ['$all of nothing matches nothing', { a: { $all: [] } }, { a: [] }, false],
    ['$all with $elemMatch', { a: { $all: [{ $elemMatch: { x: 1, y: 2 } }] } }, { a: [{ x: 1, y: 2 }] }, true],
    ['$nor', { $nor: [{ a: 1 }, { b: 2 }] }, { a: 2, b: 1 }, true],
    ['decimals by value', { a: Decimal128.fromString('1.0') }, { a: 1 }, true],
    ['binaries by subtype too', { a: new Binary(Buffer.from([1]), 128) }, { a: new Binary(Buffer.from([1])) }, false],
    ['$comment is nothing', { $comment: 'x', a: 1 }, { a: 1 }, true],
    ['names of object prototypes are ordinary', { constructor: null }, {}, true],
  ])('%s', (_, filter, document, expected) => {
    expect(matches(filter, document)).toBe(expected);
  });

  it.each([
    [{ $where: 'true' }],
    [{ a: { $where: 'true' } }],
    [{ $text: { $search: 'x' } }],
    [{ a: { $near: [0, 0] } }],
    [{ $or: [] }],
    [{ $and: {} }],
    [{ a: { $in: 1 } }],
    [{ a: { $gt: /x/ } }],
    [{ a: { $size: -1 } }],
    [{ a: { $mod: [4, 1] } }],
    [{ a: { $type: 'nonsense' } }],
    [{ a: /x/ }],
    [{ a: new BSONRegExp('x') }],
    [{ a: { $in: [/^x/, 3] } }],
    [{ a: { $nin: [/^x/] } }],
    [{ a: { $ne: /x/ } }],
    [{ a: { $not: /x/ } }],
    [{ a: { $all: [/x/] } }],
    [{ a: { $regex: 'x' } }],
    [{ a: { $regex: 'x', $options: 'i' } }],
    [{ a: { $bitsAllSet: [0, 2] } }],
    [{ $expr: { $gt: ['$a', '$b'] } }],
    [{ $jsonSchema: {} }],
    [{ $and: [] }],
    [{ $nor: [] }],
    [{ a: { $in: [{ $elemMatch: { b: 1 } }] } }],
    [{ a: { $not: {} } }],
    [{ a: { $not: 5 } }],
    [{ a: { $not: { b: 1 } } }],
    [{ a: { $all: [{ $gt: 1 }] } }],
    [{ a: { $all: [1, { $elemMatch: { b: 1 } }] } }],
    [{ a: { $gt: 1, b: 2 } }],
    [{ a: { $elemMatch: 1 } }],
  ])('%j is refused', (filter) => {
    expect(() => matches(filter, { a: 'aaa' })).toThrow(expect.objectContaining({ name: 'StoreError', code: 2 }));
  });
});

describe('updates', () => {
  it.each<[string, Document, unknown, Document]>([
    ['$set makes the documents on the way', {}, { $set: { 'a.b.c': 1 } }, { a: { b: { c: 1 } } }],
    ['$set of an array position pads with null', { a: [1] }, { $set: { 'a.3': 4 } }, { a: [1, null, null, 4] }],
    ['$unset in an array leaves null', { a: [1, 2] }, { $unset: { 'a.0': '' } }, { a: [null, 2] }],
    ['$unset of a missing path changes nothing', { a: 1 }, { $unset: { 'b.c': '' } }, { a: 1 }],
    ['$inc starts from nothing', {}, { $inc: { n: 5 } }, { n: 5 }],
    ['$min across types follows the BSON order', { n: 'x' }, { $min: { n: 5 } }, { n: 5 }],
    ['$push at a position', { a: [1, 4] }, { $push: { a: { $each: [2, 3], $position: 1 } } }, { a: [1, 2, 3, 4] }],
    [
      '$push keeps the last with a negative slice',
      { a: [1, 2] },
      { $push: { a: { $each: [3], $slice: -2 } } },
      { a: [2, 3] },
    ],
    [
      '$push sorts by a field',
      { a: [{ q: 2 }] },
      { $push: { a: { $each: [{ q: 1 }], $sort: { q: 1 } } } },
      { a: [{ q: 1 }, { q: 2 }] },
    ],
    ['$push with slice 0 empties', { a: [1] }, { $push: { a: { $each: [2], $slice: 0 } } }, { a: [] }],
    [
      '$addToSet compares whole documents',
      { a: [{ x: 1 }] },
      { $addToSet: { a: { $each: [{ x: 1 }, { x: 2 }] } } },
      { a: [{ x: 1 }, { x: 2 }] },
    ],
    ['$addToSet keeps repeats that are there', { a: [1, 1] }, { $addToSet: { a: 2 } }, { a: [1, 1, 2] }],
    ['$pull by condition', { a: [1, 5, 9] }, { $pull: { a: { $gte: 5 } } }, { a: [1] }],
    ['$pull by part of a document', { a: [{ k: 1, q: 1 }, { k: 2 }] }, { $pull: { a: { k: 1 } } }, { a: [{ k: 2 }] }],
    ['$pullAll', { a: [1, 2, 1] }, { $pullAll: { a: [1] } }, { a: [2] }],
    ['$pop first', { a: [1, 2] }, { $pop: { a: -1 } }, { a: [2] }],
    ['$rename replaces the target', { a: 1, b: 2 }, { $rename: { a: 'b' } }, { b: 1 }],
    ['$rename of a missing field changes nothing', { b: 2 }, { $rename: { a: 'b' } }, { b: 2 }],
    ['$setOnInsert does nothing to what exists', { a: 1 }, { $setOnInsert: { a: 2 } }, { a: 1 }],
    ['a replacement keeps the _id', { a: 1 }, { b: 2 }, { b: 2 }],
  ])('%s', (_, document, change, expected) => {
    expect(updated(document, change)).toEqual({ _id: 1, ...expected });
  });

  it('reach array elements by $, $[] and $[name]', () => {
    const document = {
      items: [
        { k: 'a', q: 1 },
        { k: 'b', q: 2 },
        { k: 'b', q: 3 },
      ],
    };
    const quantities = (change: Document): unknown[] => (change.items as { q: unknown }[]).map((item) => item.q);
    expect(quantities(updated(document, { $set: { 'items.$.q': 9 } }, { filter: { 'items.k': 'b' } }))).toEqual([
      1, 9, 3,
    ]);
    expect(
      quantities(
        updated(document, { $set: { 'items.$.q': 9 } }, { filter: { items: { $elemMatch: { k: 'b', q: 3 } } } }),
      ),
    ).toEqual([1, 2, 9]);
    expect(quantities(updated(document, { $inc: { 'items.$[].q': 1 } }))).toEqual([2, 3, 4]);
    expect(
      quantities(
        updated(document, { $set: { 'items.$[i].q': 0 } }, { arrayFilters: [{ 'i.k': 'b', 'i.q': { $gt: 2 } }] }),
      ),
    ).toEqual([1, 2, 0]);
  });

  it.each<[string, Document, unknown, number]>([
    ['an unknown operator', {}, { $nonsense: { a: 1 } }, 9],
    ['$mul', {}, { $mul: { n: 5 } }, 9],
    ['$bit', { n: 13 }, { $bit: { n: { and: 10 } } }, 9],
    ['$currentDate', {}, { $currentDate: { at: true } }, 9],
    ['a pipeline', {}, [{ $set: { a: 1 } }], 115],
    ['a change of _id', {}, { $set: { _id: 2 } }, 66],
    ['removing the _id', {}, { $unset: { _id: 1 } }, 66],
    ['two changes of one path', {}, { $set: { a: 1 }, $inc: { a: 1 } }, 40],
    ['changes of a path and one below it', {}, { $set: { a: {}, 'a.b': 1 } }, 40],
    ['a path through a number', { a: 5 }, { $set: { 'a.b': 1 } }, 28],
    ['a name inside an array', { a: [] }, { $set: { 'a.b': 1 } }, 28],
    ['$inc of text', { a: 'x' }, { $inc: { a: 1 } }, 14],
    ['$inc by text', {}, { $inc: { a: 'x' } }, 14],
    ['$push to a number', { a: 1 }, { $push: { a: 1 } }, 2],
    ['$pop by 2', { a: [1] }, { $pop: { a: 2 } }, 9],
    ['$ without an array in the filter', { a: [1] }, { $set: { 'a.$': 1 } }, 2],
    ['a name without array filter', { a: [1] }, { $set: { 'a.$[x]': 1 } }, 2],
    ['the prototype', {}, { $set: { '__proto__.polluted': 1 } }, 2],
  ])('%s is refused', (_, document, change, code) => {
    expect(() => updated(document, change)).toThrow(expect.objectContaining({ name: 'StoreError', code }));
  });

  it('start an upsert from the equalities of the filter', () => {
    const filter = { a: 1, 'b.c': { $eq: 2 }, d: { $gt: 5 }, $and: [{ e: 3 }] };
    const made = compileUpdate({ $set: { f: 4 }, $setOnInsert: { g: 5 } }, queryFor(filter), undefined).insertable();
    expect(made).toEqual({ a: 1, b: { c: 2 }, e: 3, f: 4, g: 5 });
  });
});
