import { formatClock, formatDay } from '../../calendar/beijing-time.ts';
import type { ClassRow } from './classes.ts';
import { courseTypeLabel, methodLabel, type Session } from './session.ts';

/** The number of a lesson as people type it: `05`. */
export function lessonNumber({ sessionId }: Pick<Session, 'sessionId'>): string {
  return sessionId.slice(sessionId.lastIndexOf('-') + 1);
}

/** What is said when single lessons change. */
export const lessonWords = {
  /** For a card that asks which lesson is meant. */
  choice: (session: Session) =>
    `${lessonNumber(session)}　${formatDay(session.dateOn)} ${formatClock(session.startsAt)}　${session.title}`,
  details: ({ parts, method, lecturer, place }: Session) =>
    `类型：${parts.map(({ type }) => courseTypeLabel(type)).join('、')}。方式：${methodLabel(method)}。${lecturer === '' ? '' : `授课人：${lecturer}。`}${place === '' ? '' : `地点：${place}。`}`,
  proposedType: '类型由系统拟定，请核对。',
  missingRange: '请写明起止时间，如 08:30-11:30。',
  badField: (word: string) => `“${word}”请写成名称、授课人、地点、类型或方式。`,
  /** Below the timetable, for those who may change it. */
  howToChange: ({ _id }: ClassRow) =>
    `变更单节课，写课号或课名：“/调课 ${_id} 课号 日期 时间”“/换课”“/改课”“/加课”“/停课”。`,
} as const;
