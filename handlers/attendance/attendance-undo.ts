import type { Context } from '../../src/bot/context.ts';
import { heldClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { refuseUndo, registerUndo } from '../../src/bot/undo.ts';
import { RuleError } from '../../src/errors.ts';
import { authorOf, stateBefore } from '../../src/training/attendance/mark-history.ts';
import { undoAttendance, undoRoll } from '../../src/training/attendance/presses.ts';
import type { SignInRow } from '../../src/training/attendance/sign-in-row.ts';
import { takeOutWords } from '../../src/training/attendance/take-out-words.ts';
import { refuseWhenGraded } from '../../src/training/scoring/graded-class.ts';
import { takeOutEntry } from './take-out-entry.ts';

/** Taking back what was just entered by a command or a sheet, and a roll that was just called. */
export const enteringAttendance = { kind: undoAttendance, instead: () => '“/撤签”' };
export const callingRoll = { kind: undoRoll, instead: () => '“/点到”' };

export function attendanceUndo(router: Router): void {
  for (const act of [enteringAttendance, callingRoll])
    registerUndo(router, { ...act, takeBack: (ctx, facts) => takeBack(ctx, facts, act.instead()) });
}

interface Entered {
  classId: string;
  dateOn: string;
  entry: string;
}

/** Takes all marks of one act back, if nobody has changed one of them since. */
async function takeBack(ctx: Context, { classId, dateOn, entry }: Entered, instead: string): Promise<string> {
  await ctx.requireIn('sign-in.roll', { classId });
  const trainingClass = await heldClass(ctx, classId);
  refuseWhenGraded(trainingClass);
  const sessions = (await ctx.store.sessions.ofClass(classId)).filter((each) => each.dateOn === dateOn);
  const marks = await ctx.store.signIns.enteredBy(
    sessions.map(({ _id }) => _id),
    entry,
  );
  const [first] = marks;
  if (first === undefined) throw new RuleError('sign-in.entry-gone', {});
  const cadreIds = [...new Set(marks.map(({ cadreId }) => cadreId))];
  await ctx.require('sign-in.roll', { classId, cadreIds });
  const isActedOn = marks.some((mark) => stateBefore(mark, entry) === undefined && !isTakenOut(mark, ctx.update.id));
  refuseUndo(ctx, authorOf(first, entry), isActedOn, instead);
  const act = { trainingClass, takesOut: entry, entryId: ctx.update.id, note: takeOutWords.undoNote, isKnown: false };
  for (const cadreId of cadreIds) {
    const own = marks.filter((mark) => mark.cadreId === cadreId);
    const at = sessions.filter(({ _id }) => own.some(({ sessionId }) => sessionId === _id));
    await takeOutEntry(ctx, act, own, at);
  }
  return takeOutWords.undone(cadreIds.length);
}

function isTakenOut({ corrections = [] }: SignInRow, byUpdate: string): boolean {
  return corrections.some((each) => each.byUpdate === byUpdate);
}
