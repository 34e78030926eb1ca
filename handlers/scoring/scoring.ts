import { classArg } from '../../src/bot/arguments.ts';
import type { Argument } from '../../src/bot/command.ts';
import type { Context } from '../../src/bot/context.ts';
import { allowedClass, heldClass } from '../../src/bot/people.ts';
import { sentenceOf } from '../../src/bot/refusals.ts';
import type { Router } from '../../src/bot/router.ts';
import { replyWithKept } from '../../src/bot/sheet-on-request.ts';
import { replyWithUndo } from '../../src/bot/undo.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { RuleError } from '../../src/errors.ts';
import type { Sent } from '../../src/outbox/causes.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { objectionWords } from '../../src/training/objections/words.ts';
import { attachButton } from '../../src/training/proofs/words.ts';
import { scoreAttendance } from '../../src/training/scoring/attendance-score.ts';
import { classScores } from '../../src/training/scoring/class-scores.ts';
import { evidenceAbout } from '../../src/training/scoring/evidence.ts';
import { refuseWhenGraded } from '../../src/training/scoring/graded-class.ts';
import { refuseBeyondInspection } from '../../src/training/scoring/inspection.ts';
import { uselessMarks } from '../../src/training/scoring/marking.ts';
import { dropScores, recordScores, sendScoreDraft, sendScores } from '../../src/training/scoring/presses.ts';
import { type ScoreEvent, settledEvents, stepName } from '../../src/training/scoring/score-event.ts';
import type { ScoreDraftRow, ScoreEventRow } from '../../src/training/scoring/score-events.ts';
import { cutEvents } from '../../src/training/scoring/scoring.ts';
import { byTrainee, toldIn } from '../../src/training/scoring/told-events.ts';
import { readScores } from '../../src/training/scoring/typed-scores.ts';
import { scoringWords } from '../../src/training/scoring/words.ts';
import { enterScores, refuseWhenSchemeMoved } from './enter-scores.ts';
import { recordingScores } from './score-undo.ts';

/** "4+1" scoring: the class teacher and the school enter events, whose sum is the score. */
export function scoring(router: Router): void {
  router.command(
    {
      names: ['记分', 'score'],
      action: 'score.record',
      right: 'class',
      args: [classArg(), linesArg],
      missing: '请写明姓名、指标和分值。',
      usage: (line) => `${line}；或 /记分 <班号>，后面每行写一笔`,
      example: '/记分 {class} {trainee} 课堂互动 提问 课上主动提问',
      about: '为学员记分，可一次记多笔',
      next: '计入得分，每周汇总告知本人；多笔的先预览。',
    },
    record,
  );
  router.command(
    {
      names: ['成绩', 'scores'],
      action: 'score.read-class',
      right: 'class',
      args: [classArg()],
      example: '/成绩 {class}',
      about: '查看全班现有得分',
      next: '列出人数和分数段，得分发工作台的链接，限本人查看一次；不作改动。',
    },
    table,
  );
  router.preview(
    {
      confirm: recordScores,
      drop: dropScores,
      shown: shownDraft,
      forget: async (ctx, { draft }) => {
        const ended = await ctx.store.scoreEvents.endDraft(draft._id, 'dropped');
        if (ended === 'dropped')
          await ctx.store.proofs.takeBack(evidenceAbout(draft.classId, draft._id), ctx.update.id);
      },
      dropped: scoringWords.dropped,
    },
    recordDraft,
  );
  router.sheet(sendScores, async (ctx, { classId }) => {
    const trainingClass = await allowedClass(ctx, 'score.read-class', classId);
    return scoringWords.tableSheet(trainingClass, await presentScores(ctx, trainingClass), beijingDateOf(ctx.now));
  });
  router.sheet(sendScoreDraft, async (ctx, facts) => {
    const { draft, trainingClass } = await shownDraft(ctx, facts);
    const { scoring } = ctx.rulesOf(trainingClass);
    const told = toldIn(scoring, await ctx.store.scoreEvents.ofClass(draft.classId));
    return scoringWords.draftSheet(trainingClass, draft, await namesIn(ctx, draft.classId), told);
  });
}

/** Marks, one per line: after the class number, on the following lines, or both. */
const linesArg: Argument<'lines', readonly string[]> = {
  key: 'lines',
  usage: '<姓名> <指标> <记分档或分值> [事由]',
  take(words) {
    const typed = [words.rest().join(' '), ...words.body.split('\n')];
    const lines = typed.map((line) => line.trim()).filter((line) => line !== '');
    return lines.length === 0 ? undefined : () => lines;
  },
};

