import { plainTitle, typedParts } from '../../chat/plain-text.ts';
import { RuleError } from '../../errors.ts';
import type { FollowUpRules } from './follow-up-rules.ts';

export type FollowUpItem = FollowUpRules['items'][number];

/** The most of an item. */
export const MOST_POINTS = 5;

/** Points from 1 to 5, by the ids of the items. */
export type ItemPoints = Readonly<Record<string, number>>;

/** What somebody is asked about: the action plan only where there is one. */
export function itemsFor({ items }: Pick<FollowUpRules, 'items'>, hasPlan: boolean): FollowUpItem[] {
  return items.filter(({ ofPlan }) => hasPlan || ofPlan === undefined);
}

export function asPoints(items: readonly FollowUpItem[], given: readonly number[]): ItemPoints {
  return Object.fromEntries(items.map(({ id }, at) => [id, given[at] ?? 0]));
}

/**
 * `4 4 3 3 4 走访时…` as points and the example that stands behind them.
 * @throws RuleError `follow-up.bad-points`
 */
export function readPoints(typed: string, items: readonly FollowUpItem[]): { given: number[]; words: string } {
  const [, digits = '', words = ''] =
    /^((?:[\s,，、]*[1-5](?:分)?(?![\d.]))+)[\s,，、。；;:：]*([\s\S]*)$/u.exec(plainTitle(typed)) ?? [];
  const given = typedParts(digits.replaceAll('分', ' ')).map(Number);
  if (given.length !== items.length)
    throw new RuleError('follow-up.bad-points', {
      count: items.length,
      names: items.map(({ name }) => name).join('、'),
    });
  return { given, words: words.trim() };
}

/** Whether these points need an example. */
export function needsExample(given: readonly number[], { evidenceFrom }: Pick<FollowUpRules, 'evidenceFrom'>): boolean {
  return given.some((points) => points >= evidenceFrom);
}

/** The mean of one item over several answers, in hundredths, truncated; `undefined` where nobody was asked about it. */
export function meanHundredths(all: readonly ItemPoints[], id: string): number | undefined {
  const given = all.flatMap((points) => points[id] ?? []);
  if (given.length === 0) return undefined;
  return Math.floor((given.reduce((sum, points) => sum + points, 0) * 100) / given.length);
}

/** The mean of all items over several answers, in hundredths. */
export function overallHundredths(all: readonly ItemPoints[]): number | undefined {
  const given = all.flatMap((points) => Object.values(points));
  if (given.length === 0) return undefined;
  return Math.floor((given.reduce((sum, points) => sum + points, 0) * 100) / given.length);
}

/** The items on which somebody's mean lies below the line of the rules. */
export function weakItems(
  all: readonly ItemPoints[],
  { items, weakBelow }: Pick<FollowUpRules, 'items' | 'weakBelow'>,
) {
  return items.filter(({ id }) => (meanHundredths(all, id) ?? weakBelow * 100) < weakBelow * 100);
}
