import { isSameWord } from '../../chat/plain-text.ts';
import { ratedPartOf } from '../scoring/score-event.ts';
import type { RatedPart, ScoringScheme } from '../scoring/scoring-scheme.ts';
import type { WorkKind, WorkRules } from './work-rules.ts';

/** Where the marks of a work go. */
export interface Marked {
  part: RatedPart;
  /** Absent where they give no points. */
  counts?: NonNullable<WorkKind['counts']>;
}

/** The kind with this name. */
export function kindCalled({ kinds }: WorkRules, name: string): WorkKind | undefined {
  return kinds.find((each) => isSameWord(each.name, name));
}

/** The kind of an assignment; the first one where the rules know it no more. */
export function kindOf({ kinds }: WorkRules, id: string): WorkKind {
  return kinds.find((each) => each.id === id) ?? (kinds[0] as WorkKind);
}

/** How a work of this kind is marked in a class with this scheme: into the score, or, where the scheme has no such part, for itself. */
export function markedAs({ counts }: WorkKind, { marking }: WorkRules, scheme: ScoringScheme): Marked {
  const indicator = scheme.indicators.find(({ id }) => id === counts?.item);
  const part = indicator && counts && ratedPartOf(indicator, counts.part);
  return part === undefined || counts === undefined ? { part: marking } : { part, counts };
}
