import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RANK_LEVELS } from '../../../src/county/cadre.ts';
import { feeFaults } from '../../../src/training/annual-plan/plan-fees.ts';
import { type MergeItem, mergeProposals } from '../../../src/training/annual-plan/plan-merge.ts';
import { pack } from '../builders.ts';

const rules = pack.annualPlan;

function item(number: number, facts: Partial<MergeItem> = {}): MergeItem {
  return {
    ...{
      _id: `J2026-${number}`,
      number,
      state: 'approved',
      year: '2026',
      theme: `第${number}项`,
      topicTags: [`标签${number}`],
    },
    ...{ rankLevels: ['townshipDeputy'], people: 40, month: 5, days: 3, unitId: 'u1', classKind: 'topicClass' },
    ...{ feeClass: 'classThree', yuanPerPersonDay: 400, need: '需要' },
    ...facts,
  };
}
const pairs = (items: readonly MergeItem[]) =>
  mergeProposals(items, rules).map(({ pair }) => pair.map(({ _id }) => _id));

describe('two items of the plan', () => {
  it('are shown for merging when they have a topic and most of their audience in common', () => {
    const one = item(1, { topicTags: ['基层治理', '矛盾化解'] });
    const other = item(2, { topicTags: ['矛盾化解'], rankLevels: ['townshipChief', 'townshipDeputy'], people: 60 });
    const [found] = mergeProposals([one, other], rules);
    expect(found?.reasons).toEqual(['主题相同：矛盾化解', '培训对象大部分相同（乡科级副职；乡科级正职、乡科级副职）']);
    expect(found?.merged).toMatchObject({
      ...{ theme: '第2项', people: 100, topicTags: ['矛盾化解', '基层治理'] },
      rankLevels: ['townshipChief', 'townshipDeputy'],
    });
  });

  it.each([
    ['基层治理专题培训班', '基层治理能力提升班', true],
    ['乡村振兴专题培训班', '乡村振兴工作研修班', true],
    ['基层治理专题培训班', '财政预算专题培训班', false],
    ['2026年干部能力提升培训班', '2026年领导干部素质提升培训班', false],
  ])('named %s and %s: close %s', (theme, other, isClose) => {
    expect(pairs([item(1, { theme }), item(2, { theme: other })])).toHaveLength(isClose ? 1 : 0);
  });

  it('are not shown when their audiences differ, one is decided, a year lies between, or somebody kept them apart', () => {
    const one = item(1, { topicTags: ['甲'] });
    const same = (facts: Partial<MergeItem>) => pairs([one, item(2, { topicTags: ['甲'], ...facts })]);
    expect(same({})).toHaveLength(1);
    expect(same({ rankLevels: ['county', 'staff', 'townshipDeputy'] })).toEqual([]);
    expect(same({ state: 'filed' })).toEqual([]);
    expect(same({ state: 'refused' })).toEqual([]);
    expect(same({ year: '2027' })).toEqual([]);
    expect(same({ keptApartFrom: ['J2026-1'] })).toEqual([]);
  });

  it('without topics of their own have the name of the larger one for a topic', () => {
    const one = item(1, { theme: '基层治理专题培训班', topicTags: ['基层治理专题培训班'] });
    const other = item(2, { theme: '基层治理能力提升班', topicTags: ['基层治理能力提升班'], people: 60 });
    expect(mergeProposals([one, other], rules)[0]?.merged.topicTags).toEqual(['基层治理能力提升班']);
  });

  const items = fc
    .array(
      fc.record({
        topicTags: fc.uniqueArray(fc.constantFrom('甲', '乙', '丙'), { minLength: 1 }),
        rankLevels: fc.subarray([...RANK_LEVELS]),
        people: fc.integer({ min: 1, max: 200 }),
        days: fc.integer({ min: 1, max: 60 }),
        yuanPerPersonDay: fc.integer({ min: 1, max: 400 }),
        state: fc.constantFrom('filed' as const, 'approved' as const, 'withdrawn' as const),
      }),
      { maxLength: 8 },
    )
    .map((all) => all.map((facts, index) => item(index + 1, facts)));

  it('are the same pairs, and the same class, in whatever order the items come', () => {
    fc.assert(
      fc.property(
        items.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          expect(mergeProposals(shuffled, rules)).toEqual(mergeProposals(all, rules));
        },
      ),
    );
  });

  it('together are for everybody of either, and cost no more than is allowed', () => {
    fc.assert(
      fc.property(items, (all) => {
        for (const { pair, merged } of mergeProposals(all, rules)) {
          expect(merged.people).toBe(pair[0].people + pair[1].people);
          if (pair.every((each) => feeFaults(each, rules).length === 0 && each.days <= 30))
            expect(feeFaults(merged, rules)).toEqual([]);
        }
      }),
    );
  });
});
