import { classArg } from '../../src/bot/arguments.ts';
import type { Argument } from '../../src/bot/command.ts';
import type { Context } from '../../src/bot/context.ts';
import { allowedClass } from '../../src/bot/people.ts';
import { sentenceOf } from '../../src/bot/refusals.ts';
import type { Router } from '../../src/bot/router.ts';
import { text } from '../../src/chat/message.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import type { EnrollmentRow } from '../../src/training/class/enrollments.ts';
import { scoreAttendance } from '../../src/training/scoring/attendance-score.ts';
import { dropScores, recordScores } from '../../src/training/scoring/presses.ts';
import { scoreEvent } from '../../src/training/scoring/score-event.ts';
import {
  asScoreEvent,
  type ScoreDraftRow,
  type ScoreEventRow,
  scoreEventRow,
} from '../../src/training/scoring/score-events.ts';
import { readScoreLine } from '../../src/training/scoring/score-line.ts';
import { scoreOf } from '../../src/training/scoring/scoring.ts';
import type { ScoringScheme } from '../../src/training/scoring/scoring-scheme.ts';
import { scoringWords } from '../../src/training/scoring/words.ts';

/** "4+1" scoring: the class teacher and the school record events; the score is their sum. */
export function scoring(router: Router): void {
  router.command(
    {
      names: ['记分', 'score'],
      action: 'score.record',
      right: 'class',
      args: [classArg(), linesArg],
      missing: '请写明班号、姓名、指标和分值。',
      usage: (line) => `${line}；或 /记分 <班号>，后面每行写一笔`,
      example: '/记分 2026-01 李四 课堂互动 提问 课上主动提问',
      about: '为学员记分，可一次记多笔',
    },
    record,
  );
  router.command(
    {
      names: ['成绩', 'scores'],
      action: 'score.read-class',
      right: 'class',
      args: [classArg()],
      example: '/成绩 2026-01',
      about: '查看全班现有得分',
    },
    table,
  );
  router.preview(
    {
      confirm: recordScores,
      drop: dropScores,
      shown: shownDraft,
      forget: (ctx, { draft }) => ctx.store.scoreEvents.endDraft(draft._id, 'dropped'),
      dropped: scoringWords.dropped,
    },
    recordDraft,
  );
}

/** Marks, one a line: behind the class, on the lines below, or both. */
const linesArg: Argument<'lines', readonly string[]> = {
  key: 'lines',
  usage: '<姓名> <指标> <步骤或分值> [事由]',
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
  const { events, faults } = await readLines(ctx, trainingClass, lines);
  if (faults.length > 0) return ctx.reply(scoringWords.badLines(faults));
  const [first] = events;
  if (first !== undefined && events.length === 1) return recordOne(ctx, trainingClass, first);
  await ctx.store.scoreEvents.keepDraft({
    _id: ctx.update.id,
    classId,
    authorId: ctx.person._id,
    events,
    state: 'draft',
    at: ctx.now,
  });
  const names = new Map((await ctx.store.enrollments.traineesOf(classId)).map((each) => [each.cadreId, each.name]));
  const draft = await ctx.store.scoreEvents.draft(ctx.update.id);
  if (draft !== null) await ctx.reply(scoringWords.preview(trainingClass, draft, names, (id) => itemName(scoring, id)));
}

async function recordOne(ctx: Context, trainingClass: ClassRow, event: ScoreEventRow): Promise<void> {
  await ctx.store.scoreEvents.add([event]);
  const trainee = await ctx.store.enrollments.byId(trainingClass._id, event.cadreId);
  const { scoring, grading } = ctx.rulesOf(trainingClass);
  const item = itemName(scoring, event.item);
  await ctx.sendAll([
    {
      cadreId: event.cadreId,
      message: text(scoringWords.toTrainee(trainingClass, item, event, grading.objectionWorkingDays)),
      key: `score:${event._id}`,
      urgency: 'low',
    },
  ]);
  await ctx.reply(scoringWords.recordedReply(trainee?.name ?? '', item, event));
}

interface ShownDraft {
  draft: ScoreDraftRow;
  trainingClass: ClassRow;
}

