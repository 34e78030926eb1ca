import { type Command, readCommand, readNumbers } from '../chat/command.ts';
import type { Card } from '../chat/message.ts';
import { typedWord } from '../chat/plain-text.ts';
import { isSealed, isSealedLead, isSealedText } from '../chat/sealed.ts';
import type { Said } from '../chat/update.ts';
import { RuleError } from '../errors.ts';
import type { Answer, Meaning, ReceiptRow, SealedAnswer } from '../inbox/receipt-row.ts';
import { againWith, offerOf, ownReceipt } from './again.ts';
import { UsageFault } from './command.ts';
import type { Context } from './context.ts';
import { exampleFor } from './example.ts';
import { helpWords } from './help-words.ts';
import { likeliest, takesPart } from './likeliest.ts';
import { NearMiss } from './near-miss.ts';
import { readNearby } from './nearby-answer.ts';
import { plainRequests } from './polite.ts';
import { isSettledByOther, type PressedCard } from './pressed-card.ts';
import { sentenceOf } from './refusals.ts';
import type { Handler, Router, Word } from './router.ts';
import { CANCEL, freshMinutes, readAnswer } from './typed-answer.ts';
import { chatWords } from './words.ts';

/** The most commands that are offered for one that is not known. */
const mostOffered = 3;

/** What a person said to the bot alone. Speech may have been misheard: it is shown back, and carried out when they say so. */
export async function takeSaid(router: Router, ctx: Context, said: Said, receipt: ReceiptRow): Promise<void> {
  if (said.spoken === undefined) return understand(router, ctx, said.text, receipt);
  const isNumber = readNumbers(said.text) !== undefined;
  const answer = isSealedText(said.text) && !isNumber ? undefined : await answerIn(ctx, said.text, receipt);
  // To ask whether a secret choice was heard right would write it down.
  if (answer === undefined || isSecret(answer)) return ctx.reply(chatWords.notSpoken);
  await ctx.reply(chatWords.heard(ctx.update.id, said.text));
}

function isSecret(answer: Answer | SealedAnswer): boolean {
  return answer.kind === 'sealed' || (answer.kind === 'answer' && isSealed(answer.meaning.press));
}

/** Carries out what this person spoke in an earlier update; it means what it meant when it was said. */
export async function takeHeard(router: Router, ctx: Context, updateId: string): Promise<void> {
  const receipt = await ownReceipt(ctx, updateId);
  if (receipt?.update.kind !== 'said') return ctx.reply(chatWords.cardTooOld);
  const asked = receipt.answer?.kind === 'answer' ? receipt.answer.meaning.askedByUpdate : undefined;
  if (asked !== undefined && !(await isOpenTo(ctx, asked))) return ctx.reply(chatWords.questionOver);
  return understand(router, ctx, receipt.update.text, receipt);
}

/** Whether the question that an update asked is open, or was closed by this very update before the process died. */
async function isOpenTo({ store, person, update, now }: Context, askedByUpdate: string): Promise<boolean> {
  const open = await store.expectations.of(person._id, now);
  return open?.askedByUpdate === askedByUpdate || (await store.expectations.wasAnsweredBy(person._id, update.id));
}

/**
 * What words mean, in this order: a command with its slash; a plain word such as 待办, alone; an answer to the open question or to a card; the
 * same with its courtesies, e.g. 我想请假; a command typed without its slash. While a question is open, everything but the first two is its
 * answer, so that free words are never carried out as a command.
 */
async function understand(router: Router, ctx: Context, said: string, receipt: ReceiptRow): Promise<void> {
  const command = readCommand(said);
  if (command !== undefined) return runCommand(router, ctx, command);
  const word = router.wordOf(said);
  if (word !== undefined && !word.mayAnswer) return takeWord(router, ctx, said, word);
  const answer = await answerIn(ctx, said, receipt);
  if (notMeant.has(answer.kind) && (await takesNumber(router, ctx, said, answer))) return;
  switch (answer.kind) {
    case 'answer':
      if (await isCommandMuchLater(router, ctx, said, answer.meaning)) return;
      return takeAnswer(router, ctx, answer.meaning);
    case 'onItsWay':
      return ctx.reply(chatWords.cardOnItsWay);
    case 'settled':
      return takeSettled(router, ctx, said, answer.settled);
    case 'bad':
      return ctx.reply(chatWords.badNumber(answer.most));
    case 'byWords':
      return ctx.reply(chatWords.answerInWords(answer.labels, answer.isFinal));
    case 'wordsWanted':
      return numberToQuestion(router, ctx, said, answer.asked);
    case 'courtesy':
      return ctx.reply(chatWords.courtesyNoAnswer);
    case 'sealed':
      return ctx.reply(chatWords.sealLost);
    case 'tooLate':
      return showAgain(ctx, answer.deliveryKey);
    case 'nothing':
      return takeLoosely(router, ctx, said, word);
  }
}

