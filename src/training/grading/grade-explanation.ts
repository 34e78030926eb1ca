import { meetsShare } from '../class/shares.ts';
import { formatPoints } from '../scoring/points.ts';
import type { Score } from '../scoring/scoring.ts';
import type { Assessment } from './grading.ts';
import type { GradingRules } from './grading-rules.ts';

/**
 * How the grade follows from the events, line by line, for the person concerned: every board, every indicator with the lines that count and
 * those that were reversed, the bonus, the sums, then the reasons of the assessment, if there is one yet.
 */
export function explainGrade(assessment: Pick<Assessment, 'reasons'>, score: Score): string[] {
  return [
    ...score.boards.flatMap((board) => [
      `${board.name}：${formatPoints(board.pointsHundredths)}分（满分${formatPoints(board.maxHundredths)}分）`,
      ...score.indicators
        .filter((indicator) => indicator.board === board.board)
        .flatMap((indicator) => explainIndicator(indicator, score)),
    ]),
    ...explainBonus(score),
    `常规项${formatPoints(score.regularHundredths)}分，加分项${formatPoints(score.bonusHundredths)}分，总分${formatPoints(score.totalHundredths)}分。`,
    ...assessment.reasons,
  ];
}

/** A trainee's strong and weak sides, for the unit head: boards by share of their points, never single events. */
export interface Sides {
  strong: readonly string[];
  weak: readonly string[];
}

/** The boards with at least the rule pack's share of points for a strong side, and those with less than that for a weak side. */
export function sidesOf(score: Score, rules: GradingRules): Sides {
  const { strongSide, weakSide } = rules;
  const named = (holds: (points: number, max: number) => boolean) =>
    score.boards
      .filter((board) => holds(board.pointsHundredths, board.maxHundredths))
      .map(
        (board) => `${board.name}（${formatPoints(board.pointsHundredths)}/${formatPoints(board.maxHundredths)}分）`,
      );
  return {
    strong: named((points, max) => meetsShare(points, max, strongSide)),
    weak: named((points, max) => !meetsShare(points, max, weakSide)),
  };
}

function explainIndicator(indicator: Score['indicators'][number], { takenBack }: Score): string[] {
  const start = indicator.startHundredths > 0 ? `起评${formatPoints(indicator.startHundredths)}分，` : '';
  const missing = indicator.unrated.length > 0 ? `，待评：${indicator.unrated.join('、')}` : '';
  const points = formatPoints(indicator.pointsHundredths);
  return [
    `　${indicator.name}：${start}得${points}/${formatPoints(indicator.maxHundredths)}分${missing}`,
    ...indicator.lines.map((line) => `　　${line.sentence}`),
    ...takenBack.filter(({ item }) => item === indicator.item).map(({ sentence }) => `　　${sentence}`),
  ];
}

function explainBonus(score: Score): string[] {
  const regular = new Set(score.indicators.map((indicator) => indicator.item));
  const lines = [...score.bonusLines, ...score.takenBack.filter(({ item }) => !regular.has(item))];
  if (lines.length === 0) return [];
  return [`加分项：${formatPoints(score.bonusHundredths)}分`, ...lines.map((line) => `　　${line.sentence}`)];
}
