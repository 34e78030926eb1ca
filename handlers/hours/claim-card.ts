import type { Context } from '../../src/bot/context.ts';
import type { Card } from '../../src/chat/message.ts';
import type { GrantedRole } from '../../src/county/roles.ts';
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

/** Who enters somebody's claim, and in which role: never the person themselves. @throws RuleError `hours.nobody` where there is nobody else */
export async function entering(ctx: Context, cadreId: string): Promise<{ role: GrantedRole; people: string[] }> {
  for (const role of ctx.rules.hours.claims.enteredBy) {
    const people = (await ctx.store.cadres.withRole(role)).map(({ _id }) => _id).filter((id) => id !== cadreId);
    if (people.length > 0) return { role, people };
  }
  throw new RuleError('hours.nobody', {});
}

/** Whether this person is one of those who enter the claim. */
export async function mayEnter(ctx: Context, { cadreId }: HourClaimRow): Promise<boolean> {
  return (await entering(ctx, cadreId)).people.includes(ctx.person._id);
}

/** Hands a claim to those who enter it: each gets a card, the first to decide closes those of the others. */
export async function handToEnter(ctx: Context, row: CompleteClaim): Promise<void> {
  const message = await claimCard(ctx, row, 'department');
  const { people } = await entering(ctx, row.cadreId);
  await ctx.sendAll(people.map((cadreId) => ({ cadreId, message, key: departmentCardKey(row._id, cadreId) })));
}

/** Closes every card on which a claim is decided, also of whoever has no such role any more in the rules' order. */
export async function closeClaimCards(ctx: Context, row: HourClaimRow, settled: string): Promise<void> {
  const { enteredBy } = ctx.rules.hours.claims;
  const staff = (await Promise.all(enteredBy.map((role) => ctx.store.cadres.withRole(role)))).flat();
  const ids = new Set(staff.map(({ _id }) => _id));
  const keys = [unitCardKey(row._id), ...[...ids].map((id) => departmentCardKey(row._id, id))];
  for (const key of keys) await ctx.closeCard(key, settled);
}

/** A complete claim. @throws RuleError `hours.claim-gone` */
export function completeClaim(row: HourClaimRow | null): CompleteClaim {
  if (row === null || !isComplete(row)) throw new RuleError('hours.claim-gone', {});
  return row;
}
