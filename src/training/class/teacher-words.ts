import { formatDays } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import type { Card, Press } from '../../chat/message.ts';
import type { ClassRow } from './classes.ts';

/** What somebody is told who is to teach a class: what it is, and the first steps. */
export const teacherWords = {
  /** @param change - how they became its teacher, where it had another */
  named: (row: ClassRow, timetable: Press, change?: string): Card =>
    cardOf({
      id: `class-teacher:${row._id}`,
      title: '您担任班主任',
      lines: [
        ...(change === undefined ? [] : [change]),
        `“${row.name}”（${row._id}）${formatDays(row.opensOn, row.closesOn)}举办，由您担任班主任。`,
        row.state === 'draft'
          ? '第一步：录入课程表，审核通过后由县委组织部点名调训。'
          : '课程表已录入，可回复“/课程”查看。',
        '开班后：签到卡自动发出，未签到的由您点到；请假由您审批。',
        '其他事项请回复“帮助”。',
      ],
      buttons: [{ label: row.state === 'draft' ? '录入课程表' : '查看课程表', press: timetable }],
    }),
  /** On that card when the class was taken back. */
  undone: '班次已撤销，无需办理',
} as const;

/** The delivery key of that card. */
export function classTeacherKey(classId: string, cadreId: string): `class-teacher:${string}` {
  return `class-teacher:${classId}:${cadreId}`;
}
