import { beijingDateOf } from '../calendar/beijing-time.ts';
import type { CommandSpec } from './command.ts';
import type { Context } from './context.ts';
import { exampleFacts } from './example-facts.ts';
import { exampleSamples, filledExample, namesIn } from './example-samples.ts';
import { openClasses } from './open-classes.ts';

/**
 * The example of a command for this person: of today, of the class that a command without one would mean, and of people and things that are
 * there, so that it may be sent as it stands.
 */
export async function exampleFor(ctx: Context, { action, exampleOf }: CommandSpec): Promise<string> {
  const [own] = await openClasses(ctx, action);
  const classId = own?._id ?? `${beijingDateOf(ctx.now).slice(0, 4)}-01`;
  const words: Record<string, string> = {};
  for (const name of namesIn(exampleOf))
    words[name] =
      (await exampleFacts[name](ctx, classId)) ?? exampleSamples[name].replace(exampleSamples.class, classId);
  return filledExample(exampleOf, words);
}
