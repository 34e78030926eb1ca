import { comparable, plainTitle } from '../../chat/plain-text.ts';
import type { Share } from '../../county/rule-shapes.ts';
import type { Session } from './session.ts';

/** The topics typed for a class or an item of the plan: `基层治理、应急处置`, each once. */
export function readTopics(typed: string): string[] {
  const topics = typed.split(/[、,，;；]/u).map(plainTitle);
  return [...new Set(topics.filter((topic) => topic !== ''))];
}

/** Whether two people who wrote a topic meant the same. */
export function isSameTopic(a: string, b: string): boolean {
  return a === b || comparable(a) === comparable(b);
}

/**
 * Those of the known topics that the lessons of a class are about: the ones whose name is in the titles of lessons that take at least
 * this share of its hours. Opening, closing and the like count for nothing.
 */
export function lessonTopics(sessions: readonly Session[], known: readonly string[], share: Share): string[] {
  const lessons = sessions
    .filter(({ countsInRatio }) => countsInRatio)
    .map(({ title, parts }) => ({
      title: comparable(title),
      minutes: parts.reduce((sum, part) => sum + part.minutes, 0),
    }));
  const minutesOf = (some: typeof lessons) => some.reduce((sum, { minutes }) => sum + minutes, 0);
  const all = minutesOf(lessons);
  if (all === 0) return [];
  return [...new Set(known)].filter((topic) => {
    const name = comparable(topic);
    const about = lessons.filter(({ title }) => name !== '' && title.includes(name));
    return minutesOf(about) * share.denominator >= all * share.numerator;
  });
}
