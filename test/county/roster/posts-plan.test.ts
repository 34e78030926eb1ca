import { describe, expect, it } from 'vitest';
import type { RosterPresent } from '../../../src/county/roster/roster-plan.ts';
import { smallCounty } from '../../helpers/county.ts';
import { planRosterFile } from '../../helpers/whole-plan.ts';
import { sheetOf } from '../../sheets/workbooks.ts';

const present: RosterPresent = { ...smallCounty('wecom'), todayOn: '2026-03-02' };
const HEADER = ['姓名', '任职单位', '职务', '层级', '任职开始时间', '任职结束时间'];
const plan = (...rows: string[][]) => planRosterFile([sheetOf(HEADER, ...rows)], present);

describe('a sheet of posts over time', () => {
  it('gives people their former posts and those held beside the main one, which is not taken twice', () => {
    const { kind, problems, changes } = plan(
      ['赵一', '县农业农村局', '科员', '科员及以下', '2008.07', '2018.03'],
      ['赵一', '县财政局', '预算股股长', '乡科级副职', '2018.03', '至今'],
      ['赵一', '市财政局', '挂职干部', '', '2015.01', '2015.12'],
      ['钱二', '县农业农村局', '党组成员', '', '2025.06', ''],
    );
    expect([kind, problems]).toEqual(['posts', []]);
    expect(changes.change.map(({ id, toText }) => [id, toText])).toEqual([
      ['zhao', '县农业农村局科员（2008-07 至 2018-03）；市财政局挂职干部（2015-01 至 2015-12）'],
      ['qian', '县农业农村局党组成员（2025-06 至 今）'],
    ]);
  });

  it('with somebody unknown or a time that cannot be changes nothing', () => {
    const { problems, changes } = plan(
      ['查无此人', '县财政局', '科员', '', '2008.07', ''],
      ['赵一', '县财政局', '科员', '', '2012.07', '2011.01'],
    );
    expect(problems.map(({ message }) => message)).toEqual(['信息库中没有这个人', '结束时间早于开始时间']);
    expect(changes.change).toEqual([]);
  });
});
