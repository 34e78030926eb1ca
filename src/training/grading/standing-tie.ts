import type { AssessedRow } from './assessments.ts';
import {
  type AssessmentRules,
  assessClass,
  type Gathered,
  isTheTie,
  standingDecisions,
  unratedOf,
} from './class-assessment.ts';
import type { TieDecision } from './grading.ts';
import type { GradingDecisions } from './gradings.ts';

/** The tie for the last places of 优秀学员 in a proposal. */
export interface StandingTie {
  /** Those in it, in the order that was decided, if one was; empty if there is no tie. */
  tied: readonly AssessedRow[];
  decision?: TieDecision;
}

/** The tie that people decide, by the present scores and the changes that still fit them; none while marks are missing. */
export function standingTie(
  gathered: readonly Gathered[],
  decisions: GradingDecisions,
  rules: AssessmentRules,
): StandingTie {
  if (unratedOf(gathered).length > 0) return { tied: [] };
  const { kept } = standingDecisions(gathered, decisions, rules);
  const { tied } = assessClass('', gathered, { changes: kept.changes }, rules);
  const { tieDecision: decision } = kept;
  if (decision === undefined) return { tied };
  const placeOf = ({ cadreId }: AssessedRow) => decision.cadreIds.indexOf(cadreId);
  return { tied: [...tied].sort((a, b) => placeOf(a) - placeOf(b)), decision };
}

/** Whether the order that was decided is of a tie that there is with these changes: a change may end it or let others take part. */
export function isTieOf(gathered: readonly Gathered[], decisions: GradingDecisions, rules: AssessmentRules): boolean {
  const { tied } = assessClass('', gathered, { changes: decisions.changes }, rules);
  return decisions.tieDecision !== undefined && isTheTie(tied, decisions.tieDecision.cadreIds);
}
