import { comparable } from '../../chat/plain-text.ts';
import { RuleError } from '../../errors.ts';
import { type PeopleByLevel, peopleTotal, takePeople } from './people-by-level.ts';
import { type MenuTopic, topicMeant } from './topics.ts';

/** What is needed: a topic, for how many people of which level, and why. */
export interface NeedItem {
  topic: string;
  people: PeopleByLevel;
  reason?: string;
}

/** Limits of what is typed. */
export const needLimits = { topicLetters: 30, reasonLetters: 100, items: 20 } as const;

/** What was typed, a need on each line: `基层治理 科级副职20人 科员10人 矛盾增多`. @throws RuleError `need.…` */
export function readNeedLines(text: string, topics: readonly MenuTopic[]): NeedItem[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const items = lines.map((line) => readNeedLine(line, topics));
  if (items.length === 0) throw new RuleError('need.unreadable', { line: '' });
  refuseUnlikely(items);
  return items;
}

function readNeedLine(line: string, topics: readonly MenuTopic[]): NeedItem {
  const [first = '', ...words] = line.trim().split(/\s+/);
  const { people, rest } = takePeople(words);
  if (peopleTotal(people) === 0) throw new RuleError('need.unreadable', { line: line.trim() });
  const reason = rest.join(' ');
  return { topic: topicMeant(topics, first), people, ...(reason === '' ? {} : { reason }) };
}

/** @throws RuleError `need.too-many`, `need.too-long`, `need.topic-twice` */
function refuseUnlikely(items: readonly NeedItem[]): void {
  if (items.length > needLimits.items) throw new RuleError('need.too-many', { most: needLimits.items });
  for (const { topic, reason = '' } of items) {
    const isLong = [...topic].length > needLimits.topicLetters || [...reason].length > needLimits.reasonLetters;
    if (isLong)
      throw new RuleError('need.too-long', { topic: needLimits.topicLetters, reason: needLimits.reasonLetters });
    if (items.filter((each) => isSameNeed(each, { topic })).length > 1)
      throw new RuleError('need.topic-twice', { topic });
  }
}

export function isSameNeed(one: Pick<NeedItem, 'topic'>, other: Pick<NeedItem, 'topic'>): boolean {
  return comparable(one.topic) === comparable(other.topic);
}

/** What a report holds after these were filed too: the same topic anew replaces the former, in its place. */
export function withNeeds(present: readonly NeedItem[], filed: readonly NeedItem[]): NeedItem[] {
  const kept = present.map((item) => filed.find((each) => isSameNeed(each, item)) ?? item);
  return [...kept, ...filed.filter((each) => !present.some((item) => isSameNeed(each, item)))];
}

/** The first need for more people than a unit has. @param unitPeople - all who work there and in what belongs to it */
export function beyondUnit(items: readonly NeedItem[], unitPeople: number): NeedItem | undefined {
  return items.find(({ people }) => peopleTotal(people) > unitPeople);
}
