import { fact, press } from '../../chat/press.ts';

export const sendUnitHours = press('hours.unit-sheet', 'own', { unitId: fact.text });
export const sendCountyHours = press('hours.county-sheet', 'own');

// A sheet of past years' hours; the file is named by its SHA-256.
const sentHours = { file: fact.text, name: fact.text };
export const enterHours = press('hours.enter-sheet', 'final', sentHours);
export const dropHours = press('hours.drop-sheet', 'own');
export const undoHours = press('hours.undo-sheet', 'final', { importId: fact.text, at: fact.text });

// An entry that is taken back, or counts again.
export const reverseHours = press('hours.reverse', 'final', { hourEntry: fact.text, reason: fact.text });
export const dropReversal = press('hours.drop-reversal', 'own');

// What somebody took part in elsewhere, told step by step.
export const tellTraining = press('hours.tell', 'own');
export const tellClaimDates = press('hours.claim-dates', 'own', { claim: fact.text });
export const tellClaimHours = press('hours.claim-hours', 'own', { claim: fact.text });
export const submitClaim = press('hours.claim-submit', 'own', { claim: fact.text });
export const dropClaim = press('hours.claim-drop', 'own', { claim: fact.text });
export const withdrawClaim = press('hours.claim-withdraw', 'own', { claim: fact.text });

// The claim, as the unit and the organisation department see it.
export const vouchClaim = press('hours.claim-vouch', 'correctable', { claim: fact.text });
export const enterClaim = press('hours.claim-enter', 'correctable', { claim: fact.text });
export const refuseClaim = press('hours.claim-refuse', 'own', { claim: fact.text });
export const giveClaimRefusal = press('hours.claim-refusal', 'correctable', { claim: fact.text });

export const sendPeople = press('people.sheet', 'own', { words: fact.text });
