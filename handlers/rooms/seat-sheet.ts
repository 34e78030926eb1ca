import type { Context } from '../../src/bot/context.ts';
import { allowedClass, heldClass } from '../../src/bot/people.ts';
import type { ReceivedFile } from '../../src/bot/received-file.ts';
import type { Router } from '../../src/bot/router.ts';
import { RuleError } from '../../src/errors.ts';
import { filledSheet } from '../../src/training/class/class-sheet.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { dropSeats, enterSeats } from '../../src/training/class/presses.ts';
import { readSeatSheet, SEAT_SHEET, seatsBasis, sharedSeats } from '../../src/training/class/seat-sheet.ts';
import type { SeatSheetRow } from '../../src/training/class/seat-sheets.ts';
import { seatingWords } from '../../src/training/class/seat-words.ts';
import { howSeatsAreTold, seatTrainee } from './seat-trainee.ts';

/** 座位表: the sheet of `/课堂情况`, filled in and sent back; it stores what `/座位` would. */
export function seatSheets(router: Router): void {
  router.file({ action: 'room.change', offered: async () => seatingWords.offer, take });
  router.preview(
    {
      confirm: enterSeats,
      drop: dropSeats,
      shown,
      forget: (ctx, { row }) => ctx.store.seatSheets.drop(row._id),
      dropped: seatingWords.dropped,
    },
    enter,
  );
}

async function take(ctx: Context, file: ReceivedFile): Promise<boolean> {
  const filled = filledSheet(file, SEAT_SHEET);
  if (filled === undefined) return false;
  if (filled.classId === '') {
    await ctx.reply(seatingWords.withoutClass);
    return true;
  }
  const trainingClass = await allowedClass(ctx, 'room.change', filled.classId);
  const trainees = await ctx.store.enrollments.traineesOf(trainingClass._id);
  const { entries, problems } = readSeatSheet(filled.sheet, trainingClass, trainees);
  if (problems.length > 0) await ctx.reply(seatingWords.bad(problems));
  else if (entries.length === 0) await ctx.reply(seatingWords.unchanged);
  else {
    const about = { classId: trainingClass._id, entries };
    const row = { _id: ctx.update.id, ...about, basis: await basisNow(ctx, about), shownAt: ctx.now };
    await ctx.store.seatSheets.show(row);
    await ctx.reply(seatingWords.preview(trainingClass, row, sharedSeats(trainingClass, trainees, entries)));
  }
  return true;
}

async function shown(ctx: Context, { sheet }: { sheet: string }) {
  const gone = new RuleError('room.sheet-gone', {});
  const found = await ctx.store.seatSheets.byId(sheet);
  const row = await ctx.requireFound('room.change', found, ({ classId }) => ({ classId }), gone);
  if (row.state === 'dropped') throw gone;
  return { row, trainingClass: await heldClass(ctx, row.classId) };
}

async function enter(
  ctx: Context,
  { row, trainingClass }: { row: SeatSheetRow; trainingClass: ClassRow },
): Promise<void> {
  const trainees = await ctx.store.enrollments.traineesOf(trainingClass._id);
  // Who has left the class since the sheet was shown is told nothing of it.
  const entries = row.entries.filter((entry) => trainees.some(({ cadreId }) => cadreId === entry.cadreId));
  if (row.state === 'shown' && row.basis !== (await basisNow(ctx, row)))
    throw new RuleError('room.seats-given-meanwhile', {});
  if (!(await ctx.store.seatSheets.enter(row._id, ctx.update.id))) throw new RuleError('room.sheet-gone', {});
  const told = await howSeatsAreTold(ctx, trainingClass);
  for (const { cadreId, name: _, ...place } of entries)
    await seatTrainee(ctx, trainingClass, cadreId, { place, told, entryId: ctx.update.id });
  await ctx.settle(seatingWords.entered(entries.length));
  await ctx.reply(seatingWords.enteredReply(entries.length, told));
}

/** How the people of a sheet sit now, those who have left the class among them. */
async function basisNow(
  ctx: Context,
  { classId, entries }: Pick<SeatSheetRow, 'classId' | 'entries'>,
): Promise<string> {
  return seatsBasis(entries, await ctx.store.enrollments.ofClass(classId));
}
