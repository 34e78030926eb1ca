import { optional, wordArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { sendList } from '../../src/bot/sheet-on-request.ts';
import { addMinutes } from '../../src/calendar/beijing-time.ts';
import { classMinutes } from '../../src/training/class/session.ts';
import type { SessionRow } from '../../src/training/class/sessions.ts';
import { isMeant, lecturerOf } from '../../src/training/lecturers/lecturer.ts';
import { lecturerSheet } from '../../src/training/lecturers/lecturer-sheet.ts';
import type { LecturerRow } from '../../src/training/lecturers/lecturers.ts';
import { lecturerPicture } from '../../src/training/lecturers/pool-pictures.ts';
import { sendLecturers } from '../../src/training/lecturers/presses.ts';
import { lecturerWords } from '../../src/training/lecturers/words.ts';
import { replyWithPicture } from './shown-picture.ts';

const yearMinutes = 365 * 24 * 60;

/** `/师资库`: the pool with its totals, or those a word means; one person with courses, bookings and evaluation. */
export function lecturerList(router: Router): void {
  router.command(
    {
      names: ['师资库', 'faculty', '师资'],
      action: 'faculty.read',
      right: 'county',
      args: [optional(wordArg('word', '姓名、拼音、课程或类型'))],
      example: '/师资库 党性教育',
      about: '查看师资库，按姓名、拼音、单位、课程或类型查找',
      next: '先列合计，点“发送表格”取得全部；只有一人相符时，列出其课程和排课。',
    },
    show,
  );
}

async function show(ctx: Context, { word }: { word: string | undefined }): Promise<void> {
  const pool = await ctx.store.lecturers.all();
  const meant = word === undefined ? pool : pool.filter((each) => isMeant(each, word));
  const [only, ...others] = meant;
  if (only === undefined) {
    await ctx.reply(lecturerWords.none(word));
    if (word === undefined && (await ctx.mayEver('faculty.change'))) await sendList(ctx, lecturerSheet([]));
  } else if (word !== undefined && others.length === 0) await showOne(ctx, only, pool);
  else await ctx.reply(lecturerWords.pool(meant, word, sendLecturers.with({})));
}

async function showOne(ctx: Context, row: LecturerRow, pool: readonly LecturerRow[]): Promise<void> {
  const around = await lessonsAround(ctx);
  const own = around.filter((each) => lecturerOf(each, pool).some(({ _id }) => _id === row._id));
  const given = own.filter(({ endsAt }) => endsAt <= ctx.now);
  const booked = own.filter(({ endsAt }) => endsAt > ctx.now);
  await ctx.reply(lecturerWords.one(row, booked, { lessons: given.length, minutes: classMinutes(given) }));
  await replyWithPicture(ctx, lecturerPicture(row._id), row.name);
}

/** The lessons of the last and the next year. */
function lessonsAround(ctx: Context): Promise<SessionRow[]> {
  return ctx.store.sessions.startingBetween(addMinutes(ctx.now, -yearMinutes), addMinutes(ctx.now, yearMinutes));
}
