import fc from 'fast-check';
import { expect, it } from 'vitest';
import { byCadre } from '../../../src/training/class/by-cadre.ts';

it('everybody gets their own rows in the order of the list, and somebody without rows gets none', () => {
  const row = fc.record({ cadreId: fc.constantFrom('a', 'b', '__proto__'), value: fc.integer() });
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      const own = byCadre(rows);
      for (const cadreId of ['a', 'b', '__proto__', 'c'])
        expect(own(cadreId)).toEqual(rows.filter((each) => each.cadreId === cadreId));
    }),
  );
});
