import { comparable } from '../../chat/plain-text.ts';
import type { PlanItemRow } from '../annual-plan/plan-items.ts';
import type { ClassRow } from '../class/classes.ts';
import { readTopics } from '../class/topics.ts';
import { type MenuTopic, topicMeant, topicsIn } from './topics.ts';

type ServingItem = Pick<PlanItemRow, '_id' | 'state' | 'theme' | 'topicTags' | 'need' | 'needTopics'>;
type ServingClass = Pick<ClassRow, '_id' | 'name' | 'state' | 'topicTag' | 'planItem'>;

/** What serves a topic: items of the plan that were filed or approved, and classes that were not withdrawn. */
export interface Serving {
  items: readonly ServingItem[];
  classes: readonly ServingClass[];
}

/** An item serves the topics that were written for it (承接需求), or else those among its own and those its 需求依据 names. A class serves those of its item, and its own. */
export function servingOf(
  topic: string,
  { items, classes }: { items: readonly ServingItem[]; classes: readonly ServingClass[] },
  known: readonly MenuTopic[],
): Serving {
  const isIt = (name: string) => comparable(topicMeant(known, name)) === comparable(topic);
  const isNamedIn = (said: string) => topicsIn(known, said).some(isIt) || comparable(said).includes(comparable(topic));
  const serving = items.filter(
    ({ state, topicTags, need, needTopics }) =>
      (state === 'filed' || state === 'approved') &&
      (needTopics === undefined ? topicTags.some(isIt) || isNamedIn(need) : needTopics.some(isIt)),
  );
  const held = classes.filter(
    ({ state, topicTag, planItem }) =>
      state !== 'withdrawn' && (readTopics(topicTag).some(isIt) || serving.some(({ _id }) => _id === planItem)),
  );
  return { items: serving, classes: held };
}

/** Whether anything serves it. */
export function isServed({ items, classes }: Serving): boolean {
  return items.length + classes.length > 0;
}
