import { formatClock, formatDay } from '../../calendar/beijing-time.ts';
import type { ClassRow } from './classes.ts';
import { type Reporting, reportingWords } from './reporting.ts';
import type { SessionRow } from './sessions.ts';

/** `08:30—11:30 党章党规党纪专题，县委党校主课堂，县纪委监委`, as far as place and lecturer are known. @param usual - a place said already */
const lineOf = ({ startsAt, endsAt, title, place, lecturer }: SessionRow, usual?: string) =>
  [`${formatClock(startsAt)}—${formatClock(endsAt)} ${title}`, place === usual ? '' : place, lecturer]
    .filter((part) => part !== '')
    .join('，');

const daysOf = (sessions: readonly SessionRow[], usual?: string) =>
  [...new Set(sessions.map(({ dateOn }) => dateOn))].map((dateOn) =>
    [formatDay(dateOn), ...sessions.filter((each) => each.dateOn === dateOn).map((each) => lineOf(each, usual))].join(
      '\n',
    ),
  );

/** The place of more than half of the sessions, which is said once for all of them. */
function usualPlace(sessions: readonly SessionRow[]): string | undefined {
  return sessions
    .map(({ place }) => place)
    .find((place) => place !== '' && 2 * sessions.filter((each) => each.place === place).length > sessions.length);
}

interface WholeFacts {
  /** Until the class has begun. */
  reporting: Reporting | undefined;
  /** Whether it can be had as a file for the phone's calendar. */
  hasCalendar: boolean;
}

/** The timetable as a trainee sees it. */
export const ownTimetableWords = {
  noClass: '您目前没有参加的培训班。收到调训通知后，可在这里查看课程表。',
  none: ({ name }: ClassRow) => `“${name}”还没有排定课程，排定后可在这里查看。`,
  whole: ({ name }: ClassRow, sessions: readonly SessionRow[], { reporting, hasCalendar }: WholeFacts) => {
    const usual = usualPlace(sessions);
    return [
      `“${name}”课程表`,
      ...(reporting === undefined ? [] : [`${reportingWords.line(reporting)}。`]),
      ...(usual === undefined ? [] : [`地点：${usual}，另有注明的除外。`]),
      ...daysOf(sessions, usual),
      ...(hasCalendar ? ['需要存入手机日历的，请回复“日历”。'] : []),
    ].join('\n\n');
  },
  day: ({ name }: ClassRow, sessions: readonly SessionRow[]) => [`“${name}”`, ...daysOf(sessions)].join('\n'),
  /** Phones open it in their calendar. */
  calendarName: ({ name }: ClassRow) => `${name}课程表.ics`,
  /** @param next - the first session after that day */
  free: ({ name }: ClassRow, dateOn: string, next: SessionRow | undefined) =>
    `“${name}”${formatDay(dateOn)}没有课。${next === undefined ? '课程已全部结束。' : `下一次课：${formatDay(next.dateOn)} ${lineOf(next)}。`}`,
} as const;
