import { describe, expect, it } from 'vitest';
import {
  CALL_UP_EVENTS,
  CALL_UP_STATES,
  type CallUpEvent,
  type CallUpState,
  isExpected,
  nextCallUpState,
  statesBefore,
} from '../../../src/training/call-up/call-up-state.ts';

function walk(...events: CallUpEvent[]): CallUpState {
  return events.reduce<CallUpState>((state, event) => nextCallUpState(state, event), 'proposed');
}

describe('the states of a named call-up', () => {
  it('runs from proposal to check-in', () => {
    expect(walk('check', 'consult', 'approve', 'issue', 'confirm', 'checkIn')).toBe('checkedIn');
  });

  it('lets the list be approved without a consultation, but never issued without approval', () => {
    expect(walk('check', 'approve', 'issue')).toBe('issued');
    expect(() => walk('check', 'issue')).toThrow(expect.objectContaining({ code: 'call-up.not-now' }));
  });

  it.each<[CallUpEvent, CallUpState]>([
    ['excuse', 'excused'],
    ['defer', 'deferred'],
    ['refuse', 'refused'],
  ])('decides a request to stay away by %s', (event, state) => {
    expect(walk('check', 'approve', 'issue', 'askExemption', event)).toBe(state);
  });

  it('replaces who was excused, deferred or did not come, and nobody else', () => {
    expect(statesBefore('substitute')).toEqual(['excused', 'deferred', 'noShow']);
  });

  it('keeps the seat of whoever confirmed, kept silent, was refused or is not decided about, came, or did not come without anybody having decided', () => {
    const states = ['issued', 'confirmed', 'exemptionAsked', 'refused', 'checkedIn', 'noShow'];
    expect(CALL_UP_STATES.filter(isExpected)).toEqual(states);
  });

  it.each<[CallUpState, CallUpEvent[]]>([
    ['excused', ['askExemption', 'excuse']],
    ['deferred', ['askExemption', 'defer']],
    ['substituted', ['askExemption', 'excuse', 'substitute']],
    ['cancelled', ['confirm', 'cancel']],
  ])('calls up again whoever was %s', (state, events) => {
    expect(walk('check', 'approve', 'issue', ...events)).toBe(state);
    expect(walk('check', 'approve', 'issue', ...events, 'restore', 'confirm')).toBe('confirmed');
  });

  it('leaves no state of an issued list without a way on', () => {
    const reached = CALL_UP_STATES.slice(CALL_UP_STATES.indexOf('issued'));
    const final = reached.filter((state) => !CALL_UP_EVENTS.some((event) => statesBefore(event).includes(state)));
    expect(final).toEqual([]);
  });

  it('lets people who confirmed, or were refused once, still ask to stay away', () => {
    expect(statesBefore('askExemption')).toEqual(['issued', 'confirmed', 'refused']);
  });

  it('lets a late arrival still check in', () => {
    expect(walk('check', 'approve', 'issue', 'missOpening', 'checkIn')).toBe('checkedIn');
  });

  it('takes a repeated event as done already', () => {
    for (const state of CALL_UP_STATES) {
      for (const event of CALL_UP_EVENTS) {
        if (!statesBefore(event).includes(state)) continue;
        const after = nextCallUpState(state, event);
        expect(nextCallUpState(after, event)).toBe(after);
      }
    }
  });

  it('refuses what cannot happen now and tells the present state in words', () => {
    expect(() => nextCallUpState('excused', 'confirm')).toThrow(
      expect.objectContaining({ code: 'call-up.not-now', facts: { state: '已同意免调', event: 'confirm' } }),
    );
    expect(() => nextCallUpState('checkedIn', 'askExemption')).toThrow(
      expect.objectContaining({ code: 'call-up.not-now' }),
    );
  });
});
