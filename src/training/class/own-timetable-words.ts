import { formatClock, formatDay } from '../../calendar/beijing-time.ts';
import { platformLabels } from '../../chat/platform-labels.ts';
import type { PlatformName } from '../../chat/update.ts';
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
      '需要自动写入日历、随课程更新的，请回复“日历 开”。',
    ].join('\n\n');
  },
  day: ({ name }: ClassRow, sessions: readonly SessionRow[]) => [`“${name}”`, ...daysOf(sessions)].join('\n'),
  calendarOn: '好的，上课安排稍后写入您的日历，课程变更时一并更新。不再需要的，请回复“日历 关”。',
  calendarOff: '好的，上课安排稍后从您的日历中取消。需要恢复的，请回复“日历 开”。',
  calendarForbidden: (platform: PlatformName) =>
    `【日历权限】${platformLabels[platform]}未向本应用开放日历权限，学员的上课安排未能写入日历。请在管理后台开通；学员仍可回复“日历”或“课程表”查看。`,
  /** Phones open it in their calendar. */
  calendarName: ({ name }: ClassRow) => `${name}课程表.ics`,
  /** @param next - the first session after that day */
  free: ({ name }: ClassRow, dateOn: string, next: SessionRow | undefined) =>
    `“${name}”${formatDay(dateOn)}没有课。${next === undefined ? '课程已全部结束。' : `下一次课：${formatDay(next.dateOn)} ${lineOf(next)}。`}`,
} as const;
