import type { Context } from '../../src/bot/context.ts';
import { screensOfOffice, settleCopies } from '../../src/bot/open-cards.ts';
import { halfDayName, halfOf } from '../../src/calendar/half-day.ts';
import { RuleError } from '../../src/errors.ts';
import type { MessageKey } from '../../src/outbox/causes.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { type LeaveOffice, officesLeft } from '../../src/training/leave/leave-route.ts';
import { sessionsWithin } from '../../src/training/leave/leave-span.ts';
import type { LeaveRow } from '../../src/training/leave/leaves.ts';
import { leaveCardId, leaveWords } from '../../src/training/leave/words.ts';
import { leaveCard } from './leave-card.ts';

/** Who decides for an office about leave of this trainee: nobody about their own. */
export async function deciders(
  ctx: Context,
  trainingClass: ClassRow,
  office: LeaveOffice,
  traineeId: string,
): Promise<string[]> {
  const people =
    office === 'classTeacher'
      ? [trainingClass.teacherId]
      : (await ctx.store.cadres.withRole(office)).map(({ _id }) => _id);
  return people.filter((id) => id !== traineeId);
}

/** Shows the request to whoever decides next. */
export async function sendToNext(ctx: Context, row: LeaveRow, trainingClass: ClassRow): Promise<void> {
  const [office = 'classTeacher'] = officesLeft(row);
  const message = await leaveCard(ctx, row);
  const people = await deciders(ctx, trainingClass, office, row.cadreId);
  const keyOf = (cadreId: string): MessageKey =>
    office === 'classTeacher' ? `leave-request:${row._id}` : `leave-request:${row._id}:${office}:${cadreId}`;
  await ctx.sendAll(people.map((cadreId) => ({ cadreId, message, key: keyOf(cadreId), about: [row.cadreId] })));
}

/** Closes the request on the screens of everybody who could have decided it so far. */
export async function settleEverywhere(
  ctx: Context,
  row: LeaveRow,
  trainingClass: ClassRow,
  settled: string,
): Promise<void> {
  await ctx.settle(settled);
  await settleForDeciders(ctx, row, trainingClass, settled);
}

/** The same, where something else was pressed. */
async function settleForDeciders(ctx: Context, row: LeaveRow, trainingClass: ClassRow, settled: string): Promise<void> {
  const offices = new Set([...(row.route ?? []), 'partySchool' as const]);
  const people = [ctx.person._id, ...(await screensOfOffice(ctx, trainingClass.teacherId))];
  for (const office of offices)
    if (office !== 'classTeacher') people.push(...(await deciders(ctx, trainingClass, office, row.cadreId)));
  const next =
    row.state === 'asked' ? await deciders(ctx, trainingClass, officesLeft(row)[0] ?? 'classTeacher', row.cadreId) : [];
  for (const cadreId of new Set(people))
    if (!next.includes(cadreId)) await settleCopies(ctx, cadreId, leaveCardId(row._id), settled);
}

/**
 * An absence that is on record never becomes leave afterwards; one that was recorded by mistake is taken out first.
 * @throws RuleError `leave.absent-already`
 */
export async function refuseIfAbsent(ctx: Context, row: LeaveRow): Promise<void> {
  if (!row.late) return;
  const sessions = sessionsWithin(await ctx.store.sessions.ofClass(row.classId), row);
  const begun = sessions.filter(({ startsAt }) => startsAt <= ctx.now);
  for (const session of begun) {
    const mark = await ctx.store.signIns.byId(session._id, row.cadreId);
    if (mark?.byRoll === 'absent')
      throw new RuleError('leave.absent-already', {
        day: halfDayName({ dateOn: session.dateOn, half: halfOf(session) }),
      });
  }
}

/** What somebody who leaves the class asked for and nobody decided on is closed, also before those who were to. @returns what was closed */
export async function closeAskedLeave(ctx: Context, trainingClass: ClassRow, cadreId: string): Promise<LeaveRow[]> {
  const decision = { decidedBy: ctx.person._id, decidedAt: ctx.now };
  const closed = await ctx.store.leaves.closeAsked(trainingClass._id, ctx.update.id, decision, { cadreId });
  for (const row of closed) await settleForDeciders(ctx, row, trainingClass, leaveWords.closedCard(row.name));
  return closed;
}

/** Whether who asks for leave still takes part in the class. */
export async function isEnrolled(ctx: Context, { classId, cadreId }: LeaveRow): Promise<boolean> {
  const trainee = await ctx.store.enrollments.byId(classId, cadreId);
  return trainee !== null && trainee.state !== 'withdrawn';
}

/** The unit learns of leave that was granted: whoever is liaison, else the head. */
export async function tellUnit(ctx: Context, row: LeaveRow, trainingClass: ClassRow, key: MessageKey): Promise<void> {
  const cadre = await ctx.store.cadres.byId(row.cadreId);
  const unit = cadre === null ? null : await ctx.store.units.byId(cadre.unitId);
  const [receiver] = [unit?.liaisonId, unit?.headId].filter((id) => id !== undefined && id !== row.cadreId);
  if (receiver === undefined) return;
  await ctx.send(receiver, leaveWords.toUnit(row, trainingClass), key);
}
