import { classArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { allowedClass, findClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { filledDocument } from '../../src/training/documents/docx.ts';
import { templateOf } from '../../src/training/documents/kinds.ts';
import { postingFacts } from '../../src/training/documents/posting-template.ts';
import { postingWords } from '../../src/training/feedback/posting-words.ts';
import type { AssessmentRow } from '../../src/training/grading/assessments.ts';
import { candidatesIn, heldUpBy, inStrokeOrder, isPosted, postingEvent } from '../../src/training/grading/posting.ts';
import { sendPosting } from '../../src/training/grading/presses.ts';
import { postingUntilOn } from '../../src/training/grading/result-deadlines.ts';

/** `/公示`: how the posting of the people proposed for 优秀学员 stands, and its text as a document by the county's template. */
export function posting(router: Router): void {
  router.command(
    {
      names: ['公示', 'posting'],
      action: 'grade.read-posting',
      right: 'class',
      args: [classArg()],
      example: '/公示 {class}',
      about: '查看优秀学员人选的公示情况，可领取公示文本',
      next: '列出人选、公示期限和异议情况，不作改动。',
    },
    show,
  );
  router.word(['公示', '公示情况', '优秀学员公示'], showOwn, { ofTrainees: true });
  router.press(sendPosting, async (ctx, { classId }) =>
    sendDocument(ctx, await allowedClass(ctx, 'grade.read-posting', classId)),
  );
}

async function show(ctx: Context, { trainingClass }: { trainingClass: ClassRow }): Promise<void> {
  const classId = trainingClass._id;
  const [grading, rows, objections] = await Promise.all([
    ctx.store.gradings.byClass(classId),
    ctx.store.assessments.ofClass(classId),
    ctx.store.objections.ofClass(classId),
  ]);
  if (grading?.release === undefined) return ctx.reply(postingWords.notReleased(trainingClass));
  const candidates = inStrokeOrder(candidatesIn(rows));
  if (candidates.length === 0) return ctx.reply(postingWords.none(trainingClass));
  const own = objections.filter(({ eventId }) => eventId !== undefined && eventId === postingEvent(grading));
  const counts = { all: own.length, open: own.filter(({ state }) => state === 'open').length };
  const heldUp = heldUpBy(grading, candidates.length, objections, beijingDateOf(ctx.now));
  const people = (await withUnits(ctx, candidates)).map(({ name, unit }) => ({ name, unitName: unit }));
  await ctx.reply(postingWords.standing(trainingClass, people, heldUp, grading.postedUntilOn, counts));
}

/** The posting of one's own class, as it came, while it lasts. */
async function showOwn(ctx: Context): Promise<void> {
  let shown = 0;
  for (const { classId, state } of await ctx.store.enrollments.ofCadre(ctx.person._id)) {
    const grading = state === 'withdrawn' ? null : await ctx.store.gradings.byClass(classId);
    if (grading === null || !isPosted(grading, beijingDateOf(ctx.now))) continue;
    const { postedUntilOn: untilOn } = grading;
    const event = postingEvent(grading);
    if (untilOn === undefined || event === undefined) continue;
    const candidates = inStrokeOrder(candidatesIn(await ctx.store.assessments.ofClass(classId)));
    const posted = (await withUnits(ctx, candidates)).map(({ name, unit }) => ({ name, unitName: unit }));
    const trainingClass = await findClass(ctx, classId);
    const { postingPhone } = ctx.rulesOf(trainingClass).grading;
    await ctx.reply(postingWords.card(trainingClass, posted, untilOn, event, postingPhone));
    shown += 1;
  }
  if (shown === 0) await ctx.reply(postingWords.noneNow);
}

/** @throws RuleError `grade.nothing-posted` while there is nothing to post */
async function sendDocument(ctx: Context, trainingClass: ClassRow): Promise<void> {
  const classId = trainingClass._id;
  const grading = await ctx.store.gradings.byClass(classId);
  const candidates = inStrokeOrder(candidatesIn(await ctx.store.assessments.ofClass(classId)));
  if (grading?.release === undefined || candidates.length === 0)
    throw new RuleError('grade.nothing-posted', { classId });
  const postedOn = beijingDateOf(grading.postedAt ?? ctx.now);
  const { grading: rules } = ctx.rulesOf(trainingClass);
  const untilOn = grading.postedUntilOn ?? postingUntilOn(postedOn, rules);
  const facts = postingFacts({
    ...{ trainingClass, postedOn, postedUntilOn: untilOn, candidates: await withUnits(ctx, candidates) },
    ...(rules.postingPhone !== undefined && { phone: rules.postingPhone }),
  });
  const bytes = filledDocument(await templateOf(ctx.store.templates, 'posting'), facts);
  await ctx.reply(await ctx.store.files.keep('file', `${classId}班优秀学员人选公示.docx`, bytes, ctx.now));
}

async function withUnits({ store }: Context, rows: readonly AssessmentRow[]) {
  const [people, units] = await Promise.all([
    store.cadres.many(rows.map(({ cadreId }) => cadreId)),
    store.units.many([...new Set(rows.map(({ unitId }) => unitId))]),
  ]);
  return rows.map(({ cadreId, unitId, name }) => ({
    name,
    unit: units.find(({ _id }) => _id === unitId)?.name ?? '',
    post: people.find(({ _id }) => _id === cadreId)?.post ?? '',
  }));
}
