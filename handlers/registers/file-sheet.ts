import type { Context } from '../../src/bot/context.ts';
import { filledDocument } from '../../src/training/documents/docx.ts';
import { fileSheetFacts } from '../../src/training/documents/file-sheet-template.ts';
import { templateOf } from '../../src/training/documents/kinds.ts';
import { fileSheet } from '../../src/training/registers/file-sheet.ts';
import type { Register } from '../../src/training/registers/register.ts';

/** A person's training as the personnel file keeps it, by the county's own template. */
export async function fileSheetOf(ctx: Context, register: Register): Promise<Buffer> {
  return filledDocument(await templateOf(ctx.store.templates, 'file-sheet'), fileSheetFacts(fileSheet(register)));
}
