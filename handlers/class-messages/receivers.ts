import type { Context } from '../../src/bot/context.ts';
import { hadEnoughToday } from '../../src/bot/had-enough.ts';
import { PLATFORM_NAMES } from '../../src/chat/update.ts';
import { reachKey } from '../../src/outbox/unreachable.ts';
import { classRoll } from '../../src/training/call-up/class-roll.ts';
import type { Receivers } from '../../src/training/class-messages/preview-words.ts';

interface Receiver {
  cadreId: string;
  unitId: string;
  name: string;
  expected?: string;
}

/** Whom a message to the whole class is meant for, as its sender sees it before sending. */
export async function receiversOf(ctx: Context, classId: string): Promise<Receivers> {
  return asShown(ctx, await classRoll(ctx.store, classId));
}

/** These people: how many of which unit, who is not in the class yet, whom no platform reaches, and who had enough messages today. */
export async function asShown(ctx: Context, people: readonly Receiver[]): Promise<Receivers> {
  const ids = people.map(({ cadreId }) => cadreId);
  const notYetIn = new Map<string, string[]>();
  for (const { expected, name } of people)
    if (expected !== undefined) notYetIn.set(expected, [...(notYetIn.get(expected) ?? []), name]);
  const [reached, gone, byUnit, hadEnough] = await Promise.all([
    ctx.reach(ids),
    goneAmong(ctx, ids),
    countByUnit(ctx, people),
    hadEnoughToday(ctx, ids),
  ]);
  return {
    all: people.length,
    byUnit,
    names: people.map(({ name }) => name),
    notYetIn: [...notYetIn].map(([why, names]) => ({ why, names })),
    unreached: people.filter(({ cadreId }) => !reached.has(cadreId)).map(({ name }) => name),
    gone: people.filter(({ cadreId }) => gone.has(cadreId)).map(({ name }) => name),
    hadEnough,
  };
}

/** Those of these people of whose accounts none is there any more. */
async function goneAmong({ store }: Context, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const accounts = (await store.cadres.identities(ids)).map(({ _id, identities }) => ({
    cadreId: _id,
    own: PLATFORM_NAMES.flatMap((platform) => {
      const userId = identities[platform];
      return userId === undefined ? [] : [{ platform, userId }];
    }),
  }));
  const gone = await store.unreachable.among(accounts.flatMap(({ own }) => own));
  const isGone = ({ own }: (typeof accounts)[number]) =>
    own.length > 0 && own.every((account) => gone.has(reachKey(account)));
  return new Set(accounts.filter(isGone).map(({ cadreId }) => cadreId));
}

async function countByUnit({ store }: Context, people: readonly Receiver[]): Promise<Receivers['byUnit']> {
  const counts = new Map<string, number>();
  for (const { unitId } of people) counts.set(unitId, (counts.get(unitId) ?? 0) + 1);
  const units = new Map((await store.units.many([...counts.keys()])).map(({ _id, name }) => [_id, name]));
  return [...counts]
    .map(([unitId, count]) => ({ unit: units.get(unitId) ?? '', people: count }))
    .sort((a, b) => b.people - a.people || (a.unit < b.unit ? -1 : 1));
}
