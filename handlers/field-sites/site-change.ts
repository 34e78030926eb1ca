import { restArg, wordArg } from '../../src/bot/arguments.ts';
import { UsageFault } from '../../src/bot/command.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { refuseUndo, registerUndo, replyWithUndo } from '../../src/bot/undo.ts';
import { comparable } from '../../src/chat/plain-text.ts';
import { RuleError } from '../../src/errors.ts';
import { type FieldSiteRow, isSiteChangedBy } from '../../src/training/field-sites/field-sites.ts';
import { undoSite } from '../../src/training/field-sites/presses.ts';
import { editedSite, SITE_COLUMNS, siteColumn, siteSheet } from '../../src/training/field-sites/site-sheet.ts';
import { fieldSiteWords } from '../../src/training/field-sites/words.ts';
import { changedByOthers } from '../lecturers/changed-since.ts';

const changing = { kind: undoSite, instead: () => '“/改教学点”' };

/** `/改教学点`: any column of a site's sheet is put right by a command, and taken back by a button. */
export function siteChange(router: Router): void {
  router.command(
    {
      names: ['改教学点', 'change-field-site'],
      action: 'faculty.change',
      right: 'county',
      args: [wordArg('name', '名称'), wordArg('item', '项目'), restArg('value', '新值', { limit: { most: 200 } })],
      missing: '请写明教学点名称、项目和新值。',
      example: '/改教学点 {fieldSite} 接待人数 60',
      about: '变更现场教学点的任何一项：状态、接待人数、开放时间、恶劣天气备选等',
      next: '立即变更并记录，可撤销；项目与表格各栏相同。',
    },
    change,
  );
  registerUndo(router, { ...changing, takeBack });
}

interface Wanted {
  name: string;
  item: string;
  value: string;
}

/** @throws RuleError `field-site.unknown` */
export async function siteNamed(ctx: Context, name: string): Promise<FieldSiteRow> {
  const row = (await ctx.store.fieldSites.all()).find((each) => comparable(each.name) === comparable(name));
  if (row === undefined) throw new RuleError('field-site.unknown', { name });
  return row;
}

async function change(ctx: Context, { name, item, value }: Wanted): Promise<void> {
  const row = await siteNamed(ctx, name);
  const label = siteColumn(item);
  if (label === undefined) throw new UsageFault(fieldSiteWords.badColumn(item, SITE_COLUMNS));
  const read = editedSite(row, label, value, ctx.rules.fieldSites);
  if ('message' in read) throw new UsageFault(fieldSiteWords.badValue(label, value, read.message));
  const fields = Object.entries(read.value);
  const held: Readonly<Record<string, unknown>> = { ...row };
  const set = Object.fromEntries(fields.filter(([field, now]) => JSON.stringify(held[field]) !== JSON.stringify(now)));
  const unset = (['badWeather', 'longitude', 'latitude'] as const).filter(
    (field) => row[field] !== undefined && read.value[field] === undefined,
  );
  const isMade = isSiteChangedBy(row, ctx.update.id);
  if (!isMade && Object.keys(set).length + unset.length === 0)
    return ctx.reply(fieldSiteWords.sameValue(row.name, label));
  const what = fieldSiteWords.changeOf(label, columnOf(row, label), columnOf({ ...row, ...read.value }, label));
  const entry = { by: ctx.person._id, byUpdate: ctx.update.id, enteredAt: ctx.now, what };
  const changed = await ctx.store.fieldSites.change(row._id, set, unset, entry);
  const done = changed?.changes.find(({ byUpdate }) => byUpdate === ctx.update.id);
  if (done === undefined) throw new RuleError('field-site.unknown', { name });
  const undo = { site: row._id, update: ctx.update.id };
  const lately = await changedByOthers(ctx, row);
  await replyWithUndo(ctx, [fieldSiteWords.changed(row.name, done.what), ...lately].join('\n'), changing, undo);
}

/** What stands in a column of the site's sheet. */
function columnOf(site: Parameters<typeof siteSheet>[0][number], label: string): string {
  const { columns, rows } = siteSheet([site]);
  return String(rows[0]?.[columns.findIndex(({ header }) => header === label)] ?? '');
}

async function takeBack(ctx: Context, { site, update }: { site: string; update: string }): Promise<string> {
  await ctx.requireIn('faculty.change', {});
  const row: FieldSiteRow | null = await ctx.store.fieldSites.byId(site);
  const done = row?.changes.find(({ byUpdate }) => byUpdate === update);
  const isLast = row?.changes.at(-1) === done || isSiteChangedBy(row, ctx.update.id);
  refuseUndo(ctx, done?.by ?? '', done?.former === undefined || !isLast, changing.instead());
  const entry = { by: ctx.person._id, byUpdate: ctx.update.id, enteredAt: ctx.now };
  const what = fieldSiteWords.back(done?.what ?? '');
  await ctx.store.fieldSites.change(site, done?.former ?? {}, done?.gone ?? [], { ...entry, what });
  return fieldSiteWords.takenBack;
}
