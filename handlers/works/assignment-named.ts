import type { Argument } from '../../src/bot/command.ts';
import type { Context } from '../../src/bot/context.ts';
import { heldClass } from '../../src/bot/people.ts';
import { addDays, beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { typedNumber } from '../../src/chat/plain-text.ts';
import type { Action } from '../../src/county/policy.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import type { AssignmentRow } from '../../src/training/works/assignments.ts';
import { assignmentWords } from '../../src/training/works/words.ts';
import { kindOf, type Marked, markedAs } from '../../src/training/works/work-kind.ts';

/** Assignments of classes that ended this long ago are still offered. */
const recentDays = 60;
const mostOffered = 10;

/** An assignment that was given, with its class and how its works are marked. */
export interface Given {
  row: AssignmentRow;
  trainingClass: ClassRow;
  marked: Marked;
}

/** An assignment by its number, if the person may do this to it; where it is missing, the only one that is looked up, or else the answer lists recent ones. */
export function assignmentArg(action: Action): Argument<'given', Given> {
  return {
    key: 'given',
    usage: '<作业编号>',
    missing: async (ctx) => {
      const rows = await recentOf(ctx, action);
      return assignmentWords.recent(rows, (id) => kindOf(ctx.rules.works, id).name);
    },
    async take(words, ctx) {
      const typed = words.next() ?? (await onlyOf(ctx, action));
      return typed === undefined ? undefined : () => givenNamed(ctx, action, typedNumber(typed));
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
export async function givenNamed(ctx: Context, action: Action, number: string): Promise<Given> {
  const found = await ctx.store.assignments.byId(number);
  const row = await ctx.requireFound(
    action,
    found?.state === 'open' || found?.state === 'cancelled' ? found : null,
    ({ classId }) => ({ classId }),
    new RuleError('record.unknown', { what: '作业', number }),
  );
  return givenOf(ctx, row);
}

export async function givenOf(ctx: Context, row: AssignmentRow): Promise<Given> {
  const trainingClass = await heldClass(ctx, row.classId);
  return { row, trainingClass, marked: markedIn(ctx, trainingClass, row) };
}

/** How the works of an assignment are marked, by the rules and the scheme of its class. */
export function markedIn(ctx: Context, trainingClass: ClassRow, { kind }: AssignmentRow): Marked {
  const { works, scoring } = ctx.rulesOf(trainingClass);
  return markedAs(kindOf(works, kind), works, scoring);
}

/** @throws RuleError `work.not-open` */
export function refuseCancelled({ state, _id: number }: AssignmentRow): void {
  if (state !== 'open') throw new RuleError('work.not-open', { number });
}

/** Assignments of present classes to which the person may do this, the newest first. */
export async function recentOf(ctx: Context, action: Action): Promise<AssignmentRow[]> {
  const classes = await ctx.store.classes.endingFrom(addDays(beijingDateOf(ctx.now), -recentDays));
  const mine = await ctx.allowedIn(action, classes, ({ _id }) => ({ classId: _id }));
  const rows = await ctx.store.assignments.ofClasses(mine.map(({ _id }) => _id));
  return rows.sort((a, b) => (b.issuedAt?.getTime() ?? 0) - (a.issuedAt?.getTime() ?? 0)).slice(0, mostOffered);
}
