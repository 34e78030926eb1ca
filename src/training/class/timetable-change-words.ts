import { formatClock, formatMoment } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import type { Button, Card } from '../../chat/message.ts';
import type { ClassRow } from './classes.ts';
import type { CurriculumVerdict } from './curriculum.ts';
import { courseTypeLabel, methodLabel, type Session } from './session.ts';
import { sessionName } from './timetable.ts';
import { isMoved, type TimetableChange } from './timetable-change.ts';

const mostChanges = 12;

/** What is said when another timetable takes the place of the present one. */
export const timetableChangeWords = {
  /** For the class. @param lines - of `changesAhead` */
  changed: (row: ClassRow, lines: readonly string[]) =>
    [
      `【课程变动】“${row.name}”课程有 ${lines.length} 处变动：`,
      ...lines.slice(0, mostChanges),
      ...(lines.length > mostChanges ? ['……其余变动，请查看课程表。'] : []),
    ].join('\n'),

  head: (row: ClassRow, { kept, added, removed }: TimetableChange) =>
    `“${row.name}”课程表保留 ${kept.length} 节，新增 ${added.length} 节，取消 ${removed.length} 节。请核对：`,
  lessonHead: (row: ClassRow) => `“${row.name}”课程表拟作以下变更，请核对：`,
  /** @param lines - its head, and what else to look at: how a sheet was read, which types were proposed */
  preview: (
    id: string,
    { kept, removed }: TimetableChange,
    { marks, past }: { marks: ReadonlyMap<string, number>; past: readonly Session[] },
    lines: readonly string[],
    buttons: readonly Button[],
  ): Card =>
    cardOf({
      id: `timetable-change:${id}`,
      title: '课程表变更预览',
      lines: [
        ...lines,
        ...past.map(
          (session) =>
            `新增的${sessionName(session)}时间已过，没有签到记录，不会自动记为缺课；请在保存后核实出勤，到课的用“/补签”登记。`,
        ),
        ...removed.flatMap((session) =>
          marks.has(session.sessionId)
            ? [`取消${sessionName(session)}：已签到 ${marks.get(session.sessionId)} 人，记录保留，不再计入出勤。`]
            : [],
        ),
        ...kept.flatMap(({ before, after }) =>
          marks.has(before.sessionId)
            ? [
                `${sessionName(before)}改到${formatMoment(after.startsAt)}：已签到 ${marks.get(before.sessionId)} 人，按新时间核定。`,
              ]
            : [],
        ),
      ],
      buttons,
    }),
  /** A change of a class that has begun breaks a rule: it may be confirmed all the same. */
  amber: ({ reasons, repairs }: CurriculumVerdict): string[] => [
    '请注意：变更后不再符合要求。',
    ...reasons,
    ...(repairs.length === 0 ? [] : ['可以这样补救（任选一项）：', ...repairs.map(({ sentence }) => sentence)]),
  ],
  lessonSaved: (row: ClassRow, told: number | undefined) =>
    `“${row.name}”课程表已变更。${told === undefined ? '' : `课程变动已告知学员 ${told} 人。`}`,
  clash: (sentence: string) => `请注意：${sentence}`,
  /** @param sentences - of clashes that cannot be */
  clashes: (sentences: readonly string[]) =>
    ['课程安排有冲突，未保存：', ...sentences.slice(0, mostChanges)].join('\n'),
  movedBack: (session: Session) => `${sessionName(session)}改到的时间已过，请核对。`,
  dropped: '已取消，课程表未变更',
  confirmed: '已确认变更',
} as const;

/** What a class has to know of a changed timetable: what is taken out, moved, held elsewhere or put in, from now on. */
export function changesAhead({ kept, added, removed }: TimetableChange, now: Date): string[] {
  const isAhead = ({ startsAt }: Session) => startsAt > now;
  return [
    ...removed.filter(isAhead).map((session) => `取消：${sessionName(session)}`),
    ...kept
      .filter((pair) => isMoved(pair) && (isAhead(pair.before) || isAhead(pair.after)))
      .map(
        ({ before, after }) =>
          `改时间：${sessionName(before)}改为${formatMoment(after.startsAt)}—${formatClock(after.endsAt)}`,
      ),
    ...kept.filter((pair) => isAhead(pair.after)).flatMap(otherwise),
    ...added.filter(isAhead).map((session) => `新增：${sessionName(session)}`),
  ];
}

/** What of a lesson is otherwise than before, apart from its time. */
function otherwise({ before, after }: TimetableChange['kept'][number]): string[] {
  return [
    ...(before.title === after.title ? [] : [`改名称：${sessionName(before)}改为“${after.title}”`]),
    ...(before.place === after.place || after.place === '' ? [] : [`改地点：${sessionName(after)}在${after.place}`]),
    ...(before.lecturer === after.lecturer || after.lecturer === ''
      ? []
      : [`改授课人：${sessionName(after)}由${after.lecturer}授课`]),
  ];
}

/** Everything that changes, also what lies behind, for whoever confirms it. */
export function allChanges(change: TimetableChange): string[] {
  const retyped = change.kept.filter(({ before, after }) => typeOf(before) !== typeOf(after));
  return [
    ...changesAhead(change, new Date(0)),
    ...retyped.map(
      ({ before, after }) => `改类型和方式：${sessionName(before)}由${typeOf(before)}改为${typeOf(after)}`,
    ),
  ];
}

const typeOf = ({ parts, method }: Session) =>
  `${parts.map(({ type }) => courseTypeLabel(type)).join('、')}、${methodLabel(method)}`;
