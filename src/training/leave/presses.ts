import { fact, press } from '../../chat/press.ts';
import { LEAVE_KINDS } from './leave.ts';

export const LEAVE_DAYS = ['今天', '明天'] as const;
export const LEAVE_PARTS = ['上午', '下午', '晚上', '全天'] as const;

// Asking for leave, step by step or with drop-downs.
export const showLeaveHelp = press('leave.help');
export const chooseLeaveKind = press('leave.kind', { kind: fact.oneOf(LEAVE_KINDS) });
export const chooseLeaveTime = press('leave.when', {
  kind: fact.oneOf(LEAVE_KINDS),
  day: fact.oneOf(LEAVE_DAYS),
  part: fact.oneOf(LEAVE_PARTS),
});
export const chooseLeaveAtOnce = press('leave.pick');
export const giveLeaveReason = press('leave.reason', {
  kind: fact.oneOf(LEAVE_KINDS),
  dateOn: fact.text,
  part: fact.text,
});

// The preview of a request.
export const submitLeave = press('leave.submit', { leave: fact.text });
export const dropLeave = press('leave.drop', { leave: fact.text });

// The request, as the class teacher sees it.
export const grantLeave = press('leave.grant', { leave: fact.text });
export const refuseLeave = press('leave.refuse', { leave: fact.text });
export const giveRefusalReason = press('leave.refusal', { leave: fact.text });

// Leave that has not begun.
export const giveLeaveBack = press('leave.give-back', { leave: fact.text });
