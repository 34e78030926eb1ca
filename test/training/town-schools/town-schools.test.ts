import fc from 'fast-check';
import { expect, it } from 'vitest';
import { doneOf, type ItemEntry } from '../../../src/training/town-schools/town-schools.ts';

const items = ['a', 'b', 'c'];
const anyEntry = fc.record({
  ...{ item: fc.constantFrom(...items), isDone: fc.boolean(), note: fc.string() },
  ...{ by: fc.constant('school'), byUpdate: fc.string(), enteredAt: fc.constant(new Date(0)) },
});

it('of each item what was entered last holds', () => {
  fc.assert(
    fc.property(fc.array(anyEntry), (entries: ItemEntry[]) => {
      const done = doneOf({ entries });
      for (const item of items)
        expect(done.has(item)).toBe(entries.findLast((each) => each.item === item)?.isDone ?? false);
    }),
  );
});
