import type { Button } from '../chat/message.ts';
import type { PressKind } from '../chat/press.ts';
import { RuleError } from '../errors.ts';
import type { Context } from './context.ts';
import type { Router } from './router.ts';
import { undoMinutes, undoWords } from './undo-words.ts';

/** An act of staff that whoever did it may take back for some minutes, as long as nobody has acted on it. */
interface Undo<Facts> {
  /** Its presses say with `at`, an ISO instant, when it was done. */
  kind: PressKind<Facts>;
  /**
   * Takes it back by the act that reverses it, with the right checked again.
   * @returns what the card shows then, unless the reversing act has settled it
   * @throws RuleError when somebody has acted on it (`refuseUndo`)
   */
  takeBack: (ctx: Context, facts: Facts) => Promise<string | undefined>;
  /** What corrects it later: a command, in quotation marks. */
  instead: (facts: Facts) => string;
}

/** Registers the button 撤销 of one kind of act. */
export function registerUndo<Facts extends { at: string }>(router: Router, undo: Undo<Facts>): void {
  router.press(undo.kind, async (ctx, facts) => {
    if (ctx.now.getTime() - Date.parse(facts.at) > undoMinutes * 60_000) {
      await ctx.settle(undoWords.lateCard);
      return ctx.reply(undoWords.late(undo.instead(facts)));
    }
    const settled = await undo.takeBack(ctx, facts);
    if (settled !== undefined) await ctx.settle(settled);
  });
}

/** Says what was done, with the button that takes it back. @param more - what else may follow, on buttons behind it */
export async function replyWithUndo<Facts extends { at: string }>(
  ctx: Context,
  answer: string,
  { kind, instead }: Pick<Undo<Facts>, 'kind' | 'instead'>,
  of: Omit<Facts, 'at'>,
  more: readonly Button[] = [],
): Promise<void> {
  const facts = { ...of, at: ctx.now.toISOString() } as Facts;
  await ctx.reply(undoWords.answer(ctx.update.id, answer, kind.with(facts), instead(facts), more));
}

/** Refuses what is not one's own act, or what others have acted on. @throws RuleError `undo.not-own`, `undo.acted-on` */
export function refuseUndo(ctx: Context, doneBy: string, isActedOn: boolean, instead: string): void {
  if (doneBy !== ctx.person._id) throw new RuleError('undo.not-own', { instead });
  if (isActedOn) throw new RuleError('undo.acted-on', { instead });
}
