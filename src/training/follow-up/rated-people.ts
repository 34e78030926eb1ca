import type { ActionPlanRow } from './action-plans.ts';
import type { FollowUpRules } from './follow-up-rules.ts';
import { entryOf, type FollowUpRow, type FollowUpWay } from './follow-ups.ts';
import { itemsFor } from './points.ts';
import type { RatedPerson } from './rating-words.ts';

/** Somebody of a round as the card shows them: asked of the action plan only where there is one, with the points that hold of this way. */
export function ratedPerson(
  row: FollowUpRow,
  plan: Pick<ActionPlanRow, 'goals'> | undefined | null,
  rules: FollowUpRules,
  way: FollowUpWay,
): RatedPerson {
  const items = itemsFor(rules, plan !== undefined && plan !== null);
  const entry = entryOf(row, way);
  const { cadreId, name } = row;
  const common = { cadreId, name, items, goals: plan?.goals ?? [] };
  return entry === undefined ? common : { ...common, given: items.map(({ id }) => entry.points[id] ?? 0) };
}
