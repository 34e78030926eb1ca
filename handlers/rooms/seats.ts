import { classArg, optional, traineesArg, wordArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { forEachTrainee } from '../../src/bot/several.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { placeOf } from '../../src/training/class/enrollments.ts';
import { reportingOf } from '../../src/training/class/reporting.ts';
import { mostSeatLetters } from '../../src/training/class/seat-sheet.ts';
import { seatingWords } from '../../src/training/class/seat-words.ts';
import { ownClasses } from '../../src/training/leave/leave-standing.ts';
import { MAIN_ROOM, presentRoom } from '../../src/training/rooms/class-rooms.ts';
import { requireRoom } from './room-screen.ts';
import { howSeatsAreTold, seatTrainee } from './seat-trainee.ts';

/** Who sits where: `/座位` for staff of the class, 我的座位 for a trainee. */
export function seats(router: Router): void {
  router.command(
    {
      names: ['座位', 'seat'],
      action: 'room.change',
      right: 'class',
      args: [
        classArg(),
        traineesArg((word) => /(课堂|教室|会场|党校)$/u.test(word)),
        wordArg('name', '课堂'),
        optional(wordArg('seat', '座号', { most: mostSeatLetters })),
      ],
      missing: '请写明姓名和课堂（主课堂或某个分课堂）。',
      example: '/座位 {class} {trainee} 主课堂 12',
      about: '安排学员在哪个课堂、哪个座位，可一次写多人',
      next: '一人即时生效；多人先预览，确认后告知本人。',
    },
    seatTrainees,
  );
  router.word(['我的座位', '我坐哪里', '我在哪个教室'], mySeat);
}

async function seatTrainees(
  ctx: Context,
  {
    trainingClass,
    trainees,
    name,
    seat,
  }: { trainingClass: ClassRow; trainees: readonly CadreRow[]; name: string; seat: string | undefined },
): Promise<void> {
  const room = requireRoom(trainingClass, name);
  const { _id: classId } = trainingClass;
  const told = await howSeatsAreTold(ctx, trainingClass);
  await forEachTrainee(ctx, {
    ...{ trainingClass, trainees, what: seatingWords.seating(room.name, seat), instead: '“/座位”' },
    find: async (trainee, entryId) => {
      const row = await ctx.store.enrollments.byId(classId, trainee._id);
      if (row === null) throw new RuleError('trainee.unknown', { name: trainee.name, classId });
      const place = placeOf(row);
      const isSame =
        presentRoom(trainingClass, place?.room).room === room.room && place !== undefined && place.seat === seat;
      if (isSame && place.byUpdate !== entryId) throw new RuleError('room.same', { name: trainee.name });
      return row;
    },
    enter: async (trainee, row, entryId) => {
      const where = {
        ...(room.room === MAIN_ROOM ? {} : { room: room.room }),
        ...(seat === undefined ? {} : { seat }),
      };
      await seatTrainee(ctx, trainingClass, row.cadreId, { place: where, told, entryId });
      return seatingWords.seated(trainee.name, room.name, seat, told);
    },
  });
}

async function mySeat(ctx: Context): Promise<void> {
  const classes = await ownClasses(ctx.store, ctx.person._id, ctx.now);
  if (classes.length === 0) return ctx.reply(seatingWords.noClass);
  for (const row of classes) {
    const enrollment = await ctx.store.enrollments.byId(row._id, ctx.person._id);
    const place = enrollment === null ? undefined : placeOf(enrollment);
    const { lodging } = reportingOf(row, ctx.rulesOf(row).callUp.reporting);
    await ctx.reply(seatingWords.mySeat(row, presentRoom(row, place?.room).name, place?.seat, lodging));
  }
}
