import type { Context } from '../../src/bot/context.ts';
import { RuleError } from '../../src/errors.ts';
import type { LeaveRow } from '../../src/training/leave/leaves.ts';

/** A request of the person's own. @throws RuleError `policy.not-yours`, also where there is none with this id */
export async function ownRequest(ctx: Context, { leave }: { leave: string }): Promise<LeaveRow> {
  return ctx.requireFound(
    'leave.ask',
    await ctx.store.leaves.byId(leave),
    ({ cadreId }) => ({ cadreId }),
    new RuleError('leave.unknown', {}),
  );
}
