import { addDays, addMinutes, beijingDateOf, beijingTime } from '../../src/calendar/beijing-time.ts';
import { cardCode, text } from '../../src/chat/message.ts';
import { siteOf } from '../../src/training/field-sites/field-site.ts';
import { lecturerOf } from '../../src/training/lecturers/lecturer.ts';
import { lecturerWords } from '../../src/training/lecturers/words.ts';
import { destroyAnswers, destroyLeft, takeOut } from '../../src/training/satisfaction/answer-boxes.ts';
import { lessonForm } from '../../src/training/satisfaction/lesson-form.ts';
import { isRated, OVERALL, ratedUntil } from '../../src/training/satisfaction/lesson-rating.ts';
import { ratingWords } from '../../src/training/satisfaction/rating-words.ts';
import { satisfactionWords } from '../../src/training/satisfaction/results-words.ts';
import { lessonFormId, type SatisfactionFormRow } from '../../src/training/satisfaction/satisfaction-forms.ts';
import { tallyOf } from '../../src/training/satisfaction/satisfaction-tally.ts';
import type { Job, JobContext, Planned } from '../job.ts';

/** For how many days after a lesson its answers are still counted, should the bot have stood still. */
const withinDays = 14;
/** What nobody has counted so many days after the first answer is counted no more. */
const leftAfterDays = withinDays + 2;
/** For how long after counting somebody is still told of it. */
const tellWithinMs = 2 * 24 * 3600_000;

/**
 * Counts what was answered once its time is over: the sums stay, every single answer is destroyed. Results of lessons go into the records of
 * lecturers and field sites.
 */
export const closeSatisfaction: Job = {
  name: 'close-satisfaction',
  about: '评价截止后汇总满意度，计入师资和现场教学点记录，并销毁单份评价',
  schedule: { everyMinutes: 10, atMinute: 8 },
  usefulForMinutes: 60,
  closes: true,
  async plan(ctx) {
    const closed = await ctx.store.satisfactionForms.closedSince(new Date(ctx.now.getTime() - tellWithinMs));
    const planned: Planned[] = [];
    for (const form of closed)
      planned.push(...(form.kind === 'class' ? await toldOf(ctx, form) : await pausedOf(ctx, form)));
    return planned;
  },
  async preview(ctx) {
    return (await due(ctx)).map(({ title }) => `汇总满意度：${title}`);
  },
  async effect(ctx) {
    await openLessons(ctx);
    for (const form of await due(ctx)) await close(ctx, form);
    const unfinished = (await ctx.store.satisfactionForms.unfinished()).map(({ _id }) => _id);
    await destroyLeft(ctx.store, addMinutes(ctx.now, -leftAfterDays * 24 * 60), unfinished);
  },
};

/** The class teacher is told the results of the class, once. */
async function toldOf({ store }: JobContext, { classId }: SatisfactionFormRow): Promise<Planned[]> {
  const trainingClass = await store.classes.byId(classId);
  if (trainingClass === null) return [];
  const forms = (await store.satisfactionForms.ofClass(classId)).filter(({ results }) => results !== undefined);
  return [
    {
      cadreId: trainingClass.teacherId,
      message: text(satisfactionWords.counted(trainingClass, forms)),
      key: `satisfaction-result:${classId}:${trainingClass.teacherId}`,
      note: `满意度汇总：${trainingClass.name}`,
    },
  ];
}

/** The school is told that a lecturer is to be looked at, if this lesson was the one. */
async function pausedOf(ctx: JobContext, form: SatisfactionFormRow): Promise<Planned[]> {
  const { store } = ctx;
  const { review } = (await rulesOf(ctx, form)).faculty;
  const reason = lecturerWords.lowReason(review.lessonsRunning, review.belowPoints);
  const planned: Planned[] = [];
  for (const { id } of form.lecturerIds ?? []) {
    const lecturer = await store.lecturers.byId(id);
    const isLast = lecturer?.evaluations.at(-1)?.byUpdate === `satisfaction:${form._id}`;
    if (lecturer === null || !isLast || lecturer.state !== 'paused' || lecturer.stateReason !== reason) continue;
    for (const { _id: cadreId } of await store.cadres.withRole('partySchool'))
      planned.push({
        ...{
          cadreId,
          message: text(satisfactionWords.paused(lecturer.name, reason)),
          note: `师资复核：${lecturer.name}`,
        },
        key: `satisfaction-result:${form._id}:${id}:${cadreId}`,
      });
  }
  return planned;
}

