import { describe, expect, it } from 'vitest';
import type { CadreRecord, UnitRecord } from '../../../src/county/cadre.ts';
import { planEdit } from '../../../src/county/roster/hand-edit.ts';
import { RosterIndex } from '../../../src/county/roster/roster-index.ts';
import { planUnitEdit } from '../../../src/county/roster/unit-edit.ts';
import { smallCounty } from '../../helpers/county.ts';

const { units, cadres } = smallCounty('wecom');
const index = new RosterIndex(units, cadres);
const found = (id: string): CadreRecord => {
  const cadre = index.cadre(id);
  if (cadre === undefined) throw new Error(id);
  return cadre;
};
const edit = (item: string, value: string) =>
  planEdit(found('zhao'), { item, value }, index, '2026-03-02').map(({ label, fromText, toText }) => [
    ...[label, fromText, toText],
  ]);

describe('an edit by hand', () => {
  it('to a new post keeps the former one, ends its mark, and sees a promotion', () => {
    expect(edit('任职', '县农业农村局 局长 2026.02 乡科级正职')).toEqual([
      ['单位', '县财政局', '县农业农村局'],
      ['职务', '预算股股长', '局长'],
      ['任现职时间', '2018-03', '2026-02'],
      ['层级', '乡科级副职', '乡科级正职'],
      ['其他任职', '无', '县财政局预算股股长（2018-03 至 2026-02）'],
      ['任现层级时间', '无', '2026-02'],
    ]);
  });

  it('takes secondments, leave and posts held beside with their time', () => {
    expect(edit('挂职借调', '市委组织部 2026.01至2026.12')).toEqual([
      ['挂职借调', '无', '市委组织部（2026-01 至 2026-12）'],
    ]);
    expect(edit('休假', '产假 2026.02.01 2026.07.31')).toEqual([['休假', '无', '产假（2026-02-01 至 2026-07-31）']]);
    expect(edit('兼任', '县农业农村局 党组成员 2025.06')).toEqual([
      ['其他任职', '无', '县农业农村局党组成员（2025-06 至 今）'],
    ]);
    expect(edit('挂职借调', '无')).toEqual([]);
  });

  it('refuses what no sheet could say either', () => {
    for (const [item, value] of [
      ...[
        ['爱好', '书法'],
        ['出生年月', '1980'],
        ['任现职时间', '2027.01'],
      ],
      ...[
        ['入党时间', '1990.01'],
        ['任职', '县某局 局长 2026.01'],
        ['休假', '产假'],
      ],
    ] as const)
      expect(() => edit(item, value)).toThrow();
  });

  it('of a unit names head and liaison, and makes no circle', () => {
    const town: UnitRecord = { id: 't', name: '青石镇', kind: 'town', size: 9 };
    const school: UnitRecord = { id: 's', name: '青石镇中心学校', kind: 'institution', parentId: 't', size: 9 };
    const both = new RosterIndex([town, school, ...units], cadres);
    const unitEdit = (unit: UnitRecord, item: string, value: string) =>
      planUnitEdit(unit, { item, value }, { cadres }, both).map(({ field, to }) => [field, to]);
    expect(unitEdit(town, '联络员', '赵一')).toEqual([['liaisonId', 'zhao']]);
    expect(unitEdit(school, '上级单位', '无')).toEqual([['parentId', undefined]]);
    expect(() => unitEdit(town, '上级单位', '青石镇中心学校')).toThrow('edit.bad-value');
  });
});
