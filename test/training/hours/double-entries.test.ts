import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { doubleEntries } from '../../../src/training/hours/double-entries.ts';
import { effective, type HourEntryRow } from '../../../src/training/hours/hour-entries.ts';

const entry = (_id: string, fromOn: string, toOn: string, more: Partial<HourEntryRow> = {}): HourEntryRow => ({
  ...{ _id, cadreId: 'zhao', kind: 'group', source: 'claim', sourceId: _id, title: _id, organiser: '', fromOn, toOn },
  ...{ minutes: 960, halfDays: 4, spanDays: 2, by: 'org', at: new Date('2026-03-02T01:00:00Z'), ...more },
});
const ofClass = (fromOn: string, toOn: string, more: Partial<HourEntryRow> = {}) =>
  entry('class', fromOn, toOn, { source: 'class', ...more });
const back = (of: HourEntryRow): HourEntryRow => ({
  ...of,
  _id: `back:${of._id}`,
  source: 'reversal',
  reverses: of._id,
});
const ids = (entries: readonly HourEntryRow[]) => doubleEntries(entries).map((one) => one.entry._id);

describe('hours entered twice', () => {
  it('are those claimed or listed for a day of a class held here; the class counts', () => {
    const [claim, sheet] = [
      entry('claim', '2026-03-05', '2026-03-06'),
      entry('sheet', '2026-03-01', '2026-03-02', { source: 'sheet' }),
    ];
    const held = ofClass('2026-03-02', '2026-03-05');
    expect(doubleEntries([claim, sheet, held])).toEqual([
      { entry: claim, counts: held },
      { entry: sheet, counts: held },
    ]);
  });

  it('are not those of other days, other people, or online study', () => {
    const held = ofClass('2026-03-02', '2026-03-05');
    expect(ids([held, entry('after', '2026-03-06', '2026-03-07')])).toEqual([]);
    expect(ids([held, entry('other', '2026-03-02', '2026-03-03', { cadreId: 'qian' })])).toEqual([]);
    expect(ids([held, entry('online', '2026-03-02', '2026-03-03', { kind: 'online' })])).toEqual([]);
  });

  it('are none where the class does not count, or where people put the other back', () => {
    const [held, claim] = [ofClass('2026-03-02', '2026-03-05'), entry('claim', '2026-03-02', '2026-03-03')];
    expect(ids([held, back(held), claim])).toEqual([]);
    const once = back(claim);
    expect(ids([held, claim, once])).toEqual([]);
    expect(ids([held, claim, once, back(once)])).toEqual([]);
  });

  it('are found once: with the double ones taken back, nothing is left, and every class counts', () => {
    const day = fc.integer({ min: 1, max: 20 }).map((number) => `2026-03-${String(number).padStart(2, '0')}`);
    const some = fc.record({ fromOn: day, toOn: day, isClass: fc.boolean() });
    fc.assert(
      fc.property(fc.array(some, { maxLength: 8 }), (all) => {
        const entries = all.map(({ fromOn, toOn, isClass }, index) => {
          const [first = '', last = ''] = [fromOn, toOn].sort();
          return entry(`e${index}`, first, last, isClass ? { source: 'class' } : {});
        });
        const settled = [...entries, ...doubleEntries(entries).map((one) => back(one.entry))];
        expect(doubleEntries(settled)).toEqual([]);
        const classes = entries.filter(({ source }) => source === 'class');
        expect(effective(settled).filter(({ source }) => source === 'class')).toEqual(classes);
      }),
    );
  });
});
