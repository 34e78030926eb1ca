import type { Refusals } from '../../errors.ts';

/** The sentence for each refusal, by the code of its `RuleError`. */
export const hoursRefusals: Refusals = {
  'hours.gone': () => '这份学时表已不再保存，未作任何改动。请重新发送文件。',
  'hours.no-entry': ({ number }) => `没有第 ${number} 条学时记录，请用“/学时 姓名”核对序号。`,
  'hours.reversed-already': () => '这条学时记录已经冲销，无需重复办理。',
  'hours.no-title': () => '没有看出是什么培训，请写明培训名称和天数，例如“市委党校乡村振兴专题班3天”。',
  'hours.no-hours': () => '请回复学时数，例如“20”。',
  'hours.too-many-days': () => '天数多于起止日期之间的天数，请核对后重新申报。',
  'hours.overlaps': ({ title }) =>
    `这几天已有“${title}”的学时或申报，不重复登记。如有不同，请联系县委组织部干部教育科。`,
  'hours.in-class': ({ title }) => `这几天您是“${title}”的学员，学时在公布成绩后自动登记，不必申报。`,
  'hours.nobody': () => '目前没有其他人员可以审核这项申报，请联系系统管理员。',
  'hours.entered-since': ({ title }) =>
    `这几天已登记“${title}”的学时，不能重复登记。请点“不同意”；原记录有误的，先用“/冲销学时”冲销。`,
  'hours.no-refusal-reason': () => '请写明不同意的理由。',
  'hours.claim-gone': () => '没有这项学时申报，可能已经取消。',
};
