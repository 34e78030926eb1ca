import { fact, press } from '../../chat/press.ts';

/** What the person named says of their arrival. */
const lodging = fact.oneOf(['stays', 'home']);
const meals = fact.oneOf(['usual', 'halal', 'none']);
export const sayArrival = press('arrival.say', 'own', {
  ...{ classId: fact.text, lodging, meals },
});
export const askPlate = press('arrival.ask-plate', 'own', { classId: fact.text });
export const givePlate = press('arrival.plate', 'own', { classId: fact.text });

/** `people`: how many had not arrived when the card showed them; `basis`: who, absent on cards of earlier versions. */
const shown = { people: fact.number, basis: fact.text.optional() };
export const allArrived = press('arrival.all', 'correctable', { classId: fact.text, ...shown });
export const askMissing = press('arrival.ask-missing', 'own', { classId: fact.text });
export const giveMissing = press('arrival.missing', 'own', { classId: fact.text });
const marked = { classId: fact.text, missing: fact.text, ...shown };
export const markArrived = press('arrival.mark', 'correctable', marked);
export const dropMarking = press('arrival.drop-marking', 'own', marked);
export const undoArrival = press('arrival.undo', 'correctable', {
  ...{ classId: fact.text, update: fact.text, at: fact.text },
});

/** `people`: how many were missing when the card showed them; `basis`: who, absent on cards of earlier versions. */
export const recordNoShow = press('arrival.no-show', 'final', {
  ...{ classId: fact.text, people: fact.number, basis: fact.text.optional() },
});

export const sendArrivals = press('arrival.sheet', 'own', { classId: fact.text });
export const enterArrivals = press('arrival.enter-sheet', 'correctable', { sheet: fact.text });
export const dropArrivals = press('arrival.drop-sheet', 'own', { sheet: fact.text });
