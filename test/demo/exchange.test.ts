import { expect, it } from 'vitest';
import { demoSeed, makeDemoCounty } from '../../src/demo/county.ts';
import { makeDemoExchange } from '../../src/demo/exchange.ts';
import { phaseOn } from '../../src/training/exchange/exchange-standing.ts';
import { defaultRulePack } from '../../src/training/rule-pack.ts';

it('the demo has one pair that changes places now, from a town and from the county, with a log', () => {
  const county = makeDemoCounty(demoSeed);
  const { pairs, notes } = makeDemoExchange(county, new Date('2026-03-06T02:00:00Z'), defaultRulePack());
  const [pair] = pairs;
  expect(pairs).toHaveLength(1);
  expect(pair && phaseOn(pair, '2026-03-06')).toBe('running');
  const kinds = pair?.sides.map(({ unitId }) => county.units.find(({ id }) => id === unitId)?.kind);
  expect(kinds).toEqual(['town', 'government']);
  expect(pair?.sides.every(({ mentorId }) => mentorId !== undefined)).toBe(true);
  expect(new Set(notes.map(({ cadreId }) => cadreId)).size).toBe(2);
});
