import type { Context } from '../../src/bot/context.ts';
import { findClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { refuseUndo, registerUndo } from '../../src/bot/undo.ts';
import { newClassWords } from '../../src/training/class/new-class-words.ts';
import { undoClass } from '../../src/training/class/presses.ts';
import { classTeacherKey, teacherWords } from '../../src/training/class/teacher-words.ts';

/** Taking back a class that was just made. */
export const makingClass = {
  kind: undoClass,
  instead: ({ classId }: { classId: string }) => `“/改班”或“/撤班 ${classId}”`,
};

/** A class without a timetable, of which nobody knows yet, is withdrawn; its number stays used. */
export function classUndo(router: Router): void {
  registerUndo(router, { ...makingClass, takeBack: undo });
}

async function undo(ctx: Context, { classId }: { classId: string }): Promise<string> {
  await ctx.requireIn('class.create', {});
  const row = await findClass(ctx, classId);
  const isUndone = row.withdrawal?.byUpdate === ctx.update.id;
  refuseUndo(ctx, row.createdBy, row.state !== 'draft' && !isUndone, makingClass.instead({ classId }));
  const by = { by: ctx.person._id, byUpdate: ctx.update.id, enteredAt: ctx.now };
  const withdrawal = { ...by, reason: newClassWords.undoReason, cadreIds: [] };
  const withdrawn = await ctx.store.classes.withdraw(classId, withdrawal, { unlessBegun: true });
  refuseUndo(ctx, row.createdBy, withdrawn?.withdrawal?.byUpdate !== ctx.update.id, makingClass.instead({ classId }));
  const key = classTeacherKey(classId, row.teacherId);
  await ctx.store.recalls.cancel([key], ctx.update.id);
  const told = await ctx.store.deliveries.byKey(key);
  if (told?.state !== 'cancelled') await ctx.closeCard(key, teacherWords.undone);
  return newClassWords.undone(classId);
}