/** The marks of a preview, if whoever pressed may record them. What is to be taken back has rules of its own (score-reverse.ts). */
async function shownDraft(ctx: Context, facts: { draft: string }): Promise<ShownDraft> {
  const draft = await ctx.store.scoreEvents.draft(facts.draft);
  if (draft === null || draft.events.some((event) => event.reverses !== undefined))
    throw new RuleError('score.draft-gone', {});
  return { draft, trainingClass: await allowedClass(ctx, 'score.record', draft.classId) };
}

async function recordDraft(ctx: Context, { draft, trainingClass }: ShownDraft): Promise<void> {
  refuseWhenGraded(trainingClass);
  if ((await ctx.store.scoreEvents.endDraft(draft._id, 'recorded')) !== 'recorded')
    throw new RuleError('score.draft-gone', {});
  await ctx.store.scoreEvents.add(draft.events);
  await ctx.settle(scoringWords.recorded(draft.events.length));
}

/** All lines or none: one that cannot be read keeps the others from being recorded. */
async function readLines(ctx: Context, trainingClass: ClassRow, lines: readonly string[]) {
  const classId = trainingClass._id;
  const scheme = ctx.rulesOf(trainingClass).scoring;
  const trainees = await ctx.store.enrollments.traineesOf(classId);
  const started = (await ctx.store.sessions.ofClass(classId)).filter((session) => session.startsAt <= ctx.now);
  const events: ScoreEventRow[] = [];
  const faults: { line: number; sentence: string }[] = [];
  for (const [index, line] of lines.entries()) {
    try {
      const [name = '', ...words] = line.split(/[\s\u3000]+/);
      const cadreId = traineeNamed(trainees, name, classId);
      const { markHundredths, ...read } = readScoreLine(words, scheme);
      const session = started.at(-1);
      const entry = {
        eventId: `${ctx.update.id}:${index + 1}`,
        cadreId,
        ...read,
        source: `entry:${ctx.update.id}`,
        authorId: ctx.person._id,
        at: ctx.now,
      };
      const more = {
        ...(markHundredths === undefined ? {} : { markHundredths }),
        ...(session === undefined ? {} : { sessionId: session._id }),
      };
      events.push(scoreEventRow(classId, scoreEvent({ ...entry, ...more }, scheme)));
    } catch (error) {
      if (!(error instanceof RuleError)) throw error;
      faults.push({ line: index + 1, sentence: sentenceOf(error) });
    }
  }
  return { events, faults };
}

function traineeNamed(trainees: readonly EnrollmentRow[], name: string, classId: string): string {
  const meant = trainees.filter((each) => each.name === name || each.cadreId === name);
  if (meant[0] === undefined) throw new RuleError('trainee.unknown', { name, classId });
  if (meant.length > 1)
    throw new RuleError('person.ambiguous', { name, choices: meant.map((each) => each.cadreId).join('、') });
  return meant[0].cadreId;
}

async function table(ctx: Context, { trainingClass }: { trainingClass: ClassRow }): Promise<void> {
  const classId = trainingClass._id;
  const rules = ctx.rulesOf(trainingClass);
  await scoreAttendance(ctx.store, classId, rules, ctx.now);
  const events = (await ctx.store.scoreEvents.ofClass(classId)).map(asScoreEvent);
  const rows = (await ctx.store.enrollments.traineesOf(classId))
    .map((trainee) => ({
      name: trainee.name,
      score: scoreOf(
        events.filter((event) => event.cadreId === trainee.cadreId),
        rules.scoring,
      ),
    }))
    .sort((a, b) => b.score.totalHundredths - a.score.totalHundredths || a.name.localeCompare(b.name, 'zh-CN'));
  await ctx.reply(scoringWords.table(trainingClass, rows));
}

export function itemName({ indicators, bonusItems }: ScoringScheme, id: string): string {
  return [...indicators, ...bonusItems].find((each) => each.id === id)?.name ?? id;
}

export function isGraded({ state }: ClassRow): boolean {
  return state === 'graded' || state === 'published';
}

/** Once final grades are confirmed, scores change only by objection. */
export function refuseWhenGraded(trainingClass: ClassRow): void {
  if (isGraded(trainingClass)) throw new RuleError('score.class-graded', { classId: trainingClass._id });
}
