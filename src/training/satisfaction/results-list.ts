import { groupedBy } from '../../county/grouped-by.ts';
import { OVERALL } from './lesson-rating.ts';
import type { AskedQuestion, SatisfactionFormRow } from './satisfaction-forms.ts';
import { type Mean, meanOfAll, type Rating } from './satisfaction-tally.ts';

/** By what the results of a class are listed. */
export const RESULT_CUTS = ['lesson', 'lecturer', 'question'] as const;
export type ResultCut = (typeof RESULT_CUTS)[number];

/** One question with what was answered, as enough people answered it. */
export interface AnsweredQuestion {
  question: AskedQuestion;
  rating: Rating;
}

/** A lesson that may be told, its overall rating first. */
export interface RatedLesson {
  form: SatisfactionFormRow;
  overall: Rating;
  aspects: readonly AnsweredQuestion[];
}

/** Everybody who gave lessons of the class that may be told, under the name the timetable has. */
export interface RatedLecturer {
  /** The id of their first lesson's form: it stays the same when more are counted. */
  key: string;
  name: string;
  mean: Mean;
  lessons: readonly RatedLesson[];
  /** The aspects over all their lessons. */
  aspects: readonly { name: string; mean: Mean }[];
}

/** The lessons of which enough people answered, in the order of the forms. */
export function lessonResults(forms: readonly SatisfactionFormRow[]): RatedLesson[] {
  return forms.flatMap((form) => {
    const answered = form.kind === 'lesson' ? answeredOf(form) : [];
    const overall = answered.find(({ question }) => question.id === OVERALL)?.rating;
    if (overall === undefined) return [];
    return [{ form, overall, aspects: answered.filter(({ question }) => question.id !== OVERALL) }];
  });
}

/** Lecturers by their mean, the lowest first; lessons without one are left out. */
export function lecturerResults(forms: readonly SatisfactionFormRow[]): RatedLecturer[] {
  const byName = groupedBy(
    lessonResults(forms).filter(({ form }) => form.lecturer !== ''),
    ({ form }) => form.lecturer,
  );
  return [...byName]
    .map(([name, lessons]) => ({
      ...{ key: lessons[0]?.form._id ?? '', name, lessons },
      mean: meanOfAll(lessons.map(({ overall }) => overall)),
      aspects: aspectsOf(lessons),
    }))
    .sort((a, b) => a.mean.hundredths - b.mean.hundredths || (a.key < b.key ? -1 : 1));
}

/** What was asked about the class as a whole and its logistics, and answered by enough. */
export function questionResults(forms: readonly SatisfactionFormRow[]): (AnsweredQuestion & {
  form: SatisfactionFormRow;
})[] {
  return forms.flatMap((form) => (form.kind === 'class' ? answeredOf(form).map((each) => ({ ...each, form })) : []));
}

function answeredOf({ questions, results = [] }: SatisfactionFormRow): AnsweredQuestion[] {
  return questions.flatMap((question) => {
    const rating = results.find((each) => each.question === question.id);
    return rating === undefined ? [] : [{ question, rating }];
  });
}

function aspectsOf(lessons: readonly RatedLesson[]): { name: string; mean: Mean }[] {
  const byId = groupedBy(
    lessons.flatMap(({ aspects }) => aspects),
    ({ question }) => question.id,
  );
  return [...byId.values()].flatMap((same) => {
    const [first] = same;
    return first === undefined
      ? []
      : [{ name: first.question.name, mean: meanOfAll(same.map(({ rating }) => rating)) }];
  });
}
