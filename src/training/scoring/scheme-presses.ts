import { fact, press } from '../../chat/press.ts';

const of = { proposal: fact.text };

// The preview of a scoring scheme, for whoever proposes it.
export const askScheme = press('scheme.ask', 'correctable', of);
export const dropScheme = press('scheme.drop', 'own', of);
/** What every trainee has now and would have. */
export const sendSchemeScores = press('scheme.scores', 'own', of);
/** As long as nobody has decided on it. */
export const withdrawScheme = press('scheme.withdraw', 'correctable', { ...of, at: fact.text });

// Who decides on it.
export const confirmScheme = press('scheme.confirm', 'final', of);
export const askSchemeRefusal = press('scheme.ask-refusal', 'own', of);
export const giveSchemeRefusal = press('scheme.refuse', 'correctable', of);

/** The table of a class as a sheet, to be changed and sent back. */
export const sendScheme = press('scheme.sheet', 'own', { classId: fact.text });
