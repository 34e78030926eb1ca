import { addMinutes } from '../calendar/beijing-time.ts';
import { classForm } from '../training/satisfaction/class-form.ts';
import { groupOf } from '../training/satisfaction/class-questions.ts';
import { lessonForm } from '../training/satisfaction/lesson-form.ts';
import { isRated } from '../training/satisfaction/lesson-rating.ts';
import type { SatisfactionFormRow } from '../training/satisfaction/satisfaction-forms.ts';
import type { SatisfactionRules } from '../training/satisfaction/satisfaction-rules.ts';
import { tallyOf, type Vote } from '../training/satisfaction/satisfaction-tally.ts';
import type { RecentClass } from './recent-class.ts';

/** Counted answers about every lesson of a class, the class and its logistics; most people have answered. */
export function recentClassRatings(
  { row, sessions, trainees }: RecentClass,
  rules: SatisfactionRules,
): SatisfactionFormRow[] {
  const lessons = sessions
    .filter((session) => isRated(session, rules))
    .map((session) => lessonForm(session, row, trainees.length, rules));
  const ofClass = classForm(row, [], trainees, rules);
  return [...lessons, ...(ofClass === undefined ? [] : [ofClass])].map((form, at) => {
    const votes = form.questions.flatMap(({ id }, question) =>
      trainees.flatMap(({ rankLevel }, person): Vote[] => {
        if ((person + at) % 6 === 0) return [];
        const group = form.kind === 'class' ? groupOf(form.groups, rankLevel) : '';
        return [{ question: id, group, level: levelOf(rules, person * 7 + at * 3 + question) }];
      }),
    );
    const ids = form.questions.map(({ id }) => id);
    return { ...form, state: 'closed', results: tallyOf(ids, votes, rules), closedAt: addMinutes(form.closesAt, 8) };
  });
}

/** Six of ten answers are the best, three the next, one the third. */
function levelOf({ levels }: SatisfactionRules, at: number): string {
  const place = at % 10 < 6 ? 0 : at % 10 < 9 ? 1 : 2;
  return levels[place]?.id ?? '';
}
