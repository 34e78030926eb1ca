import { expect, it } from 'vitest';
import { shippedRulePacks } from '../../src/training/rule-packs.ts';

it('what goes on whatever the clock says has the first pack on a day that none covers; a decision about people has none', () => {
  const packs = shippedRulePacks();
  expect(() => packs.on('2023-11-14')).toThrow('rule-pack.none');
  expect(packs.nearest('2023-11-14').validFromOn).toBe('2026-01-01');
  expect(() => packs.of({ opensOn: '2023-11-14' })).toThrow('rule-pack.none');
  expect(packs.near({ opensOn: '2023-11-14' }).validFromOn).toBe('2026-01-01');
  expect(packs.nearest('2026-03-02')).toBe(packs.on('2026-03-02'));
});
