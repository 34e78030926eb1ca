import { expect, it } from 'vitest';
import { makeDemoCounty } from '../../src/demo/county.ts';
import { demoFieldSites, demoLecturers, demoRoute } from '../../src/demo/faculty.ts';
import { isReviewed } from '../../src/training/lecturers/lecturer.ts';
import { defaultRulePack } from '../../src/training/rule-pack.ts';

const county = makeDemoCounty(7, '2026-03-02');

it('has lecturers who are heads of its units, and one course that may not be scheduled', () => {
  const lecturers = demoLecturers(county);
  expect(lecturers).toHaveLength(7);
  const names = new Set(county.cadres.map(({ name }) => name));
  expect(lecturers.every(({ name }) => names.has(name))).toBe(true);
  const old = lecturers
    .flatMap(({ courses }) => courses)
    .filter((each) => !isReviewed(each, '2026-03-16', defaultRulePack().faculty));
  expect(old).toHaveLength(1);
});

it('has a route over its sites that can be walked in a day', () => {
  const { sites, reasons } = demoRoute(demoFieldSites(county));
  expect(sites.map(({ name }) => name)[0]).toBe('先烈故居');
  expect(sites).toHaveLength(3);
  expect(reasons[0]).toContain('种顺序');
});
