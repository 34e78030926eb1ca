import { formatCreditHours, formatDays } from '../../calendar/beijing-time.ts';
import { isLong, type ListSheet, listCard } from '../../chat/long-list.ts';
import { type Message, text } from '../../chat/message.ts';
import type { ClassRow } from '../class/classes.ts';
import type { EnrollmentRow, OutsideResult } from '../class/enrollments.ts';
import { sendSentOut } from './presses.ts';

/** One class that others hold, with those sent to it. */
export interface SentClass {
  row: ClassRow;
  /** Those to whom the notice went and who were not let off. */
  people: readonly { cadreId: string; name: string; unit: string; result?: OutsideResult | undefined }[];
}

/** The result that holds; nothing where there is none or it was taken back. */
export function resultOf({ outside }: Pick<EnrollmentRow, 'outside'>): OutsideResult | undefined {
  const last = outside?.at(-1);
  return last?.what === 'takenBack' ? undefined : last;
}

/** What people are told of a result. */
type Told = Pick<OutsideResult, 'what' | 'minutes' | 'score'>;
type Said = Told & { name: string };

const mostShown = 10;

function resultText({ what, minutes, score }: Told): string {
  const parts = [
    what === 'completed' ? '结业' : '未结业',
    ...(minutes > 0 ? [formatCreditHours(minutes)] : []),
    ...(score === undefined ? [] : [`成绩${score}分`]),
  ];
  return parts.join('，');
}

function totals(classes: readonly SentClass[]): string {
  const people = classes.flatMap((each) => each.people);
  const entered = people.filter(({ result }) => result !== undefined).length;
  return `近一年选派 ${classes.length} 期、${people.length} 人次，已登记结果 ${entered} 人次。`;
}

export const sendingWords = {
  notSent: '未选派人员',
  /** Why somebody is not on the list of a class that others hold. */
  notNamed: '名单由县委组织部逐人确定，本次未选派。',
  leftOut: (people: readonly { name: string; reasons: readonly string[] }[]): string =>
    [
      `未列入 ${people.length} 人：`,
      ...people.map(({ name, reasons }) => `· ${name}：${reasons.join('')}`),
      '确需参加的，名单发出后可用“/增补”，写明理由。',
    ].join('\n'),
  nobody: '没有可以选派的人员，未登记班次。',
  /** What is entered, for one or more people. */
  entering: (people: readonly Said[]): string => {
    const [first, ...others] = people.map(resultText);
    if (others.every((each) => each === first)) return `登记结果：${first ?? ''}`;
    const shown = people.slice(0, mostShown).map((each) => `${each.name}${resultText(each)}`);
    const more = people.length > mostShown ? `；其余 ${people.length - mostShown} 人从略` : '';
    return `登记结果：${shown.join('；')}${more}`;
  },
  entered: (row: ClassRow, name: string, result: Told): string =>
    `已登记${name}参加“${row.name}”的结果：${resultText(result)}。再次登记即更正。`,
  toCadre: (row: ClassRow, result: Told): string =>
    `【培训结果】您参加${row.organiser}“${row.name}”（${formatDays(row.opensOn, row.closesOn)}）的结果已登记：${resultText(result)}。如有疑问，请联系县委组织部干部教育科。`,
  toUnit: (row: ClassRow, people: readonly Said[]) =>
    `【培训结果】你单位选派参加${row.organiser}“${row.name}”的 ${people.length} 人，结果已登记：${people.map((each) => `${each.name}${resultText(each)}`).join('；')}。`,
  takenBack: '已撤销，有关学时已冲销',
  takenBackTo: (row: ClassRow, name?: string): string =>
    `【培训结果】${name ?? '您'}参加“${row.name}”的结果登记有误，已撤销，更正后另行告知。`,
  /** The reasons with which entries of the ledger are taken back. */
  undoReason: '结果登记有误',
  correctedReason: '更正选派结果',

  list: (classes: readonly SentClass[]): Message => {
    if (classes.length === 0) return text('近一年没有选派。选派请用“/选派”。');
    const lines = classes.map(({ row, people }) => {
      const done = people.filter(({ result }) => result !== undefined).length;
      return `${row._id}　${row.name}（${row.organiser}）　${formatDays(row.opensOn, row.closesOn)}　${people.length} 人，已登记 ${done} 人`;
    });
    const shown = isLong(lines) ? [] : lines;
    const part = { id: 'sent-out', title: '选派情况', lines: [totals(classes), ...shown] };
    return listCard(part, sendSentOut.with({}));
  },
  sheet: (classes: readonly SentClass[], dateOn: string): ListSheet => ({
    fileName: `选派情况${dateOn}.xlsx`,
    kept: { matter: 'results' },
    title: `选派情况　${totals(classes)}`,
    columns: [
      { header: '班号', width: 10 },
      { header: '班次', width: 32 },
      { header: '主办单位', width: 24 },
      { header: '时间', width: 24 },
      { header: '姓名', width: 12 },
      { header: '单位', width: 28 },
      { header: '结果', width: 12 },
      { header: '学时', width: 8 },
      { header: '成绩', width: 8 },
    ],
    rows: classes.flatMap(({ row, people }) =>
      people.map(({ name, unit, result }) => [
        ...[row._id, row.name, row.organiser ?? '', formatDays(row.opensOn, row.closesOn), name, unit],
        ...(result === undefined
          ? ['未登记', '', '']
          : [result.what === 'completed' ? '结业' : '未结业', result.minutes / 60, result.score ?? '']),
      ]),
    ),
    people: classes.flatMap(({ people }) => people.map(({ cadreId }) => cadreId)),
  }),
} as const;
