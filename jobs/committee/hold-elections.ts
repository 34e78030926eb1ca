import { addMinutes } from '../../src/calendar/beijing-time.ts';
import { text } from '../../src/chat/message.ts';
import { carriedByDays } from '../../src/training/attendance/carried-tasks.ts';
import { type ClassRow, isNotGraded } from '../../src/training/class/classes.ts';
import { ballotWords } from '../../src/training/committee/ballot-words.ts';
import { firstVotes, votedOn } from '../../src/training/committee/election.ts';
import { destroyBallots, goOn } from '../../src/training/committee/election-steps.ts';
import { type ElectionRow, isGoingOn } from '../../src/training/committee/elections.ts';
import { namesIn } from '../../src/training/committee/names.ts';
import { committeeStaffWords } from '../../src/training/committee/staff-words.ts';
import { turnoutOf } from '../../src/training/committee/turnout.ts';
import type { NameOf } from '../../src/training/committee/words.ts';
import { toldByDayCards } from '../carried.ts';
import type { Job, JobContext, Planned } from '../job.ts';

/** Who has not voted is reminded once, so long before the end; at no other time, and whoever has voted meanwhile. */
const remindMinutes = 4 * 60;

/** Leads elections of class committees from coming forward to voting, from voting to the count, and tells those concerned. */
export const holdElections: Job = {
  name: 'hold-elections',
  about: '班委竞选到时转入投票、提醒未投票的学员、计票并报县委党校审定',
  schedule: { everyMinutes: 5, atMinute: 4 },
  usefulForMinutes: 5,
  closes: true,
  async plan(ctx) {
    const planned: Planned[] = [];
    for (const row of await ctx.store.elections.goingOn()) {
      const trainingClass = await ctx.store.classes.byId(row.classId);
      if (trainingClass !== null && isNotGraded(trainingClass))
        planned.push(...(await messagesOf(ctx, trainingClass, row)));
    }
    return planned;
  },
  async effect({ store, packs, now }) {
    for (const row of await store.elections.goingOn()) {
      const trainingClass = await store.classes.byId(row.classId);
      if (trainingClass !== null && isNotGraded(trainingClass))
        await goOn(store, row, packs.of(trainingClass).committee, now);
      else await end(store, row);
    }
  },
};

/** The class is over or withdrawn: so is its election. */
async function end(store: JobContext['store'], row: ElectionRow): Promise<void> {
  await destroyBallots(store, row);
  await store.elections.act(row._id, `step:election:${row._id}:class-over`, (present) =>
    isGoingOn(present) ? { state: 'over', overFor: { reason: 'cancelled', words: '班次已结束' } } : undefined,
  );
}

async function messagesOf(ctx: JobContext, trainingClass: ClassRow, row: ElectionRow): Promise<Planned[]> {
  const nameOf = await namesIn(ctx.store, row);
  switch (row.state) {
    case 'nominating':
      return row.nominatesUntil <= ctx.now ? nominated(ctx, trainingClass, row) : [];
    case 'voting':
      return ballots(ctx, trainingClass, row, nameOf);
    case 'counted':
      return results(ctx, trainingClass, row, nameOf);
    default:
      return [];
  }
}

/** What keeps the class from voting, for its teacher; where nothing does, voting begins after this plan. */
async function nominated({ store, packs }: JobContext, trainingClass: ClassRow, row: ElectionRow): Promise<Planned[]> {
  const { teacherId: cadreId, opensOn, name } = trainingClass;
  const trainees = (await store.enrollments.traineesOf(row.classId)).map((each) => each.cadreId);
  if (firstVotes(row, new Set(trainees)).length === 0) {
    const key = `election-nobody:${row._id}:${row.nominatesUntil.getTime()}` as const;
    return [
      { cadreId, message: text(committeeStaffWords.nobody(trainingClass)), key, note: `班委竞选无人报名：${name}` },
    ];
  }
  const { leastVoters } = packs.on(opensOn).committee;
  if (trainees.length >= leastVoters) return [];
  const message = text(committeeStaffWords.fewVoters(trainingClass, trainees.length, leastVoters));
  return [{ cadreId, message, key: `election-few:${row._id}`, note: `班委竞选人数不足：${name}` }];
}

/** A ballot for everybody who may vote, and one reminder for who has not. */
async function ballots(
  { store, packs, now }: JobContext,
  trainingClass: ClassRow,
  row: ElectionRow,
  nameOf: NameOf,
): Promise<Planned[]> {
  const round = row.rounds.at(-1);
  if (round === undefined || round.closesAt <= now) return [];
  const turnout = await turnoutOf(store, row, round);
  const isLate = addMinutes(round.closesAt, -remindMinutes) <= now;
  const times = { askedAt: now, closesAt: round.closesAt };
  const carried = await carriedByDays(store, row.classId, packs.of(trainingClass).reminders, times);
  const told = isLate ? await toldByDayCards({ store, now }, row.classId, ballotWords.cardId(row, round)) : new Set();
  return round.voters.flatMap((cadreId): Planned[] => {
    const next = turnout.nextFor(cadreId);
    const common = { cadreId, expiresAt: round.closesAt };
    const card = (at: number) => ballotWords.card(trainingClass, row, round, at, nameOf);
    const note = `班委投票：${trainingClass.name}`;
    const key = `${row._id}:${round.number}:${cadreId}`;
    const first: Planned = { ...common, message: card(0), key: `election-ballot:${key}`, ...carried, note };
    if (!isLate || next === undefined || told.has(cadreId)) return [first];
    return [first, { ...common, message: card(next), key: `election-reminder:${key}`, isReminder: true, note }];
  });
}

/** What came of it, for the class teacher; for the school, except whom it is about, to confirm. */
async function results(
  { store, packs }: JobContext,
  trainingClass: ClassRow,
  row: ElectionRow,
  nameOf: NameOf,
): Promise<Planned[]> {
  const { committee } = packs.of(trainingClass);
  const note = `班委竞选结果：${trainingClass.name}`;
  const school = (await store.cadres.withRole('partySchool')).filter(({ _id }) => !votedOn(row).includes(_id));
  return [
    {
      ...{ cadreId: trainingClass.teacherId, key: `election-counted:${row._id}`, note },
      message: text(committeeStaffWords.counted(trainingClass, row, nameOf, committee)),
    },
    ...school.map(({ _id }) => ({
      ...{ cadreId: _id, key: `election-confirm:${row._id}:${_id}` as const, note },
      message: committeeStaffWords.confirm(trainingClass, row, nameOf, committee),
    })),
  ];
}
