import { beijingDateOf, beijingTime } from '../../src/calendar/beijing-time.ts';
import { comersOf } from '../../src/training/arrival/comers.ts';
import { missingFrom } from '../../src/training/arrival/missing.ts';
import { arrivalWords } from '../../src/training/arrival/words.ts';
import { openingMark } from '../../src/training/class/class-days.ts';
import { type ClassRow, isHeldHere } from '../../src/training/class/classes.ts';
import type { Job, JobContext, Planned } from '../job.ts';

/**
 * On the opening day: asks the class teacher who has arrived, and in the afternoon tells units and the organisation department who has not.
 * It records nothing: people decide what it was.
 */
export const reportArrivals: Job = {
  name: 'report-arrivals',
  about: '开班当日请班主任登记报到，下午将未报到人员告知所在单位和县委组织部',
  schedule: { everyMinutes: 15, atMinute: 11 },
  usefulForMinutes: 120,
  async plan(ctx) {
    const todayOn = beijingDateOf(ctx.now);
    const opening = (await ctx.store.classes.endingFrom(todayOn)).filter(
      (row) => row.opensOn === todayOn && row.state !== 'withdrawn' && isHeldHere(row),
    );
    const planned = [];
    for (const trainingClass of opening) planned.push(...(await ofClass(ctx, trainingClass)));
    return planned;
  },
};

async function ofClass(ctx: JobContext, trainingClass: ClassRow): Promise<Planned[]> {
  const { askClock, reportClock } = ctx.packs.of(trainingClass).callUp.arrival;
  const isPast = (clock: string) => ctx.now >= beijingTime(trainingClass.opensOn, clock);
  return [
    ...(isPast(askClock) && !isPast(reportClock) ? await askTeacher(ctx, trainingClass) : []),
    ...(isPast(reportClock) ? await tellOfMissing(ctx, trainingClass) : []),
  ];
}

async function askTeacher({ store }: JobContext, trainingClass: ClassRow): Promise<Planned[]> {
  const comers = await comersOf(store, trainingClass._id);
  if (comers.every(({ hasArrived }) => hasArrived)) return [];
  return [
    {
      cadreId: trainingClass.teacherId,
      message: arrivalWords.roll(trainingClass, comers, true),
      key: `arrival-roll:${trainingClass._id}${openingMark(trainingClass)}`,
      note: `登记报到：${trainingClass.name}`,
    },
  ];
}

/** One message a unit, and one card to each of the organisation department who is not among the missing. */
async function tellOfMissing({ store }: JobContext, trainingClass: ClassRow): Promise<Planned[]> {
  const missing = await missingFrom(store, trainingClass);
  if (missing.length === 0) return [];
  const { _id: classId } = trainingClass;
  const note = `未报到：${trainingClass.name}`;
  const units = await store.units.many([...new Set(missing.map(({ unitId }) => unitId))]);
  const toUnits = units.flatMap((unit): Planned[] => {
    const own = missing.filter(({ unitId }) => unitId === unit._id);
    const text = arrivalWords.missingToUnit(
      trainingClass,
      own.map(({ name }) => name),
    );
    const staff = [...new Set([unit.headId, unit.liaisonId])].filter((id) => id !== undefined);
    return staff.map((cadreId) => ({
      ...{ cadreId, message: { kind: 'text' as const, text }, note },
      key: `no-show-unit:${classId}:${unit._id}:${cadreId}${openingMark(trainingClass)}` as const,
    }));
  });
  const staff = (await store.cadres.withRole('orgDept')).filter(
    ({ _id }) => !missing.some(({ cadreId }) => cadreId === _id),
  );
  const card = arrivalWords.missing(trainingClass, missing);
  return [
    ...toUnits,
    ...staff.map(({ _id }) => ({
      ...{ cadreId: _id, message: card, note },
      key: `no-show:${classId}:${_id}${openingMark(trainingClass)}` as const,
    })),
  ];
}
