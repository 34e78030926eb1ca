import { fact, press } from '../../chat/press.ts';

// The preview of a call-up.
export const issueCallUp = press('call-up.issue', 'final', { classId: fact.text, proposal: fact.text });
export const listProposal = press('call-up.list', 'own', { classId: fact.text, proposal: fact.text });
export const sendProposal = press('call-up.list-sheet', 'own', { classId: fact.text, proposal: fact.text });
export const cancelProposal = press('call-up.cancel', 'own', { classId: fact.text, proposal: fact.text });
export const consultUnits = press('call-up.consult-units', 'final', { classId: fact.text, proposal: fact.text });
export const strikeObjected = press('call-up.strike', 'correctable', { classId: fact.text, proposal: fact.text });
export const undoIssuing = press('call-up.undo', 'final', { classId: fact.text, proposal: fact.text, at: fact.text });

// What a unit says about its people before the list goes out.
const ofUnit = { classId: fact.text, proposal: fact.text, unitId: fact.text };
export const allCanCome = press('call-up.all-can-come', 'correctable', ofUnit);
export const askObjected = press('call-up.ask-objected', 'own', ofUnit);
export const chooseObjected = press('call-up.objected', 'own', ofUnit);
export const giveObjection = press('call-up.objection', 'correctable', { ...ofUnit, cadreIds: fact.text });

// Who has answered, as a sheet.
export const sendCallUpProgress = press('call-up.progress-sheet', 'own', { classId: fact.text });

// Changes to a list that was issued.
const change = { classId: fact.text, cadreId: fact.text, reason: fact.text };
export const addToCallUp = press('call-up.add', 'final', change);
export const dropAddition = press('call-up.drop-addition', 'own', change);
export const cancelCallUp = press('call-up.take-back', 'final', change);
export const dropCancellation = press('call-up.keep', 'own', change);

// The notice to the person named, and the request to be excused.
export const confirmCallUp = press('call-up.answer', 'own', { classId: fact.text });
export const askWhyNamed = press('call-up.why', 'own', { classId: fact.text });
export const askExemption = press('call-up.ask', 'own', { classId: fact.text });
export const chooseExemptionReason = press('call-up.reason', 'own', { classId: fact.text });
export const giveExemptionWords = press('call-up.words', 'own', { classId: fact.text, reason: fact.text });

// The request to be excused, as the organisation department sees it.
export const grantExemption = press('call-up.excuse', 'final', { classId: fact.text, cadreId: fact.text });
export const askDeferral = press('call-up.defer', 'own', { classId: fact.text, cadreId: fact.text });
export const deferTo = press('call-up.defer-to', 'final', { classId: fact.text, cadreId: fact.text });
export const refuseExemption = press('call-up.refuse', 'own', { classId: fact.text, cadreId: fact.text });
export const giveExemptionRefusal = press('call-up.refusal', 'correctable', { classId: fact.text, cadreId: fact.text });
