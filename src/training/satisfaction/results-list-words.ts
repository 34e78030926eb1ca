import { formatDate } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import { LINES_ON_A_PHONE } from '../../chat/long-list.ts';
import type { Button, Card } from '../../chat/message.ts';
import type { ClassRow } from '../class/classes.ts';
import { groupLabel } from './class-questions.ts';
import { formatMean, partLabels } from './mean-words.ts';
import { listSatisfaction, openSatisfaction } from './presses.ts';
import {
  type AnsweredQuestion,
  lecturerResults,
  lessonResults,
  questionResults,
  type RatedLecturer,
  type RatedLesson,
  RESULT_CUTS,
  type ResultCut,
} from './results-list.ts';
import type { SatisfactionFormRow } from './satisfaction-forms.ts';
import type { SatisfactionRules } from './satisfaction-rules.ts';
import { meanOfAll, type Rating } from './satisfaction-tally.ts';

type OfClass = Pick<ClassRow, '_id' | 'name'>;
type Levels = SatisfactionRules['levels'];

const cutLabels: Readonly<Record<ResultCut, string>> = {
  lesson: '按课程查看',
  lecturer: '按授课人查看',
  question: '按题目查看',
};

/** One line of a list: what a choice sends, and what it says. */
interface Line {
  value: string;
  label: string;
}

/** The lists that have something in them. */
export function listButtons(classId: string, forms: readonly SatisfactionFormRow[]): Button[] {
  return RESULT_CUTS.filter((cut) => linesOf(cut, forms).length > 0).map((cut) => ({
    label: cutLabels[cut],
    press: listSatisfaction.with({ classId, cut, page: 1 }),
  }));
}

export const satisfactionListWords = {
  /** @param page - from 1 */
  list: (
    id: string,
    { _id: classId, name }: OfClass,
    forms: readonly SatisfactionFormRow[],
    { cut, page }: { cut: ResultCut; page: number },
    { smallestGroup }: Pick<SatisfactionRules, 'smallestGroup'>,
  ): Card => {
    const lines = linesOf(cut, forms);
    const pages = Math.max(1, Math.ceil(lines.length / LINES_ON_A_PHONE));
    const at = Math.min(page, pages);
    return cardOf({
      id: `satisfaction-list:${id}`,
      title: `满意度：${cutLabels[cut]}${pages === 1 ? '' : `（第 ${at}/${pages} 页）`}`,
      lines: [`“${name}”${totalsOf(cut, forms)}`, `不足 ${smallestGroup} 份的不显示。请选择一项，查看明细。`],
      form: {
        kind: 'single',
        options: lines.slice((at - 1) * LINES_ON_A_PHONE, at * LINES_ON_A_PHONE),
        submit: { label: '查看明细', press: openSatisfaction.with({ classId, cut }) },
      },
      buttons: [
        ...(at > 1 ? [{ label: '上一页', press: listSatisfaction.with({ classId, cut, page: at - 1 }) }] : []),
        ...(at < pages ? [{ label: '下一页', press: listSatisfaction.with({ classId, cut, page: at + 1 }) }] : []),
      ],
    });
  },
  lesson: ({ form, overall, aspects }: RatedLesson, levels: Levels) =>
    [
      `“${form.title}”${form.lecturer === '' ? '' : `（${form.lecturer}）`}`,
      `${formatDate(form.heldOn)}，到课 ${form.asked} 人，总体 ${formatMean(overall)}。`,
      peopleByLevel(overall, levels),
      ...aspects.map(({ question, rating }) => `${question.name}：${formatMean(rating)}`),
    ].join('\n'),
  lecturer: ({ name, mean, lessons, aspects }: RatedLecturer) =>
    [
      `${name}：授课 ${lessons.length} 节，平均 ${formatMean(mean)}。`,
      ...aspects.map((each) => `${each.name}：${formatMean(each.mean)}`),
      '各节课：',
      ...lessons.map(({ form, overall }) => `${formatDate(form.heldOn)}“${form.title}”${formatMean(overall)}`),
    ].join('\n'),
  question: ({ form, question, rating }: AnsweredQuestion & { form: SatisfactionFormRow }, levels: Levels) =>
    [
      `${partLabels[question.part]}：${question.name}`,
      `应评 ${form.asked} 人，平均 ${formatMean(rating)}。`,
      peopleByLevel(rating, levels),
      ...rating.byGroup.map((group) => {
        const labels = form.groups.filter(({ id }) => group.groups.includes(id)).map(groupLabel);
        return `其中${labels.join('、')}：${formatMean(group)}`;
      }),
    ].join('\n'),
} as const;

function linesOf(cut: ResultCut, forms: readonly SatisfactionFormRow[]): Line[] {
  switch (cut) {
    case 'lesson':
      return lessonResults(forms).map(({ form, overall }) => ({
        value: form._id,
        label: `${formatMean(overall)}${form.title}`,
      }));
    case 'lecturer':
      return lecturerResults(forms).map(({ key, name, mean, lessons }) => ({
        value: key,
        label: `${formatMean(mean)}${name}，${lessons.length} 节`,
      }));
    case 'question':
      return questionResults(forms).map(({ question, rating }) => ({
        value: question.id,
        label: `${formatMean(rating)}${question.name}`,
      }));
  }
}

function totalsOf(cut: ResultCut, forms: readonly SatisfactionFormRow[]): string {
  if (cut === 'question') {
    const asked = questionResults(forms);
    return `题目 ${asked.length} 项，平均 ${formatMean(meanOfAll(asked.map(({ rating }) => rating)))}。`;
  }
  const lessons = lessonResults(forms);
  const mean = formatMean(meanOfAll(lessons.map(({ overall }) => overall)));
  if (cut === 'lesson') return `课程 ${lessons.length} 节，平均 ${mean}。`;
  return `授课人 ${lecturerResults(forms).length} 人，由低到高排列；课程平均 ${mean}。`;
}

/** `非常满意 4 人，满意 2 人` */
function peopleByLevel({ people }: Rating, levels: Levels): string {
  return `${levels.map(({ name }, at) => `${name} ${people[at] ?? 0} 人`).join('，')}。`;
}