/** What a number is that answers nothing which is open. */
const notMeant: ReadonlySet<string> = new Set([
  ...['bad', 'wordsWanted', 'tooLate', 'nothing', 'byWords', 'settled', 'onItsWay'],
]);

/** Whether a bare number means something by itself, e.g. the code that a room shows; a question that takes numbers comes first. */
async function takesNumber(
  router: Router,
  ctx: Context,
  said: string,
  answer: Answer | SealedAnswer,
): Promise<boolean> {
  if (!/^\d+$/.test(typedWord(said))) return false;
  if (answer.kind === 'wordsWanted' && answer.asked !== undefined && router.readsNumbers(answer.asked.press))
    return false;
  for (const take of router.numberHandlers) {
    let isTaken = false;
    const done = await run(ctx, async () => {
      isTaken = await take(ctx, typedWord(said));
    });
    if (!done || isTaken) return true;
  }
  return false;
}

/**
 * Words of a card that was answered: it is not done twice. Where they name a command as well, e.g. 公布成绩, that looks at how things stand
 * now: what the card did may have been taken back since.
 */
async function takeSettled(router: Router, ctx: Context, said: string, settled: string): Promise<void> {
  const command = await router.commandUnslashed(ctx, said);
  return command === undefined ? ctx.reply(chatWords.cardSettled(settled)) : runCommand(router, ctx, command);
}

/** A bare number is no answer to a question in words, unless the question says itself what it makes of it. */
async function numberToQuestion(
  router: Router,
  ctx: Context,
  said: string,
  asked: Pick<Meaning, 'press' | 'askedByUpdate'> | undefined,
): Promise<void> {
  if (asked === undefined || !router.readsNumbers(asked.press)) return ctx.reply(chatWords.wordsWanted);
  await takeAnswer(router, ctx, { ...asked, choices: [], words: said });
}

/** Long after a question was asked, words that begin with a command are hardly its answer: they are neither carried out nor taken for it. */
async function isCommandMuchLater(router: Router, ctx: Context, said: string, meaning: Meaning): Promise<boolean> {
  if (meaning.askedByUpdate === undefined || meaning.press.action === CANCEL) return false;
  const command = await router.commandUnslashed(ctx, said);
  if (command === undefined || command.args.length === 0) return false;
  const question = await ctx.store.expectations.of(ctx.person._id, ctx.now);
  if (question === null || ctx.now.getTime() - question.askedAt.getTime() <= freshMinutes * 60_000) return false;
  await ctx.reply(chatWords.commandOrAnswer(command.name));
  return true;
}

/** A number that came too late for a card brings the card up again. */
async function showAgain(ctx: Context, deliveryKey: string): Promise<void> {
  const delivery = await ctx.store.deliveries.byKey(deliveryKey);
  await ctx.reply(chatWords.numberTooLate);
  if (delivery !== null) await ctx.reply(delivery.message);
}

async function takeLoosely(router: Router, ctx: Context, said: string, word: Word | undefined): Promise<void> {
  if (word !== undefined) return takeWord(router, ctx, said, word);
  const command = await router.commandUnslashed(ctx, said);
  if (command !== undefined) return runCommand(router, ctx, command);
  const meant = router.sentenceOf(said);
  if (meant !== undefined) {
    await run(ctx, meant);
    return;
  }
  for (const request of plainRequests(said)) {
    const asked = router.wordOf(request);
    if (asked !== undefined) return takeWord(router, ctx, request, asked);
  }
  const sentence = isSealedLead(said) ? chatWords.noSuchVote : chatWords.notUnderstood;
  await ctx.reply(await whatIsMeant(router, ctx, said, sentence));
}

/** A sentence that something is not understood, with the commands that the words name, or else what the person most likely wants. */
export async function whatIsMeant(router: Router, ctx: Context, said: string, sentence: string): Promise<Card> {
  const named = await router.commandsIn(ctx, said, mostOffered);
  return named.length > 0 ? helpWords.meant(ctx.update.id, sentence, named) : likeliest(ctx, sentence);
}

