import { formatClock, formatDay } from '../../calendar/beijing-time.ts';
import { type Half, halfLabel } from '../../calendar/half-day.ts';
import { cardOf } from '../../chat/card.ts';
import type { Link } from '../../chat/link.ts';
import type { Button, Card, Field } from '../../chat/message.ts';
import type { ClassRow } from '../class/classes.ts';
import { liveLink, placeInWords } from '../class/live-lesson.ts';
import type { SessionRow } from '../class/sessions.ts';
import { showLeaveHelp } from '../leave/presses.ts';
import type { SignInWindow } from './attendance.ts';
import { type DayHalf, isSignInAhead, type Unseen } from './class-day.ts';
import { type DayTask, takesPlaceOfLeave, tasksCount, tasksLine, withTasks } from './day-tasks.ts';
import { basisOf, titlesOf } from './presence-words.ts';
import { claimPresence, signInToday } from './presses.ts';

/** The card of a class's day: its lessons, and signing in to them. Reminders are copies of it. */
export function dayCardId(classId: string, dateOn: string): string {
  return `class-day:${classId}:${dateOn}`;
}

/** The class and the day of such a card; `undefined` for every other card. */
export function classOfDayCard(cardId: string): { classId: string; dateOn: string } | undefined {
  const [, classId, dateOn] = /^class-day:(.+):(\d{4}-\d{2}-\d{2})$/u.exec(cardId) ?? [];
  return classId === undefined || dateOn === undefined ? undefined : { classId, dateOn };
}

/** What the card of a day says of a lesson that has ended. */
export interface DayRating {
  line: string;
  buttons: readonly Button[];
}

/** What the card of a day tells beside its lessons. */
interface More {
  missing?: Half;
  unseen?: Unseen | undefined;
  rating?: DayRating | undefined;
  tasks?: readonly DayTask[];
}

interface Day {
  trainingClass: Pick<ClassRow, '_id' | 'name' | 'closesOn' | 'signInBy' | 'signInPer'>;
  /** Where the trainee sits, if somebody has said so. */
  seat?: string | undefined;
  /** What they have a part in today or soon, a sentence each. */
  parts?: readonly string[];
  dateOn: string;
  halves: readonly DayHalf[];
}

export const dayWords = {
  /**
   * One trainee's card of a day of class, as things stand; it takes no more answers once nothing is left to sign in to.
   * @param missing - the half of the day that has begun without them
   * @param unseen - the halves of the last day of class in which they were not seen, if any
   * @param rating - a lesson to be rated; left out where there is no room for its buttons
   * @param tasks - what else waits, the most pressing first; on a full card their button takes the place of the one for leave
   */
  card: (
    { trainingClass, dateOn, halves, seat, parts = [] }: Day,
    { missing, unseen, rating, tasks = [] }: More = {},
  ): Card => {
    const isAhead = isSignInAhead(halves);
    const shown = unseen === undefined ? rating : undefined;
    if (!isAhead && shown !== undefined) return ratingCard({ trainingClass, dateOn, halves, parts }, shown, tasks);
    const buttons: Button[] = [
      {
        label: '签到',
        style: 'primary',
        press: signInToday.with({ classId: trainingClass._id, dateOn, from: opening(halves) }),
      },
      { label: '请假', press: showLeaveHelp.with({}) },
      ...(unseen === undefined
        ? []
        : [{ label: '我在场', press: claimPresence.with({ classId: trainingClass._id, dateOn: unseen.dateOn }) }]),
      ...(shown?.buttons ?? []),
    ];
    return {
      kind: 'card',
      id: dayCardId(trainingClass._id, dateOn),
      task: {
        ...{
          name: `${formatDay(dateOn)}上课签到（${trainingClass.name}）`,
          classId: trainingClass._id,
          ofTrainee: true,
        },
        ...closingTime(halves),
      },
      title: missing === undefined ? `今日课程与签到（${formatDay(dateOn)}）` : '您还没有签到',
      lines: [
        trainingClass.name,
        missing === undefined
          ? howToSignIn(trainingClass)
          : `${halfLabel(missing)}课程已经开始，请尽快到课签到；不能到课的，请及时请假。`,
        // It gives way to what concerns this person alone: both do not fit a card of WeCom.
        ...(parts.length === 0 ? ['不便使用手机的，可向班主任或班长报到。'] : []),
        ...(seat === undefined ? [] : [`您的座位：${seat}。`]),
        ...parts,
        // Both at length do not fit a card of WeCom.
        ...(unseen === undefined ? tasksLine(tasks, dateOn, trainingClass.name) : tasksCount(tasks)),
        ...(takesPlaceOfLeave(buttons, tasks) ? ['请假请回复“请假”。'] : []),
        ...(unseen === undefined ? [] : [unseenWords(unseen)]),
        ...(shown === undefined ? [] : [shown.line]),
        ...lastDay(trainingClass, dateOn),
      ],
      fields: halves.flatMap(halfFields),
      ...liveLesson(halves),
      buttons: withTasks(buttons, trainingClass, tasks),
      ...(isAhead ? {} : { settled: closing(halves) }),
    };
  },
} as const;

