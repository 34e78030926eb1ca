import type { Context } from '../../src/bot/context.ts';
import { hadEnoughToday } from '../../src/bot/had-enough.ts';
import { classRoll } from '../../src/training/call-up/class-roll.ts';
import type { Receivers } from '../../src/training/class-messages/preview-words.ts';

/** Whom a message to the class is meant for, who of them is not in yet, whom no platform reaches, and who had enough messages today. */
export async function receiversOf(ctx: Context, classId: string): Promise<Receivers> {
  const roll = await classRoll(ctx.store, classId);
  const ids = roll.map(({ cadreId }) => cadreId);
  const reached = await ctx.reach(ids);
  const notYetIn = new Map<string, string[]>();
  for (const { expected, name } of roll)
    if (expected !== undefined) notYetIn.set(expected, [...(notYetIn.get(expected) ?? []), name]);
  return {
    all: roll.length,
    notYetIn: [...notYetIn].map(([why, names]) => ({ why, names })),
    unreached: roll.filter(({ cadreId }) => !reached.has(cadreId)).map(({ name }) => name),
    hadEnough: await hadEnoughToday(ctx, ids),
  };
}
