import { addDays, beijingDateOf, beijingTime } from '../../src/calendar/beijing-time.ts';
import { quietAt } from '../../src/calendar/quiet-hours.ts';
import { isWorkingDay } from '../../src/calendar/working-days.ts';
import type { UnitRow } from '../../src/county/units.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { type FeedbackRow, feedbackCardKey } from '../../src/training/feedback/feedbacks.ts';
import { resultWords } from '../../src/training/feedback/words.ts';
import type { AssessmentRow } from '../../src/training/grading/assessments.ts';
import type { GradingRow } from '../../src/training/grading/gradings.ts';
import { candidatesIn, heldUpBy } from '../../src/training/grading/posting.ts';
import { objectionUntilOn } from '../../src/training/grading/result-deadlines.ts';
import { enterClassHours } from '../hours/enter-class-hours.ts';
import type { Job, JobContext, Planned } from '../job.ts';
import { areAllStored } from './all-stored.ts';

/** For how long a result is listed under 待办. */
export const resultCardDays = 30;

/** So many trainees are published in one run, and whole classes: what follows goes out in the next, ten minutes later. */
const mostTrainees = 2_000;

/** A released class and everything to be sent. */
interface Publication {
  grading: GradingRow;
  trainingClass: ClassRow;
  rows: readonly AssessmentRow[];
  units: ReadonlyMap<string, UnitRow>;
  /** From when on trainees see their results: now, unless an earlier run began. */
  publishedAt: Date;
}

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
    return (await publications(ctx)).flatMap((one) => messagesOf(one, ctx));
  },
  /** A class is done when a later run finds all its messages in the outbox; until then every run adds them again. */
  async effect(ctx, planned) {
    const missing = new Set(planned.map((each) => each.key));
    const present = await publications(ctx);
    const offered = new Set(present.flatMap((one) => messagesOf(one, ctx)).map((each) => each.key));
    if (planned.some((each) => !offered.has(each.key))) throw sentBackMeanwhile();
    for (const one of present) {
      const messages = messagesOf(one, ctx);
      if (messages.some((each) => missing.has(each.key))) await takeEffect(ctx, one);
      else if (await areAllStored(ctx, messages)) await ctx.store.gradings.end(one.grading._id);
    }
  },
};

async function publications({ store, quiet, now }: JobContext): Promise<Publication[]> {
  if (quietAt(now, quiet) !== undefined || !isWorkingDay(beijingDateOf(now))) return [];
  const found: Publication[] = [];
  let trainees = 0;
  for (const grading of await store.gradings.released()) {
    const trainingClass = await store.classes.byId(grading._id);
    if (trainingClass === null) continue;
    const [rows, objections] = await Promise.all([
      store.assessments.ofClass(grading._id),
      store.objections.ofClass(grading._id),
    ]);
    if (heldUpBy(grading, candidatesIn(rows).length, objections, beijingDateOf(now)) !== undefined) continue;
    const units = await store.units.many([...new Set(rows.map((row) => row.unitId))]);
    const byId = new Map(units.map((unit) => [unit._id, unit]));
    found.push({ grading, trainingClass, rows, units: byId, publishedAt: grading.publishedAt ?? now });
    trainees += rows.length;
    if (trainees >= mostTrainees) break;
  }
  return found;
}

function messagesOf(one: Publication, { packs }: JobContext): Planned[] {
  const { trainingClass, rows, publishedAt } = one;
  const publishedOn = beijingDateOf(publishedAt);
  const untilOn = objectionUntilOn(publishedOn, packs.of(trainingClass).grading);
  const expiresAt = beijingTime(addDays(publishedOn, resultCardDays), '18:00');
  const toTrainees = rows.map(
    (row): Planned => ({
      cadreId: row.cadreId,
      message: resultWords.card(trainingClass, row, untilOn),
      key: `result:${row._id}`,
      expiresAt,
      note: `考核结果：${row.name}（${resultWords.outcome(row)}）`,
    }),
  );
  const told = rows.filter((row) => headOf(one, row) !== undefined);
  const toHeads = [...new Set(told.map((row) => row.unitId))].flatMap((unitId) => {
    const own = told.filter((row) => row.unitId === unitId);
    const headId = own[0] && headOf(one, own[0]);
    if (headId === undefined) return [];
    return [
      {
        cadreId: headId,
        message: resultWords.feedback(trainingClass, unitId, own),
        key: feedbackCardKey({ classId: trainingClass._id, unitId }),
        about: own.map((row) => row.cadreId),
        expiresAt,
        note: `结果反馈：${own.map((row) => row.name).join('、')}的单位主要负责人`,
      },
    ];
  });
  return [...toTrainees, ...toHeads, ...toDepartment(one, expiresAt)];
}

/** The head of the trainee's unit; absent if there is none, or if it is the trainee. */
function headOf({ units }: Publication, row: AssessmentRow): string | undefined {
  const headId = units.get(row.unitId)?.headId;
  return headId === row.cadreId ? undefined : headId;
}

/** Tells whoever released the results for which trainees no feedback could be sent because there is no unit head. */
function toDepartment(one: Publication, expiresAt: Date): Planned[] {
  const { grading, trainingClass, rows, units } = one;
  const left = rows
    .filter((row) => headOf(one, row) === undefined)
    .map(({ name, unitId, cadreId }) => {
      const unit = units.get(unitId);
      return { name, unitName: unit?.name ?? '', why: unit?.headId === cadreId ? 'isHead' : 'noHead' } as const;
    });
  if (left.length === 0 || grading.releasedBy === undefined) return [];
  return [
    {
      cadreId: grading.releasedBy,
      message: { kind: 'text', text: resultWords.nobodyToTell(trainingClass, left) },
      key: `feedback-nobody:${grading._id}`,
      expiresAt,
      note: resultWords.nobodyNote(trainingClass),
    },
  ];
}

async function takeEffect({ store, packs, now }: JobContext, one: Publication): Promise<void> {
  const { grading, trainingClass, rows, publishedAt } = one;
  if (!(await store.gradings.show(grading._id, publishedAt))) throw sentBackMeanwhile();
  await store.feedbacks.open(rows.map((row) => feedbackRow(row, headOf(one, row), publishedAt)));
  await store.enrollments.end(rows);
  for (const row of candidatesIn(rows)) {
    const { cadreId, name, unitId, rank = 0 } = row;
    const source = { classId: row.classId, className: trainingClass.name, rank, enteredOn: beijingDateOf(publishedAt) };
    await store.reservePool.enter({ cadreId, name, unitId }, source, packs.on(source.enteredOn).reservePool);
  }
  await enterClassHours(store, trainingClass, packs.of(trainingClass), now);
  await store.classes.move(grading._id, ['graded'], 'published');
}

function feedbackRow(row: AssessmentRow, headId: string | undefined, sentAt: Date): FeedbackRow {
  const { _id, classId, cadreId, name, unitId } = row;
  const to = headId === undefined ? { state: 'nobody' as const } : { state: 'sent' as const, headId };
  return { _id, classId, cadreId, name, unitId, ...to, sentAt };
}

/** The run ends without a message, and a later one plans anew. */
function sentBackMeanwhile(): Error {
  return new Error('grades were sent back while their results were about to go out');
}
