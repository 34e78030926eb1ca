import type { ListSheet } from '../chat/long-list.ts';
import { makeCsv, makeWorkbook } from '../sheets/make-workbook.ts';
import { titledTable } from '../sheets/titled-table.ts';
import type { SheetToWrite, WorkbookFrame } from '../sheets/write-workbook.ts';
import { announceLong } from './announce-long.ts';
import type { Context } from './context.ts';
import { fileWords } from './file-words.ts';
import { byLink } from './page-file.ts';

/** What the writing thread does on a small server that is busy (docs/performance.md). */
const cellsPerSecond = 120_000;

/**
 * Sends a sheet to the person who asked for it; what takes a while to write is announced.
 * @param fileName - with its extension
 * @param isSensitive - may not pass through chat: a link leads to the staff page, where the same person takes it once
 * @param asCsv - for another program: as CSV under the same name, which DingTalk does not take in chat, so that it goes the same way
 * @throws RuleError `sheet.too-large`, `page.no-address`
 */
export async function sendSheet(
  ctx: Context,
  fileName: string,
  sheet: SheetToWrite & WorkbookFrame,
  { isSensitive = false, asCsv = false }: { isSensitive?: boolean | undefined; asCsv?: boolean } = {},
): Promise<void> {
  const hand = isSensitive || asCsv ? byLink(ctx) : undefined;
  const { rows } = sheet;
  const cells = rows.length * (rows.at(-1)?.length ?? 0);
  await announceLong(ctx, cells / cellsPerSecond, (seconds) => fileWords.comes(rows.length, seconds));
  const bytes = await (asCsv ? makeCsv(sheet) : makeWorkbook(sheet));
  const name = asCsv ? fileName.replace(/xlsx$/, 'csv') : fileName;
  if (hand !== undefined) return hand(name, bytes);
  await ctx.reply(await ctx.store.files.keep('file', name, bytes, ctx.now));
}

/** Sends a long list as a sheet. */
export function sendList(ctx: Context, list: ListSheet): Promise<void> {
  return sendSheet(ctx, list.fileName, sheetOf(list), { isSensitive: list.isSensitive });
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
