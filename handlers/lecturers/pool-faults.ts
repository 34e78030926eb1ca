import type { Context } from '../../src/bot/context.ts';
import { type Clash, peopleIn } from '../../src/training/class/clashes.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import type { CurriculumRepair } from '../../src/training/class/curriculum-repair.ts';
import type { Session } from '../../src/training/class/session.ts';
import { sessionName } from '../../src/training/class/timetable.ts';
import { bookingFaults, lecturerOf } from '../../src/training/lecturers/lecturer.ts';
import { repairsFromPool } from '../../src/training/lecturers/pool-courses.ts';

/** What stands against lessons given by lecturers of the pool; of others nothing is known. */
export async function poolFaults(ctx: Context, row: ClassRow, lessons: readonly Session[]): Promise<Clash[]> {
  if (lessons.every(({ lecturer }) => peopleIn(lecturer).length === 0)) return [];
  const pool = await ctx.store.lecturers.all();
  const { faculty } = ctx.rulesOf(row);
  return lessons.flatMap((session) =>
    lecturerOf(session, pool)
      .flatMap((lecturer) => bookingFaults(lecturer, session, faculty))
      .map(({ blocking, sentence }) => ({ blocking, sentence: `${sessionName(session)}：${sentence}` })),
  );
}

/** Repairs of a refused timetable with courses of the pool whose lecturers are free then. */
export async function poolRepairs(
  ctx: Context,
  row: ClassRow,
  repairs: readonly CurriculumRepair[],
  sessions: readonly Session[],
): Promise<string[]> {
  if (repairs.length === 0) return [];
  const pool = await ctx.store.lecturers.all();
  if (pool.length === 0) return [];
  const times = sessions.map(({ startsAt }) => startsAt.getTime());
  const dayMs = 24 * 3_600_000;
  const around = await ctx.store.sessions.startingBetween(
    new Date(Math.min(...times) - dayMs),
    new Date(Math.max(...times) + dayMs),
  );
  const isFree = (name: string, at: Session) =>
    [...around, ...sessions].every(
      (other) => !(other.startsAt < at.endsAt && at.startsAt < other.endsAt && peopleIn(other.lecturer).includes(name)),
    );
  return repairsFromPool(repairs, sessions, pool, ctx.rulesOf(row).faculty, isFree);
}
