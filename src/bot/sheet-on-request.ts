import type { ListSheet } from '../chat/long-list.ts';
import { type SheetToWrite, writeWorkbook } from '../sheets/write-workbook.ts';
import type { Context } from './context.ts';

/** Sends a sheet to the person who asked for it. @param fileName - with its extension */
export async function sendSheet(ctx: Context, fileName: string, sheet: SheetToWrite): Promise<void> {
  await ctx.reply(await ctx.store.files.keep('file', fileName, writeWorkbook(sheet), ctx.now));
}

/** Sends a long list as a sheet. */
export function sendList(ctx: Context, { fileName, title, columns, rows }: ListSheet): Promise<void> {
  return sendSheet(ctx, fileName, {
    name: '名单',
    rows: [[title], columns.map(({ header }) => header), ...rows],
    headerRow: 2,
    widths: columns.map(({ width }) => width),
  });
}
