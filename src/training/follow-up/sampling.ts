import { createHash } from 'node:crypto';
import type { FollowUpRules } from './follow-up-rules.ts';

/** The number that decides somebody's place in a drawing: SHA-256 of `<seed>:<cadre id>`, in hexadecimal. */
export function drawNumber(seed: string, cadreId: string): string {
  return createHash('sha256').update(`${seed}:${cadreId}`).digest('hex');
}

/** How many of so many people are drawn: the share, rounded up, within the limits. */
export function sampleSize(people: number, { share, least, most }: FollowUpRules['sample']): number {
  const wanted = Math.ceil((people * share.numerator) / share.denominator);
  return Math.min(people, most, Math.max(least, wanted));
}

/**
 * Those who are drawn: the people with the lowest numbers. Whoever knows the seed and the list can reckon it again, whatever the order of the
 * list; whoever draws has no part in the seed.
 */
export function drawn(people: readonly string[], seed: string, size: number): string[] {
  const numbered = [...new Set(people)].map((cadreId) => ({ cadreId, number: drawNumber(seed, cadreId) }));
  return numbered
    .sort((a, b) => (a.number < b.number ? -1 : 1))
    .slice(0, size)
    .map(({ cadreId }) => cadreId);
}
