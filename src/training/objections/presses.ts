import { fact, press } from '../../chat/press.ts';

const ofEntry = { classId: fact.text, event: fact.text };
const outcome = fact.oneOf(['upheld', 'rejected']);

/** What `event` says where an objection is about the result. */
export const THE_RESULT = 'result';

// The trainee: chooses what it is about, writes why, takes it back.
/** Under what is told: to the one event, or to whichever of several. */
export const objectToTold = press('objection.told', 'own', {
  classId: fact.text.optional(),
  event: fact.text.optional(),
});
export const objectTo = press('objection.to', 'own', ofEntry);
export const giveObjectionWords = press('objection.words', 'correctable', ofEntry);
export const withdrawObjection = press('objection.withdraw', 'own', { objection: fact.text });

/** The objections of a class as a sheet, for those who may read the list. */
export const sendObjections = press('objection.sheet', 'own', { classId: fact.text });

// Who decides: opens it from the list, chooses, writes the reason.
export const showObjection = press('objection.show', 'own', { objection: fact.text });
export const askDecisionReason = press('objection.ask-reason', 'own', { objection: fact.text, outcome });
export const giveDecisionReason = press('objection.decide', 'correctable', { objection: fact.text, outcome });
