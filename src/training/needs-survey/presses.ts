import { fact, press } from '../../chat/press.ts';

// The preview of a survey.
export const issueSurvey = press('survey.issue', { survey: fact.text });
export const listQuestions = press('survey.questions', { survey: fact.text });
export const dropSurvey = press('survey.drop', { survey: fact.text });

// The survey on a person's screen.
export const startSurvey = press('survey.start', { survey: fact.text });
export const answerQuestion = press('survey.answer', { survey: fact.text, question: fact.text });
export const skipQuestion = press('survey.skip', { survey: fact.text, question: fact.text });
const words = { survey: fact.text, question: fact.text, shown: fact.oneOf(['card', 'text']).optional() };
export const giveAnswerWords = press('survey.words', words);
export const answerPage = press('survey.page', { survey: fact.text, question: fact.text });
export const repeatAnswer = press('survey.repeat', { survey: fact.text, question: fact.text });
export const writeAnswer = press('survey.write', { survey: fact.text, question: fact.text });
export const backToQuestion = press('survey.back', { survey: fact.text, question: fact.text });

// The preview of ending a survey early.
export const closeSurvey = press('survey.close', { survey: fact.text });
export const keepSurvey = press('survey.keep', { survey: fact.text });

// The preview of reopening a survey.
const reopening = { survey: fact.text, closesOn: fact.text, reason: fact.text };
export const reopenSurvey = press('survey.reopen', reopening);
export const leaveSurveyClosed = press('survey.leave-closed', reopening);

// Results.
export const listByUnit = press('survey.by-unit', { survey: fact.text, page: fact.number });
export const listWritten = press('survey.written', { survey: fact.text });
