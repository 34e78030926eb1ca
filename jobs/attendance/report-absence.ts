import { addMinutes, beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { type Half, halfDayName, halfOf } from '../../src/calendar/half-day.ts';
import { type HalfDayRoll, halfDayRoll, type OnRoll } from '../../src/training/attendance/half-day-roll.ts';
import { rollWords } from '../../src/training/attendance/roll-words.ts';
import { placeLostFromOn } from '../../src/training/call-up/call-up-deadlines.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { isKept } from '../../src/training/class/drop-out.ts';
import { dropOutProposals } from '../../src/training/class/drop-out-proposal.ts';
import { dropOutWords } from '../../src/training/class/drop-out-words.ts';
import type { Job, JobContext, Planned } from '../job.ts';

/** For how long after a session's start the roll is still asked for. */
const withinMinutes = 12 * 60;

/**
 * Asks the class teacher, once per half-day when signing in is over, about whoever was not seen: they may have come without a phone. Nobody
 * is absent before the teacher says so.
 */
export const reportAbsence: Job = {
  name: 'report-absence',
  about: '签到结束后把未签到名单发班主任，请其点到确认',
  schedule: { everyMinutes: 15, atMinute: 9 },
  usefulForMinutes: 60,
  closes: true,
  async plan(ctx) {
    const due = await dueRolls(ctx);
    const planned = await Promise.all(
      due.map(async ({ id, trainingClass, roll }): Promise<Planned[]> => {
        const lost = await placesLost(ctx, trainingClass, roll.unseen);
        const card: Planned = {
          cadreId: trainingClass.teacherId,
          message: rollWords.card(trainingClass, roll, id, { isStaff: true, lost: lost.map(({ person }) => person) }),
          key: id,
          about: roll.unseen.map(({ cadreId }) => cadreId),
          note: `点到确认：${trainingClass.name}${halfDayName(roll)}`,
        };
        return [card, ...(await proposals(ctx, trainingClass, lost))];
      }),
    );
    return planned.flat();
  },
  /** The rolls are kept before the cards that show them go out. */
  async effect(ctx) {
    for (const { id, trainingClass, roll } of await dueRolls(ctx))
      await ctx.store.rolls.show({
        ...{ _id: id, classId: trainingClass._id, dateOn: roll.dateOn, half: roll.half },
        cadreIds: roll.unseen.map(({ cadreId }) => cadreId),
        ...{ late: [], absent: [], shownAt: ctx.now },
      });
  },
};

interface DueRoll {
  id: `roll:${string}`;
  trainingClass: ClassRow;
  roll: HalfDayRoll;
}

/** The half-days whose signing in is over and in which somebody was not seen. */
async function dueRolls({ store, packs, now }: JobContext): Promise<DueRoll[]> {
  const due: DueRoll[] = [];
  const halves = new Map<string, { classId: string; dateOn: string; half: Half }>();
  for (const row of await store.sessions.startingBetween(addMinutes(now, -withinMinutes), now)) {
    const { classId, dateOn } = row;
    const half = halfOf(row);
    halves.set(`${classId} ${dateOn} ${half}`, { classId, dateOn, half });
  }
  for (const wanted of halves.values()) {
    const trainingClass = await store.classes.byId(wanted.classId);
    if (trainingClass === null || trainingClass.state === 'withdrawn') continue;
    const roll = await halfDayRoll(store, wanted, packs.of(trainingClass).attendance, now);
    if (roll === undefined || !roll.isClosed || roll.unseen.length === 0) continue;
    const startsAt = roll.sessions[0]?.startsAt.getTime() ?? 0;
    due.push({ id: `roll:${wanted.classId}:${wanted.dateOn}:${wanted.half}:${startsAt}`, trainingClass, roll });
  }
  return due;
}

/** Whether the organisation department is asked about them: a roll has said that they were not there, and nobody has decided that they stay. */
interface Lost {
  person: OnRoll;
  isProposed: boolean;
}

/** Those who lose their place: they have not appeared since the opening for as many days as the rules allow, and have no leave. */
async function placesLost(
  { store, packs, now }: JobContext,
  { _id, opensOn }: ClassRow,
  unseen: readonly OnRoll[],
): Promise<Lost[]> {
  if (beijingDateOf(now) < placeLostFromOn(opensOn, packs.on(opensOn).callUp)) return [];
  const lost: Lost[] = [];
  for (const person of unseen) {
    const marks = await store.signIns.ofTrainee(_id, person.cadreId);
    const leaves = await store.leaves.grantedTo(_id, person.cadreId);
    const callUp = await store.callUps.byId(_id, person.cadreId);
    const hasCome = callUp?.state === 'checkedIn';
    if (hasCome || leaves.length > 0 || !marks.every(({ byRoll }) => byRoll === 'absent')) continue;
    const place = await store.enrollments.byId(_id, person.cadreId);
    lost.push({ person, isProposed: marks.length > 0 && place !== null && !isKept(place) });
  }
  return lost;
}

/** Each is asked about once; people decide, and the reason of the rules is theirs to weigh. */
async function proposals({ store }: JobContext, trainingClass: ClassRow, lost: readonly Lost[]): Promise<Planned[]> {
  const reason = dropOutWords.neverSeen(trainingClass.opensOn);
  const note = dropOutWords.neverSeenNote(trainingClass);
  const cards = await Promise.all(
    lost
      .filter(({ isProposed }) => isProposed)
      .map(({ person: { cadreId } }) =>
        dropOutProposals(store, trainingClass, cadreId, { reason, about: `unseen:${trainingClass._id}:${cadreId}` }),
      ),
  );
  return cards.flat().map((each) => ({ ...each, note }));
}
