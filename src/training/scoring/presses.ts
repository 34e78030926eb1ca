import { fact, press } from '../../chat/press.ts';

// The preview of several marks at once.
export const recordScores = press('score.record', 'final', { draft: fact.text });
// A trainee's own four boards as a picture, from the card of the result.
export const showBoards = press('score.boards', 'own', { classId: fact.text });
// Lists as sheets.
export const sendSpread = press('score.spread-sheet', 'own', { classId: fact.text });
export const sendScores = press('score.sheet', 'own', { classId: fact.text });
export const sendScoreDraft = press('score.draft-sheet', 'own', { draft: fact.text });
export const dropScores = press('score.drop', 'own', { draft: fact.text });

export const undoScores = press('score.undo', 'final', { draft: fact.text, at: fact.text });

// A proposed bonus, as the evaluation team sees it.
/** `same`: the bonus that is for the same achievement. */
export const confirmBonus = press('score.bonus-confirm', 'correctable', {
  event: fact.text,
  same: fact.text.optional(),
});
export const refuseBonus = press('score.bonus-refuse', 'correctable', { event: fact.text });
// The same for several people.
export const confirmBonuses = press('score.bonuses-confirm', 'final', { classId: fact.text, entry: fact.text });
export const refuseBonuses = press('score.bonuses-refuse', 'correctable', { classId: fact.text, entry: fact.text });

export const undoBonus = press('score.bonus-undo', 'final', { event: fact.text, at: fact.text });

// The preview of a veto that is about to be proposed; the evaluation team confirms it as it does a bonus.
export const proposeVeto = press('score.veto-propose', 'correctable', { draft: fact.text });
export const dropVeto = press('score.veto-drop', 'own', { draft: fact.text });

// The preview of reversing an entry.
export const reverseScore = press('score.reverse', 'correctable', { draft: fact.text });
export const keepScore = press('score.keep', 'own', { draft: fact.text });

const ofScheme = { proposal: fact.text };

// The preview of a scoring scheme, for whoever proposes it.
export const askScheme = press('scheme.ask', 'correctable', ofScheme);
export const dropScheme = press('scheme.drop', 'own', ofScheme);
/** What every trainee has now and would have. */
export const sendSchemeScores = press('scheme.scores', 'own', ofScheme);
/** As long as nobody has decided on it. */
export const withdrawScheme = press('scheme.withdraw', 'correctable', { ...ofScheme, at: fact.text });

// Who decides on it.
export const confirmScheme = press('scheme.confirm', 'final', ofScheme);
export const askSchemeRefusal = press('scheme.ask-refusal', 'own', ofScheme);
export const giveSchemeRefusal = press('scheme.refuse', 'correctable', ofScheme);

/** The table of a class as a sheet, to be changed and sent back. */
export const sendScheme = press('scheme.sheet', 'own', { classId: fact.text });
