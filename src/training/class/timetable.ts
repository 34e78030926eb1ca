import { beijingDateOf, formatClock, formatDay, formatDuration } from '../../calendar/beijing-time.ts';
import type { CurriculumRules } from './curriculum-rules.ts';
import type { Curriculum } from './session.ts';
import { inTimetableOrder, type Session, sessionMinutes } from './session.ts';

/** A fault of a timetable that has nothing to do with its content. */
export interface TimetableFault {
  code:
    | 'noSessions'
    | 'badTimes'
    | 'badParts'
    | 'wrongDay'
    | 'outsideClass'
    | 'overlap'
    | 'shortBreak'
    | 'longDay'
    | 'repeatedId';
  /** Whether the curriculum is refused because of it; otherwise it is just reported. */
  blocking: boolean;
  sentence: string;
  sessionIds: readonly string[];
}

/** Every fault of the timetable in order of time: impossible times, parts that do not add up, overlaps, short breaks, long days. */
export function timetableFaults(curriculum: Curriculum, rules: CurriculumRules): TimetableFault[] {
  if (curriculum.sessions.length === 0) {
    return [{ code: 'noSessions', blocking: true, sentence: '课程表中没有课程。', sessionIds: [] }];
  }
  const sessions = inTimetableOrder(curriculum.sessions);
  return [
    ...repeatedIds(sessions),
    ...sessions.flatMap((session) => sessionFaults(session, curriculum, rules)),
    ...overlaps(sessions),
    ...shortBreaks(sessions, rules.breakMinutes),
    ...longDays(sessions, rules.dayMinutes),
  ];
}

/** `3月4日 周三 08:30“题目”`: how texts refer to a session. */
export function sessionName(session: Session): string {
  return `${formatDay(beijingDateOf(session.startsAt))} ${formatClock(session.startsAt)}“${session.title}”`;
}

function sessionFaults(session: Session, curriculum: Curriculum, rules: CurriculumRules): TimetableFault[] {
  const faults: TimetableFault[] = [];
  const add = (code: TimetableFault['code'], sentence: string) =>
    faults.push({
      code,
      blocking: true,
      sentence: `${sessionName(session)}${sentence}`,
      sessionIds: [session.sessionId],
    });
  const length = sessionMinutes(session);
  if (!(length > 0)) add('badTimes', '的结束时间应晚于开始时间。');
  const days = [beijingDateOf(session.startsAt), beijingDateOf(session.endsAt)];
  if (days.some((day) => day !== session.dateOn)) add('wrongDay', `的起止时间不在${formatDay(session.dateOn)}当天。`);
  if (session.dateOn < curriculum.opensOn || session.dateOn > curriculum.closesOn)
    add('outsideClass', '不在班次起止日期之内。');
  const step = rules.minutesStep;
  if (session.parts.some((part) => !Number.isInteger(part.minutes) || part.minutes <= 0 || part.minutes % step !== 0)) {
    add('badParts', `的各类课时应为${step}分钟的整数倍。`);
  }
  const sum = session.parts.reduce((total, part) => total + part.minutes, 0);
  if (length > 0 && sum !== length) {
    add('badParts', `的各类课时合计${formatDuration(sum)}，与课时长度${formatDuration(length)}不符。`);
  }
  return faults;
}

function repeatedIds(sessions: readonly Session[]): TimetableFault[] {
  const ids = sessions.map((session) => session.sessionId);
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))].map((id) => ({
    code: 'repeatedId',
    blocking: true,
    sentence: `课程编号“${id}”重复。`,
    sessionIds: [id],
  }));
}

function overlaps(sessions: readonly Session[]): TimetableFault[] {
  const faults: TimetableFault[] = [];
  for (const [index, first] of sessions.entries()) {
    for (const second of sessions.slice(index + 1)) {
      if (second.startsAt >= first.endsAt) break;
      faults.push({
        code: 'overlap',
        blocking: true,
        sentence: `${sessionName(first)}与${sessionName(second)}时间重叠。`,
        sessionIds: [first.sessionId, second.sessionId],
      });
    }
  }
  return faults;
}

function shortBreaks(sessions: readonly Session[], breakMinutes: number): TimetableFault[] {
  const faults: TimetableFault[] = [];
  for (const [index, second] of sessions.entries()) {
    const first = sessions[index - 1];
    if (first === undefined || first.dateOn !== second.dateOn) continue;
    const gap = (second.startsAt.getTime() - first.endsAt.getTime()) / 60_000;
    if (gap < 0 || gap >= breakMinutes) continue;
    faults.push({
      code: 'shortBreak',
      blocking: false,
      sentence: `${sessionName(first)}与${sessionName(second)}之间课间休息不足${breakMinutes}分钟。`,
      sessionIds: [first.sessionId, second.sessionId],
    });
  }
  return faults;
}

function longDays(sessions: readonly Session[], dayMinutes: number): TimetableFault[] {
  const faults: TimetableFault[] = [];
  for (const dateOn of new Set(sessions.map((session) => session.dateOn))) {
    const held = sessions.filter((session) => session.dateOn === dateOn);
    const minutes = held.reduce((sum, session) => sum + Math.max(0, sessionMinutes(session)), 0);
    if (minutes <= dayMinutes) continue;
    faults.push({
      code: 'longDay',
      blocking: false,
      sentence: `${formatDay(dateOn)}安排${formatDuration(minutes)}，超过每天${formatDuration(dayMinutes)}。`,
      sessionIds: held.map((session) => session.sessionId),
    });
  }
  return faults;
}
