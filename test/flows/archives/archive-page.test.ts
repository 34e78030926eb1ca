import { expect, it, onTestFinished } from 'vitest';
import { verifyArchive } from '../../../src/training/archives/verify-archive.ts';
import { variants } from '../../helpers/county.ts';
import { lastDayOn, scoredClass } from '../../helpers/scored-class.ts';
import { signedIn } from '../../helpers/staff-browser.ts';
import { startWorld } from '../../helpers/world.ts';

const classId = '2026-01';

it.each(variants)('on %s the archive of a work-sensitive class comes on the staff page alone', async (variant) => {
  const world = await startWorld(variant);
  onTestFinished(() => world.stop());
  const { store } = world.running;
  await scoredClass(store);
  const label = { field: 'noticeLabel', to: 'workSensitive', from: '', reason: '涉及在办事项', by: 'org' } as const;
  await store.classes.change(classId, { ...label, byUpdate: 'test:label', enteredAt: new Date(0) }, {});
  await world.at(lastDayOn, '18:05');
  await world.say('team1', `/评定等次 ${classId}`);
  await world.press('team1', '提请确认');
  await world.press('team2', '确认等次');
  await world.press('org', '公布成绩');
  for (const dateOn of ['2026-03-30', '2026-03-31', '2026-04-03', '2026-04-07']) await world.at(dateOn, '09:05');
  const school = await signedIn(world, 'school');
  await school.open(`/staff/archive/${classId}`);
  expect(school.html).toContain(`请在聊天中回复“/归档 ${classId}”`);
  await world.say('school', `/归档 ${classId}`);
  await world.press('school', '归档');
  expect(world.screen('school')).not.toContain('.zip');
  expect(world.last('school')).toContain(`/staff/archive/${classId}`);
  const found = await verifyArchive(await school.bytes(`/staff/archive/${classId}`));
  expect(found?.faults).toEqual([]);
  expect((await store.archives.ofClass(classId))[0]?.sums).toEqual([found?.sha256]);
  const teacher = await signedIn(world, 'teacher');
  await teacher.open(`/staff/archive/${classId}`);
  expect(teacher.status).toBe(404);
});
