import { formatClock, formatMoment } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import type { Button, Card } from '../../chat/message.ts';
import type { ClassRow } from './classes.ts';
import type { Session } from './session.ts';
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

  /** @param lines - what else to look at: how a sheet was read, which types were proposed */
  preview: (
    row: ClassRow,
    id: string,
    { kept, added, removed }: TimetableChange,
    { marks, past }: { marks: ReadonlyMap<string, number>; past: readonly Session[] },
    lines: readonly string[],
    buttons: readonly Button[],
  ): Card =>
    cardOf({
      id: `timetable-change:${id}`,
      title: '课程表变更预览',
      lines: [
        `“${row.name}”课程表保留 ${kept.length} 节，新增 ${added.length} 节，取消 ${removed.length} 节。请核对：`,
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
    ...kept
      .filter((pair) => isAhead(pair.after) && pair.before.place !== pair.after.place && pair.after.place !== '')
      .map(({ after }) => `改地点：${sessionName(after)}在${after.place}`),
    ...added.filter(isAhead).map((session) => `新增：${sessionName(session)}`),
  ];
}
