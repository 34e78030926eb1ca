import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../src/calendar/beijing-time.ts';
import {
  figuresBy,
  figuresOf,
  followed,
  type HeldClass,
  outsidePlan,
  PROGRESS,
} from '../../../src/training/annual-plan/plan-progress.ts';
import { backwards } from '../builders.ts';

type Item = Parameters<typeof followed>[0][number];

const item = (number: number, facts: Partial<Item> = {}): Item => ({
  ...{ _id: `J2026-${number}`, state: 'approved', year: '2026', theme: '专题班', topicTags: ['甲'], rankLevels: [] },
  ...{ people: 40, month: 5, days: 3, unitId: 'u1', classKind: 'topicClass', feeClass: 'classThree' },
  ...{ yuanPerPersonDay: 400, need: '需要' },
  ...facts,
});
const held = (opensOn: string, planItem?: string, trainees = 38): HeldClass => ({
  ...{ _id: `c-${opensOn}`, name: '班', kind: 'topicClass', opensOn, closesOn: addDays(opensOn, 2), trainees },
  ...(planItem === undefined ? {} : { planItem }),
});
const isAt = (todayOn: string, ...classes: HeldClass[]) => followed([item(1)], classes, todayOn)[0]?.progress;

describe('an item of the plan', () => {
  it('is done once its class has ended, and late once its month is over without one', () => {
    expect(isAt('2026-05-31')).toBe('planned');
    expect(isAt('2026-06-01')).toBe('late');
    expect(isAt('2026-05-10', held('2026-05-11', 'J2026-1'))).toBe('arranged');
    expect(isAt('2026-05-11', held('2026-05-11', 'J2026-1'))).toBe('underWay');
    expect(isAt('2026-05-13', held('2026-05-11', 'J2026-1'))).toBe('underWay');
    expect(isAt('2026-05-14', held('2026-05-11', 'J2026-1'))).toBe('done');
    expect(isAt('2026-06-01', held('2026-06-08', 'J2026-1'))).toBe('late');
    expect(isAt('2026-06-01', held('2026-05-11', 'J2026-2'))).toBe('late');
  });

  it('is followed once it is approved', () => {
    expect(followed([item(1, { state: 'filed' }), item(2, { state: 'withdrawn' })], [], '2026-06-01')).toEqual([]);
  });
});

it('a class without an item is outside the plan of its year', () => {
  const classes = [held('2026-05-11', 'J2026-1'), held('2026-06-11'), held('2025-12-31')];
  expect(outsidePlan(classes, '2026').map(({ opensOn }) => opensOn)).toEqual(['2026-06-11']);
});

describe('the figures of a plan', () => {
  const day = fc.integer({ min: 0, max: 364 }).map((days) => addDays('2026-01-01', days));
  const plans = fc
    .array(
      fc.record({
        month: fc.integer({ min: 1, max: 12 }),
        people: fc.integer({ min: 1, max: 200 }),
        unitId: fc.constantFrom('u1', 'u2', 'u3'),
        classKind: fc.constantFrom('topicClass', 'mainClass'),
        opensOn: fc.option(day),
        trainees: fc.integer({ min: 0, max: 200 }),
      }),
      { maxLength: 20 },
    )
    .map((all) => ({
      items: all.map(({ opensOn: _, trainees: __, ...facts }, index) => item(index, facts)),
      classes: all.flatMap(({ opensOn, trainees }, index) =>
        opensOn === null ? [] : [held(opensOn, `J2026-${index}`, trainees)],
      ),
    }));

  it('count each item once, whichever way they are grouped, in whatever order they come', () => {
    fc.assert(
      fc.property(plans, day, ({ items, classes }, todayOn) => {
        const all = followed(items, classes, todayOn);
        const whole = figuresOf(all);
        expect(PROGRESS.reduce((sum, progress) => sum + whole.counts[progress], 0)).toBe(items.length);
        for (const groupOf of [(each: Item) => each.unitId, (each: Item) => each.classKind]) {
          const groups = figuresBy(all, groupOf);
          const sum = (of: (figures: (typeof groups)[number][1]) => number) =>
            groups.reduce((total, [, each]) => total + of(each), 0);
          expect(sum(({ items: count }) => count)).toBe(whole.items);
          expect(sum(({ people }) => people)).toBe(whole.people);
          expect(sum(({ trained }) => trained)).toBe(whole.trained);
          expect(figuresBy(followed(backwards(items), backwards(classes), todayOn), groupOf)).toEqual(groups);
        }
      }),
    );
  });
});
