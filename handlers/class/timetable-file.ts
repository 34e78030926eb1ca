import type { Context } from '../../src/bot/context.ts';
import { openClasses, typedClassId } from '../../src/bot/open-classes.ts';
import { allowedClass } from '../../src/bot/people.ts';
import type { ReceivedFile } from '../../src/bot/received-file.ts';
import type { Router } from '../../src/bot/router.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { isTimetable, readCurriculum } from '../../src/training/class/timetable-sheet.ts';
import { classWords } from '../../src/training/class/words.ts';
import { accept } from './timetable.ts';

/** A timetable sent as a file: checked as a pasted one, and shown before it is stored. */
export function timetableFile(router: Router): void {
  router.file({ action: 'class.curriculum', offered: async () => classWords.timetableOffer, take });
}

async function take(ctx: Context, { name, sheets }: ReceivedFile): Promise<boolean> {
  const sheet = sheets.find(isTimetable);
  if (sheet === undefined) return false;
  const { sessions, problems } = readCurriculum(sheet, ctx.rules.curriculum);
  if (problems.length > 0) {
    await ctx.reply(classWords.problems(problems));
    return true;
  }
  const trainingClass = await classMeant(
    ctx,
    name,
    sessions.map(({ dateOn }) => dateOn),
  );
  if (trainingClass === undefined) await ctx.reply(classWords.timetableOfWhich);
  else await accept(ctx, trainingClass, readCurriculum(sheet, ctx.rulesOf(trainingClass).curriculum).sessions, true);
  return true;
}

/** The class whose number stands in the file's name, or the only one of the person's on whose days all sessions lie. */
async function classMeant(ctx: Context, fileName: string, days: readonly string[]): Promise<ClassRow | undefined> {
  const classId = typedClassId(/\d{4}[-－]\d{1,3}(?!\d|[-－]\d)/.exec(fileName)?.[0] ?? '');
  if (classId !== undefined) return allowedClass(ctx, 'class.curriculum', classId);
  const open = await openClasses(ctx, 'class.curriculum');
  const fitting = open.filter(({ opensOn, closesOn }) => days.every((day) => opensOn <= day && day <= closesOn));
  return fitting.length === 1 ? fitting[0] : undefined;
}
