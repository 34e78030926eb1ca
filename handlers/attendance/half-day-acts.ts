import { classArg, dateArg, isDate, oneOfArg, traineesArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { type Half, halfDayName, readHalf } from '../../src/calendar/half-day.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import type { SessionRow } from '../../src/training/class/sessions.ts';
import { sessionsIn } from '../../src/training/leave/leave-span.ts';

const mostNoteLetters = 200;

/** Of whom and of which half of a day something is entered: class, trainees, day, half. */
export const halfDayArgs = [
  classArg(),
  traineesArg(isDate),
  dateArg('dateOn', '日期', { ofHalf: true }),
  oneOfArg('half', '上午|下午|晚上', readHalf, (word) => `“${word}”请写成上午、下午或晚上。`),
] as const;

/** @throws RuleError `sign-in.no-session` where the class has no lesson then */
export async function sessionsOfHalf(
  ctx: Context,
  trainingClass: ClassRow,
  dateOn: string,
  half: Half,
): Promise<readonly SessionRow[]> {
  const sessions = sessionsIn(await ctx.store.sessions.ofClass(trainingClass._id), dateOn, half);
  if (sessions.length === 0) throw new RuleError('sign-in.no-session', { day: halfDayName({ dateOn, half }) });
  return sessions;
}

/** What is kept of the words somebody gave for it. */
export function asNote(words: string): string {
  return [...words].slice(0, mostNoteLetters).join('');
}
