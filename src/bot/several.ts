import type { CadreRow } from '../county/cadres.ts';
import { RuleError } from '../errors.ts';
import type { ClassRow } from '../training/class/classes.ts';
import type { Context } from './context.ts';
import { sentenceOf } from './refusals.ts';
import { type NotPossible, severalWords } from './several-words.ts';

/** What is entered for each of some trainees of a class. */
export interface ActForEach<Found> {
  trainingClass: ClassRow;
  trainees: readonly CadreRow[];
  /** In words, without names, e.g. `3月16日 周一 上午更正为按时出勤`. */
  what: string;
  /**
   * What the act needs to know of one of them.
   * @param entryId - names the act in what it stores and sends, the same in a second run
   * @throws RuleError where it cannot be done to this one
   */
  find: (trainee: CadreRow, entryId: string) => Promise<Found>;
  /** Does it, once under this id, and tells the trainee. @returns the answer to whoever entered it for this one alone */
  enter: (trainee: CadreRow, found: Found, entryId: string) => Promise<string>;
  /** Answers whoever entered it, e.g. with a button that takes it back; if absent, with the sentence. */
  answer?: (sentence: string, entered: readonly Found[], entryId: string) => Promise<void>;
  /** Where it has no such button: what corrects it, a command in quotation marks. */
  instead?: string;
  /** What is done once for all of them. */
  finish?: (entered: readonly CadreRow[], entryId: string) => Promise<void>;
}

/**
 * Does it to one trainee at once. For several it is shown first, with those it cannot be done to; a button carries out the same command once
 * more, as confirmed (`Context.confirms`).
 */
export async function forEachTrainee<Found>(ctx: Context, act: ActForEach<Found>): Promise<void> {
  const [first, ...others] = act.trainees;
  if (first !== undefined && others.length === 0 && ctx.confirms === undefined) {
    const found = await act.find(first, ctx.update.id);
    const sentence = await act.enter(first, found, ctx.update.id);
    await act.finish?.([first], ctx.update.id);
    return act.answer === undefined ? ctx.reply(sentence) : act.answer(sentence, [found], ctx.update.id);
  }
  const entryId = ctx.confirms?.update ?? ctx.update.id;
  const { possible, left } = await tried(act, entryId);
  const names = possible.map(({ trainee }) => trainee.name);
  if (possible.length === 0) return ctx.reply(severalWords.none(act.what, left));
  if (ctx.confirms === undefined)
    return ctx.reply(severalWords.preview(entryId, act.trainingClass._id, act.what, names, left, act.trainees.length));
  // The command was typed without a class, or with names that meet others by now: what was shown is not what it means.
  if (ctx.confirms.classId !== act.trainingClass._id || ctx.confirms.people !== act.trainees.length)
    throw new RuleError('several.changed', {});
  for (const { trainee, found } of possible) await act.enter(trainee, found, entryId);
  await act.finish?.(
    possible.map(({ trainee }) => trainee),
    entryId,
  );
  await ctx.settle(severalWords.done(possible.length, act.instead));
  const entered = possible.map(({ found }) => found);
  const sentence = severalWords.doneReply(act.what, names, left, act.instead);
  if (act.answer !== undefined) await act.answer(sentence, entered, entryId);
  else if (ctx.update.kind !== 'pressed' || left.length > 0) await ctx.reply(sentence);
}

async function tried<Found>({ trainees, find }: ActForEach<Found>, entryId: string) {
  const possible: { trainee: CadreRow; found: Found }[] = [];
  const left: NotPossible[] = [];
  for (const trainee of trainees) {
    try {
      possible.push({ trainee, found: await find(trainee, entryId) });
    } catch (error) {
      if (!(error instanceof RuleError)) throw error;
      left.push({ name: trainee.name, sentence: sentenceOf(error) });
    }
  }
  return { possible, left };
}
