import { formatDate } from '../../calendar/beijing-time.ts';
import { checkTemplate, type DocumentFacts } from './docx.ts';
import { gap, listOf, paragraph, signature, simpleDocument, title } from './simple-document.ts';

/** What a template of a posting may name, each with what stands there. `candidates` is repeated, with the fields below it. */
const FIELDS: Readonly<Record<string, string>> = {
  ...{ class: '班次名称', classNumber: '班号', count: '人数', candidates: '人选' },
  ...{ postedOn: '公示开始日期', postedUntilOn: '公示截止日期', order: '排序说明', reach: '受理异议的部门和电话' },
  ...{ no: '序号', name: '姓名', unit: '单位', post: '职务' },
};

/** One list of people proposed for 优秀学员. */
export interface Posting {
  trainingClass: { _id: string; name: string };
  postedOn: string;
  postedUntilOn: string;
  candidates: readonly { name: string; unit: string; post: string }[];
  /** Of the organisation department. */
  phone?: string;
}

/** Refuses a template that could not be filled. @throws RuleError `template.unreadable`, `template.fields` */
export function checkPostingTemplate(template: Buffer): void {
  checkTemplate(template, FIELDS, ['candidates', 'name', 'postedUntilOn']);
}

export function postingFacts({ trainingClass, postedOn, postedUntilOn, candidates, phone }: Posting): DocumentFacts {
  return {
    ...{ class: trainingClass.name, classNumber: trainingClass._id, count: String(candidates.length) },
    ...{ postedOn: formatDate(postedOn), postedUntilOn: formatDate(postedUntilOn) },
    ...{ order: '按姓氏笔画排序', reach: phone === undefined ? '县委组织部' : `县委组织部（电话：${phone}）` },
    candidates: candidates.map((candidate, index) => ({ no: String(index + 1), ...candidate })),
  };
}

/** The template that holds where the county has put none in place. */
export function defaultPostingTemplate(): Buffer {
  return simpleDocument([
    title('关于“{class}”优秀学员人选的公示'),
    gap(),
    paragraph('经考评工作小组评定，拟确定下列 {count} 名同志为“{class}”优秀学员，现予公示（{order}）。'),
    listOf('candidates', [
      ['序号', 'no', 1.3],
      ['姓名', 'name', 2],
      ['单位', 'unit', 5],
      ['职务', 'post', 5],
    ]),
    gap(),
    paragraph('公示时间：{postedOn}至{postedUntilOn}。'),
    paragraph('公示期间，如对人选有异议，请实名向{reach}反映，反映的情况予以保密。'),
    gap(),
    signature('县委组织部'),
    signature('{postedOn}'),
  ]);
}
