import type { Refusals } from '../../errors.ts';

/** The sentence for each refusal, by the code of its `RuleError`. */
export const archiveRefusals: Refusals = {
  'archive.not-closed': ({ name, classId }) =>
    `“${name}”成绩尚未公布，结班后才能归档。回复“/结班 ${classId}”查看还缺哪些事项。`,
  'archive.withdrawn': ({ name }) => `“${name}”已撤销，没有可归档的资料。`,
  'archive.held-elsewhere': ({ name, organiser }) => `“${name}”由${organiser}举办，由主办单位归档。`,
  'archive.changing': () => '该班资料正在变动，未能归档。请稍后再试。',
  'archive.damaged': () => '这份文件不完整，或不是本系统形成的档案，无法核验。请核对文件是否传输完整，再发送一次。',
};
