import type { Context } from '../../src/bot/context.ts';
import { reviseCopies } from '../../src/bot/open-cards.ts';
import { findClass } from '../../src/bot/people.ts';
import { dayHalves, ownClassDay } from '../../src/training/attendance/class-day.ts';
import { dayWords } from '../../src/training/attendance/day-words.ts';

/** Shows on a trainee's card of that day what holds by now. */
export async function showDay(
  ctx: Context,
  cadreId: string,
  { classId, dateOn }: { classId: string; dateOn: string },
): Promise<void> {
  const trainingClass = await findClass(ctx, classId);
  const { sessions, facts } = await ownClassDay(ctx.store, { classId, dateOn }, cadreId);
  const halves = dayHalves(sessions, facts, ctx.rulesOf(trainingClass).attendance, ctx.now);
  if (halves.length > 0) await reviseCopies(ctx, cadreId, dayWords.card({ trainingClass, dateOn, halves }));
}
