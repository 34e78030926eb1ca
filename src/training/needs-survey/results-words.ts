import { formatDate } from '../../calendar/beijing-time.ts';
import { isLong, type ListSheet, listCard } from '../../chat/long-list.ts';
import { type Button, type Card, type Message, text } from '../../chat/message.ts';
import { rankLevelLabel } from '../../county/cadre.ts';
import { formatShare } from '../class/shares.ts';
import type { LevelTally } from './level-tally.ts';
import { byMatrix, rowOfMatrix, type TallyGroup } from './matrix.ts';
import {
  drawSurveyResults,
  listByLevel,
  listByUnit,
  listWritten,
  sendSurveyFiles,
  sendSurveyProgress,
  sendSurveyResults,
} from './presses.ts';
import type { Question } from './question.ts';
import { chaseButton } from './running-words.ts';
import type { OptionCount, QuestionTally, UnitTally } from './survey-tally.ts';
import type { SurveyRow } from './surveys.ts';

/** Units on one page of results. */
export const UNITS_PER_PAGE = 15;
/** Written answers shown in the chat. */
const WRITTEN_SHOWN = 30;
const topicsPerUnit = 3;
/** How many units the figures of the progress name. */
const mostUnits = 5;
/** How many names one answer lists. */
export const MOST_NAMES = 60;

interface Count {
  done: number;
  all: number;
}

/** One unit's people: how many were asked, and who has not answered. */
export interface UnitProgress extends Count {
  name: string;
  /** Empty for people who may only see counts, and if there are too many names. */
  waitingNames: readonly string[];
}

/** What was written in answer to one question; themes: the topics that were mentioned, the most often first. */
export interface WrittenResult {
  question: Question;
  texts: readonly string[];
  themes: readonly { name: string; people: number }[];
}

const headOf = (survey: SurveyRow) => `“${survey.name}”（${survey._id}）`;

const filesButton = (survey: SurveyRow, from: number, label: string): Button => ({
  label,
  press: sendSurveyFiles.with({ survey: survey._id, fromFile: from }),
});

/** @param mayReadFiles - whoever asks may have the pictures and files sent */
const more = (survey: SurveyRow, mayReadFiles: boolean): Button[] => [
  { label: '按单位查看', press: listByUnit.with({ survey: survey._id, page: 1 }) },
  { label: '按层级查看', press: listByLevel.with({ survey: survey._id }) },
  { label: '文字意见', press: listWritten.with({ survey: survey._id }) },
  { label: '看图', press: drawSurveyResults.with({ survey: survey._id }) },
  { label: '发送表格', press: sendSurveyResults.with({ survey: survey._id }) },
  ...(mayReadFiles && survey.questions.some(({ kind }) => kind === 'file')
    ? [filesButton(survey, 1, '图片和文件')]
    : []),
];

