import type { Store } from '../../src/stores.ts';
import { standardCurriculum } from '../../src/training/class/standard-curriculum.ts';

/** Class 2026-01 with the standard timetable, 16 to 27 March 2026, taught by 郑老师, with these trainees. */
export async function teachClass(store: Store, trainees: readonly string[]): Promise<string> {
  const { _id: classId } = await store.classes.create('2026', {
    name: '中青年干部培训班',
    kind: 'youngMidClass',
    opensOn: '2026-03-16',
    closesOn: '2026-03-27',
    topicTag: '理论武装',
    teacherId: 'teacher',
    createdBy: 'school',
    byUpdate: 'test:class',
  });
  const rows = standardCurriculum('2026-03-16').map(({ sessionId: _, ...session }, index) => ({
    _id: `${classId}-${String(index + 1).padStart(2, '0')}`,
    classId,
    ...session,
  }));
  await store.sessions.replace(classId, rows, new Date(0));
  await store.classes.move(classId, ['draft'], 'planned');
  const people = await store.cadres.many(trainees);
  await store.enrollments.enrol(
    people.map((person) => ({
      _id: `${classId}:${person._id}`,
      classId,
      cadreId: person._id,
      unitId: person.unitId,
      name: person.name,
      state: 'enrolled' as const,
      enrolledAt: new Date('2026-03-05T01:00:00Z'),
    })),
  );
  return classId;
}
