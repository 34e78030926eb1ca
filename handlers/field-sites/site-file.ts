import type { Context } from '../../src/bot/context.ts';
import { nothingKept } from '../../src/bot/preview.ts';
import { type ReceivedFile, received } from '../../src/bot/received-file.ts';
import type { Router } from '../../src/bot/router.ts';
import { RuleError } from '../../src/errors.ts';
import { dropSites, importSites, sendSites } from '../../src/training/field-sites/presses.ts';
import { isSiteSheet, readSites, type SiteReading, siteSheet } from '../../src/training/field-sites/site-sheet.ts';
import { fieldSiteWords } from '../../src/training/field-sites/words.ts';

/** A sheet of field sites sent in the conversation: shown first, stored by the button; they go out in the same form. */
export function siteFile(router: Router): void {
  router.file({ action: 'faculty.change', offered: async () => fieldSiteWords.offer, take });
  router.preview(
    { confirm: importSites, drop: dropSites, shown: nothingKept, dropped: fieldSiteWords.dropped },
    (ctx, _, sent) => store(ctx, sent),
  );
  router.sheet(sendSites, async (ctx) => {
    await ctx.requireIn('faculty.read', {});
    return siteSheet(await ctx.store.fieldSites.all());
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
    const facts = { file: sha256, form };
    const buttons = { confirm: importSites.with(facts), drop: dropSites.with(facts) };
    await ctx.reply(fieldSiteWords.preview(ctx.update.id, read, known, buttons));
  }
  return true;
}

function readingOf(ctx: Context, { sheets }: Pick<ReceivedFile, 'sheets'>): SiteReading {
  const sheet = sheets.find(isSiteSheet);
  return sheet === undefined ? { sites: [], problems: [] } : readSites(sheet, ctx.rules.fieldSites);
}

async function store(ctx: Context, { file, form }: { file: string; form: string }): Promise<void> {
  await ctx.requireIn('faculty.change', {});
  const bytes = await ctx.store.files.load(file);
  if (bytes === null) throw new RuleError('field-site.gone', {});
  const { sites } = readingOf(ctx, await received({ what: 'file', name: `现场教学点.${form}` }, bytes));
  const entry = { by: ctx.person._id, byUpdate: ctx.update.id, enteredAt: ctx.now };
  await ctx.store.fieldSites.put(sites, entry, fieldSiteWords.change);
  await ctx.settle(fieldSiteWords.imported(sites.length));
}
