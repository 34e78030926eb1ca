import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../src/clock.ts';
import type { Collection } from '../../src/store/collection.ts';
import { Database } from '../../src/store/database.ts';
import { isNoted } from '../../src/store/noted.ts';
import { createNumbered } from '../../src/store/numbering.ts';
import { once } from '../../src/store/once.ts';
import { number, type RowOf, rows, text, texts } from '../../src/store/row.ts';
import { type BareStore, openBareStore } from '../helpers/bare-store.ts';

const sums = rows('sums', { total: number, updates: texts }, []);
const tickets = rows('tickets', { number, byUpdate: text }, [
  { keys: { byUpdate: 1 }, unique: true, usedBy: 'createNumbered' },
]);
type Ticket = RowOf<typeof tickets>;

let bare: BareStore;
let database: Database;
let sum: Collection<RowOf<typeof sums>>;
let ticket: Collection<Ticket>;
beforeAll(async () => {
  bare = await openBareStore(new ManualClock(new Date('2026-03-02T01:03:00Z')));
  database = await Database.open(bare.uri);
  sum = database.of(sums);
  ticket = database.of(tickets);
  await database.makeIndexes();
});
afterAll(async () => {
  await database.close();
  await bare.stop();
});
beforeEach(async () => {
  await bare.empty();
  await sum.insertNew({ _id: 's', total: 0, updates: [] });
});

const add = (updateId: string, amount: number, until = 100) =>
  once(sum, 's', 'updates', updateId, ({ total }) =>
    total >= until
      ? undefined
      : { given: { total }, change: { $set: { total: total + amount }, $push: { updates: updateId } } },
  );

describe('a change made once for an update', () => {
  it('is not made again when the update runs again, whoever came after it', async () => {
    await add('one', 1);
    await add('two', 10);
    expect(await add('one', 1)).toMatchObject({ total: 11, updates: ['one', 'two'] });
  });

  it('rests on the row as it is when it is written: of many at once none is lost', async () => {
    await Promise.all(Array.from({ length: 10 }, (_, index) => add(`u${index}`, 1)));
    expect(await sum.byId('s')).toMatchObject({ total: 10 });
  });

  it('is left where it is not the time for it, and where there is no row', async () => {
    await add('one', 5);
    expect(isNoted(await add('two', 1, 5), 'updates', 'two')).toBe(false);
    expect(await once(sum, 'nothing', 'updates', 'one', () => ({ given: {}, change: {} }))).toBeNull();
  });
});

describe('the note of an update', () => {
  it.each([
    ['alone in its field', { doneByUpdate: 'u' }, 'doneByUpdate'],
    ['in a list of updates', { moves: ['a', 'u'] }, 'moves'],
    ['in a list of what updates did', { returns: [{ byUpdate: 'a' }, { byUpdate: 'u' }] }, 'returns.byUpdate'],
  ])('is found %s', (_, row, mark) => {
    expect(isNoted(row, mark, 'u')).toBe(true);
    expect(isNoted(row, mark, 'other')).toBe(false);
    expect(isNoted({}, mark, 'u')).toBe(false);
    expect(isNoted(null, mark, 'u')).toBe(false);
  });
});

it('numbers are given once, in order and without gaps, also to many at once; the same update gets the same one', async () => {
  const last = async () => (await ticket.findOne({}, { sort: { number: -1 } }))?.number ?? 0;
  const draw = (byUpdate: string): Promise<Ticket> =>
    createNumbered(ticket, { byUpdate }, last, (number) => ({ _id: `T${number}`, number, byUpdate }));
  const drawn = await Promise.all(['a', 'b', 'c', 'd', 'a'].map(draw));
  expect([...new Set(drawn.map((each) => each.number))].sort()).toEqual([1, 2, 3, 4]);
  expect(await draw('b')).toEqual(drawn[1]);
});
