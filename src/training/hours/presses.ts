import { fact, press } from '../../chat/press.ts';

export const sendUnitHours = press('hours.unit-sheet', 'own', { unitId: fact.text });
export const sendCountyHours = press('hours.county-sheet', 'own');

// A sheet of past years' hours; the file is named by its SHA-256.
const sentHours = { file: fact.text, name: fact.text };
export const enterHours = press('hours.enter-sheet', 'final', sentHours);
export const dropHours = press('hours.drop-sheet', 'own');
export const undoHours = press('hours.undo-sheet', 'final', { importId: fact.text, at: fact.text });

// An entry that is taken back, or counts again.
export const reverseHours = press('hours.reverse', 'final', { entry: fact.text, reason: fact.text });
export const dropReversal = press('hours.drop-reversal', 'own');