export const surveyResultWords = {
  notYet: (survey: SurveyRow, count: Count) =>
    `${headOf(survey)}正在进行，应填 ${count.all} 人，已填 ${count.done} 人。为保证客观，结束后才能查看结果；需要提前结束的，请回复“/结束调查 ${survey._id}”。`,
  onlyTried: (survey: SurveyRow) => `${headOf(survey)}是试填，答案不计入结果，不作统计。`,
  tooFew: (survey: SurveyRow, count: Count) =>
    `${headOf(survey)}已结束，已填 ${count.done} 人，不足 ${survey.smallestGroup} 人，按规定不显示结果。`,

  byTopic: (survey: SurveyRow, count: Count, tallies: readonly QuestionTally[]) =>
    [
      `${headOf(survey)}结果：应填 ${count.all} 人，已填 ${count.done} 人（${formatShare(count.done, count.all)}）。`,
      ...byMatrix(survey, tallies).map((rows, index) => `${index + 1}. ${resultLines(rows, survey)}`),
    ].join('\n'),
  more: (survey: SurveyRow, mayReadFiles: boolean): Card => ({
    kind: 'card',
    id: `survey-result:${survey._id}`,
    title: '调查结果',
    lines: [`${headOf(survey)}还可以查看：`],
    fields: [],
    buttons: more(survey, mayReadFiles),
  }),

  /** @param page - 1 for the first; @param of - how many pages there are */
  byUnit: (survey: SurveyRow, lines: readonly string[], page: number, of: number): Card => ({
    kind: 'card',
    id: `survey-result:${survey._id}:${page}`,
    title: `按单位结果 ${page}/${of}`,
    lines: [
      `${headOf(survey)}各单位${isAboutTopics(survey) ? '最需要的培训主题' : '选得最多的选项'}（不足 ${survey.smallestGroup} 人的单位合并）：`,
      ...lines,
    ],
    fields: [],
    buttons: [
      ...(page < of
        ? [
            {
              label: '下一页',
              style: 'primary' as const,
              press: listByUnit.with({ survey: survey._id, page: page + 1 }),
            },
          ]
        : []),
      { label: '文字意见', press: listWritten.with({ survey: survey._id }) },
    ],
  }),
  unitLine: (tally: UnitTally, name: string | undefined) => {
    const options = tally.questions.flatMap((question) => question.options);
    const who = name ?? `其他 ${tally.units} 个单位合计`;
    return `${who}（${tally.people} 人）：${options.length === 0 ? '各题填写人数不足，不显示' : mostChosen(options)}`;
  },

  byLevel: (survey: SurveyRow, questions: readonly (readonly LevelTally[])[]) =>
    [
      `${headOf(survey)}按层级结果（层级以发出当天信息库为准，不足 ${survey.smallestGroup} 人的合并）：`,
      ...questions.flatMap((tallies, index) => [
        `${index + 1}. ${tallies[0]?.title ?? ''}`,
        ...tallies.map((tally) => `　　${levelNames(tally)}（${tally.answered} 人填写）：${mostChosen(tally.options)}`),
      ]),
    ].join('\n'),
  noLevels: (survey: SurveyRow) => `${headOf(survey)}各层级人数不足，不能分层级显示。`,

  /** @param from - 1 for the first */
  files: (survey: SurveyRow, all: number, from: number, to: number, unreadable: number): Card => ({
    kind: 'card',
    id: `survey-files:${survey._id}:${from}`,
    title: '图片和文件',
    lines: [
      `${headOf(survey)}图片和文件共 ${all} 份，不显示姓名和单位，每次查看都有记录。${to >= from ? `本次发送第 ${from} 至 ${to} 份。` : ''}`,
      ...(unreadable === 0 ? [] : [`其中 ${unreadable} 份已无法打开。`]),
    ],
    fields: [],
    buttons: to < all ? [filesButton(survey, to + 1, '继续发送')] : [],
  }),
  noFiles: (survey: SurveyRow) =>
    `${headOf(survey)}没有可查看的图片和文件：每题提交不足 ${survey.smallestGroup} 人的不显示，到期的已删除。`,
  fileName: (survey: SurveyRow, number: number) => `${survey._id}附件${number}`,

  written: (survey: SurveyRow, questions: readonly WrittenResult[]) =>
    [
      `${headOf(survey)}文字意见（按文字排序，不显示姓名和单位）：`,
      ...questions.map(({ question, texts, themes }) =>
        texts.length === 0
          ? `${question.title}：填写不足 ${survey.smallestGroup} 人，不显示。`
          : [
              `${question.title}（${texts.length} 人填写${texts.length > WRITTEN_SHOWN ? `，列出 ${WRITTEN_SHOWN} 条` : ''}）：`,
              ...(themes.length === 0
                ? []
                : [`提到的主题：${themes.map(({ name, people }) => `${name} ${people} 人`).join('、')}`]),
              ...texts.slice(0, WRITTEN_SHOWN).map((text) => `· ${text}`),
            ].join('\n'),
      ),
    ].join('\n'),

  /** @param mayChase - whoever has not answered may be reminded now */
  progress: (survey: SurveyRow, units: readonly UnitProgress[], mayChase: boolean): Message => {
    const all = units.reduce((sum, unit) => sum + unit.all, 0);
    const done = units.reduce((sum, unit) => sum + unit.done, 0);
    const left = units.filter((unit) => unit.done < unit.all);
    const names = left.flatMap((unit) => unit.waitingNames.map((name) => `${name}（${unit.name}）`));
    const total = `${headOf(survey)}进度：应填 ${all} 人，已填 ${done} 人（${formatShare(done, all)}），未填 ${all - done} 人。`;
    if (isLong(left))
      return listCard(
        {
          id: `survey-progress:${survey._id}`,
          title: '需求调查进度',
          lines: [
            total,
            `共 ${units.length} 个单位，已填完 ${units.length - left.length} 个，未填完 ${left.length} 个。`,
            `未填人数最多的单位：${left
              .slice(0, mostUnits)
              .map((unit) => `${unit.name} ${unit.all - unit.done} 人`)
              .join('、')}。`,
            `查看某个单位，请回复“/调查进度 ${survey._id} 单位全称”。`,
          ],
        },
        sendSurveyProgress.with({ survey: survey._id }),
        mayChase ? [chaseButton(survey)] : [],
      );
    return text(
      total,
      ...(left.length === 0
        ? ['全部单位均已填完。']
        : [`未填完的单位：${left.map((unit) => `${unit.name} ${unit.done}/${unit.all}`).join('、')}`]),
      ...(names.length > 0 ? [`未填人员：${names.join('、')}`] : []),
      ...(all - done > MOST_NAMES ? [`查看某个单位的情况，请回复“/调查进度 ${survey._id} 单位全称”。`] : []),
    );
  },
  /** @param units - with the names of all who have not answered, where they may be seen */
  progressSheet: (survey: SurveyRow, units: readonly UnitProgress[], dateOn: string): ListSheet => ({
    fileName: `${survey._id}填写进度${dateOn}.xlsx`,
    title: `${survey._id}　${survey.name}　填写进度（${formatDate(dateOn)}）`,
    columns: [
      { header: '单位', width: 28 },
      { header: '应填', width: 8 },
      { header: '已填', width: 8 },
      { header: '未填', width: 8 },
      { header: '未填人员', width: 80 },
    ],
    rows: units.map(({ name, all, done, waitingNames }) => [name, all, done, all - done, waitingNames.join('、')]),
  }),
  unitProgress: (survey: SurveyRow, unit: UnitProgress) =>
    [
      `${headOf(survey)}${unit.name}进度：应填 ${unit.all} 人，已填 ${unit.done} 人。`,
      ...(unit.waitingNames.length === 0 ? [] : [`未填人员：${unit.waitingNames.join('、')}`]),
    ].join('\n'),
  notInScope: (survey: SurveyRow, unitName: string) => `${headOf(survey)}没有发给“${unitName}”的人员。`,
  recent: (surveys: readonly SurveyRow[]) =>
    surveys.length === 0
      ? '请写明调查编号。目前还没有发出的调查。'
      : `请写明调查编号。最近的调查：${surveys.map((survey) => `${survey._id}“${survey.name}”`).join('、')}。`,
} as const;

