import { beijingDateOf, formatCreditHours, formatDate } from '../../calendar/beijing-time.ts';
import type { CadreRow } from '../../county/cadres.ts';
import type { Block, Pages } from '../../drawing/pages.ts';
import type { ClassRow } from '../class/classes.ts';
import { gradeLabel } from '../grading/grade.ts';
import { type Duty, dutyName, dutyNeed } from '../hours/duties.ts';
import type { HourEntryRow } from '../hours/hour-entries.ts';
import { hoursWords } from '../hours/words.ts';
import { longDays } from './long-days.ts';
import type { PaperKind } from './paper-number.ts';
import { isVoided, type PaperRow } from './papers.ts';
import type { RegisterClass } from './register.ts';

const LABELS: Readonly<Record<PaperKind, string>> = {
  completion: '结业证书',
  hours: '学时证明',
  register: '干部教育培训登记册',
};

/** A paper's number, the day it was issued, and where that is confirmed. */
interface Issued {
  number: string;
  at: Date;
  address: string;
}

export const certificateWords = {
  completion: (
    person: Pick<CadreRow, 'name'>,
    { trainingClass, minutes, result }: Pick<RegisterClass, 'trainingClass' | 'minutes' | 'result'>,
    issued: Issued,
  ): Pages => ({
    ...document(LABELS.completion, person.name, issued),
    frame: true,
    blocks: [
      { kind: 'space', points: 70 },
      { kind: 'text', text: LABELS.completion, size: 36, align: 'center', bold: true },
      { kind: 'space', points: 50 },
      { kind: 'text', text: `${person.name}同志：`, size: 18 },
      { kind: 'space', points: 12 },
      { kind: 'text', text: completionText(trainingClass, minutes, result), size: 18, indent: true },
      { kind: 'space', points: 60 },
      { kind: 'text', text: hoursWords.school, size: 16, align: 'right' },
      { kind: 'text', text: formatDate(beijingDateOf(issued.at)), size: 16, align: 'right' },
      code(issued),
    ],
  }),
  hours: (
    person: Pick<CadreRow, 'name' | 'post'>,
    unit: string,
    year: string,
    duties: readonly Duty[],
    entries: readonly HourEntryRow[],
    issued: Issued,
  ): Pages => ({
    ...document(LABELS.hours, person.name, issued),
    blocks: [
      { kind: 'space', points: 20 },
      { kind: 'text', text: LABELS.hours, size: 26, align: 'center', bold: true },
      { kind: 'space', points: 20 },
      { kind: 'text', text: hoursText(person, unit, year, entries), size: 14, indent: true },
      ...duties
        .filter(({ isMet }) => isMet)
        .map((duty): Block => ({ kind: 'text', text: dutyText(duty), size: 12, indent: true })),
      { kind: 'space', points: 10 },
      {
        kind: 'table',
        head: ['时间', '项目', '主办单位', '形式', '学时'],
        widths: [26, 34, 20, 10, 10],
        rows: entries.map((each) => [
          longDays(each.fromOn, each.toOn),
          ...[each.title, each.organiser, each.kind === 'group' ? '脱产' : '网络', formatCreditHours(each.minutes)],
        ]),
      },
      { kind: 'text', text: hoursWords.department, size: 14, align: 'right' },
      { kind: 'text', text: `截至${formatDate(beijingDateOf(issued.at))}`, size: 14, align: 'right' },
      code(issued),
    ],
  }),
  fileName: (kind: PaperKind, name: string, what: string) => `${name}${what}${LABELS[kind]}.pdf`,
  notDrawn: '证书文件暂时无法生成，请稍后再试。',
  noCompletion: '您还没有可以出具结业证书的班次。班次公布成绩并准予结业后，回复“结业证书”领取。',
  noHours: (year: string) => `${year}年没有登记的学时，不能出具学时证明。`,
  whichYear: '请写明年度，如“2026”。',
  voidedBefore: (reason: string) => `这份结业证书已作废：${reason}`,

  /** What is confirmed to whoever asks: nothing about the person. */
  confirmed: (paper: PaperRow, what: string) => [
    `编号：${paper.number}`,
    `种类：${LABELS[paper.kind]}${what}`,
    `出具日期：${formatDate(beijingDateOf(paper.issuedAt))}`,
    ...(paper.sent === undefined || paper.sent.check === '' ? [] : [`末页校验码：${paper.sent.check}`]),
  ],
  holds: '该编号有效。请与纸面或文件上的内容核对。',
  holdsNoMore: '该编号已失效，不能作为证明。',
  unknown: '没有查到这一编号。请核对后再试。',
  busy: '查询人数较多，请稍后再试。',
  pageTitle: '证书编号核验',
  lookedUp: (paper: PaperRow, name: string, what: string) =>
    [
      ...certificateWords.confirmed(paper, what),
      `姓名：${name}`,
      isVoided(paper) ? `已作废：${paper.changes?.at(-1)?.reason ?? ''}` : '状态：有效',
    ].join('\n'),
  voiding: (paper: PaperRow, name: string) =>
    `${name}的${LABELS[paper.kind]}（${paper.number}）已作废，扫码核验显示失效。需要恢复的，请回复“/恢复证书 ${paper.number} 理由”。`,
  restoring: (paper: PaperRow, name: string) =>
    `${name}的${LABELS[paper.kind]}（${paper.number}）已恢复有效。需要作废的，请回复“/作废证书 ${paper.number} 理由”。`,
  toHolder: (paper: PaperRow, reason: string) =>
    isVoided(paper)
      ? `您的${LABELS[paper.kind]}（${paper.number}）已作废，原因：${reason}。如有疑问，请联系县委组织部。`
      : `您的${LABELS[paper.kind]}（${paper.number}）已恢复有效。`,
} as const;

function document(label: string, name: string, { number, at }: Issued) {
  return { title: `${label}（${name}）`, madeAt: at, foot: `编号 ${number}` };
}

function code({ number, address }: Issued): Block {
  return { kind: 'code', address, lines: [`编号：${number}`, '扫码可核验编号，核验页不显示个人信息。', address] };
}

function completionText(
  { name, opensOn, closesOn }: ClassRow,
  minutes: number,
  result: RegisterClass['result'],
): string {
  const hours = minutes === 0 ? '' : `，计${formatCreditHours(minutes)}`;
  const grade = result?.finalGrade === undefined ? '' : `，考核等次为${gradeLabel(result.finalGrade)}`;
  return `于${longDays(opensOn, closesOn)}参加“${name}”学习${hours}${grade}，准予结业。`;
}

function hoursText(
  { name, post }: Pick<CadreRow, 'name' | 'post'>,
  unit: string,
  year: string,
  entries: readonly HourEntryRow[],
): string {
  const of = (kind: HourEntryRow['kind']) =>
    formatCreditHours(entries.filter((each) => each.kind === kind).reduce((sum, each) => sum + each.minutes, 0));
  return `兹证明${name}同志（${unit}${post}）${year}年登记脱产培训${of('group')}、网络学习${of('online')}。`;
}

function dutyText(duty: Duty): string {
  return `${dutyName(duty)}已达到规定的${dutyNeed(duty)}。`;
}
