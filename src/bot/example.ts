import { beijingDateOf } from '../calendar/beijing-time.ts';
import type { CommandSpec } from './command.ts';
import type { Context } from './context.ts';
import { openClasses } from './open-classes.ts';

/** The example of a command for this person, made of today and of the class that a command without one would mean. */
export async function exampleFor(ctx: Context, spec: CommandSpec): Promise<string> {
  const todayOn = beijingDateOf(ctx.now);
  const [own] = await openClasses(ctx, spec.action);
  return spec.exampleWith({ todayOn, classId: own?._id ?? `${todayOn.slice(0, 4)}-01` });
}
