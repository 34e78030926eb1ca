import { withoutStop } from '../../chat/sentence.ts';
import type { ClassRow } from '../class/classes.ts';

/** What is said when published results are graded anew. */
export const reopenWords = {
  toTeam: (row: ClassRow, by: string, reason: string) =>
    `【成绩复核】${by}对“${row.name}”已公布的考核结果启动重新评定。理由：${withoutStop(reason)}。原结果已留存；考勤和记分可以更正，更正后请重新评定：/评定等次 ${row._id}`,
  toTeacher: (row: ClassRow, by: string, reason: string) =>
    `【成绩复核】${by}对“${row.name}”已公布的考核结果启动重新评定。理由：${withoutStop(reason)}。重新公布前，可以更正考勤和记分，学员暂时看不到考核结果。`,
  reply: (row: ClassRow) =>
    `已对“${row.name}”启动重新评定，并告知考评工作小组和班主任。原结果已留存，重新公布以前暂不展示；重新评定、确认和公布与首次相同，结果有变化的，另行通知学员和所在单位。如需撤回：/取消重新评定 ${row._id}`,
  takenBackToTeam: (row: ClassRow, by: string) =>
    `【成绩复核】${by}已取消“${row.name}”的重新评定，原公布的考核结果继续有效。`,
  takenBackReply: (row: ClassRow) =>
    `已取消“${row.name}”的重新评定，原公布的考核结果继续有效，并告知考评工作小组和班主任。`,
} as const;
