import { fact, press } from '../../chat/press.ts';

// What people choose for themselves.
const ofClass = { classId: fact.text };
export const chooseElective = press('elective.choose', 'own', ofClass);
export const leaveElective = press('elective.leave', 'own', ofClass);
export const giveLeavingWords = press('elective.leaving-words', 'own', ofClass);
export const stayInElective = press('elective.stay', 'own', ofClass);
export const acceptSeat = press('elective.accept', 'own', ofClass);

// A request to give a seat back, as it is decided.
const ofPerson = { classId: fact.text, cadreId: fact.text };
export const grantLeaving = press('elective.grant-leaving', 'correctable', ofPerson);
export const refuseLeaving = press('elective.refuse-leaving', 'own', ofPerson);
export const giveLeavingRefusal = press('elective.leaving-refusal', 'correctable', ofPerson);

// The preview of opening a class.
const opening = { classId: fact.text, seats: fact.number, closesAt: fact.text, audience: fact.text };
export const openElective = press('elective.open', 'correctable', opening);
export const openAndTell = press('elective.open-and-tell', 'final', opening);
export const dropOpening = press('elective.drop-opening', 'own', opening);

// Changes and the list.
export const closeElective = press('elective.close', 'correctable', ofClass);
export const sendElectiveList = press('elective.list-sheet', 'own', ofClass);
const newSeats = { classId: fact.text, seats: fact.number };
export const raiseSeats = press('elective.raise-seats', 'final', newSeats);
export const keepSeats = press('elective.keep-seats', 'own', newSeats);
const cancelling = { classId: fact.text, reason: fact.text };
export const cancelElective = press('elective.cancel', 'final', cancelling);
export const keepElective = press('elective.keep', 'own', cancelling);

// People put in or taken out by staff.
const person = { classId: fact.text, cadreId: fact.text, reason: fact.text };
export const admitPerson = press('elective.admit', 'correctable', person);
export const dropAdmission = press('elective.drop-admission', 'own', person);
export const removePerson = press('elective.remove', 'correctable', person);
export const dropRemoval = press('elective.drop-removal', 'own', person);
