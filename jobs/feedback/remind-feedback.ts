import { addDays, beijingDateOf, beijingTime } from '../../src/calendar/beijing-time.ts';
import { isWorkingDay, workingDaysBetween } from '../../src/calendar/working-days.ts';
import type { UnitRow } from '../../src/county/units.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import type { FeedbackRow } from '../../src/training/feedback/feedbacks.ts';
import { resultWords } from '../../src/training/feedback/words.ts';
import { answerableFor } from '../../src/training/grading/answerable.ts';
import { resultCardDays } from '../grading/result-messages.ts';
import type { Job, JobContext, Planned } from '../job.ts';

/**
 * Reminds unit heads of feedback they have not acknowledged, after the working days of the rules, and at last tells whoever released the results.
 * The present head of the unit is reminded, even if the first card went to an earlier one.
 */
export const remindFeedback: Job = {
  name: 'remind-feedback',
  about: '提醒尚未阅知结果反馈的单位主要负责人',
  schedule: { dailyAt: '09:41', onWorkingDays: true },
  usefulForMinutes: 8 * 60,
  async plan(ctx) {
    const { store, now } = ctx;
    const todayOn = beijingDateOf(now);
    if (!isWorkingDay(todayOn)) return [];
    const since = beijingTime(addDays(todayOn, -resultCardDays), '00:00');
    const due = await remindersDue(ctx, await store.feedbacks.unacknowledged(since), todayOn);
    const units = new Map(
      (await store.units.many([...new Set(due.map(({ row }) => row.unitId))])).map((u) => [u._id, u]),
    );
    const results = new Map((await store.assessments.many(due.map(({ row }) => row._id))).map((r) => [r._id, r]));
    const reminders = together(due).flatMap((own): Planned[] => {
      const [first] = own;
      if (first === undefined) return [];
      const { row, trainingClass, sentOn, round } = first;
      const headId = units.get(row.unitId)?.headId;
      const about = own.flatMap((each) => (each.row.cadreId === headId ? [] : (results.get(each.row._id) ?? [])));
      if (headId === undefined || about.length === 0) return [];
      return [
        {
          cadreId: headId,
          message: resultWords.feedbackReminder(trainingClass, row.unitId, about),
          key: `feedback-reminder:${row.classId}:${row.unitId}:${round}`,
          about: about.map(({ cadreId }) => cadreId),
          expiresAt: beijingTime(addDays(sentOn, resultCardDays), '18:00'),
          isReminder: true,
          note: `提醒阅知结果反馈：${about.map(({ name }) => name).join('、')}的单位主要负责人`,
        },
      ];
    });
    return [...reminders, ...(await escalations(ctx, due, units, todayOn))];
  },
};

/** Tells whoever released the results of a class, once, which heads have not acknowledged after all reminders. */
async function escalations(
  { store, packs }: JobContext,
  due: readonly Due[],
  units: ReadonlyMap<string, UnitRow>,
  todayOn: string,
): Promise<Planned[]> {
  const late = new Map<string, { trainingClass: ClassRow; unitIds: Set<string> }>();
  for (const { row, trainingClass, sentOn } of due) {
    const { feedbackEscalationWorkingDays } = packs.of(trainingClass).reminders;
    if (workingDaysBetween(sentOn, todayOn) < feedbackEscalationWorkingDays) continue;
    const found = late.get(row.classId) ?? { trainingClass, unitIds: new Set() };
    late.set(row.classId, { ...found, unitIds: found.unitIds.add(row.unitId) });
  }
  const planned: Planned[] = [];
  for (const [classId, { trainingClass, unitIds }] of late) {
    const answerable = await answerableFor(store, await store.gradings.byClass(classId));
    const ofUnits = [...unitIds].flatMap((id) => units.get(id) ?? []);
    const heads = await store.cadres.many(ofUnits.flatMap(({ headId }) => headId ?? []));
    const named = ofUnits.map(({ name, headId }) => {
      const head = heads.find(({ _id }) => _id === headId);
      return [name, head?.name, head?.phone].filter(Boolean).join(' ');
    });
    const { feedbackEscalationWorkingDays: days } = packs.of(trainingClass).reminders;
    const text = resultWords.escalated(trainingClass, days, named);
    for (const { cadreId, suffix } of answerable)
      planned.push({
        ...{ cadreId, message: { kind: 'text', text }, key: `feedback-escalated:${classId}${suffix}` },
        note: resultWords.escalatedNote(trainingClass),
      });
  }
  return planned;
}

/** A feedback of which the head is to be reminded. */
interface Due {
  row: FeedbackRow;
  trainingClass: ClassRow;
  sentOn: string;
  /** 1 for the first reminder. */
  round: number;
}

/** All of one class to one unit, which one card holds. */
function together(due: readonly Due[]): Due[][] {
  const groups = new Map<string, Due[]>();
  for (const each of due) {
    const key = `${each.row.classId}:${each.row.unitId}`;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()];
}

async function remindersDue(
  { store, packs }: JobContext,
  rows: readonly FeedbackRow[],
  todayOn: string,
): Promise<Due[]> {
  const due: Due[] = [];
  for (const classId of new Set(rows.map((row) => row.classId))) {
    const trainingClass = await store.classes.byId(classId);
    if (trainingClass === null) continue;
    const { feedbackWorkingDays } = packs.of(trainingClass).reminders;
    for (const row of rows.filter((each) => each.classId === classId)) {
      const sentOn = beijingDateOf(row.sentAt);
      const passed = workingDaysBetween(sentOn, todayOn);
      const round = feedbackWorkingDays.filter((days) => days <= passed).length;
      if (round > 0) due.push({ row, trainingClass, sentOn, round });
    }
  }
  return due;
}
