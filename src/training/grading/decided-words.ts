import { withoutStop } from '../../chat/sentence.ts';
import type { AssessedRow } from './assessments.ts';
import { gradeLabel } from './grade.ts';
import type { GradingDecisions } from './gradings.ts';

/** What the evaluation team decided in addition to the rules, one line each with its reason: whoever signs the grades signs these. */
export function decidedLines(
  rows: readonly AssessedRow[],
  { changes, tieDecision }: Pick<GradingDecisions, 'changes' | 'tieDecision'>,
): string[] {
  const nameOf = (cadreId: string) => rows.find((row) => row.cadreId === cadreId)?.name ?? '';
  const changed = changes.map(({ cadreId, to, reason }) => {
    const computed = rows.find((row) => row.cadreId === cadreId)?.computedGrade;
    const from = computed === undefined ? '' : `测算为${gradeLabel(computed)}，`;
    return `${nameOf(cadreId)}：${from}调整为${gradeLabel(to)}。理由：${withoutStop(reason)}。`;
  });
  const tie =
    tieDecision === undefined
      ? []
      : [`并列先后：${tieDecision.cadreIds.map(nameOf).join('、')}。理由：${withoutStop(tieDecision.reason)}。`];
  const lines = [...changed, ...tie];
  return lines.length === 0 ? [] : [`考评工作小组作了 ${lines.length} 项决定：`, ...lines];
}
