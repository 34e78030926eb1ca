import type { Context } from '../../src/bot/context.ts';
import { openClasses, typedClassId } from '../../src/bot/open-classes.ts';
import { allowedClass } from '../../src/bot/people.ts';
import type { ReceivedFile } from '../../src/bot/received-file.ts';
import type { Router } from '../../src/bot/router.ts';
import { MAX_BUTTONS } from '../../src/chat/message.ts';
import { comparable } from '../../src/chat/plain-text.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { chooseTimetableClass } from '../../src/training/class/presses.ts';
import { timetableReadingWords } from '../../src/training/class/timetable-reading-words.ts';
import { isTimetable, writtenDays } from '../../src/training/class/timetable-sheet.ts';
import { classWords } from '../../src/training/class/words.ts';
import { keepSheet, takeSheet } from './timetable-take.ts';

/** A timetable sent as a file: checked as a pasted one, and shown before it is stored. */
export function timetableFile(router: Router): void {
  router.file({ action: 'class.curriculum', offered: async () => classWords.timetableOffer, take });
}

async function take(ctx: Context, { name, bytes, sheets }: ReceivedFile): Promise<boolean> {
  const sheet = sheets.find(isTimetable);
  if (sheet === undefined) return false;
  const sent = { sheet, bytes, form: /\.csv$/i.test(name) ? ('csv' as const) : ('xlsx' as const) };
  const open = await openClasses(ctx, 'class.curriculum');
  const meant = await classMeant(ctx, name, sheet, open);
  if (meant !== undefined) await takeSheet(ctx, meant, sent, { shownFirst: true });
  else if (open.length === 0) await ctx.reply(timetableReadingWords.ofNone);
  else {
    const kept = await keepSheet(ctx, sent);
    const buttons = open
      .slice(0, MAX_BUTTONS)
      .map((row) => ({ row, press: chooseTimetableClass.with({ classId: row._id, ...kept }) }));
    await ctx.reply(timetableReadingWords.ofWhich(ctx.update.id, buttons));
  }
  return true;
}

/** The class whose number stands in the file's name, or whose name the sheet has, or the only one of the person's on whose days all lessons lie. */
async function classMeant(
  ctx: Context,
  fileName: string,
  sheet: ReceivedFile['sheets'][number],
  open: readonly ClassRow[],
): Promise<ClassRow | undefined> {
  const title = [...(sheet.rows.at(0)?.cells.values() ?? [])].map(({ text }) => text).join(' ');
  const numberIn = (text: string) => typedClassId(/\d{4}[-－]\d{1,3}(?!\d|[-－]\d)/.exec(text)?.[0] ?? '');
  const classId = numberIn(fileName) ?? (/课程表/.test(title) ? numberIn(title) : undefined);
  if (classId !== undefined) return allowedClass(ctx, 'class.curriculum', classId);
  const said = comparable(`${fileName} ${title}`);
  const named = open.filter(({ name }) => said.includes(comparable(name)));
  if (named.length === 1) return named[0];
  const days = writtenDays(sheet);
  const fitting = open.filter(({ opensOn, closesOn }) => days.every((day) => opensOn <= day && day <= closesOn));
  return days.length > 0 && fitting.length === 1 ? fitting[0] : undefined;
}
