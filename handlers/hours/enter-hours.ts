import { numberArg, personArg, reasonArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { nothingKept } from '../../src/bot/preview.ts';
import { type ReceivedFile, received } from '../../src/bot/received-file.ts';
import type { Router } from '../../src/bot/router.ts';
import { sendList } from '../../src/bot/sheet-on-request.ts';
import { refuseUndo, registerUndo, replyWithUndo } from '../../src/bot/undo.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import type { Facts } from '../../src/chat/press.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { RuleError } from '../../src/errors.ts';
import type { Sheet } from '../../src/sheets/sheet.ts';
import { isAcademySheet, readAcademySheet } from '../../src/training/hours/academy-sheet.ts';
import { enteringWords } from '../../src/training/hours/entering-words.ts';
import { entered } from '../../src/training/hours/entry-lines.ts';
import { lastOf } from '../../src/training/hours/hour-entries.ts';
import { type HoursSheet, isHoursSheet, readHoursSheet } from '../../src/training/hours/hours-sheet.ts';
import { ledgerSince } from '../../src/training/hours/ledger.ts';
import { dropHours, dropReversal, enterHours, reverseHours, undoHours } from '../../src/training/hours/presses.ts';

const undoing = { kind: undoHours, instead: () => '“/冲销学时”' };

/** The organisation department enters past years' hours, and those of online academies, by a sheet and takes single entries back; nothing is ever removed. */
export function enteringHours(router: Router): void {
  router.file({ action: 'hours.enter', offered: async () => enteringWords.offer, take });
  router.preview(
    { confirm: enterHours, drop: dropHours, shown: nothingKept, dropped: enteringWords.dropped },
    (ctx, _, sent) => enter(ctx, sent),
  );
  registerUndo(router, { ...undoing, takeBack: undo });
  router.command(
    {
      names: ['冲销学时', 'reverse-hours', '恢复学时'],
      action: 'hours.enter',
      right: 'county',
      args: [personArg('person', '姓名'), numberArg('number', '序号', 3), reasonArg],
      missing: '请写明姓名、学时记录的序号和理由。',
      example: '/冲销学时 {colleague} 1 重复登记',
      about: '冲销一条登记有误的学时，已冲销的则恢复；序号见“/学时 姓名”',
      next: '先预览，确认后告知本人，原记录保留。',
    },
    (ctx, { person, number, reason }) => previewReversal(ctx, person, number, reason),
  );
  router.preview(
    { confirm: reverseHours, drop: dropReversal, shown: nothingKept, dropped: enteringWords.reversalDropped },
    (ctx, _, facts) => reverse(ctx, facts),
  );
}

async function take(ctx: Context, file: ReceivedFile): Promise<boolean> {
  if (!file.sheets.some(isOfHours)) return false;
  await ctx.requireIn('hours.enter', {});
  const sheet = await sheetOf(ctx, file);
  if (sheet.problems.length > 0) {
    await ctx.reply(enteringWords.bad(sheet));
    await sendList(ctx, enteringWords.problems(sheet));
  } else if (sheet.entries.length === 0) await ctx.reply(enteringWords.nothing(sheet));
  else {
    await ctx.require('hours.enter', { cadreIds: sheet.entries.map(({ cadreId }) => cadreId) });
    const { sha256 } = await ctx.store.files.keep('file', file.name, file.bytes, ctx.now);
    const name = `学时.${file.name.split('.').at(-1) ?? 'xlsx'}`;
    await ctx.reply(enteringWords.preview(ctx.update.id, sheet, { file: sha256, name }));
  }
  return true;
}

const isOfHours = (sheet: Sheet) => isHoursSheet(sheet) || isAcademySheet(sheet);

async function sheetOf(ctx: Context, { sheets }: Pick<ReceivedFile, 'sheets'>): Promise<HoursSheet> {
  const sheet = sheets.find(isOfHours);
  if (sheet === undefined) throw new RuleError('hours.gone', {});
  const [accounts, units] = await Promise.all([ctx.store.cadres.accounts(), ctx.store.units.all()]);
  const names = new Map(units.map(({ _id, name }) => [_id, name]));
  const people = accounts.map(({ _id, name, unitId, identities }) => ({
    ...{ cadreId: _id, name, unitName: names.get(unitId) ?? '' },
    accounts: Object.values(identities).filter((each) => each !== undefined),
  }));
  const todayOn = beijingDateOf(ctx.now);
  const read = isHoursSheet(sheet) ? readHoursSheet : readAcademySheet;
  const named = read(sheet, people, [], todayOn).entries.map(({ cadreId }) => cadreId);
  const known = await ctx.store.hourEntries.ofMany([...new Set(named)], '1900-01-01');
  return read(sheet, people, known, todayOn);
}

/** Enters what the sheet says and the ledger does not have; what an earlier run entered is not entered again. */
async function enter(ctx: Context, { file, name }: Facts<typeof enterHours>): Promise<void> {
  await ctx.requireIn('hours.enter', {});
  const importId = `sheet:${ctx.update.id}`;
  const bytes = await ctx.store.files.load(file);
  if (bytes === null) throw new RuleError('hours.gone', {});
  const { entries } = await sheetOf(ctx, await received({ what: 'file', name }, bytes));
  await ctx.require('hours.enter', { cadreIds: entries.map(({ cadreId }) => cadreId) });
  const made = { by: ctx.person._id, at: ctx.now, sourceId: importId };
  await ctx.store.hourEntries.add(entries.map((each) => ({ ...each, ...made })));
  await ctx.settle(enteringWords.entered);
  await replyWithUndo(ctx, `${enteringWords.entered}。`, undoing, { importId });
}

async function undo(ctx: Context, { importId }: { importId: string }): Promise<string> {
  await ctx.requireIn('hours.enter', {});
  const entries = await ctx.store.hourEntries.fromSource(importId);
  refuseUndo(ctx, entries[0]?.by ?? '', false, undoing.instead());
  for (const entry of entries)
    await ctx.store.hourEntries.reverse(entry, { by: ctx.person._id, at: ctx.now, reason: enteringWords.undoReason });
  return enteringWords.undone;
}

async function previewReversal(ctx: Context, person: CadreRow, number: number, reason: string): Promise<void> {
  await ctx.require('hours.enter', { cadreId: person._id });
  const since = ledgerSince(beijingDateOf(ctx.now).slice(0, 4), ctx.rules.hours);
  const entries = await ctx.store.hourEntries.of(person._id, since);
  const entry = entered(entries)[number - 1];
  if (entry === undefined) throw new RuleError('hours.no-entry', { number });
  await ctx.reply(enteringWords.reversal(ctx.update.id, person.name, entry, lastOf(entries, entry), reason));
}

/** Takes an entry back; one that is taken back already stays so, whoever asks. */
async function reverse(ctx: Context, { hourEntry: id, reason }: Facts<typeof reverseHours>): Promise<void> {
  const { hourEntries, cadres } = ctx.store;
  const gone = new RuleError('hours.no-entry', { number: 1 });
  const entry = await ctx.requireFound('hours.enter', await hourEntries.byId(id), ({ cadreId }) => ({ cadreId }), gone);
  const made = await hourEntries.reverse(entry, { by: ctx.person._id, at: ctx.now, reason });
  const stands = await hourEntries.byId(made._id);
  if (stands?.at.getTime() !== ctx.now.getTime() || stands.by !== ctx.person._id)
    throw new RuleError('hours.reversed-already', {});
  const [person] = await cadres.many([entry.cadreId]);
  const original = { ...entry, minutes: Math.abs(entry.minutes), halfDays: Math.abs(entry.halfDays) };
  const done = enteringWords.reversed(person?.name ?? '', entry);
  await ctx.send(entry.cadreId, enteringWords.reversedTo(original, entry, reason), `hours-reversed:${made._id}`);
  await ctx.settle(done);
}