async function takeWord(router: Router, ctx: Context, said: string, { handler, ofTrainees }: Word): Promise<void> {
  const meant = ofTrainees && !(await takesPart(ctx)) ? await router.commandUnslashed(ctx, said) : undefined;
  if (meant !== undefined) return runCommand(router, ctx, meant);
  await run(ctx, handler);
}

/** What a text answers. Worked out once and stored with the receipt, so that it is the same in a second run. */
async function answerIn(ctx: Context, said: string, receipt: ReceiptRow): Promise<Answer | SealedAnswer> {
  if (receipt.answer !== undefined) return receipt.answer;
  const read = await readAnswer(ctx.store, ctx.person, ctx.now, said);
  // No button is called by a number alone.
  const isOther = read.kind === 'nothing' && readNumbers(said) === undefined;
  const meant = isOther ? await readNearby(ctx.store, ctx.person, said) : read;
  // A secret choice counts only where its words rest sealed.
  const answer: Answer = isSecret(meant) && !isSealedText(said) ? { kind: 'nothing' } : meant;
  const kept = await ctx.store.receipts.keepAnswer(receipt._id, answer, receipt.receivedAt);
  await ctx.store.crashPoint('bot.answer-kept');
  return kept;
}

async function takeAnswer(router: Router, ctx: Context, meaning: Meaning): Promise<void> {
  const delivery = meaning.deliveryKey === undefined ? null : await ctx.store.deliveries.byKey(meaning.deliveryKey);
  const pressed = { press: meaning.press, choices: meaning.choices, ...(delivery === null ? {} : { delivery }) };
  const cancelled = meaning.press.action === CANCEL;
  if (cancelled) await ctx.reply(chatWords.cancelled);
  const over = cancelled || (await takePress(router, ctx, pressed, meaning.words));
  if (over && meaning.askedByUpdate !== undefined)
    await ctx.store.expectations.answered(ctx.person._id, meaning.askedByUpdate, ctx.update.id);
}

/** A press, tapped or typed. @returns whether it was carried out */
export async function takePress(router: Router, ctx: Context, pressed: PressedCard, words?: string): Promise<boolean> {
  const handler = router.pressed(pressed.press);
  if (handler === undefined) {
    await ctx.reply(chatWords.cardTooOld);
    return false;
  }
  const { delivery } = pressed;
  if (delivery !== undefined && isSettledByOther(delivery, ctx.update.id)) {
    await ctx.reply(chatWords.cardSettled(delivery.settled ?? ''));
    return false;
  }
  const acting = ctx.as({ pressed, words });
  const done = await run(acting, handler, words === undefined ? sentenceOf : stillAsked);
  if (done) await acting.sayOutcome();
  return done;
}

/** Carries out a command. One that is not known, or lacks something, is answered with what may be meant. */
export async function runCommand(router: Router, ctx: Context, command: Command): Promise<void> {
  const found = router.commandTyped(command);
  if (found === undefined) {
    const near = await router.commandsNear(ctx, command.name, mostOffered);
    const choices = near.map((spec) => ({
      label: spec.names[0],
      press: againWith(ctx, { name: spec.names[0] }, spec),
    }));
    return ctx.reply(chatWords.unknownCommand(ctx.update.id, command.name, choices));
  }
  const { spec } = found;
  const mayUse = await ctx.mayEver(spec.action);
  // `/签到 4827` of somebody who sends no cards is what 签到 4827 is without the slash.
  const meant = mayUse ? undefined : router.sentenceWithSlash(command);
  if (meant !== undefined) return void (await run(ctx, meant));
  if (!mayUse) return ctx.reply(sentenceOf(new RuleError('policy.denied', {})));
  await run(ctx, async () => {
    try {
      await found.run(ctx);
    } catch (error) {
      if (error instanceof UsageFault)
        return ctx.reply(chatWords.usage({ ...spec, example: await exampleFor(ctx, spec) }, error.message));
      if (error instanceof NearMiss && error.choices.length > 0) return ctx.reply(offerOf(ctx, error, spec));
      throw error;
    }
  });
}

/** A refusal of what was answered to a question, which stays open. */
function stillAsked(error: RuleError): string {
  return chatWords.stillAsked(sentenceOf(error));
}

/** Runs the act and answers a refusal with its sentence, since a refusal is not a failure. @returns whether it was carried out */
export async function run(ctx: Context, handler: Handler, sentence = sentenceOf): Promise<boolean> {
  try {
    await handler(ctx);
    return true;
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    await ctx.reply(sentence(error));
    return false;
  }
}
