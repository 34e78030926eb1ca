import { fact, press } from '../../chat/press.ts';

// The preview of a call-up.
export const issueCallUp = press('call-up.issue', { classId: fact.text, proposal: fact.text });
export const listProposal = press('call-up.list', { classId: fact.text, proposal: fact.text });
export const cancelProposal = press('call-up.cancel', { classId: fact.text, proposal: fact.text });

// The notice to the person named, and the way to ask to stay away.
export const confirmCallUp = press('call-up.answer', { classId: fact.text });
export const askWhyNamed = press('call-up.why', { classId: fact.text });
export const askExemption = press('call-up.ask', { classId: fact.text });
export const chooseExemptionReason = press('call-up.reason', { classId: fact.text });
export const giveExemptionWords = press('call-up.words', { classId: fact.text, reason: fact.text });

// The request to stay away, before the organisation department.
export const grantExemption = press('call-up.excuse', { classId: fact.text, cadreId: fact.text });
export const refuseExemption = press('call-up.refuse', { classId: fact.text, cadreId: fact.text });
