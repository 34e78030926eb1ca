import type { Card } from '../../chat/message.ts';
import { withoutStop } from '../../chat/sentence.ts';
import type { ClassRow } from '../class/classes.ts';
import type { AssessedRow } from '../grading/assessments.ts';
import { formatPoints } from '../scoring/points.ts';
import { resultWords } from './words.ts';

/** That a published result is another one now. */
interface Corrected {
  reason: string;
  /** The former results, by id. */
  before: ReadonlyMap<string, AssessedRow>;
}

/** What is said when results are published in place of former ones. */
export const correctionWords = {
  /** @param card - the result as it would be told for the first time */
  card: (card: Card, row: AssessedRow, { reason, before }: Corrected): Card => ({
    ...card,
    title: '考核结果更正',
    lines: [`经复核，您的考核结果${changeOf(row, before)}。更正理由：${withoutStop(reason)}。`, ...card.lines],
  }),
  feedback: (trainingClass: ClassRow, unitId: string, rows: readonly AssessedRow[], { before }: Corrected): Card => {
    const card = resultWords.feedback(trainingClass, unitId, rows);
    const changes = rows.map((row) => `${row.name}的考核结果${changeOf(row, before, graded)}`);
    return {
      ...card,
      title: '考核结果更正反馈',
      lines: [`经复核，${changes.join('；')}，此前的反馈以此为准。`, ...card.lines],
    };
  },
  /** For whoever released it. @param people - whose result is another one */
  count: ({ name }: ClassRow, people: number) =>
    people === 0
      ? `【成绩复核】“${name}”已重新公布，没有学员的结果发生变化，未另行通知。`
      : `【成绩复核】“${name}”已重新公布，${people} 名学员的结果有变化，已通知本人；等次或称号有变化的，一并反馈所在单位。`,
  /** About one member of the reserve pool. Sent unasked, so that it names nobody. */
  titleLost: ({ _id, name }: ClassRow) =>
    `【储备库】有 1 人凭“${name}”优秀学员列入储备库，该称号经复核更正后不再保留。请用“/储备库 ${_id}”查看，用“/复核储备 姓名 继续|移出 意见”办理。仅供县委组织部领导掌握，请勿转发。`,
  note: ({ name }: ClassRow) => `考核结果更正：${name}`,
} as const;

/** `由“良好，87.5分”更正为“优秀，91分”`. */
function changeOf(row: AssessedRow, before: ReadonlyMap<string, AssessedRow>, said = withPoints): string {
  const former = before.get(row._id);
  return former === undefined ? '有更正' : `由“${said(former)}”更正为“${said(row)}”`;
}

function withPoints(row: AssessedRow): string {
  const points = row.outcome === 'withdrawn' ? '' : `，${formatPoints(row.totalHundredths)}分`;
  return `${graded(row)}${points}`;
}

/** What a head is told of: no points. */
function graded(row: AssessedRow): string {
  return `${resultWords.outcome(row)}${row.excellentTrainee === 'candidate' ? '（优秀学员）' : ''}`;
}
