import { formatDate, formatDays } from '../../calendar/beijing-time.ts';
import { checkTemplate, type DocumentFacts } from './docx.ts';
import {
  addressees,
  attachment,
  gap,
  listOf,
  numberLine,
  paragraph,
  signature,
  simpleDocument,
  title,
} from './simple-document.ts';

/** What a template of the call-up notice may name, each with what stands there. `trainees` is repeated, with the fields below it. */
const FIELDS: Readonly<Record<string, string>> = {
  ...{ number: '名单编号', class: '班次名称', classNumber: '班号', days: '培训时间', issuedOn: '发出日期' },
  ...{ reportTime: '报到时间', reportPlace: '报到地点', lodging: '食宿安排', contact: '联系人' },
  ...{ answerBy: '答复截止', count: '人数', unitCount: '单位数', units: '各单位和人数', trainees: '人员名单' },
  ...{ no: '序号', name: '姓名', sex: '性别', unit: '单位', post: '职务' },
};

/** One class as its notice says it. */
export interface CallUpNotice {
  number: string;
  trainingClass: { _id: string; name: string; opensOn: string; closesOn: string };
  issuedOn: string;
  answerBy: string;
  reporting: { reportTime: string; reportPlace: string; lodging: string; contact?: string };
  /** In the order of the list. */
  trainees: readonly { name: string; sex: string; unit: string; post: string }[];
}

/** @throws RuleError `template.unreadable`, `template.fields` */
export function checkCallUpTemplate(template: Buffer): void {
  checkTemplate(template, FIELDS, ['class', 'trainees', 'name']);
}

/** What stands in the notice of the organisation department: people in the order of the list, units by how many they send. */
export function callUpFacts({
  number,
  trainingClass,
  issuedOn,
  answerBy,
  reporting,
  trainees,
}: CallUpNotice): DocumentFacts {
  const units = new Map<string, number>();
  for (const { unit } of trainees) units.set(unit, (units.get(unit) ?? 0) + 1);
  const byCount = [...units].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
  return {
    ...{ number, class: trainingClass.name, classNumber: trainingClass._id, issuedOn: formatDate(issuedOn), answerBy },
    days: formatDays(trainingClass.opensOn, trainingClass.closesOn),
    ...{ ...reporting, contact: reporting.contact ?? '' },
    ...{ count: String(trainees.length), unitCount: String(units.size) },
    units: byCount.map(([unit, people]) => `${unit} ${people} 人`).join('、'),
    trainees: trainees.map((trainee, index) => ({ no: String(index + 1), ...trainee })),
  };
}

/** The template that holds where the county has put none in place. */
export function defaultCallUpTemplate(): Buffer {
  return simpleDocument([
    title('县委组织部'),
    title('关于调训“{class}”学员的通知'),
    numberLine('{number}'),
    addressees('各有关单位：'),
    paragraph('经研究，调训 {unitCount} 个单位 {count} 名干部参加“{class}”学习。'),
    paragraph('一、培训时间：{days}。'),
    paragraph('二、报到：{reportTime}，{reportPlace}。'),
    paragraph('三、食宿安排：{lodging}。'),
    paragraph('四、联系人：{contact}。'),
    paragraph('请各单位妥善安排工作，保证学员按时参加。学员须于{answerBy}前答复。'),
    gap(),
    paragraph('附：学员名单'),
    gap(),
    signature('县委组织部'),
    signature('{issuedOn}'),
    attachment('附：“{class}”学员名单'),
    listOf('trainees', [
      ['序号', 'no', 1.3],
      ['姓名', 'name', 2],
      ['性别', 'sex', 1.3],
      ['单位', 'unit', 5],
      ['职务', 'post', 5],
    ]),
    gap(),
  ]);
}
