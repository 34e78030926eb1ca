import type { Context } from '../../src/bot/context.ts';
import { nothingKept } from '../../src/bot/preview.ts';
import { type ReceivedFile, received } from '../../src/bot/received-file.ts';
import type { Router } from '../../src/bot/router.ts';
import { refuseUndo, registerUndo, replyWithUndo } from '../../src/bot/undo.ts';
import { comparable } from '../../src/chat/plain-text.ts';
import { RuleError } from '../../src/errors.ts';
import { type FieldSiteRow, isSiteChangedBy } from '../../src/training/field-sites/field-sites.ts';
import { dropSites, importSites, sendSites, undoSites } from '../../src/training/field-sites/presses.ts';
import { isSiteSheet, readSites, type SiteReading, siteSheet } from '../../src/training/field-sites/site-sheet.ts';
import { fieldSiteWords } from '../../src/training/field-sites/words.ts';
import { changedMeanwhile, changedSinceTakenOut, poolBasis, type ShownAs } from '../lecturers/changed-since.ts';

const importing = { kind: undoSites, instead: () => '更正后的教学点表，或“/改教学点”' };

/** A sheet of field sites sent in the conversation: shown first, stored by the button; they go out in the same form. */
export function siteFile(router: Router): void {
  router.file({ action: 'faculty.change', offered: async () => fieldSiteWords.offer, take });
  router.preview(
    { confirm: importSites, drop: dropSites, shown: nothingKept, dropped: fieldSiteWords.dropped },
    (ctx, _, sent) => store(ctx, sent),
  );
  registerUndo(router, { ...importing, takeBack });
  router.sheet(sendSites, async (ctx) => {
    await ctx.requireIn('faculty.read', {});
    return siteSheet(await ctx.store.fieldSites.all(), ctx.now);
  });
}

async function take(ctx: Context, file: ReceivedFile): Promise<boolean> {
  if (!file.sheets.some(isSiteSheet)) return false;
  await ctx.requireIn('faculty.change', {});
  const read = readingOf(ctx, file);
  if (read.problems.length > 0) await ctx.reply(fieldSiteWords.bad(read));
  else if (read.sites.length === 0) await ctx.reply(fieldSiteWords.empty);
  else {
    const form = /\.csv$/i.test(file.name) ? ('csv' as const) : ('xlsx' as const);
    const { sha256 } = await ctx.store.files.keep('file', `现场教学点.${form}`, file.bytes, ctx.now);
    const known = (await ctx.store.fieldSites.all()).map(({ name }) => name);
    const records = await present(ctx, read.sites);
    const since = await changedSinceTakenOut(ctx, file.sheets.find(isSiteSheet), records);
    const shownBy = { basis: poolBasis(ctx, records), shownAt: ctx.now.getTime() };
    const facts = { file: sha256, form, ...shownBy };
    const buttons = { confirm: importSites.with(facts), drop: dropSites.with(facts) };
    await ctx.reply(fieldSiteWords.preview(ctx.update.id, read, known, buttons, since));
  }
  return true;
}

function readingOf(ctx: Context, { sheets }: Pick<ReceivedFile, 'sheets'>): SiteReading {
  const sheet = sheets.find(isSiteSheet);
  return sheet === undefined ? { sites: [], problems: [] } : readSites(sheet, ctx.rules.fieldSites);
}

async function store(ctx: Context, { file, form, ...shown }: { file: string; form: string } & ShownAs): Promise<void> {
  await ctx.requireIn('faculty.change', {});
  const bytes = await ctx.store.files.load(file);
  if (bytes === null) throw new RuleError('field-site.gone', {});
  const { sites } = readingOf(ctx, await received({ what: 'file', name: `现场教学点.${form}` }, bytes));
  const changes = await changedMeanwhile(ctx, await present(ctx, sites), shown);
  if (changes.length > 0) throw new RuleError('field-site.changed-meanwhile', { changes: changes.join('\n') });
  const entry = { by: ctx.person._id, byUpdate: ctx.update.id, enteredAt: ctx.now };
  await ctx.store.fieldSites.put(sites, entry, fieldSiteWords.change);
  await ctx.settle(fieldSiteWords.imported(sites.length));
  await replyWithUndo(ctx, `${fieldSiteWords.imported(sites.length)}。`, importing, { update: ctx.update.id });
}

/** The records that a sheet is about, as they are now. */
async function present(ctx: Context, sheet: readonly { name: string }[]) {
  const names = new Set(sheet.map(({ name }) => comparable(name)));
  return (await ctx.store.fieldSites.all()).filter(({ name }) => names.has(comparable(name)));
}

/** Takes back what a sheet entered, as one act: new sites go, as long as no route leads there, and the others are as before. */
async function takeBack(ctx: Context, { update }: { update: string }): Promise<string> {
  await ctx.requireIn('faculty.change', {});
  const rows = (await ctx.store.fieldSites.all()).filter((row) => isSiteChangedBy(row, update));
  const routes = await ctx.store.fieldSites.routes();
  const doneOf = ({ changes }: FieldSiteRow) => changes.find(({ byUpdate }) => byUpdate === update);
  const isNew = (row: FieldSiteRow) => row.changes[0]?.byUpdate === update;
  const isActedOn = rows.some((row) => {
    const isLast = row.changes.at(-1)?.byUpdate === update || isSiteChangedBy(row, ctx.update.id);
    return !isLast || (isNew(row) && routes.some(({ siteIds }) => siteIds.includes(row._id)));
  });
  refuseUndo(ctx, rows.map(doneOf)[0]?.by ?? ctx.person._id, isActedOn, importing.instead());
  const entry = { by: ctx.person._id, byUpdate: ctx.update.id, enteredAt: ctx.now };
  for (const row of rows) {
    const what = fieldSiteWords.back(fieldSiteWords.change);
    const { former = {}, gone = [] } = doneOf(row) ?? {};
    if (isNew(row)) await ctx.store.fieldSites.remove(row._id);
    else await ctx.store.fieldSites.change(row._id, former, gone, { ...entry, what });
  }
  return fieldSiteWords.takenBack;
}
