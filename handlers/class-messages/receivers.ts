import type { Context } from '../../src/bot/context.ts';
import { classRoll } from '../../src/training/call-up/class-roll.ts';
import type { Receivers } from '../../src/training/class-messages/preview-words.ts';

/** Whom a message to the class is meant for, who of them is not in yet, and whom no platform reaches. */
export async function receiversOf(ctx: Context, classId: string): Promise<Receivers> {
  const roll = await classRoll(ctx.store, classId);
  const reached = await ctx.reach(roll.map(({ cadreId }) => cadreId));
  const notYetIn = new Map<string, string[]>();
  for (const { expected, name } of roll)
    if (expected !== undefined) notYetIn.set(expected, [...(notYetIn.get(expected) ?? []), name]);
  return {
    all: roll.length,
    notYetIn: [...notYetIn].map(([why, names]) => ({ why, names })),
    unreached: roll.filter(({ cadreId }) => !reached.has(cadreId)).map(({ name }) => name),
  };
}
