import { afterAll, beforeAll, expect, it } from 'vitest';
import { beijingTime } from '../../src/calendar/beijing-time.ts';
import { dutiesAt } from '../../src/start/demo-duties.ts';

import { openClass } from '../helpers/class.ts';
import { startWorld, type World } from '../helpers/world.ts';

let world: World;
let classId: string;
beforeAll(async () => {
  world = await startWorld('wecom');
  classId = await openClass(world, { named: 3 });
  for (const { cadreId, state } of await world.running.store.callUps.ofClass(classId))
    if (state === 'issued') await world.press(cadreId, '确认参加');
});
afterAll(() => world.stop());

const dutiesOn = (dateOn: string, clock: string) => dutiesAt(world.running.store, beijingTime(dateOn, clock), '1');

it('the class teacher whom nobody plays gives marks after the last lesson of a day, not before', async () => {
  expect(await dutiesOn('2026-03-17', '12:00')).toEqual([]);
  expect(await dutiesOn('2026-03-21', '18:00')).toEqual([]);
  const [duty, ...others] = await dutiesOn('2026-03-17', '17:50');
  expect([duty?.people, others]).toEqual([['teacher'], []]);
  expect(await dutiesOn('2026-03-17', '19:00')).toEqual([duty]);
  await world.at('2026-03-17', '17:50');
  await world.say('teacher', duty?.text ?? '');
  await world.press('teacher', '确认记分');
  expect(world.last('teacher')).toContain('已');
});

it('papers are marked on the last day, a second time by the party school', async () => {
  const duties = await dutiesOn('2026-03-27', '17:50');
  expect(duties.map(({ people }) => people)).toEqual([['teacher'], ['teacher'], ['school']]);
  expect(new Set(duties.map(({ id }) => id)).size).toBe(3);
});
