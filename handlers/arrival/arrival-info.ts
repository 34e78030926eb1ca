import { classArg, restArg, traineeArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { allowedClass, heldClass } from '../../src/bot/people.ts';
import type { ReceivedFile } from '../../src/bot/received-file.ts';
import type { Router } from '../../src/bot/router.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { RuleError } from '../../src/errors.ts';
import { readArrival } from '../../src/training/arrival/arrival.ts';
import { ARRIVAL_SHEET, readArrivalSheet } from '../../src/training/arrival/arrival-sheet.ts';
import type { ArrivalEntry, ArrivalSheetRow } from '../../src/training/arrival/arrival-sheets.ts';
import { comersOf } from '../../src/training/arrival/comers.ts';
import { dropArrivals, enterArrivals } from '../../src/training/arrival/presses.ts';
import { arrivalWords } from '../../src/training/arrival/words.ts';
import { filledSheet } from '../../src/training/class/class-sheet.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { placeOf } from '../../src/training/class/enrollments.ts';
import { howSeatsAreTold, seatTrainee } from '../rooms/seat-trainee.ts';
import { noteArrival } from './note-arrival.ts';

/** The school enters or corrects with what people come, their rooms and seats: by short words, or by the sheet sent back. */
export function arrivalInfo(router: Router): void {
  router.command(
    {
      names: ['报到登记', 'arrival-info'],
      action: 'arrival.mark',
      right: 'class',
      args: [classArg(), traineeArg(), restArg('said', '房间、座位等')],
      missing: '请写明姓名和要登记的内容，例如：房间302 座位A5。',
      example: '/报到登记 {class} {trainee} 房间302 座位A5',
      about: '登记或更正学员的住宿、用餐、车牌、房间、座位，或写“已报到”“未报到”',
      next: '立即登记；房间和座位告知本人。成批登记的，用“/报到”领取表格。',
    },
    enterOne,
  );
  router.file({ action: 'arrival.mark', offered: async () => arrivalWords.offer, take });
  router.preview(
    {
      confirm: enterArrivals,
      drop: dropArrivals,
      shown: shownSheet,
      forget: (ctx, { row }) => ctx.store.arrivalSheets.drop(row._id),
      dropped: arrivalWords.dropped,
    },
    enterSheet,
  );
}

async function enterOne(
  ctx: Context,
  { trainingClass, trainee, said }: { trainingClass: ClassRow; trainee: CadreRow; said: string },
): Promise<void> {
  const { set, arrived } = readArrival(said);
  await enter(ctx, trainingClass, { cadreId: trainee._id, name: trainee.name, set }, arrived);
  await ctx.reply(arrivalWords.entered(trainee.name, set, arrived));
}

/** Enters what is said of one, and tells them of a room; of a seat where no card of the class will. */
async function enter(ctx: Context, trainingClass: ClassRow, entry: ArrivalEntry, arrived?: boolean): Promise<void> {
  const { cadreId } = entry;
  const { seat, ...set } = entry.set;
  const classId = trainingClass._id;
  const by = { by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now };
  // What is said and whether they are there, in one change: the same update notes itself once.
  const row = await ctx.store.arrivals.say(classId, cadreId, {
    ...by,
    set,
    ...(arrived === undefined ? {} : { arrived }),
  });
  if (row !== null && arrived !== undefined) await noteArrival(ctx, { classId, cadreId }, arrived, ctx.update.id);
  if (seat !== undefined) await enterSeat(ctx, trainingClass, cadreId, seat);
  if (set.room !== undefined)
    await ctx.send(cadreId, arrivalWords.toTrainee(trainingClass, entry.set), keyFor(ctx, classId, cadreId));
}

/** A seat in the room where they sit already. */
async function enterSeat(ctx: Context, trainingClass: ClassRow, cadreId: string, seat: string): Promise<void> {
  const row = await ctx.store.enrollments.byId(trainingClass._id, cadreId);
  const room = row === null ? undefined : placeOf(row)?.room;
  const told = await howSeatsAreTold(ctx, trainingClass);
  const place = { ...(room === undefined ? {} : { room }), seat };
  await seatTrainee(ctx, trainingClass, cadreId, { place, told, entryId: ctx.update.id });
}

const keyFor = (ctx: Context, classId: string, cadreId: string) =>
  `arrival:${classId}:${cadreId}:${ctx.update.id}` as const;

async function take(ctx: Context, file: ReceivedFile): Promise<boolean> {
  const filled = filledSheet(file, ARRIVAL_SHEET);
  if (filled === undefined) return false;
  if (filled.classId === '') {
    await ctx.reply(arrivalWords.withoutClass);
    return true;
  }
  const trainingClass = await allowedClass(ctx, 'arrival.mark', filled.classId);
  const comers = new Map((await comersOf(ctx.store, trainingClass._id)).map((each) => [each.cadreId, each]));
  const trainees = await ctx.store.enrollments.traineesOf(trainingClass._id);
  const { entries, problems } = readArrivalSheet(filled.sheet, trainees, comers);
  if (problems.length > 0) await ctx.reply(arrivalWords.bad(problems));
  else if (entries.length === 0) await ctx.reply(arrivalWords.unchanged);
  else {
    const row = { _id: ctx.update.id, classId: trainingClass._id, entries, shownAt: ctx.now };
    await ctx.require('arrival.mark', subjectOf(row));
    await ctx.store.arrivalSheets.show(row);
    await ctx.reply(arrivalWords.sheetPreview(trainingClass, row));
  }
  return true;
}

function subjectOf({ classId, entries }: Pick<ArrivalSheetRow, 'classId' | 'entries'>) {
  return { classId, cadreIds: entries.map(({ cadreId }) => cadreId) };
}

async function shownSheet(ctx: Context, { sheet }: { sheet: string }) {
  const gone = new RuleError('arrival.gone', {});
  const row = await ctx.requireFound('arrival.mark', await ctx.store.arrivalSheets.byId(sheet), subjectOf, gone);
  if (row.state === 'dropped') throw gone;
  return { row, trainingClass: await heldClass(ctx, row.classId) };
}

async function enterSheet(
  ctx: Context,
  { row, trainingClass }: { row: ArrivalSheetRow; trainingClass: ClassRow },
): Promise<void> {
  if (!(await ctx.store.arrivalSheets.enter(row._id, ctx.update.id))) throw new RuleError('arrival.gone', {});
  const trainees = await ctx.store.enrollments.traineesOf(trainingClass._id);
  // Who has left the class since the sheet was shown is told nothing of it.
  const entries = row.entries.filter((entry) => trainees.some(({ cadreId }) => cadreId === entry.cadreId));
  for (const entry of entries) await enter(ctx, trainingClass, entry, entry.arrived);
  await ctx.settle(arrivalWords.sheetEntered(entries.length));
  await ctx.reply(`${arrivalWords.sheetEntered(entries.length)}。`);
}
