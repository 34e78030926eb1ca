import type { Context } from '../../src/bot/context.ts';
import { nothingKept } from '../../src/bot/preview.ts';
import { type ReceivedFile, received } from '../../src/bot/received-file.ts';
import type { Router } from '../../src/bot/router.ts';
import { refuseUndo, registerUndo, replyWithUndo } from '../../src/bot/undo.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { comparable } from '../../src/chat/plain-text.ts';
import { RuleError } from '../../src/errors.ts';
import { validUntil } from '../../src/training/lecturers/lecturer.ts';
import {
  isLecturerSheet,
  type LecturerReading,
  lecturerSheet,
  readLecturers,
} from '../../src/training/lecturers/lecturer-sheet.ts';
import { isChangedBy, type LecturerRow } from '../../src/training/lecturers/lecturers.ts';
import { dropLecturers, importLecturers, sendLecturers, undoLecturers } from '../../src/training/lecturers/presses.ts';
import { lecturerWords } from '../../src/training/lecturers/words.ts';
import { changedMeanwhile, changedSinceTakenOut, poolBasis, type ShownAs } from './changed-since.ts';

const importing = { kind: undoLecturers, instead: () => '更正后的师资库表，或“/改师资”' };

/** A sheet of lecturers sent in the conversation: shown first, stored by the button; the pool goes out in the same form. */
export function lecturerFile(router: Router): void {
  router.file({ action: 'faculty.change', offered: async () => lecturerWords.offer, take });
  router.preview(
    { confirm: importLecturers, drop: dropLecturers, shown: nothingKept, dropped: lecturerWords.dropped },
    (ctx, _, sent) => store(ctx, sent),
  );
  registerUndo(router, { ...importing, takeBack });
  router.sheet(sendLecturers, async (ctx) => {
    await ctx.requireIn('faculty.read', {});
    return lecturerSheet(await ctx.store.lecturers.all(), ctx.now);
  });
}

async function take(ctx: Context, file: ReceivedFile): Promise<boolean> {
  if (!file.sheets.some(isLecturerSheet)) return false;
  await ctx.requireIn('faculty.change', {});
  const read = readingOf(ctx, file);
  if (read.problems.length > 0) await ctx.reply(lecturerWords.bad(read));
  else if (read.lecturers.length === 0) await ctx.reply(lecturerWords.empty);
  else {
    const form = /\.csv$/i.test(file.name) ? ('csv' as const) : ('xlsx' as const);
    const { sha256 } = await ctx.store.files.keep('file', `师资库.${form}`, file.bytes, ctx.now);
    const known = (await ctx.store.lecturers.all()).map(({ name }) => name);
    const records = await present(ctx, read.lecturers);
    const since = await changedSinceTakenOut(ctx, file.sheets.find(isLecturerSheet), records);
    const shownBy = { basis: poolBasis(ctx, records), shownAt: ctx.now.getTime() };
    const facts = { file: sha256, form, ...shownBy };
    const buttons = { confirm: importLecturers.with(facts), drop: dropLecturers.with(facts) };
    await ctx.reply(lecturerWords.preview(ctx.update.id, read, known, buttons, since));
  }
  return true;
}

function readingOf(ctx: Context, { sheets }: Pick<ReceivedFile, 'sheets'>): LecturerReading {
  const sheet = sheets.find(isLecturerSheet);
  if (sheet === undefined) return { lecturers: [], problems: [] };
  return readLecturers(sheet, ctx.rules.faculty);
}

async function store(ctx: Context, { file, form, ...shown }: { file: string; form: string } & ShownAs): Promise<void> {
  await ctx.requireIn('faculty.change', {});
  const bytes = await ctx.store.files.load(file);
  if (bytes === null) throw new RuleError('lecturer.gone', {});
  const { lecturers } = readingOf(ctx, await received({ what: 'file', name: `师资库.${form}` }, bytes));
  const changes = await changedMeanwhile(ctx, await present(ctx, lecturers), shown);
  if (changes.length > 0) throw new RuleError('lecturer.changed-meanwhile', { changes: changes.join('\n') });
  const entry = { by: ctx.person._id, byUpdate: ctx.update.id, enteredAt: ctx.now };
  const validFromOn = beijingDateOf(ctx.now);
  const usual = { validFromOn, validToOn: validUntil(validFromOn, ctx.rules.faculty) };
  await ctx.store.lecturers.put(lecturers, usual, entry, lecturerWords.change);
  await ctx.settle(lecturerWords.imported(lecturers.length));
  await replyWithUndo(ctx, `${lecturerWords.imported(lecturers.length)}。`, importing, { update: ctx.update.id });
}

/** The records that a sheet is about, as they are now. */
async function present(ctx: Context, sheet: readonly { name: string }[]) {
  const names = new Set(sheet.map(({ name }) => comparable(name)));
  return (await ctx.store.lecturers.all()).filter(({ name }) => names.has(comparable(name)));
}

/** Takes back what a sheet entered, as one act: who is new goes, the others are as before. */
async function takeBack(ctx: Context, { update }: { update: string }): Promise<string> {
  await ctx.requireIn('faculty.change', {});
  const rows = (await ctx.store.lecturers.all()).filter((row) => isChangedBy(row, update));
  const doneOf = ({ changes }: LecturerRow) => changes.find(({ byUpdate }) => byUpdate === update);
  const isNew = (row: LecturerRow) => row.changes[0]?.byUpdate === update;
  const isActedOn = rows.some((row) => {
    const isLast = row.changes.at(-1)?.byUpdate === update || isChangedBy(row, ctx.update.id);
    return !isLast || (isNew(row) && row.evaluations.length > 0);
  });
  refuseUndo(ctx, rows.map(doneOf)[0]?.by ?? ctx.person._id, isActedOn, importing.instead());
  const entry = { by: ctx.person._id, byUpdate: ctx.update.id, enteredAt: ctx.now };
  for (const row of rows) {
    const what = lecturerWords.back(lecturerWords.change);
    if (isNew(row)) await ctx.store.lecturers.remove(row._id);
    else await ctx.store.lecturers.change(row._id, doneOf(row)?.former ?? {}, { ...entry, what });
  }
  return lecturerWords.takenBack;
}
