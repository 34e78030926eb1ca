import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import { answeredBy, LEFT_OUT, putAnswer } from '../../src/training/satisfaction/answer-boxes.ts';
import { groupOf, questionsFor } from '../../src/training/satisfaction/class-questions.ts';
import { rateClass } from '../../src/training/satisfaction/presses.ts';
import { ratingWords } from '../../src/training/satisfaction/rating-words.ts';
import { classFormId, type SatisfactionFormRow } from '../../src/training/satisfaction/satisfaction-forms.ts';
import type { Vote } from '../../src/training/satisfaction/satisfaction-tally.ts';

/** What is asked of a class at its end: one question after the other on one card, each with one tap. */
export function rateClasses(router: Router): void {
  router.press(rateClass, rate);
}

async function rate(ctx: Context, { classId, question, sealed: level }: Facts<typeof rateClass>): Promise<void> {
  const gone = new RuleError('satisfaction.gone', {});
  const trainee = await ctx.store.enrollments.byId(classId, ctx.person._id);
  const form = trainee === null || trainee.state === 'withdrawn' ? null : await openForm(ctx, classId);
  if (form === null) throw gone;
  await ctx.require('satisfaction.rate', { classId, cadreId: ctx.person._id });
  const { levels } = ctx.rules.satisfaction;
  const isLevel = level === LEFT_OUT || levels.some(({ id }) => id === level);
  const isAsked = questionsFor(form.questions, ctx.person.rankLevel).some(({ id }) => id === question);
  if (!isLevel || !isAsked) throw gone;
  await answer(ctx, form._id, { question, group: groupOf(form.groups, ctx.person.rankLevel), level });
  const card = await nextCard(ctx, form);
  await (card === undefined ? ctx.settle(ratingWords.classRated) : ctx.revise(card));
}

/** Puts an answer in, once. @throws RuleError `satisfaction.gone`, `satisfaction.sealed` */
export async function answer(ctx: Context, formId: string, vote: Vote): Promise<void> {
  const by = { cadreId: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now };
  const outcome = await putAnswer(ctx.store, formId, vote, by);
  if (outcome === 'closed') throw new RuleError('satisfaction.gone', {});
  if (outcome === 'sealed') throw new RuleError('satisfaction.sealed', {});
}

/** Shows the form of a class that waits for whoever speaks. @returns whether there is one */
export async function showClassForm(ctx: Context): Promise<boolean> {
  for (const { classId, state } of await ctx.store.enrollments.ofCadre(ctx.person._id)) {
    const form = state === 'withdrawn' ? null : await openForm(ctx, classId);
    const card = form === null ? undefined : await nextCard(ctx, form);
    if (card === undefined || form === null) continue;
    await ctx.reply(card, form.closesAt);
    return true;
  }
  return false;
}

async function openForm(ctx: Context, classId: string): Promise<SatisfactionFormRow | null> {
  const form = await ctx.store.satisfactionForms.byId(classFormId(classId));
  return form !== null && form.state === 'open' && ctx.now < form.closesAt ? form : null;
}

/** The card with the first question this person has not answered; nothing once there is none. */
async function nextCard(ctx: Context, form: SatisfactionFormRow) {
  const questions = questionsFor(form.questions, ctx.person.rankLevel);
  const { levels } = ctx.rules.satisfaction;
  for (const [done, question] of questions.entries()) {
    if ((await answeredBy(ctx.store, form._id, question.id)).has(ctx.person._id)) continue;
    const { classId, title, closesAt } = form;
    return ratingWords.ofClass({ _id: classId, name: title }, question, {
      ...{ levels, done, all: questions.length, closesAt },
    });
  }
  return undefined;
}
