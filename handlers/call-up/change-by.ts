import type { Context } from '../../src/bot/context.ts';
import type { CallUpChange } from '../../src/training/call-up/call-up-changes.ts';

/** What this person decides about a call-up now, as it is kept with it. */
export function changeBy({ person, update, now }: Context, what: CallUpChange['what'], reason?: string): CallUpChange {
  return { what, by: person._id, byUpdate: update.id, enteredAt: now, ...(reason !== undefined && { reason }) };
}
