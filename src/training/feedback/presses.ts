import { fact, press } from '../../chat/press.ts';

// A trainee's own result.
export const readResult = press('result.read', 'own', { classId: fact.text });
export const explainResult = press('result.explain', 'own', { classId: fact.text });

// The results of one class as sent to the head of the unit; on cards of earlier versions the result of one trainee.
const shown = { classId: fact.text, unitId: fact.text.optional(), cadreId: fact.text.optional() };
export const acknowledgeFeedback = press('feedback.acknowledge', 'own', shown);
// They answer in words, which acknowledges it too.
export const askFeedbackWords = press('feedback.ask-words', 'own', shown);
export const giveFeedbackWords = press('feedback.words', 'correctable', shown);

// The organisation department tells a result for which there is no head, and notes how in words.
const told = { classId: fact.text, cadreId: fact.text };
export const askHowTold = press('feedback.ask-told', 'own', told);
export const noteTold = press('feedback.told', 'correctable', told);
