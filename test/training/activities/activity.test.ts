import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countActivities, isHeld, kindTyped, proposedPoints } from '../../../src/training/activities/activity.ts';
import { ACTIVITY_KINDS } from '../../../src/training/activities/activity-rules.ts';
import { defaultRulePack } from '../../../src/training/rule-pack.ts';

const { activities: rules, scoring } = defaultRulePack();

const someRow = fc.record({
  classId: fc.constantFrom('2026-01', '2026-02', '2026-03'),
  kind: fc.constantFrom(...ACTIVITY_KINDS),
  state: fc.constantFrom('offered', 'planned', 'cancelled', 'declined'),
  dateOn: fc.constantFrom('2026-03-10', '2026-03-20', '2026-03-30'),
});

describe('the counts of activities', () => {
  it('add up by kind and by class, and do not depend on the order', () => {
    fc.assert(
      fc.property(fc.array(someRow), (rows) => {
        const counts = countActivities(rows, '2026-03-20');
        const sum = (values: Iterable<number>) => [...values].reduce((total, each) => total + each, 0);
        expect(counts.total).toBe(rows.filter((row) => isHeld(row, '2026-03-20')).length);
        expect(sum(counts.byKind.values())).toBe(counts.total);
        expect(sum(counts.byClass.map(({ total }) => total))).toBe(counts.total);
        for (const { byKind, total } of counts.byClass) expect(sum(byKind.values())).toBe(total);
        const again = countActivities([...rows].reverse(), '2026-03-20');
        expect(again.byClass.map(({ classId, total }) => [classId, total])).toEqual(
          counts.byClass.map(({ classId, total }) => [classId, total]),
        );
      }),
    );
  });
});

describe('the points of an activity', () => {
  it('go to everybody who was there once at most, and name an indicator and a step of the scheme', () => {
    const trainees = ['a', 'b', 'c', 'd'];
    const some = fc.record({
      kind: fc.constantFrom(...ACTIVITY_KINDS),
      speakers: fc.subarray(trainees),
      absent: fc.subarray(trainees),
    });
    fc.assert(
      fc.property(some, (activity) => {
        const points = proposedPoints(activity, trainees, rules);
        expect(new Set(points.map(({ cadreId }) => cadreId)).size).toBe(points.length);
        for (const { cadreId, item, step, spoke } of points) {
          expect(activity.absent).not.toContain(cadreId);
          expect(activity.speakers.includes(cadreId)).toBe(spoke);
          const indicator = scoring.indicators.find(({ id }) => id === item);
          const known = indicator?.steps.map(({ id }) => id) ?? scoring.bonusItems.map(({ id }) => id);
          expect(known).toContain(step);
        }
      }),
    );
  });
});

it('a kind is read by its name and its other words; anything else is refused with all names', () => {
  expect(kindTyped('学员论坛', rules)).toBe('traineeForum');
  expect(kindTyped('读书分享会', rules)).toBe('bookSharing');
  expect(() => kindTyped('聚餐', rules)).toThrow(expect.objectContaining({ code: 'activity.kind-unknown' }));
});
