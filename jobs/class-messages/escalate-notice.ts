import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { text } from '../../src/chat/message.ts';
import { UnitTree } from '../../src/county/unit-tree.ts';
import { ofPresent } from '../../src/training/call-up/class-roll.ts';
import { aboutOf } from '../../src/training/class-messages/notice-about.ts';
import { contactsOf } from '../../src/training/class-messages/notice-contacts.ts';
import { type EscalationStep, stepDue, toldOf } from '../../src/training/class-messages/notice-escalation.ts';
import { noticeProgressWords } from '../../src/training/class-messages/notice-progress-words.ts';
import { marksFor, type NoticeMarkRow, type NoticeRow } from '../../src/training/class-messages/notices.ts';
import type { Job, JobContext, Planned } from '../job.ts';

const lookBackDays = 30;

/**
 * Tells the liaison of each unit, and some working days later its head, who did not answer a notice by its deadline: one message with all of
 * their people. Whoever sent it is told when the deadline has passed. Nothing is said once everybody has answered.
 */
export const escalateNotice: Job = {
  name: 'escalate-notice',
  about: '通知逾期未回执的，告知联络员，仍未回执的告知主要负责人',
  schedule: { everyMinutes: 15, atMinute: 14 },
  usefulForMinutes: 180,
  async plan(ctx) {
    const { store, now, packs } = ctx;
    const planned: Planned[] = [];
    for (const notice of await store.notices.sentSince(new Date(now.getTime() - lookBackDays * 24 * 3600_000))) {
      const { sentAt, answerBy, escalates, classId } = notice;
      if (sentAt === undefined || answerBy === undefined || escalates !== true) continue;
      const trainingClass = classId === undefined ? undefined : await store.classes.byId(classId);
      if (trainingClass === null || trainingClass?.state === 'withdrawn') continue;
      const { escalation } = packs.on(trainingClass?.opensOn ?? beijingDateOf(sentAt)).notices;
      const step = stepDue(answerBy, now, escalation);
      if (step === undefined) continue;
      const all = await store.notices.marksOf(notice._id);
      const marks = trainingClass === undefined ? all : await ofPresent(store, trainingClass, all);
      const from = aboutOf(notice, trainingClass).name;
      planned.push(...(await messages(ctx, notice, { from, marks, step })));
    }
    return planned;
  },
};

async function messages(
  { store }: JobContext,
  notice: NoticeRow,
  { from, marks, step }: { from: string; marks: readonly NoticeMarkRow[]; step: EscalationStep },
): Promise<Planned[]> {
  const missing = marks.filter(({ answeredAt }) => answeredAt === undefined);
  if (missing.length === 0) return [];
  const contacts = await contactsOf(store, marks, notice);
  const told = toldOf(step, missing, new UnitTree(await store.units.all()), notice.createdBy);
  const note = `通知未回执：${notice._id}`;
  const dueKey = `notice-due:${notice._id}` as const;
  return [
    {
      cadreId: notice.createdBy,
      message: noticeProgressWords.due(dueKey, notice, marksFor(notice, notice.createdBy, marks), contacts),
      key: dueKey,
      note,
    },
    ...[...told].map(
      ([cadreId, people]): Planned => ({
        cadreId,
        message: text(noticeProgressWords.escalated(notice, from, people, contacts)),
        key: `notice-escalation:${notice._id}:${step}:${cadreId}`,
        about: people.map((person) => person.cadreId),
        note,
      }),
    ),
  ];
}
