import { checkTemplate, type DocumentFacts } from './docx.ts';
import { paragraph, simpleDocument, tableOf } from './simple-document.ts';

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
  const columns = ['序号', '培训时间', '班次名称', '主办单位', '学时', '结果'];
  const fields = ['{#trainings}{no}', '{days}', '{class}', '{organiser}', '{classHours}', '{outcome}{/trainings}'];
  return simpleDocument([
    paragraph('干部教育培训情况登记表', 44, 'center'),
    tableOf([
      ['姓名', '{name}', '性别', '{sex}', '出生年月', '{birth}'],
      ['单位', '{unit}', '职务', '{post}', '职务层次', '{rank}'],
    ]),
    paragraph('共参加培训 {count} 次，登记学时{hours}。', 28),
    tableOf([columns, fields]),
    paragraph('（归入干部人事档案第四类）', 21),
    paragraph('{printedOn}', 28, 'right'),
  ]);
}
