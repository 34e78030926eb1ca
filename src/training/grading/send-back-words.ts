import { withoutStop } from '../../chat/sentence.ts';
import type { ClassRow } from '../class/classes.ts';

/** What is said when confirmed grades go back before they are published. */
export const sendBackWords = {
  card: '已退回考评工作小组',
  postingCard: '公示已撤回',
  toTeam: (row: ClassRow, by: string, reason: string) =>
    `【等次评定退回】${by}将“${row.name}”已确认的等次评定结果退回考评工作小组。理由：${withoutStop(reason)}。原方案已留存，成绩可以更正，更正后请重新评定：/评定等次 ${row._id}`,
  toTeacher: (row: ClassRow, by: string, reason: string) =>
    `【等次评定退回】${by}已退回“${row.name}”的等次评定结果。理由：${withoutStop(reason)}。重新评定前，可以更正考勤和记分。`,
  reply: (row: ClassRow) => `已将“${row.name}”的等次评定结果退回考评工作小组，并告知班主任。重新确认后，会再请您公布。`,
} as const;