async function record(
  ctx: Context,
  { trainingClass, lines }: { trainingClass: ClassRow; lines: readonly string[] },
): Promise<void> {
  const classId = trainingClass._id;
  refuseWhenGraded(trainingClass);
  const { scoring } = ctx.rulesOf(trainingClass);
  const { events, faults } = await readScores(ctx.store, classId, lines, scoring, {
    updateId: ctx.update.id,
    authorId: ctx.person._id,
    at: ctx.now,
  });
  // All lines or none: if one cannot be read, none is recorded.
  if (faults.length > 0)
    return ctx.reply(scoringWords.badLines(faults.map(({ line, error }) => ({ line, sentence: sentenceOf(error) }))));
  const [first] = events;
  if (first !== undefined && events.length === 1) return recordOne(ctx, trainingClass, first);
  await previewScores(ctx, trainingClass, events);
}

/** Keeps marks that were entered together and shows them; they are recorded when the card says so. */
export async function previewScores(
  ctx: Context,
  trainingClass: ClassRow,
  events: readonly ScoreEventRow[],
): Promise<void> {
  const { store } = ctx;
  const classId = trainingClass._id;
  const names = await namesIn(ctx, classId);
  const present = await store.scoreEvents.ofClass(classId);
  await refuseUnlessMayEnter(ctx, trainingClass, events);
  refuseUselessMarks(ctx, trainingClass, events, present, names);
  const draft = { _id: ctx.update.id, classId, authorId: ctx.person._id, events, state: 'draft' as const, at: ctx.now };
  await store.scoreEvents.keepDraft(draft);
  const { scoring } = ctx.rulesOf(trainingClass);
  const told = toldIn(scoring, [...present, ...events]);
  const cut = cutEvents(events, present, scoring);
  await ctx.reply(scoringWords.preview(trainingClass, draft, names, told, cut));
}

/** Whoever is an inspector alone enters what is left to inspectors. @throws RuleError `score.not-inspected`, `score.inspection-facts` */
async function refuseUnlessMayEnter(ctx: Context, trainingClass: ClassRow, events: readonly ScoreEventRow[]) {
  if (await ctx.may('score.record-all', { classId: trainingClass._id })) return;
  refuseBeyondInspection(events, ctx.rulesOf(trainingClass).scoring);
}

/** @throws RuleError `score.marked-before`, `score.marks-full`: a part is marked by different people, and by no more than it needs */
function refuseUselessMarks(
  ctx: Context,
  trainingClass: ClassRow,
  events: readonly ScoreEventRow[],
  present: readonly ScoreEventRow[],
  nameOf: ReadonlyMap<string, string>,
): void {
  const { scoring } = ctx.rulesOf(trainingClass);
  const { repeated, beyond } = uselessMarks(events, present, scoring);
  const [first] = repeated.length > 0 ? repeated : beyond;
  if (first === undefined) return;
  const same = (repeated.length > 0 ? repeated : beyond).filter(({ step }) => step === first.step);
  const names = [...new Set(same.map(({ cadreId }) => nameOf.get(cadreId) ?? ''))].join('、');
  const part = stepName(first, scoring);
  throw repeated.length > 0
    ? new RuleError('score.marked-before', { names, part })
    : new RuleError('score.marks-full', { names, part });
}

async function namesIn(ctx: Context, classId: string): Promise<ReadonlyMap<string, string>> {
  return new Map((await ctx.store.enrollments.traineesOf(classId)).map((each) => [each.cadreId, each.name]));
}

async function recordOne(ctx: Context, trainingClass: ClassRow, event: ScoreEventRow): Promise<void> {
  const by = { _id: ctx.update.id, authorId: ctx.person._id, at: ctx.now };
  const classId = trainingClass._id;
  await refuseUnlessMayEnter(ctx, trainingClass, [event]);
  const present = await ctx.store.scoreEvents.ofClass(classId);
  refuseUselessMarks(ctx, trainingClass, [event], present, await namesIn(ctx, classId));
  await ctx.store.scoreEvents.keepDraft({ ...by, classId, events: [event], state: 'recorded' });
  await enterScores(ctx, { classId, at: ctx.now }, [event]);
  await tellTrainees(ctx, trainingClass, [event]);
  const trainee = await ctx.store.enrollments.byId(classId, event.cadreId);
  const told = toldIn(ctx.rulesOf(trainingClass).scoring, [...present, event]);
  const [cut] = cutEvents([event], present, ctx.rulesOf(trainingClass).scoring);
  const answer = scoringWords.recordedReply(trainee?.name ?? '', event, told, cut?.note);
  const evidence = attachButton(evidenceAbout(classId, ctx.update.id));
  await replyWithUndo(ctx, answer, recordingScores, { draft: ctx.update.id }, [evidence]);
}

