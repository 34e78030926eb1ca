import { comparable } from '../../chat/plain-text.ts';
import type { PlanItemRow } from '../annual-plan/plan-items.ts';
import { servingOf } from './menu-serving.ts';
import type { MenuTopic } from './topics.ts';

/** Somebody who said what training is needed, and which topics; none when they said that nothing is. */
export interface NeedVoice {
  cadreId: string;
  topics: readonly string[];
}

type PlannedItem = Pick<PlanItemRow, '_id' | 'state' | 'theme' | 'topicTags' | 'need' | 'needTopics' | 'month'>;

/** What became of the topics somebody named. */
export interface NeedOutcome {
  cadreId: string;
  /** Each with the items of the plan that serve it. */
  listed: readonly { topic: string; items: readonly PlannedItem[] }[];
  left: readonly string[];
}

/** For everybody who said anything, once, what of it stands in the plan; in the order of their ids, topics by their names. */
export function needOutcomes(
  voices: readonly NeedVoice[],
  items: readonly PlannedItem[],
  known: readonly MenuTopic[],
): NeedOutcome[] {
  const people = new Map<string, Map<string, string>>();
  for (const { cadreId, topics } of voices) {
    const theirs = people.get(cadreId) ?? new Map<string, string>();
    for (const topic of topics) theirs.set(comparable(topic), topic);
    people.set(cadreId, theirs);
  }
  const serving = new Map<string, readonly PlannedItem[]>();
  const itemsFor = (topic: string) => {
    const found =
      serving.get(topic) ??
      items.filter((item) => servingOf(topic, { items: [item], classes: [] }, known).items.length > 0);
    serving.set(topic, found);
    return found;
  };
  return [...people]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([cadreId, theirs]) => {
      const all = [...theirs.values()].sort().map((topic) => ({ topic, items: itemsFor(topic) }));
      return {
        cadreId,
        listed: all.filter((each) => each.items.length > 0),
        left: all.filter((each) => each.items.length === 0).map(({ topic }) => topic),
      };
    });
}
