import { expect, it, onTestFinished } from 'vitest';
import { verifyArchive } from '../../../src/training/archives/verify-archive.ts';
import { variants } from '../../helpers/county.ts';
import { lastDayOn, scoredClass } from '../../helpers/scored-class.ts';
import { fileLink, signedIn } from '../../helpers/staff-browser.ts';
import { startWorld } from '../../helpers/world.ts';

const classId = '2026-01';

it.each(variants)('on %s the archive of a class never comes in chat, but once under a link', async (variant) => {
  const world = await startWorld(variant);
  onTestFinished(() => world.stop());
  const { store } = world.running;
  await scoredClass(store);
  await world.at(lastDayOn, '18:05');
  await world.say('team1', `/评定等次 ${classId}`);
  await world.press('team1', '提请确认');
  await world.press('team2', '确认等次');
  await world.press('org', '公布成绩');
  for (const dateOn of ['2026-03-30', '2026-03-31', '2026-04-03', '2026-04-07']) await world.at(dateOn, '09:05');
  await world.say('school', `/归档 ${classId}`);
  await world.press('school', '归档');
  const path = fileLink(world, 'school');
  const teacher = await signedIn(world, 'teacher');
  expect(await teacher.open(path)).toContain('不是发给您的');
  const school = await signedIn(world, 'school');
  await school.open(path);
  await school.send(path);
  const found = await verifyArchive(school.body);
  expect(found?.faults).toEqual([]);
  expect((await store.archives.ofClass(classId))[0]?.sums).toEqual([found?.sha256]);
  expect(await school.open(path)).toContain('已用过');
});
