import type { Context } from '../../src/bot/context.ts';
import { type Clash, clashes } from '../../src/training/class/clashes.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import type { Session } from '../../src/training/class/session.ts';
import type { TimetableChange } from '../../src/training/class/timetable-change.ts';
import { siteFaultsOf } from '../field-sites/site-faults.ts';
import { poolFaults } from '../lecturers/pool-faults.ts';

/** What the lessons that are new, moved, or given elsewhere or by somebody else meet in other classes, and what stands against their lecturers and sites. */
export async function clashesOf(ctx: Context, row: ClassRow, { kept, added }: TimetableChange): Promise<Clash[]> {
  const changed = kept.filter(({ before, after }) => isElsewhere(before, after)).map(({ after }) => after);
  const lessons = [...changed, ...added].filter(({ endsAt }) => endsAt > ctx.now);
  if (lessons.length === 0) return [];
  const firstAt = Math.min(...lessons.map(({ startsAt }) => startsAt.getTime()));
  const lastAt = Math.max(...lessons.map(({ endsAt }) => endsAt.getTime()));
  const dayMs = 24 * 3_600_000;
  const around = await ctx.store.sessions.startingBetween(new Date(firstAt - dayMs), new Date(lastAt));
  const others = around.filter(({ classId }) => classId !== row._id);
  const held = await heldClasses(ctx, [...new Set(others.map(({ classId }) => classId))]);
  const shared = await sharedTrainees(ctx, row._id, held);
  const there = others.filter(({ classId }) => held.includes(classId));
  return [
    ...clashes(lessons, there, shared),
    ...(await poolFaults(ctx, row, lessons)),
    ...(await siteFaultsOf(ctx, row._id, lessons)),
  ];
}

function isElsewhere(before: Session, after: Session): boolean {
  return (
    before.startsAt.getTime() !== after.startsAt.getTime() ||
    before.endsAt.getTime() !== after.endsAt.getTime() ||
    before.lecturer !== after.lecturer ||
    before.place !== after.place ||
    before.title !== after.title
  );
}

async function heldClasses(ctx: Context, classIds: readonly string[]): Promise<string[]> {
  const rows = await Promise.all(classIds.map((classId) => ctx.store.classes.byId(classId)));
  return rows.flatMap((row) => (row === null || row.state === 'withdrawn' ? [] : [row._id]));
}

async function sharedTrainees(
  ctx: Context,
  classId: string,
  others: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (others.length === 0) return new Map();
  const own = new Set((await ctx.store.enrollments.traineesOf(classId)).map(({ cadreId }) => cadreId));
  const counts = others.map(async (other): Promise<[string, number]> => {
    const trainees = own.size === 0 ? [] : await ctx.store.enrollments.traineesOf(other);
    return [other, trainees.filter(({ cadreId }) => own.has(cadreId)).length];
  });
  return new Map(await Promise.all(counts));
}
