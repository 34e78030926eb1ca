import { fact, press } from '../../chat/press.ts';
import { LEAVE_KINDS } from './leave.ts';

export const LEAVE_DAYS = ['今天', '明天'] as const;
export const LEAVE_PARTS = ['上午', '下午', '晚上', '全天'] as const;

// Asking for leave, step by step or with drop-downs.
export const showLeaveHelp = press('leave.help', 'own');
export const chooseLeaveKind = press('leave.kind', 'own', { kind: fact.oneOf(LEAVE_KINDS) });
export const chooseLeaveTime = press('leave.when', 'own', {
  kind: fact.oneOf(LEAVE_KINDS),
  day: fact.oneOf(LEAVE_DAYS),
  part: fact.oneOf(LEAVE_PARTS),
});
export const chooseLeaveAtOnce = press('leave.pick', 'own');
export const giveLeaveReason = press('leave.reason', 'own', {
  kind: fact.oneOf(LEAVE_KINDS),
  dateOn: fact.text,
  part: fact.text,
});

// The preview of a request.
export const submitLeave = press('leave.submit', 'own', { leave: fact.text });
export const dropLeave = press('leave.drop', 'own', { leave: fact.text });

// The request, as the class teacher sees it.
export const grantLeave = press('leave.grant', 'correctable', { leave: fact.text });
export const refuseLeave = press('leave.refuse', 'own', { leave: fact.text });
export const giveRefusalReason = press('leave.refusal', 'correctable', { leave: fact.text });

// Leave that has not begun.
export const giveLeaveBack = press('leave.give-back', 'own', { leave: fact.text });
