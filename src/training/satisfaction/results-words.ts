import { formatDate, formatMoment } from '../../calendar/beijing-time.ts';
import { type ListSheet, listCard } from '../../chat/long-list.ts';
import type { Card } from '../../chat/message.ts';
import type { ClassRow } from '../class/classes.ts';
import { groupLabel } from './class-questions.ts';
import { OVERALL } from './lesson-rating.ts';
import { formatMean, partLabels } from './mean-words.ts';
import { sendSatisfaction } from './presses.ts';
import { listButtons } from './results-list-words.ts';
import type { SatisfactionFormRow } from './satisfaction-forms.ts';
import type { SatisfactionRules } from './satisfaction-rules.ts';
import { meanOfAll, type Rating } from './satisfaction-tally.ts';

const mostListed = 3;

export const satisfactionWords = {
  /** @param forms - those that are counted, by day @param waiting - how many lessons are still rated, and how many answers the class has about */
  card: (
    { _id: classId, name }: Pick<ClassRow, '_id' | 'name'>,
    forms: readonly SatisfactionFormRow[],
    { smallestGroup }: Pick<SatisfactionRules, 'smallestGroup'>,
    waiting: readonly string[],
  ): Card => {
    const lessons = forms.filter(({ kind }) => kind === 'lesson');
    const told = lessons.flatMap((form) => overallOf(form).map((mean) => ({ ...form, mean })));
    const lost = forms.filter((form) => form.lost === true).length;
    const few = lessons.filter((form) => form.lost !== true).length - told.length;
    const parts = (['class', 'logistics'] as const).flatMap((part) => meansOf(forms, part));
    const lowest = [...told].sort((a, b) => a.mean.hundredths - b.mean.hundredths).slice(0, mostListed);
    return listCard(
      {
        id: `satisfaction:${classId}`,
        title: '满意度',
        lines: [
          `“${name}”课程 ${told.length} 节${told.length === 0 ? '。' : `，平均 ${formatMean(meanOfAll(told.map(({ mean }) => mean)))}。`}`,
          ...parts.map(({ label, mean }) => `${label}：平均 ${formatMean(mean)}。`),
          ...(told.length > mostListed
            ? [`得分较低：${lowest.map(({ title, mean }) => `“${title}”${formatMean(mean)}`).join('、')}。`]
            : lowest.map(({ title, mean }) => `“${title}”${formatMean(mean)}。`)),
          ...(few === 0 ? [] : [`不足 ${smallestGroup} 份、不显示：${few} 节。`]),
          ...(lost === 0 ? [] : [`数据恢复后无法汇总：${lost} 项。`]),
          ...waiting,
          '评价不记名，只汇总。',
        ],
      },
      sendSatisfaction.with({ classId }),
      listButtons(classId, forms),
    );
  },
  none: ({ name }: Pick<ClassRow, 'name'>, waiting: readonly string[]) =>
    [`“${name}”还没有汇总的满意度。`, ...waiting].join('\n'),
  waitingLessons: (count: number, hours: number) => `正在评价的课程 ${count} 节，每节课结束${hours}小时后汇总。`,
  /** @param atLeast - in steps, so that nobody's answer is seen coming */
  waitingClass: (closesAt: Date, atLeast: number) =>
    `班次评价截止${formatMoment(closesAt)}${atLeast === 0 ? '' : `，已有 ${atLeast} 人以上作答`}。`,
  counted: ({ _id, name }: Pick<ClassRow, '_id' | 'name'>, forms: readonly SatisfactionFormRow[]) =>
    [
      `【满意度汇总】“${name}”评价已截止。`,
      ...(['lesson', 'class', 'logistics'] as const)
        .flatMap((part) => meansOf(forms, part))
        .map(({ label, mean }) => `${label}：平均 ${formatMean(mean)}。`),
      `查看和领取表格：/满意度 ${_id}`,
    ].join('\n'),
  paused: (lecturer: string, reason: string) =>
    `【师资复核】${lecturer}${reason}，已转为暂停，请复核。复核通过后用“/改师资 ${lecturer} 状态 在库”恢复；评价有误的，用“/撤课评”撤销。`,
  sheet: (
    { _id, name }: Pick<ClassRow, '_id' | 'name'>,
    forms: readonly SatisfactionFormRow[],
    { levels, smallestGroup }: Pick<SatisfactionRules, 'levels' | 'smallestGroup'>,
    dateOn: string,
  ): ListSheet => ({
    fileName: `${_id}班满意度${dateOn}.xlsx`,
    title: `${_id}　${name}　满意度（不记名，不足 ${smallestGroup} 份不显示）`,
    columns: [
      { header: '类别', width: 8 },
      { header: '日期', width: 12 },
      { header: '课程或班次', width: 32 },
      { header: '授课人', width: 14 },
      { header: '题目', width: 32 },
      { header: '应评', width: 8 },
      { header: '份数', width: 8 },
      { header: '平均分', width: 10 },
      ...levels.map((level) => ({ header: level.name, width: 10 })),
    ],
    rows: forms.flatMap((form) => form.questions.flatMap((question) => rowsOf(form, question, levels.length))),
  }),
} as const;

function overallOf({ results = [] }: SatisfactionFormRow): Rating[] {
  return results.filter(({ question }) => question === OVERALL);
}

function meansOf(forms: readonly SatisfactionFormRow[], part: keyof typeof partLabels) {
  const means = forms.flatMap(({ questions, results = [] }) =>
    results.filter(({ question }) =>
      questions.some(({ id, part: of }) => id === question && of === part && (part !== 'lesson' || id === OVERALL)),
    ),
  );
  return means.length === 0
    ? []
    : [{ label: `${partLabels[part]} ${means.length} ${part === 'lesson' ? '节' : '项'}`, mean: meanOfAll(means) }];
}

/** The question in all, and by group; nothing but that it is not told where too few answered. */
function rowsOf(
  { heldOn, title, lecturer, asked, results = [], lost, groups }: SatisfactionFormRow,
  { id, part, name }: SatisfactionFormRow['questions'][number],
  levels: number,
): (string | number)[][] {
  const about = (what: string) => [partLabels[part], formatDate(heldOn), title, lecturer, what];
  const blank = Array<string>(levels).fill('');
  const rating = results.find(({ question }) => question === id);
  if (rating === undefined) return [[...about(name), asked, lost === true ? '无法汇总' : '不显示', '', ...blank]];
  const labelOf = (ids: readonly string[]) =>
    ids.flatMap((each) => groups.filter((group) => group.id === each).map(groupLabel)).join('、');
  return [
    [...about(name), asked, rating.answered, rating.hundredths / 100, ...rating.people],
    ...rating.byGroup.map((group) => [
      ...about(`　其中：${labelOf(group.groups)}`),
      ...['', group.answered, group.hundredths / 100, ...blank],
    ]),
  ];
}
