import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../src/calendar/beijing-time.ts';
import { readGrantedRole } from '../../../src/county/roles.ts';
import {
  decidedDates,
  entryDates,
  POOL_DECISIONS,
  standingOn,
} from '../../../src/training/reserve-pool/reserve-pool-rules.ts';

const rules = { termMonths: 36, reviewMonths: 12 };
const entered = entryDates('2026-04-03', rules);

describe('somebody of the reserve pool', () => {
  it.each([
    ['2026-04-03', 'in'],
    ['2027-04-02', 'in'],
    ['2027-04-03', 'due'],
    ['2029-04-03', 'due'],
    ['2029-04-04', 'expired'],
  ])('who entered on 3 April 2026 is on %s: %s', (dayOn, standing) => {
    expect(standingOn(entered, dayOn)).toBe(standing);
  });

  it('is kept until the next review, with the same term', () => {
    const kept = decidedDates(entered, 'keep', '2027-04-10', rules);
    expect(kept).toEqual({ state: 'in', reviewOn: '2028-04-10', validUntilOn: '2029-04-03' });
  });

  it('has a new term when prolonged', () => {
    expect(decidedDates(entered, 'prolong', '2029-04-10', rules)?.validUntilOn).toBe('2032-04-10');
  });

  it('who is removed stays so whatever the day, until restored', () => {
    const removed = decidedDates(entered, 'remove', '2026-05-01', rules);
    expect(removed && standingOn(removed, '2026-05-01')).toBe('removed');
    expect(removed && decidedDates(removed, 'keep', '2026-05-02', rules)).toBeUndefined();
    expect(removed && decidedDates(removed, 'restore', '2026-05-02', rules)).toEqual(entered);
  });

  it('has after any decision a review that is not before that day, unless removed or restored', () => {
    const decision = fc.constantFrom(...POOL_DECISIONS);
    fc.assert(
      fc.property(fc.array(fc.tuple(decision, fc.integer({ min: 0, max: 900 })), { maxLength: 12 }), (steps) => {
        let [dates, dayOn] = [entered, '2026-04-03'];
        for (const [each, days] of steps) {
          dayOn = addDays(dayOn, days);
          const next = decidedDates(dates, each, dayOn, rules);
          if (next !== undefined && (each === 'keep' || each === 'prolong')) expect(next.reviewOn > dayOn).toBe(true);
          dates = next ?? dates;
        }
      }),
    );
  });
});

it.each([
  ['组织部', 'orgDept'],
  ['县委组织部', 'orgDept'],
  ['组织部领导', 'orgDeptLeader'],
  ['领导', 'orgDeptLeader'],
  ['党校', 'partySchool'],
  ['县委', undefined],
])('the role called “%s” is %s', (word, role) => {
  expect(readGrantedRole(word)).toBe(role);
});
