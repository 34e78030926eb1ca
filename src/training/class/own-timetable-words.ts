import { formatClock, formatDay } from '../../calendar/beijing-time.ts';
import type { ClassRow } from './classes.ts';
import { type Reporting, reportingWords } from './reporting.ts';
import type { SessionRow } from './sessions.ts';

/** `08:30—11:30 党章党规党纪专题，县委党校主课堂，县纪委监委`, as far as place and lecturer are known. */
const lineOf = ({ startsAt, endsAt, title, place, lecturer }: SessionRow) =>
  [`${formatClock(startsAt)}—${formatClock(endsAt)} ${title}`, place, lecturer]
    .filter((part) => part !== '')
    .join('，');

const daysOf = (sessions: readonly SessionRow[]) =>
  [...new Set(sessions.map(({ dateOn }) => dateOn))].map((dateOn) =>
    [formatDay(dateOn), ...sessions.filter((each) => each.dateOn === dateOn).map(lineOf)].join('\n'),
  );

/** The timetable as a trainee sees it. */
export const ownTimetableWords = {
  noClass: '您目前没有参加的培训班。收到调训通知后，可在这里查看课程表。',
  none: ({ name }: ClassRow) => `“${name}”还没有排定课程，排定后可在这里查看。`,
  /** @param reporting - until the class has begun */
  whole: ({ name }: ClassRow, sessions: readonly SessionRow[], reporting: Reporting | undefined) =>
    [
      `“${name}”课程表`,
      ...(reporting === undefined ? [] : [`${reportingWords.line(reporting)}。`]),
      ...daysOf(sessions),
    ].join('\n\n'),
  day: ({ name }: ClassRow, sessions: readonly SessionRow[]) => [`“${name}”`, ...daysOf(sessions)].join('\n'),
  /** Phones open it in their calendar. */
  calendarName: ({ name }: ClassRow) => `${name}课程表.ics`,
  /** @param next - the first session after that day */
  free: ({ name }: ClassRow, dateOn: string, next: SessionRow | undefined) =>
    `“${name}”${formatDay(dateOn)}没有课。${next === undefined ? '课程已全部结束。' : `下一次课：${formatDay(next.dateOn)} ${lineOf(next)}。`}`,
} as const;
