import { fact, press } from '../../chat/press.ts';

// The preview of a survey.
export const issueSurvey = press('survey.issue', 'final', { survey: fact.text });
export const listQuestions = press('survey.questions', 'own', { survey: fact.text });
export const dropSurvey = press('survey.drop', 'own', { survey: fact.text });
/** Some people are to try a draft, and who they are. */
export const trySurvey = press('survey.try', 'own', { survey: fact.text });
export const nameTriers = press('survey.triers', 'correctable', { survey: fact.text });
export const undoSurvey = press('survey.undo', 'final', { survey: fact.text, at: fact.text });

// The survey on a person's screen.
export const startSurvey = press('survey.start', 'own', { survey: fact.text });
export const answerQuestion = press('survey.answer', 'own', { survey: fact.text, question: fact.text });
export const skipQuestion = press('survey.skip', 'own', { survey: fact.text, question: fact.text });
const words = { survey: fact.text, question: fact.text, shown: fact.oneOf(['card', 'text']).optional() };
export const giveAnswerWords = press('survey.words', 'own', words);
/** As `giveAnswerWords`, where a number may be the answer. */
export const giveAnswerLine = press('survey.line', 'own', words);
export const answerPage = press('survey.page', 'own', { survey: fact.text, question: fact.text });
export const repeatAnswer = press('survey.repeat', 'own', { survey: fact.text, question: fact.text });
export const writeAnswer = press('survey.write', 'own', { survey: fact.text, question: fact.text });
export const backToQuestion = press('survey.back', 'own', { survey: fact.text, question: fact.text });

// The preview of ending a survey early.
// `closesOn`: the last day that was shown.
export const closeSurvey = press('survey.close', 'final', { survey: fact.text, closesOn: fact.text.optional() });
export const keepSurvey = press('survey.keep', 'own', { survey: fact.text });

// The preview of reopening a survey.
const reopening = { survey: fact.text, closesOn: fact.text, reason: fact.text };
export const reopenSurvey = press('survey.reopen', 'final', reopening);
export const leaveSurveyClosed = press('survey.leave-closed', 'own', reopening);

// Everybody who has not answered is reminded now; of a unit alone where one is named.
export const chaseSurvey = press('survey.chase', 'final', { survey: fact.text, unit: fact.text.optional() });

// Who has answered, as a sheet.
export const sendSurveyProgress = press('survey.progress-sheet', 'own', { survey: fact.text });

// Results.
export const listByUnit = press('survey.by-unit', 'own', { survey: fact.text, page: fact.number });
export const listByLevel = press('survey.by-level', 'own', { survey: fact.text });
export const sendSurveyResults = press('survey.results-sheet', 'own', { survey: fact.text });
export const drawSurveyResults = press('survey.picture', 'own', { survey: fact.text });
/** Pictures and files that were handed in, without names, a few at a time. */
export const sendSurveyFiles = press('survey.files', 'own', { survey: fact.text, fromFile: fact.number });
export const listWritten = press('survey.written', 'own', { survey: fact.text });
