import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RANK_LEVELS } from '../../../src/county/cadre.ts';
import { readNeedLines, withNeeds } from '../../../src/training/needs/need-item.ts';
import { needsYear } from '../../../src/training/needs/needs-year.ts';
import { addedPeople, peopleLabel, peopleTotal } from '../../../src/training/needs/people-by-level.ts';
import { reportTotals } from '../../../src/training/needs/report-progress.ts';
import { menuTopics, topicMeant, topicsIn } from '../../../src/training/needs/topics.ts';
import type { UnitReportRow } from '../../../src/training/needs/unit-reports.ts';
import { unitsInScope } from '../../../src/training/needs/unit-scope.ts';
import { pack } from '../builders.ts';

const topics = menuTopics(pack);
const code = (error: string) => expect.objectContaining({ code: error });

const people = fc.dictionary(fc.constantFrom(...RANK_LEVELS), fc.integer({ min: 1, max: 500 }), { minKeys: 1 });
const need = fc.record({ topic: fc.constantFrom('基层治理', '公文写作', '招商引资', '涉外礼仪'), people });
const reports = fc
  .uniqueArray(fc.record({ unit: fc.integer({ min: 1, max: 30 }), items: fc.array(need, { maxLength: 4 }) }), {
    selector: ({ unit }) => unit,
  })
  .map((all) =>
    all.map(
      ({ unit, items }): UnitReportRow => ({
        ...{ _id: `Z2026-1:u${unit}`, roundId: 'Z2026-1', unitId: `u${unit}`, history: [], steps: 1 },
        ...{ items: withNeeds([], items), state: items.length > 0 ? 'filed' : 'none' },
      }),
    ),
  );

describe('what a unit needs', () => {
  it('is read as it is typed: the topic by its name or a word for it, people by level, a reason', () => {
    expect(readNeedLines('社会治理 副科5人、科员 3 矛盾 增多', topics)).toEqual([
      { topic: '基层治理', people: { townshipDeputy: 5, staff: 3 }, reason: '矛盾 增多' },
    ]);
    expect(readNeedLines('涉外礼仪 正科约2名', topics)).toEqual([{ topic: '涉外礼仪', people: { townshipChief: 2 } }]);
  });

  it.each([
    ['公文写作 科员-3人', 'need.bad-number'],
    ['公文写作 科员0人', 'need.bad-number'],
    ['公文写作 科员2.5人', 'need.bad-number'],
    ['公文写作 科员3人 办事员3人', 'need.level-twice'],
    ['公文写作', 'need.unreadable'],
    ['', 'need.unreadable'],
    ['公文写作 科员3人\n公文 科员3人', 'need.topic-twice'],
    [`${'长'.repeat(31)} 科员3人`, 'need.too-long'],
    [Array.from({ length: 21 }, (_, at) => `主题${at} 科员3人`).join('\n'), 'need.too-many'],
  ])('is not taken when it makes no sense: %s', (typed, error) => {
    expect(() => readNeedLines(typed, topics)).toThrow(code(error));
  });

  it('is read back from its own words', () => {
    fc.assert(
      fc.property(need, ({ topic, people: counted }) => {
        const typed = `${topic} ${peopleLabel(counted).replaceAll(/ (\d+) /g, '$1')}`;
        expect(readNeedLines(typed, topics)).toEqual([{ topic, people: counted }]);
      }),
    );
  });
});

describe('the totals of reports', () => {
  it('are the same in whatever order the reports come, never negative, and add up', () => {
    fc.assert(
      fc.property(reports, fc.func(fc.integer()), (all, keyOf) => {
        const totals = reportTotals(all);
        const shuffled = all.map((each) => ({ each, key: keyOf(each._id) })).sort((a, b) => a.key - b.key);
        expect(reportTotals(shuffled.map(({ each }) => each))).toEqual(totals);
        expect(peopleTotal(totals.people)).toBe(peopleTotal(addedPeople(totals.topics.map((one) => one.people))));
        expect(totals.topics.every((one) => peopleTotal(one.people) > 0 && one.units > 0)).toBe(true);
        expect(totals.filed + totals.nothing + totals.waiting.length).toBe(totals.units);
      }),
    );
  });
});

describe('topics', () => {
  it('are recognised by their words in a text', () => {
    expect(topicsIn(topics, '乡镇反映矛盾纠纷增多，材料写作能力不足')).toEqual(['矛盾调解', '公文写作']);
    expect(topicsIn(topics, '食堂较远')).toEqual([]);
    expect(topicMeant(topics, ' “招商”。')).toBe('招商引资');
  });

  it('include every topic of the survey', () => {
    const asked = pack.survey.questions.filter((each) => each.topics).flatMap(({ options }) => options);
    expect(topics.map(({ name }) => name)).toEqual(expect.arrayContaining(asked.map(({ label }) => label)));
  });
});

describe('the units of a round', () => {
  const units = [
    { _id: 'u1', name: '县财政局', kind: 'government', size: 60 },
    { _id: 'u2', name: '城关镇', kind: 'town', size: 60 },
    { _id: 'u3', name: '城关镇中心小学', kind: 'institution', parentId: 'u2', size: 60 },
  ] as const;

  it.each([
    ['全县', ['u1', 'u2', 'u3']],
    ['县直', ['u1']],
    ['乡镇', ['u2', 'u3']],
    ['事业单位', ['u3']],
    ['城关镇、县财政局、县直', ['u1', 'u2']],
  ])('of %s', (scope, ids) => {
    expect(unitsInScope(units, scope)?.units.map(({ _id }) => _id)).toEqual(ids);
  });

  it('are none where a word means nothing', () => {
    expect(unitsInScope(units, '县财政局、县档案馆')).toBeUndefined();
    expect(unitsInScope(units, '、')).toBeUndefined();
  });
});

it('from September on needs are for the plan of the next year', () => {
  expect([needsYear('2026-08-31', pack.needs), needsYear('2026-09-01', pack.needs)]).toEqual(['2026', '2027']);
});
