import { addDays, beijingDateOf } from '../../src/calendar/beijing-time.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { objectionWords } from '../../src/training/objections/words.ts';
import { ATTENDANCE_AUTHOR } from '../../src/training/scoring/attendance-events.ts';
import { attendanceChanges, scoreAttendance } from '../../src/training/scoring/attendance-score.ts';
import { toldIn } from '../../src/training/scoring/told-events.ts';
import { scoringWords } from '../../src/training/scoring/words.ts';
import type { Job, JobContext, Planned } from '../job.ts';

/** For how many days after its end a class is still processed and events are reported, so that a missed evening is made up for. */
const lookBackDays = 3;

/** Each evening attendance is turned into score events, and people who gained or lost points are told, so that they can object in time. */
export const scoreAttendanceDaily: Job = {
  name: 'score-attendance',
  about: '每晚把考勤记入得分，并告知有增减分的学员',
  schedule: { dailyAt: '20:43' },
  usefulForMinutes: 15,
  async plan(ctx) {
    const planned: Planned[] = [];
    for (const trainingClass of await runningClasses(ctx)) planned.push(...(await toldOf(ctx, trainingClass)));
    return planned;
  },
  async effect(ctx) {
    for (const row of await runningClasses(ctx)) await scoreAttendance(ctx.store, row._id, ctx.packs.of(row), ctx.now);
  },
};

/** Classes that have begun and whose grades are not confirmed. */
async function runningClasses({ store, now }: JobContext): Promise<ClassRow[]> {
  const todayOn = beijingDateOf(now);
  const rows = await store.classes.endingFrom(addDays(todayOn, -lookBackDays));
  return rows.filter((row) => row.state === 'planned' && row.opensOn <= todayOn);
}

async function toldOf({ store, packs, now }: JobContext, trainingClass: ClassRow): Promise<Planned[]> {
  const rules = packs.of(trainingClass);
  const sinceAt = new Date(now.getTime() - lookBackDays * 24 * 3600_000);
  const stored = await store.scoreEvents.ofClass(trainingClass._id);
  const fresh = await attendanceChanges(store, trainingClass._id, rules, now);
  const told = toldIn(rules.scoring, []);
  return [...stored.filter((event) => event.at >= sinceAt), ...fresh]
    .filter((event) => event.authorId === ATTENDANCE_AUTHOR && event.deltaHundredths !== 0)
    .map((event) => ({
      cadreId: event.cadreId,
      message: objectionWords.told(
        scoringWords.toTrainee(trainingClass, [event], told, rules.grading.objectionWorkingDays),
        { classId: trainingClass._id, event: event._id },
      ),
      key: `score:${event._id}`,
      urgency: 'low' as const,
      note: `考勤记分：${trainingClass.name}`,
    }));
}
