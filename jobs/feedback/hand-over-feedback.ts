import { addDays, beijingDateOf, beijingTime } from '../../src/calendar/beijing-time.ts';
import { workingDaysBetween } from '../../src/calendar/working-days.ts';
import { cardCode } from '../../src/chat/message.ts';
import { isSuspended } from '../../src/county/contact-standing.ts';
import type { UnitRow } from '../../src/county/units.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { type FeedbackRow, feedbackCardId, feedbackCardKey } from '../../src/training/feedback/feedbacks.ts';
import { toldWords, untold, untoldCardId } from '../../src/training/feedback/told-words.ts';
import { resultWords } from '../../src/training/feedback/words.ts';
import { answerableFor } from '../../src/training/grading/answerable.ts';
import { resultCardDays } from '../grading/result-messages.ts';
import type { Job, JobContext, Planned } from '../job.ts';

/** What one head has of one class and has not acknowledged, or what nobody has, and to whom it goes on. */
interface HandOver {
  trainingClass: ClassRow;
  unitId: string;
  /** Absent when nobody can be told: the organisation department informs them itself. */
  to?: string;
  rows: readonly FeedbackRow[];
  /** Of the message with which it goes on. */
  key: `feedback:${string}` | `feedback-nobody:${string}`;
  message: Planned[];
}

/** What a unit has of a class that its present head has not. */
interface Waiting {
  trainingClass: ClassRow;
  unit: UnitRow;
  /** The head who can be reached, also by a stand-in. */
  headId?: string;
  rows: readonly FeedbackRow[];
}

/**
 * Results that a head has not acknowledged, and those that nobody had, go on to whoever heads the unit now. Where for some working days nobody does, or the
 * head is listed in the contacts no longer and nobody stands in, the organisation department informs them itself, until a head is named. The old
 * card is closed once the message is stored, at the latest in the next run, so that a run that breaks off loses none and sends none twice.
 */
export const handOverFeedback: Job = {
  name: 'hand-over-feedback',
  about: '单位主要负责人变动时，把尚未阅知的结果反馈转给现任',
  schedule: { everyMinutes: 10, atMinute: 8 },
  usefulForMinutes: 60,
  async plan(ctx) {
    return (await handOvers(ctx)).flatMap(({ message }) => message);
  },
  async effect(ctx) {
    for (const each of await waiting(ctx)) await noteVacancy(ctx, each);
  },
  async added(ctx) {
    const due = await handOvers(ctx);
    const known = await ctx.store.deliveries.known(due.map(({ key }) => key));
    for (const each of due) if (known.has(each.key) || each.message.length === 0) await takeEffect(ctx, each);
  },
};

async function waiting({ store, now }: JobContext): Promise<Waiting[]> {
  const todayOn = beijingDateOf(now);
  const since = beijingTime(addDays(todayOn, -resultCardDays), '00:00');
  const rows = [...(await store.feedbacks.unacknowledged(since)), ...(await store.feedbacks.withoutHead(since))];
  const units = await store.units.many([...new Set(rows.map(({ unitId }) => unitId))]);
  const heads = await store.cadres.many([...new Set(units.flatMap(({ headId }) => headId ?? []))]);
  const gone = new Set(heads.filter(isSuspended).map(({ _id }) => _id));
  const acting = await store.standIns.actingFor([...gone], todayOn);
  const found = groupsOf(rows).map(async (own): Promise<Waiting[]> => {
    const [first] = own;
    const unit = units.find(({ _id }) => _id === first?.unitId);
    const trainingClass = await store.classes.byId(first?.classId ?? '');
    if (unit === undefined || trainingClass === null) return [];
    const { headId } = unit;
    const isReached = headId !== undefined && (!gone.has(headId) || acting.has(headId));
    return [{ trainingClass, unit, rows: own, ...(isReached ? { headId } : {}) }];
  });
  return (await Promise.all(found)).flat();
}

async function handOvers(ctx: JobContext): Promise<HandOver[]> {
  const found: HandOver[] = [];
  for (const each of await waiting(ctx)) found.push(...(await handOver(ctx, each)));
  return found;
}

/** One for the present head, and one for the department about the head's own results or where there has been nobody for long. */
async function handOver(ctx: JobContext, { trainingClass, unit, headId, rows }: Waiting): Promise<HandOver[]> {
  const elsewhere = rows.filter((row) => row.state === 'nobody' || row.headId !== headId);
  const toHead = headId === undefined ? [] : elsewhere.filter(({ cadreId }) => cadreId !== headId);
  const left = elsewhere.filter((row) => row.state === 'sent' && !toHead.includes(row));
  const isOver = headId !== undefined || left.some(({ vacantOn }) => isVacantLong(ctx, trainingClass, vacantOn));
  return [
    ...(headId !== undefined && toHead.length > 0 ? [await toPresentHead(ctx, trainingClass, headId, toHead)] : []),
    ...(left.length > 0 && isOver ? await toDepartment(ctx, trainingClass, unit, left) : []),
  ];
}

