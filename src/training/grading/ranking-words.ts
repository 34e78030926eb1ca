import { beijingDateOf, formatDate } from '../../calendar/beijing-time.ts';
import type { KeptList } from '../../chat/long-list.ts';
import { withoutStop } from '../../chat/sentence.ts';
import type { ClassRow } from '../class/classes.ts';
import { formatPoints } from '../scoring/points.ts';
import type { AssessedRow } from './assessments.ts';
import type { ClassCorrection } from './corrections.ts';
import { GRADES, gradeLabel } from './grade.ts';
import type { GradingState } from './gradings.ts';

const stateLabels: Readonly<Record<GradingState, string>> = {
  proposed: '等次评定方案，待确认',
  returned: '等次评定方案，已退回',
  confirming: '等次评定方案，正在确认',
  confirmed: '等次已评定，待公布',
  released: '等次已评定，正在公布',
  published: '成绩已公布',
};

const candidateLabels = { candidate: '优秀学员人选', tiedAtLine: '并列跨线', no: '' } as const;

/** The ranked list of a class, for those who grade it. */
export const rankingWords = {
  /** What stands in chat: how many, and no name. */
  figures: (
    trainingClass: ClassRow,
    state: GradingState | undefined,
    rows: readonly AssessedRow[],
    corrections: readonly ClassCorrection[] = [],
  ): string[] => [
    `${rankingTitle(trainingClass, state)}：`,
    `共 ${rows.length} 人：${gradeCounts(rows)}。`,
    lineOf(rows),
    ...(corrections.length === 0 ? [] : [`重新评定 ${corrections.length} 次，更正情况附在名次之后。`]),
    '也可在工作台该班的“等次”中查看。',
  ],
  sheet: (
    trainingClass: ClassRow,
    state: GradingState | undefined,
    rows: readonly AssessedRow[],
    dateOn: string,
    corrections: readonly ClassCorrection[] = [],
  ): KeptList => ({
    fileName: `${trainingClass._id}班名次${dateOn}.xlsx`,
    kept: { matter: 'places' },
    title: rankingTitle(trainingClass, state),
    columns: [
      { header: '名次', width: 8 },
      { header: '姓名', width: 12 },
      { header: '总分', width: 10 },
      { header: '常规分', width: 10 },
      { header: '加分', width: 10 },
      { header: '测算等次', width: 10 },
      { header: '等次', width: 10 },
      { header: '优秀学员', width: 12 },
      { header: '理由', width: 60 },
    ],
    rows: rows.map((row) => [
      row.rank ?? '',
      row.name,
      ...(row.outcome === 'withdrawn'
        ? ['', '', '']
        : [row.totalHundredths / 100, row.regularHundredths / 100, row.bonusHundredths / 100]),
      row.computedGrade === undefined ? '' : gradeLabel(row.computedGrade),
      row.finalGrade === undefined ? '' : gradeLabel(row.finalGrade),
      candidateLabels[row.excellentTrainee],
      row.reasons.join(''),
    ]),
    people: rows.map(({ cadreId }) => cadreId),
    ...(corrections.length === 0
      ? {}
      : {
          behind: [
            {
              name: '成绩更正',
              title: `“${trainingClass.name}”成绩更正`,
              widths: [100],
              rows: [['更正情况'], ...corrections.map((each) => [correctionLine(each)])],
            },
          ],
        }),
  }),
} as const;

/** How many have each grade. */
export function gradeCounts(rows: readonly Pick<AssessedRow, 'finalGrade'>[]): string {
  return GRADES.map((grade) => `${gradeLabel(grade)} ${rows.filter((row) => row.finalGrade === grade).length}`).join(
    '、',
  );
}

export function isCandidate(row: AssessedRow): boolean {
  return row.excellentTrainee === 'candidate';
}

/** Whether the evaluation team changed the grade. */
export function isChanged(row: AssessedRow): boolean {
  return row.computedGrade !== row.finalGrade;
}

/** `2026年4月3日启动重新评定，理由：…；更正 1 人：李四由“良好，82分”更正为“良好，83分”。` */
function correctionLine({ reopening: { enteredAt, reason }, changes }: ClassCorrection): string {
  const head = `${formatDate(beijingDateOf(enteredAt))}启动重新评定，理由：${withoutStop(reason)}`;
  if (changes === undefined) return `${head}；尚未重新公布。`;
  if (changes.length === 0) return `${head}；结果没有变化。`;
  const each = changes.map(({ before, after }) => `${after.name}由“${resultOf(before)}”更正为“${resultOf(after)}”`);
  return `${head}；更正 ${changes.length} 人：${each.join('；')}。`;
}

/** `优秀，91分，优秀学员人选`. */
export function resultOf(row: AssessedRow): string {
  if (row.finalGrade === undefined) return '按退学处理';
  const title = candidateLabels[row.excellentTrainee];
  return `${gradeLabel(row.finalGrade)}，${formatPoints(row.totalHundredths)}分${title === '' ? '' : `，${title}`}`;
}

function rankingTitle(trainingClass: ClassRow, state: GradingState | undefined): string {
  return `“${trainingClass.name}”名次（${state === undefined ? '测算，等次未评定' : stateLabels[state]}，仅供工作使用，请勿转发）`;
}

/** The line of 优秀学员: how many are proposed, and how many are tied at it. */
function lineOf(rows: readonly AssessedRow[]): string {
  const tied = rows.filter(({ excellentTrainee }) => excellentTrainee === 'tiedAtLine').length;
  return `优秀学员人选 ${rows.filter(isCandidate).length} 人${tied === 0 ? '' : `，名额线上并列 ${tied} 人`}。`;
}
