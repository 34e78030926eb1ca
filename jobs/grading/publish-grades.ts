import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { quietAt } from '../../src/calendar/quiet-hours.ts';
import { isWorkingDay } from '../../src/calendar/working-days.ts';
import { oncePer } from '../../src/once-per.ts';
import type { FeedbackRow } from '../../src/training/feedback/feedbacks.ts';
import { answerableFor } from '../../src/training/grading/answerable.ts';
import type { AssessedRow } from '../../src/training/grading/assessments.ts';
import { candidatesIn, heldUpBy } from '../../src/training/grading/posting.ts';
import { correctClassHours, enterClassHours } from '../hours/enter-class-hours.ts';
import type { Job, JobContext } from '../job.ts';
import { correctionOf } from './correction.ts';
import { classesAtOnce, type Released, releasedClasses } from './released-classes.ts';
import { headOf, messagesOf, type Publication, resultKey, toldHeadsIn } from './result-messages.ts';
import { endToldTests, waitingTests } from './waiting-tests.ts';

/**
 * Sends released results, once the people proposed for 优秀学员 were posted without an objection that stands: to each trainee their own, and to
 * the head of the unit one feedback per trainee. It does so on working days outside the quiet hours, because trainees have only days to object and heads are asked to acknowledge.
 */
export const publishGrades: Job = {
  name: 'publish-grades',
  about: '把已公布的成绩发给学员本人，并反馈所在单位主要负责人',
  schedule: { everyMinutes: 10, atMinute: 4 },
  usefulForMinutes: 24 * 60,
  closes: true,
  async plan(ctx) {
    return (await planIn(ctx)).flatMap(({ messages }) => messages);
  },
  async effect(ctx, planned) {
    const missing = new Set(planned.map(({ key }) => key));
    const begun = (await planIn(ctx)).filter(({ messages }) => messages.some(({ key }) => missing.has(key)));
    for (let from = 0; from < begun.length; from += classesAtOnce)
      await takeEffect(
        ctx,
        begun.slice(from, from + classesAtOnce).map(({ publication }) => publication),
      );
  },
  /** A class is done when all its messages are in the outbox; until then every run adds those that are missing. */
  async added(ctx) {
    const published = (await planIn(ctx)).map(({ publication }) => publication);
    for (const { tests, trainingClass, correction } of published)
      await endToldTests(ctx, tests, (cadreId) => resultKey(`${trainingClass._id}:${cadreId}`, correction));
    await ctx.store.gradings.end(published.map(({ grading }) => ({ classId: grading._id, release: grading.release })));
  },
};

/** Read once in a run: what takes effect, is added and noted is what was planned. */
const planIn = oncePer(async (ctx: JobContext) =>
  (await publications(ctx)).map((publication) => ({ publication, messages: messagesOf(publication, ctx) })),
);

async function publications(ctx: JobContext): Promise<Publication[]> {
  const { store, quiet, now } = ctx;
  if (quietAt(now, quiet) !== undefined || !isWorkingDay(beijingDateOf(now))) return [];
  return releasedClasses(await store.gradings.released(), async (grading) => {
    const [trainingClass, rows] = await Promise.all([
      store.classes.byId(grading._id),
      store.assessments.resultsOf(grading._id),
    ]);
    if (trainingClass === null) return undefined;
    if ((await heldUp(store, grading, candidatesIn(rows).length, now)) !== undefined) return undefined;
    const units = new Map(
      (await store.units.many([...new Set(rows.map(({ unitId }) => unitId))])).map((unit) => [unit._id, unit]),
    );
    const publishedAt = grading.publishedAt ?? now;
    const [correction, answerable] = await Promise.all([
      correctionOf(store, grading, rows),
      answerableFor(store, grading),
    ]);
    const tests = await waitingTests(
      ctx,
      grading._id,
      rows.map(({ cadreId }) => cadreId),
    );
    return {
      ...{ grading, trainingClass, rows, units, publishedAt, trainees: rows.length, tests, answerable },
      ...(correction === undefined ? {} : { correction }),
    };
  });
}

async function heldUp({ objections }: JobContext['store'], grading: Released, candidates: number, now: Date) {
  return heldUpBy(grading, candidates, await objections.ofClass(grading._id), beijingDateOf(now));
}

async function takeEffect(ctx: JobContext, several: readonly Publication[]): Promise<void> {
  const { store, packs, now } = ctx;
  await Promise.all(several.map((one) => show(ctx, one)));
  await store.feedbacks.open(
    several.flatMap((one) => one.rows.map((row) => feedbackRow(row, headOf(one, row), one.publishedAt))),
  );
  await store.feedbacks.correct(
    several.flatMap((one) =>
      one.correction === undefined
        ? []
        : toldHeadsIn(one).map((row) => ({
            ...feedbackRow(row, headOf(one, row), one.publishedAt),
            corrected: one.correction?.number ?? 0,
          })),
    ),
  );
  await store.enrollments.end(several.flatMap(({ rows }) => rows));
  await Promise.all(several.map((one) => enterPool(ctx, one)));
  await Promise.all(
    several.map(({ trainingClass }) => enterClassHours(store, trainingClass, packs.of(trainingClass), now)),
  );
  for (const { trainingClass, grading, correction } of several)
    if (correction !== undefined) await correctClassHours(store, trainingClass, grading.releasedBy ?? '', now);
  await Promise.all(several.map(({ grading }) => store.classes.move(grading._id, ['graded'], 'published')));
}

/** @throws Error when the release does not hold any more, or somebody has objected since the plan was made */
async function show({ store, now }: JobContext, { grading, rows, publishedAt }: Publication): Promise<void> {
  const held = await heldUp(store, grading, candidatesIn(rows).length, now);
  if (held !== undefined || !(await store.gradings.show(grading._id, grading.release, publishedAt)))
    throw sentBackMeanwhile();
}

async function enterPool({ store, packs }: JobContext, { trainingClass, rows, publishedAt }: Publication) {
  const enteredOn = beijingDateOf(publishedAt);
  const rules = packs.on(enteredOn).reservePool;
  await Promise.all(
    candidatesIn(rows).map(({ classId, cadreId, name, unitId, rank = 0 }) =>
      store.reservePool.enter(
        { cadreId, name, unitId },
        { classId, className: trainingClass.name, rank, enteredOn },
        rules,
      ),
    ),
  );
}

function feedbackRow(row: AssessedRow, headId: string | undefined, sentAt: Date): FeedbackRow {
  const { _id, classId, cadreId, name, unitId } = row;
  const to = headId === undefined ? { state: 'nobody' as const } : { state: 'sent' as const, headId };
  return { _id, classId, cadreId, name, unitId, ...to, sentAt };
}

/** The run ends without a message, and a later one plans anew. */
function sentBackMeanwhile(): Error {
  return new Error('grades were sent back while their results were about to go out');
}
