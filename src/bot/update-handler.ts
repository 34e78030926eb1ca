import { text } from '../chat/message.ts';
import type { Said } from '../chat/update.ts';
import { RuleError } from '../errors.ts';
import type { ReceiptRow } from '../inbox/receipt-row.ts';
import type { Log } from '../log.ts';
import { Context, type ContextDependencies } from './context.ts';
import { takePress, takeSaid } from './conversation.ts';
import { pressedDelivery } from './pressed-card.ts';
import { sentenceOf } from './refusals.ts';
import { renameAccount } from './renamed-account.ts';
import type { Router } from './router.ts';
import { takeFile } from './take-file.ts';
import { chatWords } from './words.ts';

/** Finds out who did what, and hands it on; what people say and press is taken by the functions of `conversation.ts`. */
export class UpdateHandler {
  readonly #router: Router;
  readonly #log: Log;

  constructor(router: Router, log: Log) {
    this.#router = router;
    this.#log = log;
  }

  /** Handles one accepted update; may be called again for the same one after a crash. */
  async handle(receipt: ReceiptRow, dependencies: ContextDependencies): Promise<void> {
    const { update } = receipt;
    if (update.kind === 'set-aside') return;
    if (update.kind === 'renamed') return renameAccount(update, dependencies, this.#log);
    const person = await dependencies.store.cadres.byIdentity(update.from);
    if (person === null) {
      await this.#answerStranger(receipt, dependencies);
      return;
    }
    const ctx = new Context(dependencies, { update, person, now: receipt.receivedAt });
    if (receipt.sealed !== undefined) return ctx.reply(chatWords.sealLost);
    switch (update.kind) {
      case 'said':
        if (update.where === 'group') return this.#saidInGroup(ctx, update);
        return takeSaid(this.#router, ctx, update, receipt);
      case 'pressed':
        return this.#pressed(ctx, receipt);
      case 'sent-file':
        return takeFile(this.#router, ctx, update, dependencies.fetchFile);
      case 'joined':
        return ctx.send(person._id, chatWords.welcome(person.name), `welcome:${person._id}`);
      case 'left':
        this.#log.info({ update: update.id }, 'a person left the app');
        return;
      case 'unsupported':
        return ctx.reply(unsupportedWords(update.what));
    }
  }

  /** Refusals are answered in the group too, because they name nothing personal. */
  async #saidInGroup(ctx: Context, said: Said): Promise<void> {
    try {
      await this.#router.inGroup?.(ctx, said.text);
    } catch (error) {
      if (!(error instanceof RuleError)) throw error;
      await ctx.sayInGroup(text(sentenceOf(error)));
    }
  }

  async #pressed(ctx: Context, receipt: ReceiptRow): Promise<void> {
    const { update } = receipt;
    if (update.kind !== 'pressed') return;
    const delivery = await pressedDelivery(ctx.store, ctx.person, update, receipt);
    if (delivery === undefined) return ctx.reply(chatWords.notYourCard);
    if (Object.keys(update.handle).length > 0) await ctx.store.sentCards.keepHandle(delivery._id, update.handle);
    await takePress(this.#router, ctx, { press: update.press, choices: update.choices, delivery });
  }

  async #answerStranger({ update }: ReceiptRow, { outbox }: ContextDependencies): Promise<void> {
    this.#log.info({ update: update.id }, 'somebody outside the information base spoke');
    // Updates that earlier versions set aside have no sender.
    if (update.kind === 'left' || update.from.userId === '') return;
    const cadreId = `unknown:${update.from.platform}:${update.from.userId}`;
    const message = text(chatWords.stranger);
    await outbox.add([{ cadreId, message, key: `${update.id}:1`, via: update.from, urgency: 'urgent' }]);
  }
}

/** What is said to a kind of message that cannot be taken: the AI robot hands over pictures and files only as addresses. */
function unsupportedWords(what: string): string {
  if (['voice', 'audio'].includes(what)) return chatWords.unheard;
  return ['image', 'file', 'mixed'].includes(what) ? chatWords.unread : chatWords.unsupported;
}
