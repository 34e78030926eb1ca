import { fact, press } from '../../chat/press.ts';

// The preview of a test, and of cancelling one.
export const issueTest = press('test.issue', 'final', { test: fact.text });
export const dropTest = press('test.drop', 'own', { test: fact.text });
const cancelling = { test: fact.text, reason: fact.text };
export const cancelTest = press('test.cancel', 'final', cancelling);
export const keepTest = press('test.keep', 'own', cancelling);

// The test on a trainee's screen.
export const startTest = press('test.start', 'own', { test: fact.text });
export const answerTest = press('test.answer', 'own', { test: fact.text, question: fact.text });
export const backInTest = press('test.back', 'own', { test: fact.text, question: fact.text });
export const handInTest = press('test.hand-in', 'own', { test: fact.text });
export const explainTest = press('test.explain', 'own', { test: fact.text });

// For staff.
export const sendTestList = press('test.list', 'own', { test: fact.text });
export const chaseTest = press('test.chase', 'final', { test: fact.text });
