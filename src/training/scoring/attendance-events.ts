import { beijingTime } from '../../calendar/beijing-time.ts';
import { halfDayName } from '../../calendar/half-day.ts';
import { RuleError } from '../../errors.ts';
import type { HalfDayAttendance } from '../attendance/half-days.ts';
import { type LeaveKind, leaveKindLabel } from '../leave/leave.ts';
import { indicatorOf, reversalOf, type ScoreEvent, settledEvents } from './score-event.ts';
import { ATTENDANCE_ITEM, type Indicator, type ScoreStep, type ScoringScheme } from './scoring-scheme.ts';

/** The author of derived events; the author of an entry by a person is that person. */
export const ATTENDANCE_AUTHOR = 'attendance';

/** From when a scheme has to hold to hold for a half-day; the clock times of its lessons do not matter. */
const beginsBy = { morning: '00:00', afternoon: '12:00', evening: '18:00' } as const;

/** The person and the class whose attendance is turned into score events. */
export interface AttendanceOwner {
  classId: string;
  cadreId: string;
}

/**
 * The score events that follow from one person's half-days: arriving late and leaving early per session, leave and absence per half-day
 * (of several kinds of leave the most costly one). There is an event even if it costs no points, so that official leave can be seen.
 *
 * Ids consist of class, person, session or half-day, and step, so that the same facts always give the same events.
 *
 * @param schemeAt - the scheme that held when a half-day began
 * @param at - the time of the events
 * @throws RuleError `score.unknown-item` or `score.unknown-step` when the scheme lacks the attendance indicator or one of its steps
 */
export function attendanceEvents(
  owner: AttendanceOwner,
  halfDays: readonly HalfDayAttendance[],
  schemeAt: (at: Date) => ScoringScheme,
  at: Date,
): ScoreEvent[] {
  const event = (indicator: Indicator, key: string, step: string, reason: string, source: string): ScoreEvent => ({
    _id: `attendance:${owner.classId}:${owner.cadreId}:${key}:${step}`,
    cadreId: owner.cadreId,
    item: ATTENDANCE_ITEM,
    step,
    deltaHundredths: stepOf(indicator, step).deltaHundredths,
    reason,
    source,
    authorId: ATTENDANCE_AUTHOR,
    at,
  });
  return halfDays.filter(isEventful).flatMap((halfDay) => {
    const indicator = indicatorOf(ATTENDANCE_ITEM, schemeAt(beijingTime(halfDay.dateOn, beginsBy[halfDay.half])));
    const key = `${halfDay.dateOn}:${halfDay.half}`;
    const events = halfDay.sessions.flatMap((session) =>
      (['late', 'earlyLeave'] as const)
        .filter((step) => session.presence.includes(step))
        .map((step) => event(indicator, session.sessionId, step, session.reason, `session:${session.sessionId}`)),
    );
    if (halfDay.result === 'absent') {
      const missed = halfDay.sessions.filter((session) => session.presence.includes('absent'));
      const reason = `${halfDayName(halfDay)}${missed.map((session) => session.reason).join('')}`;
      events.push(event(indicator, key, 'absent', reason, `session:${missed[0]?.sessionId}`));
    }
    const leave = halfDay.result === 'onLeave' ? costliestLeave(halfDay, indicator) : undefined;
    if (leave !== undefined) {
      const reason = `${halfDayName(halfDay)}${leaveKindLabel(leave.kind)}${leave.late ? '（补假）' : ''}`;
      events.push(event(indicator, key, leave.kind, reason, `leave:${leave.leaveId}`));
    }
    return events;
  });
}

/** Most half-days are not: everybody is there, and nothing need be looked up. */
function isEventful({ sessions }: HalfDayAttendance): boolean {
  return !sessions.every(({ presence }) => presence.includes('present'));
}

/**
 * What must be added to the stored attendance events to make them agree with the derived ones: new events, and reversals of those that no
 * longer apply (leave granted afterwards, a corrected sign-in). Empty if nothing changed, so it may run any number of times. An event that a
 * person reversed stays reversed.
 *
 * @param stored - the person's events of the attendance indicator, with every reversal of them
 */
export function attendanceCorrections(
  stored: readonly ScoreEvent[],
  derived: readonly ScoreEvent[],
  at: Date,
): ScoreEvent[] {
  const known = new Map(stored.map((event) => [event._id, event]));
  const standing = new Set(settledEvents(stored).standing.map((event) => event._id));
  const wanted = new Set(derived.map((event) => event._id));
  const takeBack = (event: ScoreEvent, reason: string) => reversalOf(event, reason, ATTENDANCE_AUTHOR, at);
  const outdated = stored
    .filter((event) => event.authorId === ATTENDANCE_AUTHOR && event.reverses === undefined)
    .filter((event) => standing.has(event._id) && !wanted.has(event._id))
    .map((event) => takeBack(lastReversal(event, known) ?? event, '考勤情况已更正'));
  const restored = derived
    .filter((event) => known.has(event._id) && !standing.has(event._id))
    .map((event) => lastReversal(event, known))
    .filter((reversal) => reversal !== undefined)
    .filter((reversal) => reversal.authorId === ATTENDANCE_AUTHOR)
    .map((reversal) => takeBack(reversal, '考勤情况已恢复'));
  return [...derived.filter((event) => !known.has(event._id)), ...outdated, ...restored];
}

/** The end of the chain event → reversal → reversal of that; absent when nothing reverses the event. */
function lastReversal(event: ScoreEvent, known: ReadonlyMap<string, ScoreEvent>): ScoreEvent | undefined {
  let last: ScoreEvent | undefined;
  for (let next = known.get(`reversal:${event._id}`); next !== undefined; ) {
    last = next;
    next = known.get(`reversal:${next._id}`);
  }
  return last;
}

function costliestLeave(halfDay: HalfDayAttendance, indicator: Indicator) {
  const cost = (kind: LeaveKind) => stepOf(indicator, kind).deltaHundredths;
  return halfDay.sessions
    .map((session) => session.leave)
    .filter((leave) => leave !== undefined)
    .sort((a, b) => cost(a.kind) - cost(b.kind) || (a.leaveId < b.leaveId ? -1 : 1))[0];
}

function stepOf(indicator: Indicator, id: string): ScoreStep {
  const step = indicator.steps.find((one) => one.id === id);
  if (step === undefined) throw new RuleError('score.unknown-step', { item: indicator.name, step: id });
  return step;
}
