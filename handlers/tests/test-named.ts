import type { Argument } from '../../src/bot/command.ts';
import type { Context } from '../../src/bot/context.ts';
import { heldClass } from '../../src/bot/people.ts';
import { addDays, beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { typedNumber } from '../../src/chat/plain-text.ts';
import type { Action } from '../../src/county/policy.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import type { TestRow } from '../../src/training/tests/tests.ts';
import { testWords } from '../../src/training/tests/words.ts';

/** Tests of classes that ended this long ago are still offered. */
const recentDays = 60;
const mostOffered = 10;

/** A test that was sent, with its class. */
export interface Held {
  row: TestRow;
  trainingClass: ClassRow;
}

/** A test by its number, if the person may do this to it; where it is missing, the only one that is looked up, or else the answer lists recent ones. */
export function testArg(action: Action): Argument<'held', Held> {
  return {
    key: 'held',
    usage: '<测试编号>',
    missing: async (ctx) => testWords.recent(await recentOf(ctx, action)),
    async take(words, ctx) {
      const typed = words.next() ?? (await onlyOf(ctx, action));
      return typed === undefined ? undefined : () => testNamed(ctx, action, typedNumber(typed));
    },
  };
}

/** What is looked up without its number is the only one there is. */
async function onlyOf(ctx: Context, action: Action): Promise<string | undefined> {
  if (!action.endsWith('.read')) return undefined;
  const [only, ...others] = await recentOf(ctx, action);
  return others.length === 0 ? only?._id : undefined;
}

/** @throws RuleError `record.unknown`, `policy…` */
export async function testNamed(ctx: Context, action: Action, number: string): Promise<Held> {
  const found = await ctx.store.tests.byId(number);
  const row = await ctx.requireFound(
    action,
    found?.state === 'open' || found?.state === 'cancelled' ? found : null,
    ({ classId }) => ({ classId }),
    new RuleError('record.unknown', { what: '测试', number }),
  );
  return { row, trainingClass: await heldClass(ctx, row.classId) };
}

/** @throws RuleError `test.not-open` for one that was cancelled or is over */
export function refuseUnlessOpen({ state, closesAt, _id: number }: TestRow, now: Date): void {
  if (state !== 'open' || now >= closesAt) throw new RuleError('test.not-open', { number });
}

async function recentOf(ctx: Context, action: Action): Promise<TestRow[]> {
  const classes = await ctx.store.classes.endingFrom(addDays(beijingDateOf(ctx.now), -recentDays));
  const mine = await ctx.allowedIn(action, classes, ({ _id }) => ({ classId: _id }));
  const rows = await ctx.store.tests.ofClasses(mine.map(({ _id }) => _id));
  return rows.sort((a, b) => (b.issuedAt?.getTime() ?? 0) - (a.issuedAt?.getTime() ?? 0)).slice(0, mostOffered);
}
