import { addMinutes, beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { text } from '../../src/chat/message.ts';
import { classRoll, type RollMember } from '../../src/training/call-up/class-roll.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { joiningWords } from '../../src/training/class-messages/joining-words.ts';
import { materialWords } from '../../src/training/class-messages/material-words.ts';
import { type MaterialRow, materialKey } from '../../src/training/class-messages/materials.ts';
import { aboutOf } from '../../src/training/class-messages/notice-about.ts';
import { noticeWords } from '../../src/training/class-messages/notice-words.ts';
import { type NoticeRow, newMark, noticeFileKey, noticeKey } from '../../src/training/class-messages/notices.ts';
import type { Job, JobContext, Planned } from '../job.ts';

/** Time enough for an interrupted sending to be continued by whoever sends it. */
const sendingMinutes = 10;

/** A class that is not over, with everyone on its roll and what was sent to them and stands. */
interface Standing {
  trainingClass: ClassRow;
  roll: readonly RollMember[];
  notices: readonly NoticeRow[];
  materials: readonly MaterialRow[];
}

/**
 * Sends what stands in a class (notices, study material, the timetable) to whoever joined it later. For everybody else the same messages
 * are planned under the keys they were sent with, so that nobody gets one twice.
 */
export const sendStanding: Job = {
  name: 'send-standing',
  about: '向后来入班的学员补发班级通知、学习资料和课程表',
  schedule: { everyMinutes: 5, atMinute: 2 },
  usefulForMinutes: 60,
  plan,
  /** The receivers come first, so that a recall finds them. If something was recalled meanwhile the run ends, and a later one plans anew. */
  async effect(ctx, planned) {
    if (planned.length === 0) return;
    for (const { roll, notices, materials } of await standing(ctx)) {
      for (const { _id } of notices) await ctx.store.notices.openMarks(roll.map((member) => newMark(_id, member)));
      for (const { _id, receivers = [] } of materials)
        await ctx.store.materials.addReceivers(
          _id,
          roll.map(({ cadreId }) => cadreId).filter((cadreId) => !receivers.includes(cadreId)),
        );
    }
    const still = new Set((await plan(ctx)).map(({ key }) => key));
    if (!planned.every(({ key }) => still.has(key))) throw new Error('a class changed while messages were planned');
  },
};

async function plan(ctx: JobContext): Promise<Planned[]> {
  const planned: Planned[] = [];
  for (const each of await standing(ctx)) planned.push(...(await joinings(ctx, each)), ...messages(each));
  return planned;
}

async function standing({ store, now }: JobContext): Promise<Standing[]> {
  const classes = await store.classes.endingFrom(beijingDateOf(now));
  const before = addMinutes(now, -sendingMinutes);
  return Promise.all(
    classes
      .filter(({ state }) => state !== 'withdrawn')
      .map(async (trainingClass) => ({
        trainingClass,
        roll: await classRoll(store, trainingClass._id),
        notices: await store.notices.standingIn(trainingClass._id, before),
        materials: await store.materials.standingIn(trainingClass._id, before),
      })),
  );
}

function messages({ trainingClass, roll, notices, materials }: Standing): Planned[] {
  return roll.flatMap((member): Planned[] => [
    ...notices.map((notice) => ({
      cadreId: member.cadreId,
      message: noticeWords.later(aboutOf(notice, trainingClass), notice),
      key: noticeKey(newMark(notice._id, member)),
      note: `补发通知：${member.name}（${notice._id}）`,
    })),
    ...notices.flatMap(({ _id, file }) =>
      file === undefined
        ? []
        : [
            {
              cadreId: member.cadreId,
              message: file,
              key: noticeFileKey(newMark(_id, member)._id),
              note: `补发附件：${member.name}（${_id}）`,
            },
          ],
    ),
    ...materials.map((material) => ({
      cadreId: member.cadreId,
      message: materialWords.card(trainingClass.name, material),
      key: materialKey(material._id, member.cadreId),
      note: `补发资料：${member.name}（${material._id}）`,
    })),
  ]);
}

/** One word to whoever became a trainee after the list was issued, and one to the class teacher. */
async function joinings({ store }: JobContext, { trainingClass, roll }: Standing): Promise<Planned[]> {
  const joined = roll.filter(({ joinedBy, expected }) => joinedBy !== undefined && expected === undefined);
  if (joined.length === 0) return [];
  const [sessions, groups, units] = await Promise.all([
    store.sessions.ofClass(trainingClass._id),
    store.classGroups.ofClass(trainingClass._id),
    store.units.many([...new Set(joined.map(({ unitId }) => unitId))]),
  ]);
  const hasGroup = groups.length > 0;
  return joined.flatMap(({ cadreId, name, unitId, joinedBy = '' }): Planned[] => {
    const key = `class-joined:${trainingClass._id}:${cadreId}:${joinedBy}` as const;
    const unitName = units.find(({ _id }) => _id === unitId)?.name ?? '';
    const note = `后来入班：${name}（${trainingClass._id}）`;
    return [
      { cadreId, message: text(joiningWords.toTrainee(trainingClass, sessions, hasGroup)), key, note },
      {
        cadreId: trainingClass.teacherId,
        message: text(joiningWords.toTeacher(trainingClass, name, unitName, hasGroup)),
        key: `${key}:teacher`,
        note,
      },
    ];
  });
}
