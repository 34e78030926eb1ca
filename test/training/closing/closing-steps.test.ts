import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CLOSING_STEPS, type ClosingFacts, closingSteps } from '../../../src/training/closing/closing-steps.ts';

const done: ClosingFacts = {
  ...{
    sessions: 20,
    sessionsAhead: 0,
    rolls: 0,
    minutes: 0,
    leave: 0,
    stay: 0,
    works: 0,
    tests: 0,
    marks: 0,
    bonuses: 0,
    vetoes: 0,
  },
  ...{ objections: 0, grading: 'published', isPosting: false, feedback: 0, plans: 0 },
};

it('a class with nothing left is done in every step', () => {
  expect(closingSteps(done)).toEqual(CLOSING_STEPS.map((name) => ({ name, left: 0 })));
});

it('results and feedback are left until the results went out, and feedback is counted only then', () => {
  const left = closingSteps({ ...done, grading: 'confirmed', feedback: 3 }).filter((step) => step.left > 0);
  expect(left.map(({ name }) => name)).toEqual(['results']);
});

it('half-days without a mark are left as long as the class is not graded, minutes until they are written', () => {
  const leftOf = (facts: Partial<ClosingFacts>) =>
    closingSteps({ ...done, ...facts })
      .filter(({ left }) => left > 0)
      .map(({ name, left }) => `${name} ${left}`);
  expect(leftOf({ grading: 'none', rolls: 2, minutes: 1 })).toEqual(['rolls 2', 'minutes 1', 'grading 1', 'results 1']);
  expect(leftOf({ rolls: 2, minutes: 1 })).toEqual(['minutes 1']);
});

it('whatever is left is named once, in the same order', () => {
  const counts = fc.record({
    ...{
      sessions: fc.nat(40),
      sessionsAhead: fc.nat(9),
      rolls: fc.nat(9),
      minutes: fc.nat(9),
      leave: fc.nat(9),
      stay: fc.nat(9),
      works: fc.nat(9),
    },
    ...{ tests: fc.nat(9), marks: fc.nat(9), bonuses: fc.nat(9), vetoes: fc.nat(9), objections: fc.nat(9) },
    ...{ isPosting: fc.boolean(), feedback: fc.nat(9), plans: fc.nat(9) },
    grading: fc.constantFrom('none', 'proposed', 'returned', 'confirmed', 'released', 'published'),
  });
  fc.assert(
    fc.property(counts, (facts) => {
      const steps = closingSteps(facts as ClosingFacts);
      expect(steps.map(({ name }) => name)).toEqual(CLOSING_STEPS);
      for (const step of steps) expect(step.left).toBeGreaterThanOrEqual(0);
    }),
  );
});
