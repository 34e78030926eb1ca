import { cardCode, text } from '../src/chat/message.ts';
import type { Job, JobContext, Planned } from '../src/schedule/job.ts';
import type { DeliveryRow, Recalled } from '../src/store/delivery-row.ts';
import type { NoticeRow } from '../src/store/notices.ts';
import { noticeWords } from '../src/words/notice.ts';
import { recallWords } from '../src/words/recall.ts';

/** Vendors recall within 24 hours; what is not done two days later never will be. */
const lookBackMs = 2 * 24 * 3600_000;

/** A recall that broke off is gone on with by then. */
const makingMs = 10 * 60_000;

/** From the best news to the worst. */
const inOrder: readonly Recalled[] = ['done', 'changed', 'unknown', 'kept'];

/** Tells whoever took a notice back, once, from how many screens it is gone. */
export const reportRecall: Job = {
  name: 'report-recall',
  about: '通知撤回办结后，向撤回人报告结果',
  schedule: { everyMinutes: 2, atMinute: 1 },
  usefulForMinutes: 30,
  async plan(ctx) {
    const recalled = await ctx.store.notices.recalledSince(new Date(ctx.now.getTime() - lookBackMs));
    const planned = await Promise.all(recalled.map((notice) => reportOf(ctx, notice)));
    return planned.flat();
  },
};

async function reportOf({ store, now }: JobContext, notice: NoticeRow): Promise<Planned[]> {
  const [trainingClass, marks, recalls] = await Promise.all([
    store.classes.byId(notice.classId),
    store.notices.marksOf(notice._id),
    store.recalls.recallsOf(notice._id),
  ]);
  const { recalledBy, recalledAt } = notice;
  if (trainingClass === null || recalledBy === undefined || recalledAt === undefined) return [];
  if (recalls.some(isUnderWay)) return [];
  const code = cardCode(noticeWords.card(trainingClass, notice).id);
  const copies = await store.sentCards.copies(
    marks.map((mark) => mark.cadreId),
    code,
  );
  const targets = new Set(recalls.map((row) => row.target));
  const isMade = copies.every((copy) => targets.has(copy._id) || !(isUnderWay(copy) || copy.state === 'sent'));
  if (!isMade && now.getTime() - recalledAt.getTime() < makingMs) return [];
  const people = new Map<string, DeliveryRow[]>();
  for (const copy of copies) people.set(copy.cadreId, [...(people.get(copy.cadreId) ?? []), copy]);
  const results = [...people.values()].map(outcomeFor);
  const count = (wanted: Recalled | 'cancelled') => results.filter((each) => each === wanted).length;
  const counts = { done: count('done'), changed: count('changed'), unknown: count('unknown'), kept: count('kept') };
  return [
    {
      cadreId: recalledBy,
      message: text(recallWords.result(notice, counts, count('cancelled'))),
      key: `recall-result:${notice._id}`,
      urgency: 'urgent',
      note: `通知撤回结果：${notice._id}`,
    },
  ];
}

function isUnderWay({ state }: DeliveryRow): boolean {
  return state === 'due' || state === 'sending';
}

/** What one person still sees: the worst of their copies; `undefined` for somebody who never had one. */
function outcomeFor(copies: readonly DeliveryRow[]): Recalled | 'cancelled' | undefined {
  const results = copies.filter((each) => each.state === 'sent').map((each) => each.recalled ?? 'kept');
  const worst = Math.max(-1, ...results.map((each) => inOrder.indexOf(each)));
  return inOrder[worst] ?? (copies.some((each) => each.state === 'cancelled') ? 'cancelled' : undefined);
}
