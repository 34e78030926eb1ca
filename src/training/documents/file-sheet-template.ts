import { checkTemplate, type DocumentFacts } from './docx.ts';
import { formOf, gap, listOf, note, signature, simpleDocument, title } from './simple-document.ts';

/** What a template of the sheet for the personnel file may name, each with what stands there. `trainings` is repeated, with the fields below it. */
const FIELDS: Readonly<Record<string, string>> = {
  ...{
    name: '姓名',
    sex: '性别',
    birth: '出生年月',
    unit: '单位',
    post: '职务',
    rank: '职务层次',
    printedOn: '制表日期',
  },
  ...{ count: '班次数', hours: '学时合计', trainings: '培训经历' },
  ...{ no: '序号', class: '班次名称', organiser: '主办单位', days: '培训时间', classHours: '学时', outcome: '结果' },
};

/** One person's training as the personnel file keeps it (class 4-4). */
export interface FileSheet {
  person: Readonly<Record<'name' | 'sex' | 'birth' | 'unit' | 'post' | 'rank', string>>;
  printedOn: string;
  hours: string;
  /** Oldest first. */
  trainings: readonly Readonly<Record<'class' | 'organiser' | 'days' | 'classHours' | 'outcome', string>>[];
}

/** Refuses a template that could not be filled. @throws RuleError `template.unreadable`, `template.fields` */
export function checkFileSheetTemplate(template: Buffer): void {
  checkTemplate(template, FIELDS, ['name', 'trainings', 'class']);
}

export function fileSheetFacts({ person, printedOn, hours, trainings }: FileSheet): DocumentFacts {
  return {
    ...{ ...person, printedOn, hours, count: String(trainings.length) },
    trainings: trainings.map((training, index) => ({ no: String(index + 1), ...training })),
  };
}

/** The template that holds where the county has put none in place. */
export function defaultFileSheetTemplate(): Buffer {
  return simpleDocument([
    title('干部教育培训情况登记表'),
    gap(),
    formOf(
      [2, 4, 2, 4, 3, 3],
      [
        ['姓名', '{name}', '性别', '{sex}', '出生年月', '{birth}'],
        ['单位', '{unit}', '职务', '{post}', '职务层次', '{rank}'],
      ],
    ),
    note('共参加培训 {count} 次，登记学时{hours}。'),
    listOf('trainings', [
      ['序号', 'no', 1.4],
      ['培训时间', 'days', 5],
      ['班次名称', 'class', 5],
      ['主办单位', 'organiser', 3],
      ['学时', 'classHours', 1.5],
      ['结果', 'outcome', 2.5],
    ]),
    note('（归入干部人事档案第四类 4-4）'),
    signature('{printedOn}'),
  ]);
}
