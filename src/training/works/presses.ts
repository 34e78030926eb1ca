import { fact, press } from '../../chat/press.ts';

// The preview of an assignment, and of cancelling one.
export const issueAssignment = press('work.issue', 'final', { assignment: fact.text });
export const dropAssignment = press('work.drop', 'own', { assignment: fact.text });
const cancelling = { assignment: fact.text, reason: fact.text };
export const cancelAssignment = press('work.cancel', 'final', cancelling);
export const keepAssignment = press('work.keep', 'own', cancelling);

// Who has handed in: the list, and a reminder of those who have not.
export const sendWorkList = press('work.list', 'own', { assignment: fact.text });
export const chaseWorks = press('work.chase', 'final', { assignment: fact.text });

// What a trainee sent, before it is handed in.
export const chooseAssignment = press('work.choose', 'own', { file: fact.text });
export const handInWork = press('work.hand-in', 'own', { file: fact.text, assignment: fact.text });
export const dropWorkFile = press('work.drop-file', 'own', { file: fact.text });
/** It is no work, but proves something. */
export const useAsProof = press('work.as-proof', 'own', { file: fact.text });
export const takeBackWork = press('work.take-back', 'own', { work: fact.text });

// For the markers.
export const nextWork = press('work.next', 'own', { assignment: fact.text });
export const sendWorkFile = press('work.file', 'own', { work: fact.text });
export const askMark = press('work.ask-mark', 'own', { work: fact.text });
export const giveMark = press('work.mark', 'correctable', { work: fact.text });
export const askReturn = press('work.ask-return', 'own', { work: fact.text });
export const giveReturn = press('work.return', 'correctable', { work: fact.text });
