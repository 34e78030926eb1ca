import { addDays, beijingDateOf, beijingTime } from '../../src/calendar/beijing-time.ts';
import { workingDaysBetween } from '../../src/calendar/working-days.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { endedClasses } from '../../src/training/follow-up/ended-classes.ts';
import { type FollowUpRound, isSentOn, roundsAfter } from '../../src/training/follow-up/follow-up-days.ts';
import type { FollowUpRules } from '../../src/training/follow-up/follow-up-rules.ts';
import { entryOf, type FollowUpRow, type FollowUpWay } from '../../src/training/follow-up/follow-ups.ts';
import { ratedPerson } from '../../src/training/follow-up/rated-people.ts';
import { followUpWords } from '../../src/training/follow-up/rating-words.ts';
import { roundRow } from '../../src/training/follow-up/round-rows.ts';
import type { Job, JobContext, Planned } from '../job.ts';
import { byRater } from './raters.ts';

/** The last round begins before so many months have passed. */
const months = 13;

/** Some months after a class: its trainees are asked how they see themselves, the heads how they see their people; once more whoever has not said so. */
export const openFollowUp: Job = {
  name: 'open-follow-up',
  about: '结业 3、6、12 个月时，请学员自评、请单位评价',
  schedule: { dailyAt: '09:52', onWorkingDays: true },
  usefulForMinutes: 8 * 60,
  async plan(ctx) {
    const planned: Planned[] = [];
    for (const due of await dueRounds(ctx))
      planned.push(...(await selfCards(ctx, due)), ...(await unitCards(ctx, due)));
    return planned;
  },
  async effect(ctx) {
    for (const { rows, isNew } of await dueRounds(ctx)) if (isNew) await ctx.store.followUps.open(rows);
  },
};

/** A round that is answered today. */
interface DueRound {
  trainingClass: ClassRow;
  rules: FollowUpRules;
  round: FollowUpRound;
  /** Of everybody of the class, as they are from today on. */
  rows: readonly FollowUpRow[];
  /** Whether it may begin today. */
  isNew: boolean;
  /** In which cards are sent today, if any are. */
  turn: 'first' | 'reminder' | undefined;
}

async function dueRounds(ctx: JobContext): Promise<DueRound[]> {
  const { store, packs, now } = ctx;
  const todayOn = beijingDateOf(now);
  const found: DueRound[] = [];
  for (const trainingClass of await endedClasses(store, todayOn, months)) {
    const rules = packs.nearest(trainingClass.opensOn).followUp;
    for (const round of roundsAfter(trainingClass.closesOn, rules)) {
      if (todayOn < round.dueOn || round.closesOn < todayOn) continue;
      const isNew = isSentOn(round.dueOn, todayOn);
      const rows = await rowsOf(ctx, trainingClass, round, isNew);
      const isLate = workingDaysBetween(round.dueOn, todayOn) >= rules.remindWorkingDays;
      found.push({ trainingClass, rules, round, rows, isNew, turn: isLate ? 'reminder' : isNew ? 'first' : undefined });
    }
  }
  return found;
}

/** Those that are stored, and in the first days those that are about to be. */
async function rowsOf(
  { store, now }: JobContext,
  { _id: classId }: ClassRow,
  round: FollowUpRound,
  isNew: boolean,
): Promise<FollowUpRow[]> {
  const stored = await store.followUps.ofRound(classId, round.months);
  if (!isNew) return stored;
  const trainees = await store.enrollments.traineesOf(classId);
  const people = new Map(
    (await store.cadres.many(trainees.map(({ cadreId }) => cadreId))).map((row) => [row._id, row]),
  );
  return trainees.map((trainee) => {
    const fresh = roundRow(trainee, round, people.get(trainee.cadreId), now);
    const known = stored.find(({ cadreId }) => cadreId === trainee.cadreId);
    return known === undefined ? fresh : known.state === 'planned' ? { ...known, state: fresh.state } : known;
  });
}

/** Those of a round who have not been spoken of in this way. */
function unanswered({ rows }: DueRound, way: FollowUpWay): FollowUpRow[] {
  return rows.filter((row) => row.state === 'open' && entryOf(row, way) === undefined);
}

const untilOf = ({ round }: DueRound) => beijingTime(addDays(round.closesOn, 1), '00:00');

async function selfCards({ store }: JobContext, due: DueRound): Promise<Planned[]> {
  const { trainingClass, rules, round, turn } = due;
  if (turn === undefined) return [];
  const plans = await store.actionPlans.ofClass(trainingClass._id);
  return unanswered(due, 'self').map((row): Planned => {
    const plan = plans.find(({ cadreId }) => cadreId === row.cadreId);
    const message = followUpWords.selfCard(trainingClass, row, ratedPerson(row, plan, rules, 'self'), rules);
    const common = {
      cadreId: row.cadreId,
      message,
      expiresAt: untilOf(due),
      note: followUpWords.selfNote(round.months),
    };
    return turn === 'first'
      ? { ...common, key: `follow-up-self:${row._id}` }
      : { ...common, key: `follow-up-self:${row._id}:reminder`, isReminder: true };
  });
}

async function unitCards(ctx: JobContext, due: DueRound): Promise<Planned[]> {
  const { trainingClass, rules, round, turn } = due;
  const waiting = unanswered(due, 'unit');
  if (turn === undefined || waiting.length === 0) return [];
  const { store } = ctx;
  const [plans, people] = await Promise.all([
    store.actionPlans.ofClass(trainingClass._id),
    store.cadres.many(due.rows.filter(({ state }) => state === 'open').map(({ cadreId }) => cadreId)),
  ]);
  const planned: Planned[] = [];
  for (const [cadreId, own] of await byRater(ctx, people)) {
    const about = own.map(({ _id }) => _id);
    const left = waiting.filter((row) => about.includes(row.cadreId));
    if (left.length === 0) continue;
    const shown = due.rows
      .filter((row) => about.includes(row.cadreId))
      .map((row) =>
        ratedPerson(
          row,
          plans.find((plan) => plan.cadreId === row.cadreId),
          rules,
          'unit',
        ),
      );
    const key = `follow-up-unit:${trainingClass._id}:${round.months}:${cadreId}` as const;
    const message = followUpWords.unitCard(trainingClass, { ...round, classId: trainingClass._id }, shown, rules);
    const common = { cadreId, about, message, expiresAt: untilOf(due), note: followUpWords.unitNote(left.length) };
    planned.push(turn === 'first' ? { ...common, key } : { ...common, key: `${key}:reminder`, isReminder: true });
  }
  return planned;
}
