import { describe, expect, it } from 'vitest';
import type { CadreRow } from '../../../src/county/cadres.ts';
import { UnitTree } from '../../../src/county/unit-tree.ts';
import { queryParts, readCondition } from '../../../src/training/appointments/conditions.ts';
import { findingsOf, type QueryPerson } from '../../../src/training/appointments/query.ts';
import { defaultRulePack } from '../../../src/training/rule-pack.ts';
import { smallCounty } from '../../helpers/county.ts';

const { units, cadres } = smallCounty('wecom');
const town = { _id: 'u-town', name: '石桥镇', kind: 'town' as const, size: 40 };
const rows = [...units.map(({ id, ...unit }) => ({ _id: id, ...unit })), town];
const facts = { tree: new UnitTree(rows), todayOn: '2026-03-02', groups: defaultRulePack().groups };
const [zhao] = cadres.filter(({ id }) => id === 'zhao').map(({ id, ...cadre }): CadreRow => ({ _id: id, ...cadre }));
if (zhao === undefined) throw new Error('nobody');

const titled = { classId: '2023-02', name: '中青年干部培训班', closesOn: '2023-03-03' };
const of = (person: Partial<CadreRow>, more: Partial<QueryPerson> = {}): QueryPerson => ({
  ...{ person: { ...zhao, ...person }, excellent: [], mainClasses: [], duties: [] },
  ...more,
});
function found(words: string, asked: QueryPerson): [boolean, string] {
  const condition = readCondition(words, rows);
  if (condition === undefined) throw new Error(`not understood: ${words}`);
  const [finding] = findingsOf(asked, [condition], facts);
  return [finding?.holds === true, finding?.reason ?? ''];
}
const inTown = (fromOn: string, untilOn: string) => ({
  otherPosts: [{ unitId: 'u-town', unitName: '石桥镇', post: '副镇长', fromOn, untilOn }],
});

describe('a query for appointment', () => {
  it.each([
    ['近三年优秀学员', of({}, { excellent: [titled] }), true, '2023年3月3日“中青年干部培训班”优秀学员'],
    ['近2年优秀学员', of({}, { excellent: [titled] }), false, '最近一次优秀学员为2023年3月3日'],
    ['近三年优秀学员', of({}), false, '无优秀学员记录'],
    ['副科级', of({}), true, '现为乡科级副职'],
    ['科级正职', of({}), false, '现为乡科级副职'],
    ['基层满2年', of(inTown('2020-01', '2022-01')), true, '基层任职2年'],
    ['基层2年以上', of(inTown('2020-01', '2021-12')), false, '基层任职1年11个月'],
    ['2年以上基层工作经历', of({}), false, '有基层工作经历，任职经历未载明年限'],
    ['基层经历', of({}), true, '有基层工作经历，任职经历未载明年限'],
    ['基层经历', of({ grassrootsExperience: false }), false, '无基层工作经历'],
    ['40岁以下', of({ birthMonth: '1985-04' }), true, '40岁'],
    ['40岁以下', of({ birthMonth: '1985-03' }), false, '41岁'],
    ['任现职满八年', of({ inPostSince: '2018-02' }), true, '2018年2月任现职'],
    ['任现职满8年', of({ inPostSince: '2018-03' }), false, '2018年3月任现职'],
    ['储备库', of({}, { pool: 'due' }), true, '在储备库，待复核'],
    ['储备库', of({}, { pool: 'removed' }), false, '已移出储备库'],
    ['党员', of({ joinedPartyOn: undefined } as Partial<CadreRow>), false, '无入党时间'],
    ['县财政局', of({}), true, '在县财政局'],
    ['县农业农村局', of({}), false, '在县财政局'],
  ] as const)('%s is answered with what the records say', (words, asked, holds, reason) => {
    expect(found(words, asked)).toEqual([holds, reason]);
  });

  it('is read in parts, and words that mean nothing are not taken for a condition', () => {
    expect(queryParts('近三年优秀学员、副科级，基层满2年 且40岁以下')).toEqual([
      ...['近三年优秀学员', '副科级', '基层满2年', '40岁以下'],
    ]);
    for (const word of ['优秀', '近年优秀学员', '基层', '赵一', '40', '岁以下'])
      expect(readCondition(word, rows)).toBeUndefined();
  });
});
