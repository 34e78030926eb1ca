import { formatMoment } from '../../calendar/beijing-time.ts';
import type { SessionRow } from '../class/sessions.ts';
import type { SatisfactionRules } from './satisfaction-rules.ts';

/** The question every lesson is asked about, with one tap. */
export const OVERALL = 'overall';

type Lesson = Pick<SessionRow, '_id' | 'method' | 'startsAt' | 'endsAt'>;

/** What is known of one trainee: at which lessons they were, and what they rated. */
export interface RaterFacts {
  attended: ReadonlySet<string>;
  rated: ReadonlySet<string>;
}

/** Until when a lesson is rated. */
export function ratedUntil({ endsAt }: Pick<Lesson, 'endsAt'>, { lessonHours }: SatisfactionRules): Date {
  return new Date(endsAt.getTime() + lessonHours * 3600_000);
}

/** Whether lessons of this kind are rated at all. */
export function isRated({ method }: Pick<Lesson, 'method'>, { notRated }: SatisfactionRules): boolean {
  return !notRated.includes(method);
}

/** Whether somebody may rate a lesson now, and if not, why. */
export function ratingOf(
  lesson: Lesson,
  wasThere: boolean,
  rules: SatisfactionRules,
  now: Date,
): { may: true } | { may: false; reason: string } {
  const no = (reason: string) => ({ may: false as const, reason });
  if (!isRated(lesson, rules)) return no('这一课不作评价。');
  if (now < lesson.endsAt) return no(`这一课${formatMoment(lesson.endsAt)}结束后才能评价。`);
  if (now >= ratedUntil(lesson, rules)) return no(`这一课的评价已于${formatMoment(ratedUntil(lesson, rules))}截止。`);
  if (!wasThere) return no('这一课没有您的到课记录，不作评价。');
  return { may: true };
}

/** The lessons somebody may rate now and has not, the earliest first. @param lessons - of one class */
export function lessonsToRate<One extends Lesson>(
  lessons: readonly One[],
  { attended, rated }: RaterFacts,
  rules: SatisfactionRules,
  now: Date,
): One[] {
  return lessons
    .filter((each) => !rated.has(each._id) && ratingOf(each, attended.has(each._id), rules, now).may)
    .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime() || (a._id < b._id ? -1 : 1));
}
