import type { ListSheet } from '../chat/long-list.ts';
import { makeWorkbook } from '../sheets/make-workbook.ts';
import type { SheetToWrite } from '../sheets/write-workbook.ts';
import type { Context } from './context.ts';

/** Sends a sheet to the person who asked for it. @param fileName - with its extension */
export async function sendSheet(ctx: Context, fileName: string, sheet: SheetToWrite): Promise<void> {
  await ctx.reply(await ctx.store.files.keep('file', fileName, await makeWorkbook(sheet), ctx.now));
}

/** Sends a long list as a sheet. */
export function sendList(ctx: Context, list: ListSheet): Promise<void> {
  return sendSheet(ctx, list.fileName, sheetOf(list));
}

/** A list as it is written into a workbook. */
export function sheetOf({ title, columns, rows }: ListSheet): SheetToWrite {
  return {
    name: '名单',
    rows: [[title], columns.map(({ header }) => header), ...rows],
    headerRow: 2,
    widths: columns.map(({ width }) => width),
  };
}
