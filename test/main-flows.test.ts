import { existsSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { mainFlows } from './main-flows.ts';

it('every room has its main conversation in what is run on every change', () => {
  const rooms = readdirSync('test/flows', { withFileTypes: true }).filter((each) => each.isDirectory());
  const without = rooms.filter(({ name }) => !mainFlows.some((file) => file.startsWith(`test/flows/${name}/`)));
  expect(without.map(({ name }) => name)).toEqual([]);
  expect(mainFlows.filter((file) => !existsSync(file))).toEqual([]);
});
