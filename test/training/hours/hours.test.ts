import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../src/calendar/beijing-time.ts';
import { classHours } from '../../../src/training/hours/class-hours.ts';
import { dutiesIn, groupDuty } from '../../../src/training/hours/duties.ts';
import { effective, type HourEntryRow, lastOf } from '../../../src/training/hours/hour-entries.ts';
import { type HourFacts, reversed, spanOf, sumOf } from '../../../src/training/hours/hour-sum.ts';
import { backwards, pack } from '../builders.ts';

const { hours: rules } = pack;

function entry(facts: Partial<HourFacts> = {}): HourFacts {
  return { kind: 'group', toOn: '2026-03-27', minutes: 0, halfDays: 0, spanDays: 0, ...facts };
}
const staff = { rankLevel: 'staff' } as const;

describe('what is required of a cadre in a year', () => {
  it('90 hours or 12 days, each by itself', () => {
    const met = (facts: Partial<HourFacts>) => groupDuty('2026', staff, [entry(facts)], rules)?.isMet;
    expect([met({ minutes: 5400 }), met({ minutes: 5399 }), met({ halfDays: 24 }), met({ halfDays: 23 })]).toEqual([
      ...[true, false, true, false],
    ]);
    expect(met({ minutes: 5399, halfDays: 23 })).toBe(false);
  });

  it('the year is that of the last day', () => {
    const at = (toOn: string) => groupDuty('2026', staff, [entry({ toOn, minutes: 60 })], rules)?.done.minutes;
    expect(['2025-12-31', '2026-01-01', '2026-12-31', '2027-01-01'].map(at)).toEqual([0, 60, 60, 0]);
  });

  it('550 hours or 3 months in five years for county level and for 四级调研员 and above', () => {
    const person = { rankLevel: 'townshipChief', gradeRank: '四级调研员' } as const;
    const duty = (entries: HourFacts[]) => groupDuty('2026', person, entries, rules);
    expect(duty([entry({ toOn: '2022-01-01', minutes: 33_000 })])).toMatchObject({ kind: 'longCycle', isMet: true });
    expect(duty([entry({ toOn: '2021-12-31', minutes: 33_000 })])).toMatchObject({
      isMet: false,
      shortMinutes: 33_000,
    });
    expect(duty([entry({ spanDays: 90 })])).toMatchObject({ isMet: true });
    expect(duty([entry({ spanDays: 89 })])).toMatchObject({ isMet: false, instead: { done: 2 } });
  });

  it('online study is kept apart', () => {
    const duties = dutiesIn('2026', staff, [entry({ kind: 'online', minutes: 3000 })], rules);
    expect(duties.map(({ kind, isMet }) => [kind, isMet])).toEqual([
      ['yearly', false],
      ['online', true],
    ]);
  });
});

describe('sums of the ledger', () => {
  const anyEntry = fc.record({
    kind: fc.constantFrom('group' as const, 'online' as const),
    toOn: fc.integer({ min: 0, max: 2000 }).map((days) => addDays('2022-01-01', days)),
    minutes: fc.nat(5000),
    halfDays: fc.nat(40),
    spanDays: fc.nat(60),
  });

  it('are the same in any order, and never below zero however entries are taken back', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyEntry, fc.nat(3)), { maxLength: 20 }), (list) => {
        // Each entry is taken back, entered again, … so many times.
        const entries = list.flatMap(([first, times]) => {
          const chain: HourFacts[] = [first];
          for (let time = 0; time < times; time += 1) chain.push({ ...first, ...reversed(chain.at(-1) ?? first) });
          return chain;
        });
        const sum = sumOf(entries, 'group', '2022-01-01', '2029-12-31');
        expect(sumOf(backwards(entries), 'group', '2022-01-01', '2029-12-31')).toEqual(sum);
        expect(Math.min(sum.minutes, sum.halfDays, sum.spanDays)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('taking an entry back gives the former sum', () => {
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 20 }), anyEntry, (entries, added) => {
        const all = ['group', '2022-01-01', '2029-12-31'] as const;
        const back = { ...added, ...reversed(added) };
        expect(sumOf([...entries, added, back], ...all)).toEqual(sumOf(entries, ...all));
      }),
    );
  });

  it('an entry counts unless what takes it back counts', () => {
    const row = (_id: string, reverses?: string): HourEntryRow => ({
      ...{ _id, cadreId: 'c1', kind: 'group', source: 'sheet', sourceId: 's', title: 't', organiser: '' },
      ...{ fromOn: '2026-03-01', toOn: '2026-03-02', minutes: 60, halfDays: 2, spanDays: 2, by: 'org' },
      ...{ at: new Date(0), ...(reverses === undefined ? {} : { reverses }) },
    });
    const [first, back, again] = [row('a'), row('b', 'a'), row('c', 'b')];
    expect(effective([first, back]).map(({ _id }) => _id)).toEqual([]);
    expect(effective([again, back, first]).map(({ _id }) => _id)).toEqual(['a']);
    expect(lastOf([first, back, again], first)._id).toBe('c');
  });

  it('a span has its first and its last day', () => {
    expect(spanOf('2024-02-28', '2024-03-01')).toBe(3);
    expect(spanOf('2026-02-28', '2026-02-28')).toBe(1);
  });
});

describe('what a class earns', () => {
  const lesson = (dateOn: string, half: 'morning' | 'afternoon' | 'evening', attended = true) => ({
    ...{ dateOn, half, minutes: 180, attended },
  });

  it('the minutes and half-days that were attended; evenings count their minutes alone', () => {
    const lessons = [
      ...[lesson('2026-03-16', 'morning'), lesson('2026-03-16', 'morning'), lesson('2026-03-16', 'afternoon', false)],
      lesson('2026-03-16', 'evening'),
    ];
    expect(classHours(lessons, '2026-03-16', '2026-03-27')).toEqual({ minutes: 540, halfDays: 1, spanDays: 12 });
  });

  it('nothing for whoever was never there', () => {
    expect(classHours([lesson('2026-03-16', 'morning', false)], '2026-03-16', '2026-03-27')).toEqual({
      ...{ minutes: 0, halfDays: 0, spanDays: 0 },
    });
  });
});
