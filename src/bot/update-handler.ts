import { type Command, nearestName, readCommand } from '../chat/command.ts';
import { text } from '../chat/message.ts';
import type { Said } from '../chat/update.ts';
import { mayEver } from '../county/policy.ts';
import { RuleError } from '../errors.ts';
import type { Answer, ReceiptRow } from '../inbox/receipt-row.ts';
import type { Log } from '../log.ts';
import { UsageFault } from './command.ts';
import { Context, type ContextDependencies } from './context.ts';
import { isSettledByOther, type PressedCard, pressedDelivery } from './pressed-card.ts';
import { sentenceOf } from './refusals.ts';
import { renameAccount } from './renamed-account.ts';
import type { Handler, Router } from './router.ts';
import { CANCEL, readAnswer } from './typed-answer.ts';
import { chatWords } from './words.ts';

/** Finds the handler for an update and runs it. Only this class knows how people address the bot. */
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
    switch (update.kind) {
      case 'said':
        return this.#said(ctx, update, receipt, dependencies);
      case 'pressed':
        return this.#pressed(ctx, receipt, dependencies);
      case 'joined':
        return ctx.send(person._id, chatWords.welcome(person.name), `welcome:${person._id}`);
      case 'left':
        this.#log.info({ update: update.id }, 'a person left the app');
        return;
      case 'unsupported':
        return ctx.reply(chatWords.unsupported);
    }
  }

  async #said(ctx: Context, said: Said, receipt: ReceiptRow, dependencies: ContextDependencies): Promise<void> {
    if (said.where === 'group') return this.#saidInGroup(ctx, said);
    const command = readCommand(said.text);
    if (command !== undefined) return this.#command(ctx, command);
    const word = this.#router.wordOf(said.text);
    if (word !== undefined) {
      await this.#run(ctx, word);
      return;
    }
    const answer = await this.#answerIn(ctx, said.text, receipt);
    if (answer.kind === 'nothing') return ctx.reply(chatWords.notUnderstood);
    if (answer.kind === 'onItsWay') return ctx.reply(chatWords.cardOnItsWay);
    if (answer.kind === 'settled') return ctx.reply(chatWords.cardSettled(answer.settled));
    if (answer.kind === 'bad') return ctx.reply(chatWords.badNumber(answer.most));
    const { meaning } = answer;
    const delivery = meaning.deliveryKey === undefined ? null : await ctx.store.deliveries.byKey(meaning.deliveryKey);
    const pressed = { press: meaning.press, choices: meaning.choices, ...(delivery === null ? {} : { delivery }) };
    const cancelled = meaning.press.action === CANCEL;
    if (cancelled) await ctx.reply(chatWords.cancelled);
    const over = cancelled || (await this.#dispatch(ctx, dependencies, pressed, meaning.words));
    if (over && meaning.askedByUpdate !== undefined)
      await ctx.store.expectations.answered(ctx.person._id, meaning.askedByUpdate);
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

  /** What a text answers. Worked out once and stored with the receipt, so that it is the same in a second run. */
  async #answerIn(ctx: Context, said: string, receipt: ReceiptRow): Promise<Answer> {
    if (receipt.answer !== undefined) return receipt.answer;
    const answer = await readAnswer(ctx.store, ctx.person, ctx.now, said);
    await ctx.store.receipts.keepAnswer(receipt._id, answer);
    await ctx.store.crashPoint('bot.answer-kept');
    return answer;
  }

  async #command(ctx: Context, command: Command): Promise<void> {
    const found = this.#router.commandTyped(command);
    if (found === undefined) {
      const mine = (await this.#router.commandsFor(ctx)).flatMap((spec) => [...spec.names]);
      return ctx.reply(chatWords.unknownCommand(command.name, nearestName(command.name, mine)));
    }
    if (!mayEver(await ctx.actor(), found.spec.action))
      return ctx.reply(sentenceOf(new RuleError('policy.denied', {})));
    await this.#run(ctx, async () => {
      try {
        await found.run(ctx);
      } catch (error) {
        if (!(error instanceof UsageFault)) throw error;
        await ctx.reply(chatWords.usage(found.spec, error.message));
      }
    });
  }

  async #pressed(ctx: Context, receipt: ReceiptRow, dependencies: ContextDependencies): Promise<void> {
    const { update } = receipt;
    if (update.kind !== 'pressed') return;
    const delivery = await pressedDelivery(ctx.store, ctx.person, update, receipt);
    if (delivery === undefined) return ctx.reply(chatWords.notYourCard);
    if (Object.keys(update.handle).length > 0) await ctx.store.sentCards.keepHandle(delivery._id, update.handle);
    await this.#dispatch(ctx, dependencies, { press: update.press, choices: update.choices, delivery }, undefined);
  }

  async #dispatch(
    ctx: Context,
    dependencies: ContextDependencies,
    pressed: PressedCard,
    words: string | undefined,
  ): Promise<boolean> {
    const handler = this.#router.pressed(pressed.press);
    if (handler === undefined) {
      await ctx.reply(chatWords.cardTooOld);
      return false;
    }
    const { delivery } = pressed;
    if (delivery !== undefined && isSettledByOther(delivery, ctx.update.id)) {
      await ctx.reply(chatWords.cardSettled(delivery.settled ?? ''));
      return false;
    }
    return this.#run(
      new Context(dependencies, { update: ctx.update, person: ctx.person, now: ctx.now, pressed, words }),
      handler,
    );
  }

  /** Runs the act and answers a refusal with its sentence, since a refusal is not a failure. @returns whether it was carried out */
  async #run(ctx: Context, handler: Handler): Promise<boolean> {
    try {
      await handler(ctx);
      return true;
    } catch (error) {
      if (!(error instanceof RuleError)) throw error;
      await ctx.reply(sentenceOf(error));
      return false;
    }
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
