import { addDays, beijingDateOf, beijingTime } from '../../src/calendar/beijing-time.ts';
import type { Card } from '../../src/chat/message.ts';
import type { UnitRow } from '../../src/county/units.ts';
import type { DeliveryRow } from '../../src/outbox/delivery-row.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { correctionWords } from '../../src/training/feedback/correction-words.ts';
import { feedbackCardKey } from '../../src/training/feedback/feedbacks.ts';
import { toldWords, untold } from '../../src/training/feedback/told-words.ts';
import { resultWords } from '../../src/training/feedback/words.ts';
import type { Answerable } from '../../src/training/grading/answerable.ts';
import { type AssessedRow, isGradeCorrected } from '../../src/training/grading/assessments.ts';
import { objectionUntilOn } from '../../src/training/grading/result-deadlines.ts';
import type { JobContext, Planned } from '../job.ts';
import type { Correction } from './correction.ts';
import type { Released } from './released-classes.ts';
import { takenOver } from './waiting-tests.ts';

/** For how long a result is listed under 待办. */
export const resultCardDays = 30;

/** A released class. */
export interface Publication {
  grading: Released;
  trainingClass: ClassRow;
  rows: readonly AssessedRow[];
  units: ReadonlyMap<string, UnitRow>;
  /** From when on trainees see their results: now, unless an earlier run began. */
  publishedAt: Date;
  trainees: number;
  /** Results of tests that wait for the digest, by trainee. */
  tests: ReadonlyMap<string, readonly DeliveryRow[]>;
  /** Who of the organisation department is told what is left to do. */
  answerable: readonly Answerable[];
  /** What was published before, where the class was graded anew. */
  correction?: Correction;
}

/** What is told of one class: everybody their own, each head their people, the department what is left to do. */
export function messagesOf(one: Publication, { packs }: JobContext): Planned[] {
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
export function toldHeadsIn({ rows, correction }: Publication): readonly AssessedRow[] {
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
export function resultKey(id: string, correction?: Correction): `result:${string}` {
  return correction === undefined ? `result:${id}` : `result:${id}:corrected-${correction.number}`;
}

function correctedIn({ correction }: Publication): { corrected?: number } {
  return correction === undefined ? {} : { corrected: correction.number };
}

/** Whoever released the correction is told how many it concerns, and leaders of the pool whose title is gone. */
function aboutCorrection({ grading, trainingClass, correction, answerable }: Publication, expiresAt: Date): Planned[] {
  if (correction === undefined) return [];
  const { number, before, pool } = correction;
  const note = correctionWords.note(trainingClass);
  const count = correctionWords.count(trainingClass, before.size);
  return [
    ...answerable.map(({ cadreId, suffix }) => ({
      ...{ cadreId, message: { kind: 'text' as const, text: count }, expiresAt, note },
      key: `result-corrected:${grading._id}:${number}${suffix}` as const,
    })),
    ...pool.flatMap(({ entry, leaders }) =>
      leaders.map((cadreId) => ({
        ...{ cadreId, message: { kind: 'text' as const, text: correctionWords.titleLost(trainingClass) } },
        ...{ expiresAt, note, key: `pool-title-lost:${grading._id}:${number}:${entry.cadreId}:${cadreId}` as const },
      })),
    ),
  ];
}

/** The head of the trainee's unit; absent if there is none, or if it is the trainee. */
export function headOf({ units }: Publication, row: AssessedRow): string | undefined {
  const headId = units.get(row.unitId)?.headId;
  return headId === row.cadreId ? undefined : headId;
}

/** Tells the organisation department for which trainees no feedback could be sent because there is no unit head. */
function toDepartment(one: Publication, expiresAt: Date): Planned[] {
  const { grading, trainingClass, units, correction } = one;
  const left = toldHeadsIn(one)
    .filter((row) => headOf(one, row) === undefined)
    .map((row) => untold(row, units.get(row.unitId)));
  if (left.length === 0) return [];
  const first = `feedback-nobody:${grading._id}` as const;
  const key = correction === undefined ? first : (`${first}:corrected-${correction.number}` as const);
  const message = toldWords.card(trainingClass, left);
  return one.answerable.map(({ cadreId, suffix }) => ({
    ...{ cadreId, message, key: `${key}${suffix}` as const, expiresAt },
    note: toldWords.note(trainingClass),
  }));
}
