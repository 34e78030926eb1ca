import { expect, it } from 'vitest';
import { crashPoints } from '../../src/store/crash-point.ts';
import { played, provePoints } from './points.ts';

provePoints('wecom', false);

it('every point is played, and says in one line what it leaves behind', () => {
  // test/county/roster/roster-store.test.ts and test/store/migrations.test.ts
  const elsewhere = Object.keys(crashPoints).filter((point) => /^(roster|installation)\./.test(point));
  expect([...Object.keys(played), ...elsewhere].sort()).toEqual(Object.keys(crashPoints).sort());
  for (const race of Object.values(crashPoints)) expect(race).toMatch(/^[A-Z][^\n]*: [^\n]*\.$/);
});