/** One question; a matrix as a table, its options in the head and a row for each of its own. */
function resultLines({ matrix, tallies }: TallyGroup, { smallestGroup }: SurveyRow): string {
  const [first] = tallies;
  if (first === undefined) return '';
  if (matrix === undefined) return `${first.title}${resultOf(first, smallestGroup)}`;
  return [
    `${matrix}（矩阵，各列依次为${first.options.map(({ label }) => label).join('、')}的人数）`,
    ...tallies.map((tally) => {
      const { answered, mean, options } = tally;
      const row = rowOfMatrix(matrix, tally);
      if (answered < smallestGroup) return `　　${row}：填写不足 ${smallestGroup} 人，不显示。`;
      const counts = options.map(({ people }) => people).join(' / ');
      return `　　${row}：${counts}（${answered} 人填写，平均 ${formatMean(mean ?? 0)} 分）`;
    }),
  ].join('\n');
}

function resultOf(tally: QuestionTally, smallestGroup: number): string {
  if (tally.answered < smallestGroup) return `：填写不足 ${smallestGroup} 人，不显示。`;
  const line = ({ label, people, points }: OptionCount) =>
    `${label} ${people} 人（${formatShare(people, tally.answered)}${points === undefined ? '' : `，得 ${points} 分`}）`;
  const unit = tally.options.length === 0 ? '' : ' 分';
  const mean = tally.mean === undefined ? '' : `，平均 ${formatMean(tally.mean)}${unit}`;
  return `（${tally.answered} 人填写${mean}）${tally.options.length === 0 ? '' : `\n　　${tally.options.map(line).join('；')}`}`;
}

/** With two digits behind the point at most. */
export function formatMean(mean: number): string {
  return String(Math.round(mean * 100) / 100);
}

function isAboutTopics({ questions }: SurveyRow): boolean {
  return questions.some(({ topics }) => topics !== undefined);
}

function mostChosen(options: readonly OptionCount[]): string {
  const top = options
    .filter(({ people }) => people > 0)
    .sort((a, b) => b.people - a.people)
    .slice(0, topicsPerUnit);
  return top.map((option) => `${option.label} ${option.people} 人`).join('、');
}

/** 乡科级正职; of several together their names; of nobody's level that it is not registered. */
function levelNames({ levels }: Pick<LevelTally, 'levels'>): string {
  if (levels.length === 0) return '层级未登记';
  return levels.length === 1 ? rankLevelLabel(levels[0] ?? 'staff') : `${levels.map(rankLevelLabel).join('、')}合计`;
}