/** Keeps a form of each lesson whose time is over. */
async function openLessons({ store, packs, now }: JobContext): Promise<void> {
  const sinceAt = beijingTime(addDays(beijingDateOf(now), -withinDays), '00:00');
  const held = await store.sessions.startingBetween(sinceAt, now);
  const known = await store.satisfactionForms.known(held.map(({ _id }) => lessonFormId(_id)));
  for (const session of held) {
    if (known.has(lessonFormId(session._id))) continue;
    const trainingClass = await store.classes.byId(session.classId);
    if (trainingClass === null || trainingClass.state === 'withdrawn') continue;
    const { satisfaction: rules } = packs.of(trainingClass);
    if (!isRated(session, rules) || ratedUntil(session, rules) > now) continue;
    const there = (await store.signIns.ofSession(session._id)).filter(({ byRoll }) => byRoll !== 'absent');
    await store.satisfactionForms.open(lessonForm(session, trainingClass, there.length, rules));
  }
}

/** Forms whose time is over. */
async function due({ store, now }: JobContext): Promise<SatisfactionFormRow[]> {
  return (await store.satisfactionForms.unfinished()).filter(({ closesAt }) => closesAt <= now);
}

async function close(ctx: JobContext, form: SatisfactionFormRow): Promise<void> {
  const { store, now } = ctx;
  if (form.state === 'open') {
    const votes = await takeOut(store, form._id, form.questions, now);
    const rules = await rulesOf(ctx, form);
    const results = tallyOf(
      form.questions.map(({ id }) => id),
      votes ?? [],
      rules.satisfaction,
    );
    const lost = votes === undefined ? { lost: true as const } : {};
    await store.satisfactionForms.count(form._id, { results, ...lost, closedAt: now, ...(await whoseOf(ctx, form)) });
  }
  const counted = await store.satisfactionForms.byId(form._id);
  if (counted === null) return;
  await enterEvaluation(ctx, counted);
  if (counted.kind === 'class') {
    await closeCards(ctx, counted);
    await destroyRemoved(ctx, counted);
  }
  await destroyAnswers(store, form._id, form.questions);
  await store.satisfactionForms.finish(form._id);
}

async function rulesOf({ store, packs }: JobContext, { classId, heldOn }: SatisfactionFormRow) {
  return packs.on((await store.classes.byId(classId))?.opensOn ?? heldOn);
}

/** In whose records the results of a lesson are entered. */
async function whoseOf({ store }: JobContext, form: SatisfactionFormRow) {
  if (form.kind !== 'lesson') return {};
  const [pool, sites] = await Promise.all([store.lecturers.all(), store.fieldSites.all()]);
  const site = siteOf(form, sites);
  const lecturerIds = lecturerOf(form, pool).map(({ _id: id }) => ({ id }));
  return { ...(lecturerIds.length === 0 ? {} : { lecturerIds }), ...(site === undefined ? {} : { siteId: site._id }) };
}

/** The mean of a lesson with its count, in the record of each who gave it; whoever is too low too often is paused there. */
async function enterEvaluation(ctx: JobContext, form: SatisfactionFormRow): Promise<void> {
  const overall = form.results?.find(({ question }) => question === OVERALL);
  if (overall === undefined || form.closedAt === undefined) return;
  const { faculty } = await rulesOf(ctx, form);
  const { lessonsRunning, belowPoints } = faculty.review;
  const { hundredths, answered: count } = overall;
  const by = { by: 'satisfaction', byUpdate: `satisfaction:${form._id}`, enteredAt: form.closedAt };
  for (const { id } of form.lecturerIds ?? [])
    await ctx.store.lecturers.evaluate(
      id,
      { title: form.title, hundredths, count, ...by },
      faculty,
      lecturerWords.lowReason(lessonsRunning, belowPoints),
    );
}

/** What was answered about lessons that were taken out of the timetable is counted by nobody. */
async function destroyRemoved(ctx: JobContext, { classId }: SatisfactionFormRow): Promise<void> {
  const trainingClass = await ctx.store.classes.byId(classId);
  if (trainingClass === null) return;
  const { satisfaction } = ctx.packs.of(trainingClass);
  for (const session of await ctx.store.sessions.removedOf(classId)) {
    const { _id, questions } = lessonForm(session, trainingClass, 0, satisfaction);
    await destroyAnswers(ctx.store, _id, questions);
  }
}

/** Whoever has not answered is not asked any more. */
async function closeCards({ store, closeCard }: JobContext, form: SatisfactionFormRow): Promise<void> {
  const cadreIds = (await store.enrollments.ofClass(form.classId)).map(({ cadreId }) => cadreId);
  const copies = await store.sentCards.copies(cadreIds, cardCode(form._id));
  const by = `close-satisfaction:${form._id}`;
  for (const each of copies)
    if (each.open === true || each.settledByUpdate === by) await closeCard(each, ratingWords.classClosed, by);
}
