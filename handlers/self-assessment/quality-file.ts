import type { Context } from '../../src/bot/context.ts';
import { nothingKept } from '../../src/bot/preview.ts';
import { type ReceivedFile, received } from '../../src/bot/received-file.ts';
import type { Router } from '../../src/bot/router.ts';
import { refuseUndo, registerUndo, replyWithUndo } from '../../src/bot/undo.ts';
import { basisOf } from '../../src/chat/basis.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import { dropQuality, importQuality, undoQuality } from '../../src/training/self-assessment/presses.ts';
import { presentEntries, type QualityEntry } from '../../src/training/self-assessment/quality-entries.ts';
import { qualityFileWords } from '../../src/training/self-assessment/quality-file-words.ts';
import {
  type QualityChange,
  qualitySheetOf,
  readQualitySheet,
} from '../../src/training/self-assessment/quality-sheet.ts';
import { assessedYear } from './assessed-year.ts';

/** How a sheet is taken back. */
const importing = { kind: undoQuality, instead: () => '更正后的自评表，或“/填评估”' };

/** The sheet of `/办学评估` sent back with numbers that only people know: shown first, entered by the button. */
export function qualityFile(router: Router): void {
  router.file({ action: 'self-assessment.enter', offered: async () => qualityFileWords.offer, take });
  router.preview(
    { confirm: importQuality, drop: dropQuality, shown: nothingKept, dropped: qualityFileWords.dropped },
    (ctx, _, sent) => enter(ctx, sent),
  );
  registerUndo(router, { ...importing, takeBack });
}

async function take(ctx: Context, file: ReceivedFile): Promise<boolean> {
  const found = qualitySheetOf(file.sheets);
  if (found === undefined) return false;
  await ctx.requireIn('self-assessment.enter', {});
  const { fromYear: year } = assessedYear(ctx, found.year);
  const { changes, problems, basis } = await readingOf(ctx, file.sheets, year);
  if (problems.length > 0) await ctx.reply(qualityFileWords.bad(problems));
  else if (changes.length === 0) await ctx.reply(qualityFileWords.nothing(year));
  else {
    const form = /\.csv$/i.test(file.name) ? ('csv' as const) : ('xlsx' as const);
    const { sha256 } = await ctx.store.files.keep('file', `自评表.${form}`, file.bytes, ctx.now);
    const sent = { file: sha256, form, year };
    const buttons = { confirm: importQuality.with({ ...sent, basis }), drop: dropQuality.with(sent) };
    await ctx.reply(qualityFileWords.preview(ctx.update.id, year, changes, buttons));
  }
  return true;
}

async function readingOf(ctx: Context, sheets: ReceivedFile['sheets'], year: string) {
  const found = qualitySheetOf(sheets);
  const entries = await ctx.store.qualityEntries.ofYear(year);
  const isEntered = entries.some(({ byUpdate }) => byUpdate === ctx.update.id);
  const present = presentEntries(entries.filter(({ byUpdate }) => byUpdate !== ctx.update.id));
  const { changes, problems } =
    found === undefined
      ? { changes: [], problems: [] }
      : readQualitySheet(found.sheet, ctx.rules.selfAssessment.indicators, present);
  return { changes, problems, isEntered, basis: changesBasis(changes, present) };
}

/** Stands for what a sheet changes, and what held before: another one entered meanwhile is not overwritten unseen. */
function changesBasis(changes: readonly QualityChange[], present: ReadonlyMap<string, QualityEntry>): string {
  const shown = changes.map(({ indicator: { id }, value, note }) => {
    const held = present.get(id);
    return [id, value, note, held?.value ?? null, held?.note ?? null];
  });
  return basisOf(JSON.stringify(shown));
}

async function enter(ctx: Context, { file, form, year, basis }: Facts<typeof importQuality>): Promise<void> {
  const { store } = ctx;
  await ctx.requireIn('self-assessment.enter', {});
  const bytes = await store.files.load(file);
  if (bytes === null) throw new RuleError('self-assessment.sheet-gone', {});
  const { sheets } = await received({ what: 'file', name: `自评表.${form}` }, bytes);
  const { changes, isEntered, basis: now } = await readingOf(ctx, sheets, year);
  if (!isEntered && now !== basis) throw new RuleError('self-assessment.entered-meanwhile', { year });
  await store.qualityEntries.enter(
    year,
    changes.map((change) => entryOf(ctx, change.indicator.id, change)),
  );
  const said = qualityFileWords.entered(year, changes.length);
  await ctx.settle(said);
  if (changes.length > 0) await replyWithUndo(ctx, `${said}。`, importing, { year, update: ctx.update.id });
}

function entryOf(
  { person, update, now }: Context,
  indicator: string,
  { value, note }: Pick<QualityChange, 'note'> & { value?: number | undefined },
): QualityEntry {
  const by = { by: person._id, byName: person.name, byUpdate: update.id, enteredAt: now };
  return { indicator, note, ...by, ...(value !== undefined && { value }) };
}

/** Takes back what a sheet entered, as one act: what held before holds again. */
async function takeBack(ctx: Context, { year, update }: { year: string; update: string }): Promise<string> {
  await ctx.requireIn('self-assessment.enter', {});
  const entries = (await ctx.store.qualityEntries.ofYear(year)).filter(({ byUpdate }) => byUpdate !== ctx.update.id);
  const made = entries.filter(({ byUpdate }) => byUpdate === update);
  const before = presentEntries(
    entries.slice(
      0,
      entries.findIndex(({ byUpdate }) => byUpdate === update),
    ),
  );
  const isActedOn = made.some(({ indicator }) => {
    const last = entries.findLast((each) => each.indicator === indicator);
    return last?.byUpdate !== update;
  });
  refuseUndo(ctx, made[0]?.by ?? '', isActedOn, importing.instead());
  const back = made.map(({ indicator }) => {
    const former = before.get(indicator);
    return entryOf(ctx, indicator, { note: former?.note ?? '', value: former?.value });
  });
  await ctx.store.qualityEntries.enter(year, back);
  return qualityFileWords.takenBack;
}
