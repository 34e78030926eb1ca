import { z } from 'zod';
import { addMonths } from '../../calendar/beijing-time.ts';
import { rulePositive } from '../../county/rule-shapes.ts';

/** For how long people stay in the reserve pool. @see docs/rules.md, Reserve pool */
export const reservePoolRules = z.strictObject({
  /** From the day of entry, or of the latest review that prolonged it. */
  termMonths: rulePositive,
  /** From entry to the first review, and from one review to the next. */
  reviewMonths: rulePositive,
});
export type ReservePoolRules = z.infer<typeof reservePoolRules>;

/** What leaders decide at a review (复核) or between two. */
export const POOL_DECISIONS = ['keep', 'prolong', 'remove', 'restore'] as const;
export type PoolDecision = (typeof POOL_DECISIONS)[number];

/** Where somebody of the pool stands on a day. */
export type PoolStanding = 'in' | 'due' | 'expired' | 'removed';

interface Dates {
  state: 'in' | 'removed';
  reviewOn: string;
  /** The last Beijing day. */
  validUntilOn: string;
}

/** `due` from the day of the review on; `expired` after the last day of the term. A removal stands until it is taken back. */
export function standingOn({ state, reviewOn, validUntilOn }: Dates, todayOn: string): PoolStanding {
  if (state === 'removed') return 'removed';
  if (validUntilOn < todayOn) return 'expired';
  return reviewOn <= todayOn ? 'due' : 'in';
}

/** The dates of somebody who enters on a day. */
export function entryDates(enteredOn: string, rules: ReservePoolRules): Dates {
  return {
    state: 'in',
    reviewOn: addMonths(enteredOn, rules.reviewMonths),
    validUntilOn: addMonths(enteredOn, rules.termMonths),
  };
}

/**
 * The dates after a decision; `undefined` where there is nothing to decide: to remove whoever is removed, to restore whoever is not, to keep
 * or prolong whoever is removed.
 */
export function decidedDates(
  { state, reviewOn: before, validUntilOn }: Dates,
  decision: PoolDecision,
  todayOn: string,
  rules: ReservePoolRules,
): Dates | undefined {
  if ((state === 'removed') !== (decision === 'restore')) return undefined;
  const reviewOn = addMonths(todayOn, rules.reviewMonths);
  switch (decision) {
    case 'keep':
      return { state, reviewOn, validUntilOn };
    case 'prolong':
      return { state, reviewOn, validUntilOn: addMonths(todayOn, rules.termMonths) };
    case 'remove':
      return { state: 'removed', reviewOn: before, validUntilOn };
    case 'restore':
      return { state: 'in', reviewOn: before, validUntilOn };
  }
}
