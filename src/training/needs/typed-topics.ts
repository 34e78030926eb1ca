import { RuleError } from '../../errors.ts';
import { readTopics } from '../class/topics.ts';
import { needLimits } from './need-item.ts';
import { type MenuTopic, topicMeant } from './topics.ts';

/** How many topics one note may be about. */
const mostTopics = 10;

/** The topics somebody wrote, `基层治理、公文写作`, each once and as the menu has it. @throws RuleError `need.topics-unreadable` */
export function topicsTyped(typed: string, known: readonly MenuTopic[]): string[] {
  const topics = [...new Set(readTopics(typed.replaceAll(/\s+/g, '、')).map((each) => topicMeant(known, each)))];
  const isLong = topics.some((topic) => [...topic].length > needLimits.topicLetters);
  if (topics.length === 0 || topics.length > mostTopics || isLong)
    throw new RuleError('need.topics-unreadable', { most: mostTopics });
  return topics;
}
