import { addDays, beijingDateOf, beijingTime } from '../../src/calendar/beijing-time.ts';
import { text } from '../../src/chat/message.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { classGroupWords } from '../../src/training/class-messages/class-group-words.ts';
import { type ClassGroupRow, groupKey } from '../../src/training/class-messages/class-groups.ts';
import { groupEndsOn } from '../../src/training/class-messages/group-end.ts';
import type { Job, JobContext, Planned } from '../job.ts';

/** A bot that was down says it up to this many days late. */
const mostDaysLate = 7;
/** Classes that ended longer ago have no group in use. */
const longestDays = 120;

/** Ends the groups of classes that are over or were withdrawn: a word some days before, a last one on the day, and one to the class teacher. */
export const endClassGroup: Job = {
  name: 'end-class-group',
  about: '班次结束或撤销后，停用班级群（提前预告）',
  schedule: { dailyAt: '09:17', onWorkingDays: true },
  usefulForMinutes: 10 * 60,
  async plan(ctx) {
    const { store, now, packs } = ctx;
    const todayOn = beijingDateOf(now);
    const classes = await store.classes.endingFrom(addDays(todayOn, -longestDays));
    const groups = await store.classGroups.ofClasses(classes.map(({ _id }) => _id));
    const planned: Planned[] = [];
    for (const trainingClass of classes) {
      const { burden } = packs.of(trainingClass);
      const endsOn = groupEndsOn(trainingClass, burden);
      if (todayOn < addDays(endsOn, -burden.groupWordDaysBefore) || todayOn > addDays(endsOn, mostDaysLate)) continue;
      const own = await stillBound(
        ctx,
        groups.filter(({ classId }) => classId === trainingClass._id),
      );
      if (own.length > 0)
        planned.push(...(todayOn < endsOn ? soon(trainingClass, own, endsOn) : ended(trainingClass, own)));
    }
    return planned;
  },
};

/** Without groups that were bound to another class since. */
async function stillBound({ store }: JobContext, groups: readonly ClassGroupRow[]): Promise<ClassGroupRow[]> {
  const latest = await Promise.all(groups.map(({ platform, groupId }) => store.classGroups.byGroup(platform, groupId)));
  return groups.filter(({ classId }, index) => latest[index]?.classId === classId);
}

function soon(trainingClass: ClassRow, groups: readonly ClassGroupRow[], endsOn: string): Planned[] {
  const message = text(classGroupWords.endsSoon(trainingClass, endsOn));
  return groups.map((group) => ({
    ...inGroup(group),
    message,
    key: groupKey(`class-group-ends:${trainingClass._id}`, group.platform),
    expiresAt: beijingTime(endsOn, '08:00'),
    note: `预告停用班级群：${trainingClass.name}`,
  }));
}

function ended(trainingClass: ClassRow, groups: readonly ClassGroupRow[]): Planned[] {
  const key = `class-group-ended:${trainingClass._id}` as const;
  const note = `停用班级群：${trainingClass.name}`;
  const message = text(classGroupWords.ended(trainingClass));
  return [
    ...groups.map((group) => ({ ...inGroup(group), message, key: groupKey(key, group.platform), note })),
    {
      cadreId: trainingClass.teacherId,
      message: text(classGroupWords.endedToTeacher(trainingClass)),
      key: `${key}:teacher`,
      note,
    },
  ];
}

function inGroup({ classId, platform, groupId }: ClassGroupRow): Pick<Planned, 'cadreId' | 'group'> {
  return { cadreId: `class:${classId}`, group: { platform, userId: groupId } };
}
