import type { ArchivePart, ArchiveTable } from './archive-table.ts';
import { callUpPart, classPart, noticesPart, traineesPart } from './before-class.ts';
import { activitiesPart, attendancePart, leavePart, testsPart, timetablePart, worksPart } from './class-life.ts';
import {
  correctionsPart,
  feedbackPart,
  followUpPart,
  gradesPart,
  ledgerPart,
  objectionsPart,
  proposalsPart,
  satisfactionPart,
} from './class-outcome.ts';
import type { ClassRecords } from './class-records.ts';

/** What an archive holds, in the order of a class's life. A part of which the class has nothing is there as well, and says so by having no rows. */
const parts: readonly (readonly [name: string, of: (records: ClassRecords) => ArchiveTable])[] = [
  ['班次与计划', classPart],
  ['调训名单', callUpPart],
  ['学员名册', traineesPart],
  ['通知', noticesPart],
  ['课程表', timetablePart],
  ['考勤', attendancePart],
  ['请假', leavePart],
  ['班级活动', activitiesPart],
  ['作业', worksPart],
  ['测试', testsPart],
  ['记分台账', ledgerPart],
  ['等次评定过程', proposalsPart],
  ['成绩等次', gradesPart],
  ['成绩更正', correctionsPart],
  ['异议', objectionsPart],
  ['满意度', satisfactionPart],
  ['结果反馈', feedbackPart],
  ['结业跟踪', followUpPart],
];

/** The archive of a class as tables. */
export function archiveParts(records: ClassRecords): ArchivePart[] {
  return parts.map(([name, of], index) => ({
    file: `${String(index + 1).padStart(2, '0')}-${name}.xlsx`,
    table: of(records),
  }));
}

/** `考勤` of `06-考勤.xlsx`. */
export function partName(file: string): string {
  return file.replace(/^\d+-|\.xlsx$/gu, '');
}