/** Tells every trainee once what was entered together for them; with others in the day's digest. */
async function tellTrainees(ctx: Context, trainingClass: ClassRow, events: readonly ScoreEventRow[]): Promise<void> {
  const { scoring, grading } = ctx.rulesOf(trainingClass);
  const told = toldIn(scoring, [...(await ctx.store.scoreEvents.ofClass(trainingClass._id)), ...events]);
  const messages = byTrainee(events).map((own): Sent => {
    const words = scoringWords.toTrainee(trainingClass, own, told, grading.objectionWorkingDays);
    const facts = { classId: trainingClass._id, ...(own.length === 1 ? { event: own[0]._id } : {}) };
    const message = objectionWords.told(words, facts);
    return { cadreId: own[0].cadreId, message, key: `score:${own[0]._id}`, urgency: 'low' };
  });
  await ctx.sendAll(messages);
}

interface ShownDraft {
  draft: ScoreDraftRow;
  trainingClass: ClassRow;
}

/** The marks of a preview, if the person who pressed may enter them. Reversing has its own rules (score-reverse.ts). */
async function shownDraft(ctx: Context, facts: { draft: string }): Promise<ShownDraft> {
  const gone = new RuleError('score.draft-gone', {});
  const found = await ctx.store.scoreEvents.draft(facts.draft);
  const draft = await ctx.requireFound('score.record', found, ({ classId }) => ({ classId }), gone);
  if (draft.events.some((event) => event.reverses !== undefined)) throw gone;
  return { draft, trainingClass: await heldClass(ctx, draft.classId) };
}

async function recordDraft(ctx: Context, { draft, trainingClass }: ShownDraft): Promise<void> {
  refuseWhenGraded(trainingClass);
  if (draft.state === 'draft') await refuseWhenSchemeMoved(ctx, draft.classId, draft.at, draft.events);
  const ended = (await isGivenMeanwhile(ctx, draft)) ? 'dropped' : 'recorded';
  if ((await ctx.store.scoreEvents.endDraft(draft._id, ended)) !== 'recorded')
    throw new RuleError('score.draft-gone', {});
  await enterScores(ctx, draft, draft.events);
  const entered = await ctx.store.scoreEvents.enteredBy(draft);
  if (entered.length === 0) throw new RuleError('score.draft-gone', {});
  await tellTrainees(ctx, trainingClass, entered);
  const answer = scoringWords.recorded(entered.length);
  await ctx.settle(answer);
  const evidence = attachButton(evidenceAbout(trainingClass._id, draft._id));
  await replyWithUndo(ctx, `${answer}。`, recordingScores, { draft: draft._id }, [evidence]);
}

/** Whether points for the same, e.g. for having been at an activity, were entered since the preview: by another preview of it. */
async function isGivenMeanwhile({ store }: Context, { classId, events }: ScoreDraftRow): Promise<boolean> {
  const { standing } = settledEvents(await store.scoreEvents.ofClass(classId));
  const given = ({ cadreId, item, step, source }: Pick<ScoreEvent, 'cadreId' | 'item' | 'step' | 'source'>) =>
    [cadreId, item, step, source].join(' ');
  const own = new Set(events.map(({ _id }) => _id));
  const others = new Set(standing.filter(({ _id }) => !own.has(_id)).map(given));
  return events.some((event) => others.has(given(event)));
}

async function table(ctx: Context, { trainingClass }: { trainingClass: ClassRow }): Promise<void> {
  const scores = await presentScores(ctx, trainingClass);
  const sheet = scoringWords.tableSheet(trainingClass, scores, beijingDateOf(ctx.now));
  await replyWithKept(ctx, scoringWords.figures(trainingClass, scores), sheet);
}

async function presentScores(ctx: Context, trainingClass: ClassRow) {
  const rules = ctx.rulesNear(trainingClass);
  await scoreAttendance(ctx.store, trainingClass._id, rules, ctx.now);
  return classScores(ctx.store, trainingClass._id, rules.scoring);
}
