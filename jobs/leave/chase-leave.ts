import { addMinutes, beijingDateOf } from '../../src/calendar/beijing-time.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { type LeaveOffice, officesLeft } from '../../src/training/leave/leave-route.ts';
import { requestWeight } from '../../src/training/leave/leave-standing.ts';
import type { LeaveRow } from '../../src/training/leave/leaves.ts';
import { leaveWords } from '../../src/training/leave/words.ts';
import { proofAbout } from '../../src/training/proofs/matter.ts';
import { withProofs } from '../../src/training/proofs/words.ts';
import type { Job, JobContext, Planned } from '../job.ts';

/**
 * A request for leave that nobody has decided for some hours: one that waits for the class teacher is shown to the party school too, which may
 * decide it; one that waits for others is shown to them once more. Nothing is granted by waiting.
 */
export const chaseLeave: Job = {
  name: 'chase-leave',
  about: '请假单超过时限未审批的，送县委党校代为审批或再次提醒',
  schedule: { everyMinutes: 30, atMinute: 21 },
  usefulForMinutes: 120,
  async plan(ctx) {
    const planned: Planned[] = [];
    for (const trainingClass of await ctx.store.classes.endingFrom(beijingDateOf(ctx.now)))
      for (const row of await ctx.store.leaves.askedIn(trainingClass._id))
        if (isOverdue(ctx, row, trainingClass)) planned.push(...(await cards(ctx, row, trainingClass)));
    return planned;
  },
};

function isOverdue({ packs, now }: JobContext, { askedAt, agreed }: LeaveRow, { opensOn }: ClassRow): boolean {
  const since = agreed?.at(-1)?.at ?? askedAt;
  const { leaveWaitsAtMostHours } = packs.on(opensOn).attendance;
  return since !== undefined && addMinutes(since, leaveWaitsAtMostHours * 60) <= now;
}

async function cards({ store, packs }: JobContext, row: LeaveRow, trainingClass: ClassRow): Promise<Planned[]> {
  const [office = 'classTeacher'] = officesLeft(row);
  const weight = await requestWeight(store, row, packs.of(trainingClass).attendance);
  const about = proofAbout('leave', row._id);
  const card = withProofs(leaveWords.decide(row, trainingClass, weight), about, await store.proofs.countOf(about));
  const asked: LeaveOffice = office === 'classTeacher' ? 'partySchool' : office;
  const people = (await store.cadres.withRole(asked)).filter(({ _id }) => _id !== row.cadreId);
  return people.map(({ _id }) => ({
    cadreId: _id,
    message: card,
    key: `leave-overdue:${row._id}:${office}:${_id}`,
    about: [row.cadreId],
    ...(asked === office ? { isReminder: true as const } : {}),
    note: leaveWords.overdueNote(row),
  }));
}
