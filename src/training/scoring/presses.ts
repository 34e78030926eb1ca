import { fact, press } from '../../chat/press.ts';

// The preview of several marks at once.
export const recordScores = press('score.record', { draft: fact.text });
export const sendScoreDraft = press('score.draft-sheet', { draft: fact.text });
export const dropScores = press('score.drop', { draft: fact.text });

// A proposed bonus, as the evaluation team sees it.
export const confirmBonus = press('score.bonus-confirm', { event: fact.text });
export const refuseBonus = press('score.bonus-refuse', { event: fact.text });

// The preview of reversing an entry.
export const reverseScore = press('score.reverse', { draft: fact.text });
export const keepScore = press('score.keep', { draft: fact.text });
