import type { SheetToWrite } from '../sheets/write-workbook.ts';
import { writeWorkbook } from '../sheets/write-workbook.ts';
import type { Context } from './context.ts';

/** A sheet and the name of its file, with its extension. */
export interface NamedSheet {
  fileName: string;
  sheet: SheetToWrite;
}

/** Sends a sheet to the person who asked for it. */
export async function sendSheet(ctx: Context, { fileName, sheet }: NamedSheet): Promise<void> {
  await ctx.reply(await ctx.store.files.keep('file', fileName, writeWorkbook(sheet), ctx.now));
}
