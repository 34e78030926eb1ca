import { addDays, beijingDateOf, beijingTime } from '../../src/calendar/beijing-time.ts';
import { quietAt } from '../../src/calendar/quiet-hours.ts';
import { isWorkingDay } from '../../src/calendar/working-days.ts';
import type { Card } from '../../src/chat/message.ts';
import type { UnitRow } from '../../src/county/units.ts';
import { oncePer } from '../../src/once-per.ts';
import type { DeliveryRow } from '../../src/outbox/delivery-row.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { correctionWords } from '../../src/training/feedback/correction-words.ts';
import { type FeedbackRow, feedbackCardKey } from '../../src/training/feedback/feedbacks.ts';
import { resultWords } from '../../src/training/feedback/words.ts';
import { type AssessedRow, isGradeCorrected } from '../../src/training/grading/assessments.ts';
import { candidatesIn, heldUpBy } from '../../src/training/grading/posting.ts';
import { objectionUntilOn } from '../../src/training/grading/result-deadlines.ts';
import { enterClassHours } from '../hours/enter-class-hours.ts';
import type { Job, JobContext, Planned } from '../job.ts';
import { type Correction, correctionOf } from './correction.ts';
import { classesAtOnce, type Released, releasedClasses } from './released-classes.ts';
import { endToldTests, takenOver, waitingTests } from './waiting-tests.ts';

/** For how long a result is listed under 待办. */
export const resultCardDays = 30;

/** A released class. */
interface Publication {
  grading: Released;
  trainingClass: ClassRow;
  rows: readonly AssessedRow[];
  units: ReadonlyMap<string, UnitRow>;
  /** From when on trainees see their results: now, unless an earlier run began. */
  publishedAt: Date;
  trainees: number;
  /** Results of tests that wait for the digest, by trainee. */
  tests: ReadonlyMap<string, readonly DeliveryRow[]>;
  /** What was published before, where the class was graded anew. */
  correction?: Correction;
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
    const correction = await correctionOf(store, grading, rows);
    const tests = await waitingTests(
      ctx,
      grading._id,
      rows.map(({ cadreId }) => cadreId),
    );
    return {
      ...{ grading, trainingClass, rows, units, publishedAt, trainees: rows.length, tests },
      ...(correction === undefined ? {} : { correction }),
    };
  });
}

async function heldUp({ objections }: JobContext['store'], grading: Released, candidates: number, now: Date) {
  return heldUpBy(grading, candidates, await objections.ofClass(grading._id), beijingDateOf(now));
}

function messagesOf(one: Publication, { packs }: JobContext): Planned[] {
  const { trainingClass, publishedAt, correction } = one;
  const rows = toldIn(one);
  const publishedOn = beijingDateOf(publishedAt);
  const untilOn = objectionUntilOn(publishedOn, packs.of(trainingClass).grading);
  const expiresAt = beijingTime(addDays(publishedOn, resultCardDays), '18:00');
  const toTrainees = rows.map(
    (row): Planned => ({
      cadreId: row.cadreId,
      message: resultCard(one, row, untilOn),
      key: resultKey(row._id, correction),
      expiresAt,
      note: `考核结果：${row.name}（${resultWords.outcome(row)}）`,
    }),
  );
  const told = toldHeadsIn(one).filter((row) => headOf(one, row) !== undefined);
  const toHeads = [...new Set(told.map((row) => row.unitId))].flatMap((unitId) => {
    const own = told.filter((row) => row.unitId === unitId);
    const headId = own[0] && headOf(one, own[0]);
    if (headId === undefined) return [];
    return [
      {
        cadreId: headId,
        message:
          correction === undefined
            ? resultWords.feedback(trainingClass, unitId, own)
            : correctionWords.feedback(trainingClass, unitId, own, correction),
        key: feedbackCardKey({ classId: trainingClass._id, unitId, ...correctedIn(one) }),
        about: own.map((row) => row.cadreId),
        expiresAt,
        note: `结果反馈：${own.map((row) => row.name).join('、')}的单位主要负责人`,
      },
    ];
  });
  return [...toTrainees, ...toHeads, ...toDepartment(one, expiresAt), ...aboutCorrection(one, expiresAt)];
}

/** Everybody is told a first result, and of a correction whoever's result is another one. */
function toldIn({ rows, correction }: Publication): readonly AssessedRow[] {
  return correction === undefined ? rows : rows.filter(({ _id }) => correction.before.has(_id));
}

/** Whose results heads are told of. */
function toldHeadsIn({ rows, correction }: Publication): readonly AssessedRow[] {
  if (correction === undefined) return rows;
  return rows.filter((row) => {
    const before = correction.before.get(row._id);
    return before !== undefined && isGradeCorrected(before, row);
  });
}

function resultCard({ trainingClass, tests, correction }: Publication, row: AssessedRow, untilOn: string): Card {
  const card = resultWords.card(trainingClass, row, untilOn, takenOver(tests.get(row.cadreId) ?? []));
  return correction === undefined ? card : correctionWords.card(card, row, correction);
}

/** @param id - `<class>:<cadre>` */
function resultKey(id: string, correction?: Correction): `result:${string}` {
  return correction === undefined ? `result:${id}` : `result:${id}:corrected-${correction.number}`;
}

function correctedIn({ correction }: Publication): { corrected?: number } {
  return correction === undefined ? {} : { corrected: correction.number };
}

/** Whoever released the correction is told how many it concerns, and leaders of the pool whose title is gone. */
function aboutCorrection({ grading, trainingClass, correction }: Publication, expiresAt: Date): Planned[] {
  if (correction === undefined || grading.releasedBy === undefined) return [];
  const { number, before, pool } = correction;
  const note = correctionWords.note(trainingClass);
  const count = correctionWords.count(trainingClass, before.size);
  return [
    {
      ...{ cadreId: grading.releasedBy, message: { kind: 'text' as const, text: count }, expiresAt, note },
      key: `result-corrected:${grading._id}:${number}`,
    },
    ...pool.flatMap(({ entry, leaders }) =>
      leaders.map((cadreId) => ({
        ...{ cadreId, message: { kind: 'text' as const, text: correctionWords.titleLost(trainingClass, entry) } },
        ...{ expiresAt, note, key: `pool-title-lost:${grading._id}:${number}:${entry.cadreId}:${cadreId}` as const },
      })),
    ),
  ];
}

/** The head of the trainee's unit; absent if there is none, or if it is the trainee. */
function headOf({ units }: Publication, row: AssessedRow): string | undefined {
  const headId = units.get(row.unitId)?.headId;
  return headId === row.cadreId ? undefined : headId;
}

/** Tells whoever released the results for which trainees no feedback could be sent because there is no unit head. */
function toDepartment(one: Publication, expiresAt: Date): Planned[] {
  const { grading, trainingClass, units, correction } = one;
  const left = toldHeadsIn(one)
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
      key:
        correction === undefined
          ? `feedback-nobody:${grading._id}`
          : `feedback-nobody:${grading._id}:corrected-${correction.number}`,
      expiresAt,
      note: resultWords.nobodyNote(trainingClass),
    },
  ];
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
