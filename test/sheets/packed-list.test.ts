import { describe, expect, it } from 'vitest';
import { firstOf, itemsFrom, PackedList, picked } from '../../src/sheets/packed-list.ts';

describe('a packed list', () => {
  const items = Array.from({ length: 500 }, (_, at) => ({ at, text: `“喆”${'甲'.repeat(at * 10)}` }));

  it('gives back what was put in, in order, by index and from the end', () => {
    const list = PackedList.of(items);
    expect([...list]).toEqual(items);
    expect(list).toHaveLength(500);
    expect([list.at(0), list.at(499), list.at(-1)]).toEqual([items[0], items[499], items[499]]);
    expect([list.at(500), list.at(-501)]).toEqual([undefined, undefined]);
  });

  it('holds items longer than a page, and an empty list nothing', () => {
    const long = { text: '甲'.repeat(700_000) };
    expect([...PackedList.of([items[1], long, items[2]])]).toEqual([items[1], long, items[2]]);
    expect([...new PackedList()]).toEqual([]);
    expect(new PackedList().at(-1)).toBeUndefined();
  });

  it('is the same on the other side, whose additions it does not see', () => {
    const list = PackedList.of(items);
    const other = new PackedList<unknown>(structuredClone(list.packed));
    other.add('more');
    list.add({ at: -1, text: '' });
    expect([...other]).toEqual([...items, 'more']);
    expect([...list]).toEqual([...items, { at: -1, text: '' }]);
  });

  it('is picked from, begun and gone on with', () => {
    const list = PackedList.of(items);
    expect([...picked(list, [3, 1])]).toEqual([items[3], items[1]]);
    expect(picked(list, [3, 1]).at(-1)).toEqual(items[1]);
    expect(firstOf(list, 2)).toEqual(items.slice(0, 2));
    expect([...itemsFrom(list, 498)]).toEqual(items.slice(498));
    expect([...itemsFrom(list, 600)]).toEqual([]);
  });
});
