import { restArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { forEachTrainee } from '../../src/bot/several.ts';
import { replyWithUndo } from '../../src/bot/undo.ts';
import { type Half, halfDayName } from '../../src/calendar/half-day.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { RuleError } from '../../src/errors.ts';
import { entriesOf, type MarkEntry } from '../../src/training/attendance/mark-history.ts';
import { attendanceWords } from '../../src/training/attendance/words.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { asSession, type SessionRow } from '../../src/training/class/sessions.ts';
import { refuseWhenGraded } from '../../src/training/scoring/graded-class.ts';
import { enteringAttendance } from './attendance-undo.ts';
import { showDay } from './day-card.ts';
import { asNote, halfDayArgs, sessionsOfHalf } from './half-day-acts.ts';

/** `/补签`: staff correct a wrong or missing sign-in; the mark keeps who did it and why. */
export function attendanceCorrect(router: Router): void {
  router.command(
    {
      names: ['补签', 'correct-sign-in'],
      action: 'sign-in.correct',
      right: 'class',
      args: [...halfDayArgs, restArg('note', '说明', { missing: '请写明更正的说明。' })],
      missing: '请写明姓名、日期、上午或下午。',
      example: '/补签 {class} {trainee} {halfDay} 手机没电，本人到课',
      about: '更正学员的签到，可一次写多人，记录更正人和说明',
      next: '更正告知本人，重新计算出勤得分；多人的先预览。',
    },
    correct,
  );
}

interface Correction {
  trainingClass: ClassRow;
  trainees: readonly CadreRow[];
  dateOn: string;
  half: Half;
  note: string;
}

async function correct(ctx: Context, { trainingClass, trainees, dateOn, half, note }: Correction): Promise<void> {
  refuseWhenGraded(trainingClass);
  const sessions = await sessionsOfHalf(ctx, trainingClass, dateOn, half);
  if (sessions.some((session) => session.startsAt > ctx.now))
    throw new RuleError('sign-in.not-yet', { day: halfDayName({ dateOn, half }) });
  await forEachTrainee(ctx, {
    ...{ trainingClass, trainees, what: attendanceWords.correcting(dateOn, half, note) },
    find: ({ _id }, entryId) => wasCorrected(ctx, sessions, _id, entryId),
    enter: async ({ _id, name }, isToldAlready, entryId) => {
      await enterCorrection(ctx, sessions, { cadreId: _id, dateOn, half, note, entryId, isToldAlready });
      return isToldAlready
        ? attendanceWords.correctedAlready(name, dateOn, half)
        : attendanceWords.corrected(name, dateOn, half, sessions);
    },
    answer: (sentence, _, entry) =>
      replyWithUndo(ctx, sentence, enteringAttendance, { classId: trainingClass._id, dateOn, entry }),
  });
}

/** What is put right for one trainee. */
interface CorrectionOfOne {
  cadreId: string;
  dateOn: string;
  half: Half;
  note: string;
  entryId: string;
  /** Nothing changes for the trainee. */
  isToldAlready: boolean;
}

/** Enters one trainee as on time at these sessions, and tells them. */
export async function enterCorrection(
  ctx: Context,
  sessions: readonly SessionRow[],
  { cadreId, dateOn, half, note, entryId, isToldAlready }: CorrectionOfOne,
): Promise<void> {
  for (const session of sessions) await enter(ctx, session, cadreId, note, entryId);
  const [first] = sessions;
  if (first !== undefined) await showDay(ctx, cadreId, first);
  if (isToldAlready) return;
  const told = attendanceWords.correctedToTrainee(ctx.person.name, dateOn, half, note);
  await ctx.send(cadreId, told, `sign-in-corrected:${entryId}:${cadreId}:${half}`);
}

/** Whether staff had entered all these marks as on time before this entry, so that nothing changes for the trainee. */
async function wasCorrected(
  ctx: Context,
  sessions: readonly SessionRow[],
  cadreId: string,
  entryId: string,
): Promise<boolean> {
  const marks = await Promise.all(sessions.map(({ _id }) => ctx.store.signIns.byId(_id, cadreId)));
  const isOther = (entry: MarkEntry) => entry.byUpdate !== entryId;
  return sessions.every(({ startsAt }, index) => {
    const mark = marks[index];
    const before = mark === null || mark === undefined ? undefined : entriesOf(mark).findLast(isOther);
    const own = mark?.corrections?.find(({ byUpdate }) => byUpdate === entryId);
    const at = own === undefined ? mark?.at : own.replacedAt;
    return before?.kind === 'corrected' && at?.getTime() === startsAt.getTime();
  });
}

async function enter(ctx: Context, session: SessionRow, cadreId: string, note: string, entryId: string): Promise<void> {
  const { sessionId, startsAt } = asSession(session);
  await ctx.store.signIns.correct({
    sessionId,
    classId: session.classId,
    cadreId,
    at: startsAt,
    correction: {
      by: ctx.person._id,
      byUpdate: entryId,
      enteredAt: ctx.now,
      note: asNote(note),
    },
  });
}
