import { RuleError } from '../../errors.ts';

/** The state of one person's call-up. */
export const CALL_UP_STATES = [
  'proposed',
  'checked',
  'consulted',
  'approved',
  'issued',
  'confirmed',
  'exemptionAsked',
  'excused',
  'deferred',
  'refused',
  'substituted',
  'cancelled',
  'checkedIn',
  'noShow',
] as const;
export type CallUpState = (typeof CALL_UP_STATES)[number];

/**
 * What can happen to it. `askExemption` includes asking for deferral; `refuse` refuses that request, so the person has to come. With `cancel`
 * the organisation department withdraws the call-up and with `restore` it calls somebody up again, each with a reason.
 */
export const CALL_UP_EVENTS = [
  'check',
  'consult',
  'approve',
  'issue',
  'confirm',
  'askExemption',
  'excuse',
  'defer',
  'refuse',
  'substitute',
  'cancel',
  'restore',
  'checkIn',
  'undoCheckIn',
  'missOpening',
] as const;
export type CallUpEvent = (typeof CALL_UP_EVENTS)[number];

/**
 * `consult` may be skipped. People who did not answer, were refused, or have no decision yet are expected at the opening like those who
 * confirmed, so that nobody loses their place because the organisation department did not decide.
 */
const NEXT: Readonly<Record<CallUpState, Partial<Readonly<Record<CallUpEvent, CallUpState>>>>> = {
  proposed: { check: 'checked' },
  checked: { consult: 'consulted', approve: 'approved' },
  consulted: { approve: 'approved' },
  approved: { issue: 'issued' },
  issued: {
    confirm: 'confirmed',
    askExemption: 'exemptionAsked',
    cancel: 'cancelled',
    checkIn: 'checkedIn',
    missOpening: 'noShow',
  },
  confirmed: { askExemption: 'exemptionAsked', cancel: 'cancelled', checkIn: 'checkedIn', missOpening: 'noShow' },
  exemptionAsked: {
    confirm: 'confirmed',
    excuse: 'excused',
    defer: 'deferred',
    refuse: 'refused',
    cancel: 'cancelled',
    checkIn: 'checkedIn',
    missOpening: 'noShow',
  },
  excused: { substitute: 'substituted', restore: 'issued' },
  deferred: { substitute: 'substituted', restore: 'issued' },
  refused: {
    confirm: 'confirmed',
    askExemption: 'exemptionAsked',
    cancel: 'cancelled',
    checkIn: 'checkedIn',
    missOpening: 'noShow',
  },
  substituted: { restore: 'issued' },
  cancelled: { restore: 'issued' },
  checkedIn: { undoCheckIn: 'confirmed' },
  noShow: { checkIn: 'checkedIn', substitute: 'substituted', cancel: 'cancelled' },
};

const LABELS: Readonly<Record<CallUpState, string>> = {
  proposed: '已提出',
  checked: '已核对',
  consulted: '已征求意见',
  approved: '已审定',
  issued: '已发通知，待答复',
  confirmed: '已确认参加',
  exemptionAsked: '已申请免调，待审批',
  excused: '已同意免调',
  deferred: '已延至以后班次',
  refused: '申请未获批准，应按时参加',
  substituted: '已由他人递补',
  cancelled: '已撤销调训',
  checkedIn: '已报到',
  noShow: '未报到',
};

export function callUpStateLabel(state: CallUpState): string {
  return LABELS[state];
}

/**
 * The state after an event. An event that led to the present state changes nothing, so a second press does no harm.
 * @throws RuleError `call-up.not-now` with the present state's Chinese label when the event cannot happen in this state
 */
export function nextCallUpState(state: CallUpState, event: CallUpEvent): CallUpState {
  const next = NEXT[state][event];
  if (next !== undefined) return next;
  if (isResultOf(event, state)) return state;
  throw new RuleError('call-up.not-now', { state: LABELS[state], event });
}

/** States in which the event may happen and changes something: the filter of a conditional update. */
export function statesBefore(event: CallUpEvent): CallUpState[] {
  return CALL_UP_STATES.filter((state) => NEXT[state][event] !== undefined);
}

/** Whether the person holds a seat: expected at the opening, there, or missed without anybody having decided what follows. */
export function isExpected(state: CallUpState): boolean {
  return NEXT[state].missOpening !== undefined || state === 'checkedIn' || state === 'noShow';
}

/** Whether the person was let off or the call-up taken back; until they are called up again they are no trainee. */
export function isLetOff(state: CallUpState): boolean {
  return NEXT[state].restore !== undefined;
}

function isResultOf(event: CallUpEvent, state: CallUpState): boolean {
  return CALL_UP_STATES.some((from) => NEXT[from][event] === state);
}
