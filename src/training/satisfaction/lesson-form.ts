import { beijingDateOf } from '../../calendar/beijing-time.ts';
import type { ClassRow } from '../class/classes.ts';
import type { SessionRow } from '../class/sessions.ts';
import { lessonQuestions } from './class-questions.ts';
import { OVERALL, ratedUntil } from './lesson-rating.ts';
import { lessonFormId, type SatisfactionFormRow } from './satisfaction-forms.ts';
import type { SatisfactionRules } from './satisfaction-rules.ts';

/** How the one-tap question about a lesson is called in results. */
const overallName = '总体';

/** What was asked of a lesson, as it was held. @param asked - how many were there */
export function lessonForm(
  session: SessionRow,
  { kind }: Pick<ClassRow, 'kind'>,
  asked: number,
  rules: SatisfactionRules,
): Omit<SatisfactionFormRow, 'state'> {
  const { _id, classId, title, lecturer, place, startsAt } = session;
  return {
    ...{ _id: lessonFormId(_id), classId, kind: 'lesson', title, lecturer, place, heldOn: beijingDateOf(startsAt) },
    questions: [
      { id: OVERALL, part: 'lesson', name: overallName },
      ...lessonQuestions(rules.questions, kind).map(({ id, part, name }) => ({ id, part, name })),
    ],
    ...{ groups: [], closesAt: ratedUntil(session, rules), asked },
  };
}
