import type { CallUpRules } from './call-up-rules.ts';
import type { UnitView } from './consultation.ts';

/** That a list was approved (审定): from then on it is frozen under its number. */
export interface Approval {
  /** E.g. `2026-01-M1`: the first list of class 2026-01 that was approved. */
  number: string;
  by: string;
  byUpdate: string;
  at: Date;
}

/** That a list was handed over for approval, or sent back to whoever drew it. */
export interface ListStep {
  what: 'submitted' | 'sentBack';
  by: string;
  byUpdate: string;
  at: Date;
  reason?: string;
}

/** Whether a list waits for somebody else's approval. */
export function isSubmitted({ stage, approval }: { stage?: ListStep['what']; approval?: Approval }): boolean {
  return approval === undefined && stage === 'submitted';
}

/** Somebody on a list, and the updates that moved them. */
interface Listed {
  cadreId: string;
  listed: 'named' | 'reserve' | 'struck';
  moves: readonly string[];
}

/**
 * Who may approve a list in place of whoever drew it: everybody else of the organisation department who is not on it. Nobody where the rules
 * ask for no second person.
 * @param staff - those of the organisation department whom a message reaches
 */
export function approversOf(
  { proposedBy }: { proposedBy: string },
  rows: readonly Listed[],
  staff: readonly string[],
  { approval }: Pick<CallUpRules, 'approval'>,
): string[] {
  if (approval.secondPerson === 'never') return [];
  const listed = new Set(rows.filter((row) => row.listed !== 'struck').map(({ cadreId }) => cadreId));
  return staff.filter((cadreId) => cadreId !== proposedBy && !listed.has(cadreId));
}

/** Whether whoever drew the list may approve it: where no second person is asked for, or there is none and the rules do not insist. */
export function mayApproveOwn(approvers: readonly string[], { approval }: Pick<CallUpRules, 'approval'>): boolean {
  return approvers.length === 0 && approval.secondPerson !== 'always';
}

/** The number under which the next list of a class stands. @param takenBack - how many of its lists were taken back after they had gone out */
export function listNumber(classId: string, takenBack: number): string {
  return `${classId}-M${takenBack + 1}`;
}

/** What a list was like when a card showed it: whoever confirms that card confirms no other list. It grows with every change. */
export function listBasis({ unitViews = [] }: { unitViews?: readonly UnitView[] }, rows: readonly Listed[]): string {
  const changes = rows.reduce((sum, { moves }) => sum + moves.length, 0);
  return `${changes}-${unitViews.filter(({ cadreIds }) => cadreIds.length > 0).length}`;
}
