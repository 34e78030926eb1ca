import { fact, press } from '../../chat/press.ts';

// The preview of the evaluation team of one class. `people`: cadre ids joined by `、`; absent for whoever has the role. `version`: the naming it is to be.
const team = { classId: fact.text, people: fact.text.optional(), version: fact.number };
export const nameTeam = press('grade.name-team', 'final', team);
export const keepTeam = press('grade.keep-team', 'own', team);

// The offer to begin, as the evaluation team sees it.
export const beginGrading = press('grade.begin', 'own', { classId: fact.text });

// The proposal, as its author sees it.
export const submitGrading = press('grade.submit', 'final', { classId: fact.text, proposal: fact.text });
export const listRanking = press('grade.list', 'own', { classId: fact.text });
export const cancelGrading = press('grade.cancel', 'own', { classId: fact.text });

// The proposal, as another member of the evaluation team sees it.
export const confirmGrading = press('grade.confirm', 'final', { classId: fact.text, proposal: fact.text });
export const returnGrading = press('grade.return', 'own', { classId: fact.text, proposal: fact.text });
export const giveReturnReason = press('grade.return-words', 'correctable', { classId: fact.text, proposal: fact.text });

// The ranked list as a sheet.
export const sendRanking = press('grade.ranking-sheet', 'own', { classId: fact.text });

// The confirmed grades, as the organisation department sees them.
export const publishGrades = press('grade.publish', 'final', { classId: fact.text });
export const undoPublishing = press('grade.undo', 'final', { classId: fact.text, release: fact.text, at: fact.text });

// The people proposed for 优秀学员, as a document to post.
export const sendPosting = press('grade.posting-document', 'own', { classId: fact.text });
