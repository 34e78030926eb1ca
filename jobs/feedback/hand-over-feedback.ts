import { addDays, beijingDateOf, beijingTime } from '../../src/calendar/beijing-time.ts';
import { cardCode } from '../../src/chat/message.ts';
import { isSuspended } from '../../src/county/contact-standing.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { type FeedbackRow, feedbackCardId, feedbackCardKey } from '../../src/training/feedback/feedbacks.ts';
import { resultWords } from '../../src/training/feedback/words.ts';
import { resultCardDays } from '../grading/publish-grades.ts';
import type { Job, JobContext, Planned } from '../job.ts';

/** What one head has of one class and has not acknowledged, while somebody else heads the unit, or nobody who can be reached. */
interface HandOver {
  trainingClass: ClassRow;
  unitId: string;
  from: string;
  /** Absent when nobody can be told: the organisation department informs them itself. */
  to?: string;
  rows: readonly FeedbackRow[];
  /** To whom the department's word goes. */
  releasedBy?: string;
  /** Of the message with which it goes on. */
  key: `feedback:${string}` | `feedback-nobody:${string}`;
  message: Planned[];
}

/**
 * Results that a head has not acknowledged go on to whoever heads the unit now; where nobody does, or the head is listed in the contacts no
 * longer and nobody stands in, the organisation department informs them itself. The old card is closed once the message is stored, at the
 * latest in the next run, so that a run that breaks off loses none and sends none twice.
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
    const due = await handOvers(ctx);
    const known = await ctx.store.deliveries.known(due.map(({ key }) => key));
    for (const each of due) if (known.has(each.key) || each.message.length === 0) await takeEffect(ctx, each);
  },
};

async function handOvers(ctx: JobContext): Promise<HandOver[]> {
  const { store, now } = ctx;
  const since = beijingTime(addDays(beijingDateOf(now), -resultCardDays), '00:00');
  const rows = await store.feedbacks.unacknowledged(since);
  const units = new Map(
    (await store.units.many([...new Set(rows.map(({ unitId }) => unitId))])).map((u) => [u._id, u]),
  );
  const headIds = [...new Set([...units.values()].flatMap(({ headId }) => headId ?? []))];
  const gone = new Set((await store.cadres.many(headIds)).filter(isSuspended).map(({ _id }) => _id));
  const acting = await store.standIns.actingFor([...gone], beijingDateOf(now));
  const found: HandOver[] = [];
  for (const group of groupsOf(rows)) {
    const [first] = group;
    const headId = units.get(first?.unitId ?? '')?.headId;
    const reached = headId !== undefined && (!gone.has(headId) || acting.has(headId)) ? headId : undefined;
    if (first?.headId === undefined || first.headId === reached) continue;
    found.push(...(await handOver(ctx, group, first.headId, reached)));
  }
  return found;
}

/** One for the present head, and one for the department about the head's own results or where there is nobody. */
async function handOver(
  { store, now }: JobContext,
  rows: readonly FeedbackRow[],
  from: string,
  headId: string | undefined,
): Promise<HandOver[]> {
  const [{ classId, unitId, handOvers = 0, sentAt } = rows[0] as FeedbackRow] = rows;
  const [trainingClass, grading, unit] = await Promise.all([
    store.classes.byId(classId),
    store.gradings.byClass(classId),
    store.units.byId(unitId),
  ]);
  if (trainingClass === null) return [];
  const common = { trainingClass, unitId, from };
  const expiresAt = beijingTime(addDays(beijingDateOf(sentAt), resultCardDays), '18:00');
  const found: HandOver[] = [];
  const toHead = headId === undefined ? [] : rows.filter(({ cadreId }) => cadreId !== headId);
  if (headId !== undefined && toHead.length > 0) {
    const key = feedbackCardKey({ classId, unitId, headId, handOvers: handOvers + 1 });
    const isShown = (await store.sentCards.copies([headId], cardCode(feedbackCardId(classId, unitId)))).some(
      ({ open, expiresAt: until }) => open === true && until > now,
    );
    const about = await store.assessments.many(toHead.map(({ _id }) => _id));
    const message: Planned = {
      ...{ cadreId: headId, message: resultWords.feedback(trainingClass, unitId, about), key, expiresAt },
      about: about.map(({ cadreId }) => cadreId),
      note: resultWords.handedOverNote(about.map(({ name }) => name)),
    };
    found.push({ ...common, to: headId, rows: toHead, key, message: isShown ? [] : [message] });
  }
  const left = rows.filter((row) => !toHead.includes(row));
  if (left.length > 0 && grading?.releasedBy !== undefined) {
    const key = `feedback-nobody:${classId}:${unitId}:${handOvers + 1}` as const;
    const why = headId === undefined ? (unit?.headId === undefined ? 'noHead' : 'unreachable') : 'isHead';
    const people = left.map(({ name }) => ({ name, unitName: unit?.name ?? '', why }) as const);
    const text = resultWords.nobodyToTell(trainingClass, people);
    const note = resultWords.nobodyNote(trainingClass);
    const message: Planned = { cadreId: grading.releasedBy, message: { kind: 'text', text }, key, expiresAt, note };
    found.push({ ...common, rows: left, key, message: [message] });
  }
  return found;
}

async function takeEffect(ctx: JobContext, { trainingClass, unitId, from, to, rows, key }: HandOver): Promise<void> {
  const { store, now } = ctx;
  for (const { _id } of rows) await store.feedbacks.handOver(_id, from, to);
  const acting = await store.standIns.actingFor([from], beijingDateOf(now));
  const copies = await store.sentCards.copies(
    [from, ...acting.values()],
    cardCode(feedbackCardId(trainingClass._id, unitId)),
  );
  const old = copies.filter(({ officeOf, cadreId }) => (officeOf ?? cadreId) === from);
  for (const card of old)
    if (card.open === true) await ctx.closeCard(card, resultWords.handedOver, `handed-over:${key}`);
}

/** All of one class to one unit that one head has. */
function groupsOf(rows: readonly FeedbackRow[]): FeedbackRow[][] {
  const groups = new Map<string, FeedbackRow[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.classId, row.unitId, row.headId]);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()];
}
