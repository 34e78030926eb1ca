import type { Context } from '../../src/bot/context.ts';
import { allowedClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { refuseUndo, registerUndo } from '../../src/bot/undo.ts';
import { asSession } from '../../src/training/class/sessions.ts';
import { isMoved, timetableChange } from '../../src/training/class/timetable-change.ts';
import { classWords } from '../../src/training/class/words.ts';
import { replacingTimetable } from './timetable-accept.ts';
import { marksAt, refuseWhenOver, storeTimetable } from './timetable-store.ts';

/** A timetable that was just stored gives way to the one before, unless somebody has signed in to it or was called up to it since. */
export function timetableUndo(router: Router): void {
  registerUndo(router, { ...replacingTimetable, takeBack: undo });
}

async function undo(ctx: Context, facts: { classId: string; replacedBy: string }): Promise<string> {
  const { classId } = facts;
  const { classes, timetables, sessions, callUps } = ctx.store;
  const row = await allowedClass(ctx, 'class.curriculum', classId);
  refuseWhenOver(row);
  const former = row.formerTimetable;
  const instead = replacingTimetable.instead(facts);
  if (former === undefined || former.byUpdate !== facts.replacedBy) return refused(ctx, instead);
  const present = (await sessions.ofClass(classId)).map(asSession);
  if (former.undoneByUpdate !== ctx.update.id) {
    const change = timetableChange(present, former.sessions);
    const touched = [...change.removed, ...change.kept.filter(isMoved).map(({ before }) => before)];
    const isFirst = former.sessions.length === 0;
    const isCalled = isFirst && (await callUps.ofClass(classId)).some(({ issuedAt }) => issuedAt !== undefined);
    const isMarked = (await marksAt(ctx, classId, touched)).size > 0;
    const isActedOn = row.timetableUpdates?.at(-1) !== facts.replacedBy || isCalled || isMarked;
    refuseUndo(ctx, former.by, isActedOn, instead);
  }
  if (!(await timetables.bringFormerBack(classId, facts.replacedBy, ctx.update.id))) return refused(ctx, instead);
  const { told } = await storeTimetable(ctx, row, former.sessions, false);
  if (former.sessions.length === 0) await classes.move(classId, ['planned'], 'draft');
  await ctx.reply(classWords.timetableTakenBack(row, former.sessions.length, told));
  return classWords.takenBack;
}

function refused(ctx: Context, instead: string): never {
  refuseUndo(ctx, ctx.person._id, true, instead);
  throw new Error('an undo that was acted on is refused');
}
