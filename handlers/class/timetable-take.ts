import type { Context } from '../../src/bot/context.ts';
import { allowedClass } from '../../src/bot/people.ts';
import { type ReceivedFile, received } from '../../src/bot/received-file.ts';
import type { Router } from '../../src/bot/router.ts';
import { MAX_BUTTONS } from '../../src/chat/message.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { answerTimetableColumn, chooseTimetableClass } from '../../src/training/class/presses.ts';
import { SHEET_FIELDS, type SheetField } from '../../src/training/class/sheet-column.ts';
import type { SheetColumn } from '../../src/training/class/sheet-layout.ts';
import { timetableReadingWords } from '../../src/training/class/timetable-reading-words.ts';
import { isTimetable, readTimetable } from '../../src/training/class/timetable-sheet.ts';
import { classWords } from '../../src/training/class/words.ts';
import { accept } from './timetable-accept.ts';

/** A timetable in a school's own form goes on once it is said which class it is of, or what a column holds. */
export function timetableTake(router: Router): void {
  router.press(chooseTimetableClass, async (ctx, { classId, ...kept }) => {
    const row = await allowedClass(ctx, 'class.curriculum', classId);
    const sent = await keptSheet(ctx, kept);
    if (sent === undefined) return ctx.reply(timetableReadingWords.forgotten);
    await ctx.settle(timetableReadingWords.isOf(row));
    await takeSheet(ctx, row, sent, { shownFirst: true });
  });
  router.press(answerTimetableColumn, async (ctx, { classId, column, holds, answers = '', ...kept }) => {
    const row = await allowedClass(ctx, 'class.curriculum', classId);
    const sent = await keptSheet(ctx, kept);
    if (sent === undefined) return ctx.reply(timetableReadingWords.forgotten);
    await ctx.settle(timetableReadingWords.columnIs(holds));
    const all = [answers, `${column}:${holds}`].filter((each) => each !== '').join(',');
    await takeSheet(ctx, row, sent, { shownFirst: true, answers: all });
  });
}

/** The sheet once more; absent when it is not kept any longer. */
async function keptSheet(
  ctx: Context,
  { file, form }: { file: string; form: SentTimetable['form'] },
): Promise<SentTimetable | undefined> {
  const bytes = await ctx.store.files.load(file);
  if (bytes === null) return undefined;
  const { sheets } = await received({ what: 'file', name: `课程表.${form}` }, bytes);
  const sheet = sheets.find(isTimetable);
  return sheet && { sheet, bytes, form };
}

/** A timetable as somebody sent it. */
export interface SentTimetable {
  sheet: ReceivedFile['sheets'][number];
  /** For being read again once a question about it is answered. */
  bytes: Buffer;
  form: 'xlsx' | 'csv';
}

/**
 * Reads a timetable of whatever form, asks about columns nobody knows, and takes it.
 * @param answers - what was said of such columns so far
 */
export async function takeSheet(
  ctx: Context,
  row: ClassRow,
  sent: SentTimetable,
  { shownFirst = false, answers = '' } = {},
): Promise<void> {
  await allowedClass(ctx, 'class.curriculum', row._id);
  const read = readTimetable(sent.sheet, ctx.rulesOf(row).curriculum, row, columnAnswers(answers));
  const [unknown] = read.unknown;
  if (unknown !== undefined) return askColumn(ctx, row, sent, answers, unknown, read.missing);
  if (read.problems.length > 0) return ctx.reply(classWords.problems(read.problems));
  await accept(ctx, row, read.sessions, { shownFirst, how: read });
}

async function askColumn(
  ctx: Context,
  row: ClassRow,
  sent: SentTimetable,
  answers: string,
  column: SheetColumn,
  missing: readonly SheetField[],
): Promise<void> {
  const facts = { classId: row._id, ...(await keepSheet(ctx, sent)), answers, column: column.at };
  const offered = [...missing.slice(0, MAX_BUTTONS - 1), 'unused' as const];
  const buttons = offered.map((field) => ({ field, press: answerTimetableColumn.with({ ...facts, holds: field }) }));
  await ctx.reply(timetableReadingWords.column(ctx.update.id, row, column, missing, buttons));
}

/** `4:lecturer,6:unused`. */
function columnAnswers(answers: string): ReadonlyMap<number, SheetField> {
  return new Map(
    answers.split(',').flatMap((each): [number, SheetField][] => {
      const [at, named] = each.split(':');
      const field = SHEET_FIELDS.find((known) => known === named);
      return field === undefined ? [] : [[Number(at), field]];
    }),
  );
}

/** Keeps the sheet until a question about it is answered. */
export async function keepSheet(ctx: Context, { bytes, form }: SentTimetable) {
  const { sha256: file } = await ctx.store.files.keep('file', `课程表.${form}`, bytes, ctx.now);
  return { file, form };
}
