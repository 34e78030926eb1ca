import type { Marked } from './test-question.ts';

/** How questions about one topic were answered, by everybody together. */
export interface TopicShare {
  topic: string;
  right: number;
  /** Answers that could have been right. */
  of: number;
}

/** A topic at the entry and at the exit, among those who took both tests. */
export interface TopicGrowth {
  topic: string;
  before: TopicShare;
  after: TopicShare;
}

/** By topic, in the order in which the topics first come; questions without one are left out. */
export function sharesByTopic(sheets: readonly (readonly Marked[])[]): TopicShare[] {
  const shares = new Map<string, TopicShare>();
  for (const { question, isRight } of sheets.flat()) {
    if (question.topic === '') continue;
    const { right, of } = shares.get(question.topic) ?? { right: 0, of: 0 };
    shares.set(question.topic, { topic: question.topic, right: right + Number(isRight), of: of + 1 });
  }
  return [...shares.values()];
}

/** The topics that both tests have, the one that grew least first. */
export function growthByTopic(
  before: ReadonlyMap<string, readonly Marked[]>,
  after: ReadonlyMap<string, readonly Marked[]>,
): { people: number; topics: TopicGrowth[] } {
  const both = [...after.keys()].filter((cadreId) => before.has(cadreId));
  const marksIn = (sheets: ReadonlyMap<string, readonly Marked[]>) => both.map((cadreId) => sheets.get(cadreId) ?? []);
  const former = sharesByTopic(marksIn(before));
  const topics = sharesByTopic(marksIn(after)).flatMap((share) => {
    const then = former.find(({ topic }) => topic === share.topic);
    return then === undefined ? [] : [{ topic: share.topic, before: then, after: share }];
  });
  return { people: both.length, topics: topics.sort((a, b) => growthOf(a) - growthOf(b)) };
}

/** In percent, rounded down; 0 of nothing. */
export function percentOf({ right, of }: Pick<TopicShare, 'right' | 'of'>): number {
  return of === 0 ? 0 : Math.floor((right * 100) / of);
}

export function growthOf({ before, after }: TopicGrowth): number {
  return percentOf(after) - percentOf(before);
}
