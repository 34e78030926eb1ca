import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { addDays, beijingDateOf } from '../../src/calendar/beijing-time.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import { classOfDayCard } from '../../src/training/attendance/day-words.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import type { SessionRow } from '../../src/training/class/sessions.ts';
import { answeredBy } from '../../src/training/satisfaction/answer-boxes.ts';
import { lessonQuestions } from '../../src/training/satisfaction/class-questions.ts';
import { OVERALL, ratingOf } from '../../src/training/satisfaction/lesson-rating.ts';
import { ratedLessons, toRateBy } from '../../src/training/satisfaction/own-lessons.ts';
import { leaveAspects, rateAspects, rateLesson } from '../../src/training/satisfaction/presses.ts';
import { ratingWords } from '../../src/training/satisfaction/rating-words.ts';
import { type AskedQuestion, lessonFormId } from '../../src/training/satisfaction/satisfaction-forms.ts';
import { showDay } from '../attendance/day-card.ts';
import { answer, showClassForm } from './rate-class.ts';

/** 评课: lessons are rated by one tap, on the card of a day or on request; nobody learns who chose what. */
export function rateLessons(router: Router): void {
  router.word(['评课', '课程评价', '评价课程', '我要评课', '我要评价'], async (ctx) => {
    if (!(await showClassForm(ctx))) await showLessons(ctx);
  });
  router.press(rateLesson, rate);
  router.press(rateAspects, async (ctx, { session }) => showNext(ctx, await ratedLesson(ctx, session), true));
  router.press(leaveAspects, showLessons);
}

async function rate(ctx: Context, { session: id, question, sealed: level }: Facts<typeof rateLesson>): Promise<void> {
  const lesson = await ratedLesson(ctx, id);
  const { trainingClass, session } = lesson;
  const { satisfaction: rules } = ctx.rulesOf(trainingClass);
  const asked = [OVERALL, ...lessonQuestions(rules.questions, trainingClass.kind).map((each) => each.id)];
  if (!asked.includes(question) || rules.levels.every((each) => each.id !== level))
    throw new RuleError('satisfaction.gone', {});
  await answer(ctx, lessonFormId(session._id), { question, group: '', level });
  await showNext(ctx, lesson, question !== OVERALL);
}

interface RatedLesson {
  trainingClass: ClassRow;
  session: SessionRow;
}

/** The lesson, if whoever speaks may rate it now. @throws RuleError `satisfaction.gone`, `satisfaction.not-now` */
async function ratedLesson(ctx: Context, id: string): Promise<RatedLesson> {
  const session = await ctx.store.sessions.byId(id);
  const { _id: cadreId } = ctx.person;
  const trainee = session === null ? null : await ctx.store.enrollments.byId(session.classId, cadreId);
  const trainingClass = session === null ? null : await ctx.store.classes.byId(session.classId);
  if (session === null || trainee === null || trainingClass === null || trainingClass.state === 'withdrawn')
    throw new RuleError('satisfaction.gone', {});
  await ctx.require('satisfaction.rate', { classId: session.classId, cadreId });
  const marks = await ctx.store.signIns.ofTrainee(session.classId, cadreId);
  const wasThere = marks.some((mark) => mark.sessionId === id && mark.byRoll !== 'absent');
  const rating = ratingOf(session, wasThere, ctx.rulesOf(trainingClass).satisfaction, ctx.now);
  if (!rating.may) throw new RuleError('satisfaction.not-now', { reason: rating.reason });
  return { trainingClass, session };
}

/** On the card of a day what holds by now; on the card of the lessons the next aspect of this one, or the next lesson. */
async function showNext(ctx: Context, { trainingClass, session }: RatedLesson, byAspects: boolean): Promise<void> {
  const pressed = ctx.pressed?.delivery?.message;
  const day = pressed?.kind === 'card' ? classOfDayCard(pressed.id) : undefined;
  if (day !== undefined) {
    await showDay(ctx, ctx.person._id, day);
    // A button is answered by its card; where it comes as words, the card may not change.
    return ctx.update.kind === 'said' ? ctx.reply(`${ratingWords.lessonsRated}。`) : undefined;
  }
  const aspect = byAspects ? await nextAspect(ctx, trainingClass, session) : undefined;
  if (aspect === undefined) return showLessons(ctx);
  const { levels } = ctx.rulesOf(trainingClass).satisfaction;
  await ctx.revise(ratingWords.lesson(trainingClass, session, { levels, left: 1, aspect }));
}

async function nextAspect(ctx: Context, { kind, opensOn }: ClassRow, session: SessionRow) {
  for (const each of lessonQuestions(ctx.rulesOf({ opensOn }).satisfaction.questions, kind)) {
    const done = await answeredBy(ctx.store, lessonFormId(session._id), each.id);
    if (!done.has(ctx.person._id)) return each satisfies AskedQuestion;
  }
  return undefined;
}

/** The next lesson to be rated: on the card that was pressed, or on a new one. */
async function showLessons(ctx: Context): Promise<void> {
  const own = await ownToRate(ctx);
  const [first] = own;
  const isPressed = ctx.pressed?.delivery !== undefined;
  if (first === undefined) {
    if (isPressed) return ctx.settle(ratingWords.lessonsRated);
    return ctx.reply(ratingWords.nothing(ctx.rules.satisfaction.lessonHours));
  }
  const { levels } = ctx.rulesOf(first.trainingClass).satisfaction;
  const card = ratingWords.lesson(first.trainingClass, first.session, { levels, left: own.length });
  await (isPressed ? ctx.revise(card) : ctx.reply(card));
}

async function ownToRate(ctx: Context): Promise<RatedLesson[]> {
  const found: RatedLesson[] = [];
  for (const { classId, state } of await ctx.store.enrollments.ofCadre(ctx.person._id)) {
    const trainingClass = state === 'withdrawn' ? null : await ctx.store.classes.byId(classId);
    // A lesson of the last day may be rated on the next.
    if (trainingClass === null || addDays(trainingClass.closesOn, 2) < beijingDateOf(ctx.now)) continue;
    if (trainingClass.state === 'withdrawn') continue;
    const [sessions, marks] = await Promise.all([
      ctx.store.sessions.ofClass(classId),
      ctx.store.signIns.ofTrainee(classId, ctx.person._id),
    ]);
    const rated = await ratedLessons(ctx.store, sessions, ctx.rulesOf(trainingClass).satisfaction, ctx.now);
    found.push(...toRateBy(rated, ctx.person._id, marks).map((session) => ({ trainingClass, session })));
  }
  return found;
}
