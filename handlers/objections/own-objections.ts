import type { Context } from '../../src/bot/context.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { postingWords } from '../../src/training/feedback/posting-words.ts';
import { classesWithResults, type OwnClass } from '../../src/training/grading/own-results.ts';
import { isPosted, postingEvent } from '../../src/training/grading/posting.ts';
import { objectionUntilOn } from '../../src/training/grading/result-deadlines.ts';
import { objectionable } from '../../src/training/objections/objection-rules.ts';
import type { ObjectionRow } from '../../src/training/objections/objections.ts';
import { THE_RESULT } from '../../src/training/objections/presses.ts';
import { type ObjectionOffer, objectionWords } from '../../src/training/objections/words.ts';
import { isGraded } from '../../src/training/scoring/graded-class.ts';
import { scoreEventRow } from '../../src/training/scoring/score-events.ts';
import { toldIn } from '../../src/training/scoring/told-events.ts';

/** What whoever speaks may object to now, the newest first, and what they objected to before. */
export async function ownObjections(ctx: Context): Promise<{ offers: ObjectionOffer[]; own: ObjectionRow[] }> {
  const offers: ObjectionOffer[] = [];
  const own: ObjectionRow[] = [];
  for (const each of await classesWithResults(ctx.store, ctx.person._id)) {
    const rows = await ctx.store.objections.ofTrainee(each.trainingClass._id, ctx.person._id);
    const grading = await ctx.store.gradings.byClass(each.trainingClass._id);
    const publishedAt = grading?.publishedAt ?? new Date(0);
    // An objection to a result that was corrected since says nothing of the present one.
    const counts = ({ state, eventId, madeAt }: ObjectionRow) =>
      state !== 'withdrawn' && (eventId !== undefined || madeAt >= publishedAt);
    const objected = new Set(rows.filter(counts).map(({ eventId }) => eventId ?? THE_RESULT));
    own.push(...rows);
    if (each.result !== undefined) offers.push(...(await resultOffer(ctx, each, objected)));
    else if (!isGraded(each.trainingClass)) offers.push(...(await eventOffers(ctx, each, objected)));
    else offers.push(...(await postingOffer(ctx, each, objected)));
  }
  return { offers, own: own.sort((a, b) => b.madeAt.getTime() - a.madeAt.getTime()) };
}

async function resultOffer(
  ctx: Context,
  { trainingClass }: OwnClass,
  objected: ReadonlySet<string>,
): Promise<ObjectionOffer[]> {
  const grading = await ctx.store.gradings.byClass(trainingClass._id);
  if (grading?.publishedAt === undefined || objected.has(THE_RESULT)) return [];
  const untilOn = objectionUntilOn(beijingDateOf(grading.publishedAt), ctx.rulesOf(trainingClass).grading);
  if (untilOn < beijingDateOf(ctx.now)) return [];
  const { _id: classId, name: className } = trainingClass;
  return [{ classId, className, event: THE_RESULT, subject: objectionWords.theResult, untilOn }];
}

/** While the people proposed for 优秀学员 are posted. */
async function postingOffer(
  ctx: Context,
  { trainingClass: { _id: classId, name: className } }: OwnClass,
  objected: ReadonlySet<string>,
): Promise<ObjectionOffer[]> {
  const grading = await ctx.store.gradings.byClass(classId);
  const event = grading === null ? undefined : postingEvent(grading);
  if (grading?.postedUntilOn === undefined || event === undefined || objected.has(event)) return [];
  if (!isPosted(grading, beijingDateOf(ctx.now))) return [];
  return [{ classId, className, event, subject: postingWords.subject, untilOn: grading.postedUntilOn }];
}

async function eventOffers(
  ctx: Context,
  { trainingClass }: OwnClass,
  objected: ReadonlySet<string>,
): Promise<ObjectionOffer[]> {
  const { _id: classId, name: className } = trainingClass;
  const { scoring, grading, burden } = ctx.rulesOf(trainingClass);
  const rows = await ctx.store.scoreEvents.ofTrainee(classId, ctx.person._id);
  const told = toldIn(scoring, rows);
  const { digestWeekdays } = burden;
  const rules = { ...grading, digestWeekdays };
  return objectionable(rows, objected, scoring, rules, beijingDateOf(ctx.now))
    .map(({ event, untilOn }) => {
      const reversed = rows.find(({ _id }) => _id === event.reverses);
      const row = scoreEventRow(classId, event);
      const subject =
        reversed === undefined
          ? objectionWords.subject(row, told)
          : objectionWords.reversalSubject(reversed, row, told);
      return { classId, className, event: event._id, subject, untilOn };
    })
    .reverse();
}
