import { fact, press } from '../../chat/press.ts';

/** An objection to a result was upheld: what becomes of the entry that rests on it. */
export const reviewUpheld = press('reserve.review', 'correctable', {
  cadreId: fact.text,
  objection: fact.text,
  decision: fact.oneOf(['keep', 'remove']),
});
/** Whom that objection is about. */
export const showUpheld = press('reserve.show-upheld', 'own', { cadreId: fact.text, objection: fact.text });
/** From the reminder, which names nobody. */
export const listReservePool = press('reserve.list', 'own');
export const sendReservePool = press('reserve.sheet', 'own', { words: fact.text });
