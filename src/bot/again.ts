import { type Command, type Correction, corrected, readCommand, readUnslashed } from '../chat/command.ts';
import { type Card, MAX_BUTTONS, type Press } from '../chat/message.ts';
import type { ReceiptRow } from '../inbox/receipt-row.ts';
import type { CommandSpec } from './command.ts';
import type { Context } from './context.ts';
import type { NearMiss } from './near-miss.ts';
import { carryOutHeard, runAgain, startCommand } from './presses.ts';
import { sentenceOf } from './refusals.ts';
import { chatWords } from './words.ts';

/** How many times in a row one command may be put right. */
const mostCorrections = 6;

/** The card that offers what may be meant; its buttons carry out the command of this update with it. */
export function offerOf(ctx: Context, miss: NearMiss, command: CommandSpec): Card {
  const offered = miss.choices.slice(0, MAX_BUTTONS);
  const buttons = offered.map(({ label, put }) => ({ label, press: againWith(ctx, put, command) }));
  const lines = offered.flatMap(({ line }) => line ?? []);
  return chatWords.offer(ctx.update.id, sentenceOf(miss), lines, buttons, miss.choices.length);
}

/** The press that carries out the command of this update, put right; it is as final as the command it runs. */
export function againWith(ctx: Context, put: Correction, { isFinal }: Pick<CommandSpec, 'isFinal'>): Press {
  return { ...runAgain.with({ update: ctx.update.id, ...put }), ...(isFinal && { isFinal }) };
}

/**
 * The command that an update of this person gave: typed, started by a button, or an earlier one put right, with all that was put right.
 * @returns `undefined` when it is not kept any more, or was somebody else's
 */
export async function commandOf(ctx: Context, updateId: string, left = mostCorrections): Promise<Command | undefined> {
  const receipt = left > 0 ? await ownReceipt(ctx, updateId) : undefined;
  if (receipt === undefined) return undefined;
  const press = pressIn(receipt);
  if (press === undefined)
    return receipt.update.kind === 'said'
      ? (readCommand(receipt.update.text) ?? readUnslashed(receipt.update.text))
      : undefined;
  const started = press.action === startCommand.action ? startCommand.read(press) : undefined;
  if (started !== undefined) return corrected({ name: started.name, args: [], body: '' }, { classId: started.classId });
  const heard = press.action === carryOutHeard.action ? carryOutHeard.read(press) : undefined;
  if (heard !== undefined) return commandOf(ctx, heard.update, left - 1);
  const again = press.action === runAgain.action ? runAgain.read(press) : undefined;
  const earlier = again && (await commandOf(ctx, again.update, left - 1));
  return earlier && corrected(earlier, again);
}

/** The receipt of an earlier update of this person. */
export async function ownReceipt({ store, person }: Context, updateId: string): Promise<ReceiptRow | undefined> {
  const receipt = await store.receipts.byId(updateId);
  if (receipt === null) return undefined;
  const { platform, userId } = receipt.update.from;
  return person.identities[platform] === userId ? receipt : undefined;
}

/** The press that the update was, tapped or typed. */
function pressIn({ update, answer }: ReceiptRow): Press | undefined {
  if (update.kind === 'pressed') return update.press;
  return answer?.kind === 'answer' ? answer.meaning.press : undefined;
}
