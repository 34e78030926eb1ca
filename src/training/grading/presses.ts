import { fact, press } from '../../chat/press.ts';

// The proposal, as its author sees it.
export const submitGrading = press('grade.submit', { classId: fact.text, proposal: fact.text });
export const listRanking = press('grade.list', { classId: fact.text });
export const cancelGrading = press('grade.cancel', { classId: fact.text });

// The proposal, as another member of the evaluation team sees it.
export const confirmGrading = press('grade.confirm', { classId: fact.text, proposal: fact.text });
export const returnGrading = press('grade.return', { classId: fact.text, proposal: fact.text });
export const giveReturnReason = press('grade.return-words', { classId: fact.text, proposal: fact.text });

// The confirmed grades, as the organisation department sees them.
export const publishGrades = press('grade.publish', { classId: fact.text });
