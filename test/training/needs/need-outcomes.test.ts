import fc from 'fast-check';
import { expect, it } from 'vitest';
import { needOutcomes } from '../../../src/training/needs/need-outcomes.ts';
import { menuTopics } from '../../../src/training/needs/topics.ts';
import { pack } from '../builders.ts';

const known = menuTopics(pack);
const item = {
  _id: 'J1',
  state: 'approved',
  theme: '治理班',
  topicTags: ['社会治理'],
  need: '招商引资需要',
  month: 5,
} as const;
const voices = fc.array(
  fc.record({
    cadreId: fc.constantFrom('a', 'b', 'c'),
    topics: fc.array(fc.constantFrom('基层治理', '招商引资', '公文写作', '急救知识'), { maxLength: 3 }),
  }),
);

it('everybody who said anything hears once of each topic they named, listed or not, in whatever order they said it', () => {
  fc.assert(
    fc.property(voices, (all) => {
      const outcomes = needOutcomes(all, [item], known);
      expect(needOutcomes(all.toReversed(), [item], known)).toEqual(outcomes);
      expect(outcomes.map(({ cadreId }) => cadreId)).toEqual([...new Set(all.map((each) => each.cadreId))].sort());
      for (const { cadreId, listed, left } of outcomes) {
        const theirs = new Set(all.filter((each) => each.cadreId === cadreId).flatMap(({ topics }) => topics));
        expect([...listed.map(({ topic }) => topic), ...left].sort()).toEqual([...theirs].sort());
        expect(listed.every(({ topic }) => ['基层治理', '招商引资'].includes(topic))).toBe(true);
      }
    }),
  );
});