function isVacantLong({ packs, now }: JobContext, trainingClass: ClassRow, vacantOn: string | undefined): boolean {
  const { feedbackVacantWorkingDays: days } = packs.of(trainingClass).reminders;
  return vacantOn !== undefined && workingDaysBetween(vacantOn, beijingDateOf(now)) >= days;
}

async function toPresentHead(
  { store, now }: JobContext,
  trainingClass: ClassRow,
  headId: string,
  rows: readonly FeedbackRow[],
): Promise<HandOver> {
  const [{ classId, unitId, sentAt }] = rows as [FeedbackRow];
  const key = feedbackCardKey({ classId, unitId, headId, handOvers: nextOf(rows) });
  // A reminder shows those that somebody had.
  const isReminded =
    rows.every(({ state }) => state === 'sent') &&
    (await store.sentCards.copies([headId], cardCode(feedbackCardId(classId, unitId)))).some(
      ({ open, expiresAt }) => open === true && expiresAt > now,
    );
  const about = await store.assessments.many(rows.map(({ _id }) => _id));
  const message: Planned = {
    ...{ cadreId: headId, message: resultWords.feedback(trainingClass, unitId, about), key },
    expiresAt: expiryOf(sentAt),
    about: about.map(({ cadreId }) => cadreId),
    note: resultWords.handedOverNote(about.map(({ name }) => name)),
  };
  return { trainingClass, unitId, to: headId, rows, key, message: isReminded ? [] : [message] };
}

async function toDepartment(
  { store }: JobContext,
  trainingClass: ClassRow,
  unit: UnitRow,
  rows: readonly FeedbackRow[],
): Promise<HandOver[]> {
  const [{ classId, sentAt }] = rows as [FeedbackRow];
  const answerable = await answerableFor(store, await store.gradings.byClass(classId));
  if (answerable.length === 0) return [];
  const key = `feedback-nobody:${classId}:${unit._id}:${nextOf(rows)}` as const;
  const people = rows.map((row) => untold(row, unit));
  const card = toldWords.card(trainingClass, people);
  const note = toldWords.note(trainingClass);
  const message = answerable.map(
    ({ cadreId, suffix }): Planned => ({
      ...{ cadreId, message: card, key: `${key}${suffix}`, expiresAt: expiryOf(sentAt), note },
    }),
  );
  return [{ trainingClass, unitId: unit._id, rows, key, message }];
}

/** The number of this going on, the same until it has. */
function nextOf(rows: readonly FeedbackRow[]): number {
  return Math.max(...rows.map(({ handOvers = 0 }) => handOvers)) + 1;
}

function expiryOf(sentAt: Date): Date {
  return beijingTime(addDays(beijingDateOf(sentAt), resultCardDays), '18:00');
}

/** The days that a unit has to name its next head begin with the first run that finds none, and are over when one is there. */
async function noteVacancy({ store, now }: JobContext, { headId, rows }: Waiting): Promise<void> {
  const had = rows.filter(({ state }) => state === 'sent');
  const changed = had.filter(({ vacantOn }) => (vacantOn === undefined) === (headId === undefined));
  if (changed.length === 0) return;
  const ids = changed.map(({ _id }) => _id);
  await store.feedbacks.noteVacancy(ids, headId === undefined ? beijingDateOf(now) : undefined);
}

async function takeEffect(ctx: JobContext, { trainingClass, unitId, to, rows, key }: HandOver): Promise<void> {
  const { store, now } = ctx;
  for (const row of rows) await store.feedbacks.handOver(row, to);
  const former = [...new Set(rows.flatMap(({ headId }) => headId ?? []))].filter((headId) => headId !== to);
  const acting = await store.standIns.actingFor(former, beijingDateOf(now));
  const copies = await store.sentCards.copies(
    [...former, ...acting.values()],
    cardCode(feedbackCardId(trainingClass._id, unitId)),
  );
  const old = copies.filter(({ officeOf, cadreId }) => former.includes(officeOf ?? cadreId));
  for (const card of old)
    if (card.open === true) await ctx.closeCard(card, resultWords.handedOver, `handed-over:${key}`);
  if (to !== undefined) await closeIfAllHaveHeads(ctx, trainingClass._id, key);
}

/** The organisation department has nobody to tell any more, once every unit has a head who takes note. */
async function closeIfAllHaveHeads(ctx: JobContext, classId: string, key: string): Promise<void> {
  const { store } = ctx;
  if ((await store.feedbacks.ofClass(classId)).some(({ state }) => state === 'nobody')) return;
  const department = (await store.cadres.withRole('orgDept')).map(({ _id }) => _id);
  for (const card of await store.sentCards.copies(department, cardCode(untoldCardId(classId))))
    if (card.open === true) await ctx.closeCard(card, toldWords.handedOn, `handed-on:${key}`);
}

/** All of one class to one unit. */
function groupsOf(rows: readonly FeedbackRow[]): FeedbackRow[][] {
  const groups = new Map<string, FeedbackRow[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.classId, row.unitId]);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()];
}
