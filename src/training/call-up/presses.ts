import { fact, press } from '../../chat/press.ts';

// The preview of a call-up.
const ofList = { classId: fact.text, proposal: fact.text };
/** `basis`: what the list was like when the card showed it; cards of earlier versions do not say. */
export const issueCallUp = press('call-up.issue', 'final', { ...ofList, basis: fact.text.optional() });
/** A list goes to others of the organisation department for approval, and back to whoever drew it. */
export const submitList = press('call-up.submit', 'correctable', ofList);
export const askListReturn = press('call-up.ask-return', 'own', ofList);
export const giveListReturn = press('call-up.return', 'correctable', ofList);
export const listProposal = press('call-up.list', 'own', ofList);
export const sendProposal = press('call-up.list-sheet', 'own', ofList);
export const cancelProposal = press('call-up.cancel', 'own', ofList);
export const consultUnits = press('call-up.consult-units', 'final', ofList);
export const strikeObjected = press('call-up.strike', 'correctable', ofList);
export const undoIssuing = press('call-up.undo', 'final', { ...ofList, at: fact.text });

// What a unit says about its people before the list goes out.
const ofUnit = { ...ofList, unitId: fact.text };
export const allCanCome = press('call-up.all-can-come', 'correctable', ofUnit);
export const askObjected = press('call-up.ask-objected', 'own', ofUnit);
export const chooseObjected = press('call-up.objected', 'own', ofUnit);
export const giveObjection = press('call-up.objection', 'correctable', { ...ofUnit, cadreIds: fact.text });

// The notice as a document, and who has answered as a sheet.
export const sendCallUpDocument = press('call-up.document', 'own', { classId: fact.text });
export const sendCallUpProgress = press('call-up.progress-sheet', 'own', { classId: fact.text });

// People sent to classes that others hold.
export const sendSentOut = press('call-up.sent-out-sheet', 'own');
export const undoSentResult = press('call-up.undo-result', 'final', {
  ...{ classId: fact.text, update: fact.text, at: fact.text },
});

// Seats shared among units: the preview, and what becomes of it.
const ofQuota = { classId: fact.text, call: fact.text };
/** `basis`: what the numbers were when the card showed them. */
export const openQuota = press('call-up.open-quota', 'final', { ...ofQuota, basis: fact.text });
export const dropQuota = press('call-up.drop-quota', 'own', ofQuota);
export const sendQuota = press('call-up.quota-sheet', 'own', ofQuota);
export const chaseQuota = press('call-up.chase-quota', 'final', ofQuota);
export const gatherPicks = press('call-up.gather', 'own', ofQuota);
export const cancelQuota = press('call-up.cancel-quota', 'final', { ...ofQuota, reason: fact.text });
export const keepQuota = press('call-up.keep-quota', 'own', { ...ofQuota, reason: fact.text });

// The seats of one unit, on the screen of its liaison or head.
const ofUnitQuota = { ...ofQuota, unitId: fact.text };
export const choosePicks = press('call-up.choose-picks', 'own', ofUnitQuota);
export const givePicks = press('call-up.pick', 'correctable', ofUnitQuota);
export const askGivingUp = press('call-up.ask-giving-up', 'own', ofUnitQuota);
export const giveQuotaUp = press('call-up.give-quota-up', 'correctable', ofUnitQuota);

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
