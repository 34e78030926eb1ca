import type { Context } from '../../src/bot/context.ts';
import type { Card } from '../../src/chat/message.ts';
import type { UnitRow } from '../../src/county/units.ts';
import { RuleError } from '../../src/errors.ts';
import { claimWords } from '../../src/training/hours/claim-words.ts';
import {
  type CompleteClaim,
  departmentCardKey,
  type HourClaimRow,
  isComplete,
  unitCardKey,
} from '../../src/training/hours/hour-claims.ts';
import { proofAbout } from '../../src/training/proofs/matter.ts';
import { withProofs } from '../../src/training/proofs/words.ts';

/** The card on which a claim is decided, with the proofs there are. */
export async function claimCard(ctx: Context, row: CompleteClaim, by: 'unit' | 'department'): Promise<Card> {
  const unit = await ctx.store.units.byId(row.unitId);
  const about = proofAbout('hours', row._id);
  return withProofs(claimWords.decide(row, unit?.name ?? '', by), about, await ctx.store.proofs.countOf(about));
}

/** Who vouches for somebody's claim: the liaison of the unit, or its head where that is the person themselves; nobody where both are. */
export function vouching(unit: UnitRow | null, cadreId: string): string | undefined {
  return [unit?.liaisonId, unit?.headId].find((id) => id !== undefined && id !== cadreId);
}

/** Everybody of the organisation department but the person themselves. */
export async function entering(ctx: Context, cadreId: string): Promise<string[]> {
  return (await ctx.store.cadres.withRole('orgDept')).map(({ _id }) => _id).filter((id) => id !== cadreId);
}

/** Hands a claim to the organisation department: each gets a card, the first to decide closes those of the others. */
export async function handToDepartment(ctx: Context, row: CompleteClaim): Promise<void> {
  const message = await claimCard(ctx, row, 'department');
  const staff = await entering(ctx, row.cadreId);
  await ctx.sendAll(staff.map((cadreId) => ({ cadreId, message, key: departmentCardKey(row._id, cadreId) })));
}

/** Closes every card on which a claim is decided. */
export async function closeClaimCards(ctx: Context, row: HourClaimRow, settled: string): Promise<void> {
  const keys = [unitCardKey(row._id), ...(await entering(ctx, '')).map((id) => departmentCardKey(row._id, id))];
  for (const key of keys) await ctx.closeCard(key, settled);
}

/** A complete claim. @throws RuleError `hours.claim-gone` */
export function completeClaim(row: HourClaimRow | null): CompleteClaim {
  if (row === null || !isComplete(row)) throw new RuleError('hours.claim-gone', {});
  return row;
}