function howToSignIn({ signInBy, signInPer }: Day['trainingClass']): string {
  const how = signInBy === 'code' ? '到课后请输入教室屏幕上的四位签到码' : '到课后请点“签到”';
  return `${how}，${signInPer === 'session' ? '每节课一次' : '上午、下午各一次'}。`;
}

/** On the last day: how the class is rated. */
function lastDay({ closesOn }: Day['trainingClass'], dateOn: string): string[] {
  return dateOn === closesOn ? ['今天课程结束后，请回复“评课”评价培训班，不记名。'] : [];
}

/** The card of a day on which nothing is left to sign in to, and a lesson to be rated. */
function ratingCard(
  { trainingClass, dateOn, halves, parts = [] }: Day,
  { line, buttons }: DayRating,
  tasks: readonly DayTask[],
): Card {
  return cardOf({
    id: dayCardId(trainingClass._id, dateOn),
    title: `今日课程与签到（${formatDay(dateOn)}）`,
    lines: [
      trainingClass.name,
      ...parts,
      ...tasksLine(tasks, dateOn, trainingClass.name),
      line,
      ...lastDay(trainingClass, dateOn),
    ],
    fields: halves.flatMap(halfFields),
    buttons: withTasks(buttons, trainingClass, tasks),
  });
}

/** Which lessons, and what it rests on that somebody does not count as there. */
function unseenWords({ dateOn, halves }: Unseen): string {
  const missed = halves.map(({ half, sessions }) => `${halfLabel(half)}${titlesOf(sessions)}`).join('、');
  return `${formatDay(dateOn)}${missed}${basisOf({ isAbsent: false })}。已到课的，请点“我在场”，由班主任核实；有事未到的，请补办请假。`;
}

/** The way to the next lesson over the network. */
function liveLesson(halves: readonly DayHalf[]): { link?: Link } {
  const next = halves.find(({ standing }) => standing.is === 'open') ?? halves.at(-1);
  const [url] = next?.sessions.flatMap((session) => liveLink(session) ?? []) ?? [];
  return url === undefined ? {} : { link: { label: '进入云端课堂', url } };
}

/** When signing in to the next half-day opens; none when it is over. */
function opening(halves: readonly DayHalf[]): string {
  const next = halves.find(({ standing }) => standing.is === 'open')?.standing;
  return next?.is === 'open' ? formatClock(next.window.opensAt) : '';
}

/** Until when one can sign in to it. */
function closingTime(halves: readonly DayHalf[]): { by?: Date } {
  const next = halves.find(({ standing }) => standing.is === 'open')?.standing;
  return next?.is === 'open' ? { by: next.window.lateUntil } : {};
}

function halfFields({ half, sessions, standing }: DayHalf): Field[] {
  const label = halfLabel(half);
  const teaching = (session: SessionRow) =>
    [session.lecturer, placeInWords(session)].filter((part) => part !== '').join('　');
  return [
    ...sessions.flatMap((session) => [
      { label, value: `${formatClock(session.startsAt)}　${session.title}` },
      ...(teaching(session) === '' ? [] : [{ label: '授课', value: teaching(session) }]),
    ]),
    { label: `${label}签到`, value: standingWords(standing) },
  ];
}

function standingWords(standing: DayHalf['standing']): string {
  switch (standing.is) {
    case 'open':
      return openWords(standing.window);
    case 'signed':
      return signedWords(standing.at, standing.lateMinutes, standing.byRoll);
    case 'onLeave':
      return '已请假';
    case 'over':
      return '已结束';
  }
}

/** `08:00—11:30（08:30后记迟到）` */
function openWords({ opensAt, onTimeUntil, lateUntil }: SignInWindow): string {
  return `${formatClock(opensAt)}—${formatClock(lateUntil)}（${formatClock(onTimeUntil)}后记迟到）`;
}

/** `已签到 08:27`, `已签到 08:35（迟到5分钟）`, `已点到`. @param lateMinutes - 0 when on time, or not known */
function signedWords(at: Date, lateMinutes: number, byRoll = false): string {
  const late = lateMinutes === 0 ? '' : `（迟到${lateMinutes}分钟）`;
  return byRoll ? `已点到${late}` : `已签到 ${formatClock(at)}${late}`;
}

/** What stands in place of the buttons: the last sign-in of the day, if there is one. */
function closing(halves: readonly DayHalf[]): string {
  const last = halves.findLast(({ standing }) => standing.is === 'signed')?.standing;
  return last?.is === 'signed' ? signedWords(last.at, last.lateMinutes, last.byRoll) : '签到已结束';
}
