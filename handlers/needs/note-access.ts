import type { Context } from '../../src/bot/context.ts';
import { RuleError } from '../../src/errors.ts';
import type { ResearchNoteRow } from '../../src/training/needs/research-notes.ts';

/** A note, if this person may do something about it: what the organisation department entered itself, nobody else changes. */
export async function noteNumbered(ctx: Context, number: string): Promise<ResearchNoteRow> {
  await ctx.requireIn('need.note', {});
  const row = await ctx.store.researchNotes.byId(number);
  if (row === null) throw new RuleError('record.unknown', { what: '调研记录', number });
  if (row.kind === 'orgNeed') await ctx.requireIn('need.org', {});
  return row;
}
