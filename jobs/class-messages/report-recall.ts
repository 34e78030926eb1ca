import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { text } from '../../src/chat/message.ts';
import type { Recalled } from '../../src/chat/platform.ts';
import type { DeliveryRow } from '../../src/outbox/delivery-row.ts';
import { recallWords } from '../../src/training/class-messages/recall-words.ts';
import { messagesOf, type SentToClass } from '../../src/training/class-messages/sent-to-class.ts';
import type { Job, JobContext, Planned } from '../job.ts';

/** Vendors recall within 24 hours, so that what is not done two days later never will be. */
const lookBackMs = 2 * 24 * 3600_000;

/** Time enough for an interrupted recall to be continued. */
const makingMs = 10 * 60_000;

/** Results from best to worst. */
const inOrder: readonly Recalled[] = ['done', 'changed', 'unknown', 'kept'];

/** Tells whoever recalled a notice or study material, once, from how many screens it was removed. */
export const reportRecall: Job = {
  name: 'report-recall',
  about: '通知、资料撤回办结后，向撤回人报告结果',
  schedule: { everyMinutes: 2, atMinute: 1 },
  usefulForMinutes: 30,
  async plan(ctx) {
    const { notices, materials } = ctx.store;
    const since = new Date(ctx.now.getTime() - lookBackMs);
    const recalled = [...(await notices.recalledSince(since)), ...(await materials.recalledSince(since))];
    const planned = await Promise.all(recalled.map((row) => reportOf(ctx, row)));
    return planned.flat();
  },
};

async function reportOf({ store, packs, now }: JobContext, row: SentToClass): Promise<Planned[]> {
  const [trainingClass, recalls] = await Promise.all([
    row.classId === undefined ? null : store.classes.byId(row.classId),
    store.recalls.recallsOf(row._id),
  ]);
  const { recalledBy, recalledAt } = row;
  if (recalledBy === undefined || recalledAt === undefined) return [];
  if (recalls.some(isUnderWay)) return [];
  const messages = await messagesOf(
    store,
    row,
    packs.on(trainingClass?.opensOn ?? beijingDateOf(recalledAt)).reminders,
  );
  const copies = await store.recalls.copies(messages.map(({ key }) => key));
  const targets = new Set(recalls.map((each) => each.target));
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
      message: text(recallWords.result(row, counts, count('cancelled'))),
      key: `recall-result:${row._id}`,
      urgency: 'urgent',
      note: recallWords.note(row),
    },
  ];
}

function isUnderWay({ state }: DeliveryRow): boolean {
  return state === 'due' || state === 'sending';
}

/** The result for one person, i.e. the worst of their copies; `undefined` for somebody who never got one. */
function outcomeFor(copies: readonly DeliveryRow[]): Recalled | 'cancelled' | undefined {
  const results = copies.filter((each) => each.state === 'sent').map((each) => each.recalled ?? 'kept');
  const worst = Math.max(-1, ...results.map((each) => inOrder.indexOf(each)));
  return inOrder[worst] ?? (copies.some((each) => each.state === 'cancelled') ? 'cancelled' : undefined);
}
