import { classArg, clockArg, dateArg, isDate, restArg, traineesArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { forEachTrainee } from '../../src/bot/several.ts';
import { replyWithUndo } from '../../src/bot/undo.ts';
import { beijingDateOf, beijingTime } from '../../src/calendar/beijing-time.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { sessionLeft } from '../../src/training/attendance/session-left.ts';
import { attendanceWords } from '../../src/training/attendance/words.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import type { SessionRow } from '../../src/training/class/sessions.ts';
import { refuseWhenGraded } from '../../src/training/scoring/graded-class.ts';
import { enteringAttendance } from './attendance-undo.ts';
import { asNote } from './half-day-acts.ts';

/** `/早退`: staff record that a trainee left a session early. It costs points, so the trainee is told and may object. */
export function earlyLeave(router: Router): void {
  router.command(
    {
      names: ['早退', 'early-leave'],
      action: 'sign-in.left-early',
      right: 'class',
      args: [
        classArg(),
        traineesArg(isDate),
        dateArg('dateOn', '日期'),
        clockArg('clock', '离开时间'),
        restArg('words', '说明'),
      ],
      missing: '请写明姓名、日期、离开时间和说明。',
      example: '/早退 {class} {trainee} {leaving} 未请假，提前离开',
      about: '登记学员早退，可一次写多人，计入出勤情况并告知本人；登记有误的用“/撤签”撤销',
      next: '计入出勤情况并告知本人，本人可提出异议；多人的先预览。',
    },
    (ctx, { dateOn, clock, ...left }) => enter(ctx, { ...left, leftAt: beijingTime(dateOn, clock) }),
  );
}

interface EarlyLeave {
  trainingClass: ClassRow;
  trainees: readonly CadreRow[];
  leftAt: Date;
  words: string;
}

async function enter(ctx: Context, { trainingClass, trainees, leftAt, words }: EarlyLeave): Promise<void> {
  refuseWhenGraded(trainingClass);
  const note = asNote(words);
  const { objectionWorkingDays } = ctx.rulesOf(trainingClass).grading;
  await forEachTrainee(ctx, {
    ...{ trainingClass, trainees, what: attendanceWords.leavingEarly(leftAt, note) },
    find: (trainee) => sessionLeft(ctx.store, trainingClass._id, trainee, leftAt, ctx.now),
    enter: async ({ _id, name }, session, entryId) => {
      await enterEarlyLeave(ctx, session, { cadreId: _id, leftAt, note, entryId, objectionWorkingDays });
      return attendanceWords.leftEarly(name, session, leftAt);
    },
    answer: (sentence, _, entry) =>
      replyWithUndo(ctx, sentence, enteringAttendance, {
        ...{ classId: trainingClass._id, dateOn: beijingDateOf(leftAt), entry },
      }),
  });
}

/** That one trainee left early. */
interface LeavingOfOne {
  cadreId: string;
  leftAt: Date;
  note: string;
  entryId: string;
  objectionWorkingDays: number;
}

/** Notes that a trainee left this session, and tells them that they may object. */
export async function enterEarlyLeave(
  ctx: Context,
  session: SessionRow,
  { cadreId, leftAt, note, entryId, objectionWorkingDays }: LeavingOfOne,
): Promise<void> {
  const by = { by: ctx.person._id, byUpdate: entryId, enteredAt: ctx.now };
  await ctx.store.signIns.leaveEarly(session._id, cadreId, { leftAt, ...by, note });
  const told = attendanceWords.leftEarlyToTrainee(ctx.person.name, session, leftAt, note, objectionWorkingDays);
  await ctx.send(cadreId, told, `early-leave:${entryId}:${cadreId}:${session._id}`);
}
