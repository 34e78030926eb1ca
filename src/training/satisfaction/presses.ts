import { fact, press } from '../../chat/press.ts';
import { RESULT_CUTS } from './results-list.ts';

// `sealed`: the level that is chosen, which nobody may learn (docs/secret-ballots.md).
export const rateLesson = press('satisfaction.lesson', 'own', {
  session: fact.text,
  question: fact.text,
  sealed: fact.text,
});
export const rateClass = press('satisfaction.class', 'own', {
  classId: fact.text,
  question: fact.text,
  sealed: fact.text,
});

// The single aspects of a lesson, and back to the lessons.
export const rateAspects = press('satisfaction.aspects', 'own', { session: fact.text });
export const leaveAspects = press('satisfaction.lessons', 'own');

// The questions of a class, as a sheet had them.
const ofDraft = { classId: fact.text, draft: fact.text };
export const setQuestions = press('satisfaction.set-questions', 'correctable', ofDraft);
export const dropQuestions = press('satisfaction.drop-questions', 'own', ofDraft);

export const sendSatisfaction = press('satisfaction.sheet', 'own', { classId: fact.text });

// The results as a list, by lesson, lecturer or question, a page at a time; each line opens what is behind it.
const ofList = { classId: fact.text, cut: fact.oneOf(RESULT_CUTS) };
export const listSatisfaction = press('satisfaction.list', 'own', { ...ofList, page: fact.number });
export const openSatisfaction = press('satisfaction.open', 'own', ofList);
