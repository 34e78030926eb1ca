import type { ListSheet } from '../chat/long-list.ts';
import { linkBytes } from '../county/page-files.ts';
import { pageWords } from '../county/page-words.ts';
import { makeWorkbook } from '../sheets/make-workbook.ts';
import { titledTable } from '../sheets/titled-table.ts';
import type { SheetToWrite, WorkbookFrame } from '../sheets/write-workbook.ts';
import type { Context } from './context.ts';
import { fileWords } from './file-words.ts';

/** What the writing thread does on a small server that is busy (docs/performance.md). */
const cellsPerSecond = 120_000;
/** What takes no longer than this needs no word before it. */
const quietSeconds = 3;

/**
 * Sends a sheet to the person who asked for it; what takes a while to write is announced.
 * @param fileName - with its extension
 * @param isSensitive - may not pass through chat: a link leads to the staff page, where the same person takes it once
 * @throws RuleError `sheet.too-large`, `page.no-address`
 */
export async function sendSheet(
  ctx: Context,
  fileName: string,
  sheet: SheetToWrite & WorkbookFrame,
  isSensitive = false,
): Promise<void> {
  const url = isSensitive ? ctx.pageUrl('/staff/file') : undefined;
  await announce(ctx, sheet);
  const bytes = await makeWorkbook(sheet);
  if (url === undefined) return ctx.reply(await ctx.store.files.keep('file', fileName, bytes, ctx.now));
  const link = ctx.randomBytes(linkBytes, `page file ${ctx.update.id} ${fileName}`);
  await ctx.store.pageFiles.keep(link, ctx.person, { name: fileName, bytes }, ctx.now);
  await ctx.reply(pageWords.file(fileName, `${url}/${link.toString('base64url')}`));
}

/** Says that it takes a while, where it does. */
async function announce(ctx: Context, { rows }: SheetToWrite): Promise<void> {
  const cells = rows.length * (rows.at(-1)?.length ?? 0);
  const seconds = Math.ceil(cells / cellsPerSecond);
  if (seconds > quietSeconds) await ctx.announce(fileWords.comes(rows.length, seconds));
}

/** Sends a long list as a sheet. */
export function sendList(ctx: Context, list: ListSheet): Promise<void> {
  return sendSheet(ctx, list.fileName, sheetOf(list), list.isSensitive);
}

/** A list as it is written into a workbook, with what belongs to it. */
export function sheetOf({ behind = [], ...list }: ListSheet): SheetToWrite & WorkbookFrame {
  return {
    ...titledTable('名单', list),
    behind: behind.map((each) => ({
      name: each.name,
      rows: [[each.title], ...each.rows],
      headerRow: 1,
      widths: each.widths,
    })),
  };
}
