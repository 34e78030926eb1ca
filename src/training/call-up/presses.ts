import { fact, press } from '../../chat/press.ts';

// The preview of a call-up.
export const issueCallUp = press('call-up.issue', { classId: fact.text, proposal: fact.text });
export const listProposal = press('call-up.list', { classId: fact.text, proposal: fact.text });
export const cancelProposal = press('call-up.cancel', { classId: fact.text, proposal: fact.text });

// Changes to a list that was issued.
const change = { classId: fact.text, cadreId: fact.text, reason: fact.text };
export const addToCallUp = press('call-up.add', change);
export const dropAddition = press('call-up.drop-addition', change);
export const cancelCallUp = press('call-up.take-back', change);
export const dropCancellation = press('call-up.keep', change);

// The notice to the person named, and the request to be excused.
export const confirmCallUp = press('call-up.answer', { classId: fact.text });
export const askWhyNamed = press('call-up.why', { classId: fact.text });
export const askExemption = press('call-up.ask', { classId: fact.text });
export const chooseExemptionReason = press('call-up.reason', { classId: fact.text });
export const giveExemptionWords = press('call-up.words', { classId: fact.text, reason: fact.text });

// The request to be excused, as the organisation department sees it.
export const grantExemption = press('call-up.excuse', { classId: fact.text, cadreId: fact.text });
export const refuseExemption = press('call-up.refuse', { classId: fact.text, cadreId: fact.text });
export const giveExemptionRefusal = press('call-up.refusal', { classId: fact.text, cadreId: fact.text });
