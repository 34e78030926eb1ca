import { type Kept, passesChat } from '../chat/kept-from-chat.ts';
import type { KeptList, ListSheet } from '../chat/long-list.ts';
import { pageWords } from '../county/page-words.ts';
import { makeCsv, makeWorkbook } from '../sheets/make-workbook.ts';
import { titledTable } from '../sheets/titled-table.ts';
import type { SheetToWrite, WorkbookFrame } from '../sheets/write-workbook.ts';
import { announceLong } from './announce-long.ts';
import type { Context } from './context.ts';
import { fileWords } from './file-words.ts';
import { byLink, type Hand, inChat } from './page-file.ts';

/** What the writing thread does on a small server that is busy (docs/performance.md). */
const cellsPerSecond = 120_000;

/**
 * Sends a sheet to the person who asked for it; what takes a while to write is announced.
 * @param fileName - with its extension
 * @param kept - what it holds that is kept from chat: a link leads to the staff page, where the same person takes it once
 * @param said - what is said above the link
 * @param asCsv - for another program: as CSV under the same name, which DingTalk does not take in chat, so that it goes the same way
 * @throws RuleError `sheet.too-large`, `page.no-address`
 */
export async function sendSheet(
  ctx: Context,
  fileName: string,
  sheet: SheetToWrite & WorkbookFrame,
  { kept, said, asCsv = false }: { kept?: Kept | undefined; said?: string; asCsv?: boolean } = {},
): Promise<void> {
  const isSent = !asCsv && passesChat(kept, ctx.person._id);
  const above = said === undefined ? [] : [said];
  const hand = isSent ? inChat(ctx) : byLink(ctx, (name, url) => [...above, pageWords.file(name, url)].join('\n'));
  await sendSheetBy(ctx, hand, fileName, sheet, asCsv);
}

async function sendSheetBy(
  ctx: Context,
  hand: Hand,
  fileName: string,
  sheet: SheetToWrite & WorkbookFrame,
  asCsv = false,
): Promise<void> {
  const { rows } = sheet;
  const cells = rows.length * (rows.at(-1)?.length ?? 0);
  await announceLong(ctx, cells / cellsPerSecond, (seconds) => fileWords.comes(rows.length, seconds));
  const bytes = await (asCsv ? makeCsv(sheet) : makeWorkbook(sheet));
  await hand(asCsv ? fileName.replace(/xlsx$/, 'csv') : fileName, bytes);
}

/** Sends a long list as a sheet. */
export function sendList(ctx: Context, list: ListSheet): Promise<void> {
  return sendSheet(ctx, list.fileName, sheetOf(list), { kept: list.kept });
}

/**
 * Answers with the figures of a list that is kept from chat, and the link under which whoever asked sees it once.
 * @param figures - what stands in chat: nobody is named in it
 * @throws RuleError `page.no-address`
 */
export function replyWithKept(ctx: Context, figures: readonly string[], list: KeptList): Promise<void> {
  const hand = byLink(ctx, (_, url) => [...figures, pageWords.list(url)].join('\n'));
  return sendSheetBy(ctx, hand, list.fileName, sheetOf(list));
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
