import { describe, expect, it } from 'vitest';
import type { RosterPresent } from '../../../src/county/roster/roster-plan.ts';
import { smallCounty } from '../../helpers/county.ts';
import { planRosterFile } from '../../helpers/whole-plan.ts';
import { sheetOf } from '../../sheets/workbooks.ts';

const present: RosterPresent = { ...smallCounty('wecom'), todayOn: '2026-03-02' };
const HEADER = ['姓名', '任职单位', '新任职务', '层级', '任命时间'];
const plan = (...rows: string[][]) => planRosterFile([sheetOf(HEADER, ...rows)], present);
const changed = (...rows: string[][]) =>
  plan(...rows).changes.change.map(({ id, label, toText }) => `${id} ${label} ${toText}`);

describe('a sheet of appointments', () => {
  it('gives people their new posts in the order of the dates, keeps the former ones and tells promotions', () => {
    expect(
      changed(
        ['钱二', '县农业农村局', '副局长', '乡科级正职', '2026.02.10'],
        ['钱二', '县农业农村局', '党组成员', '', '2025.06'],
      ),
    ).toEqual([
      'qian 单位 县农业农村局',
      'qian 职务 副局长',
      'qian 层级 乡科级正职',
      'qian 任现职时间 2026-02-10',
      'qian 任现层级时间 2026-02-10',
      'qian 其他任职 县财政局国库股股长（2018-03 至 2025-06）；县农业农村局党组成员（2025-06 至 2026-02-10）',
    ]);
  });

  it('puts an earlier post among the former ones, and leaves alone what is there', () => {
    expect(changed(['孙三', '县农业农村局', '科员', '科员及以下', '2012.07'])).toEqual([
      'sun 其他任职 县农业农村局科员（2012-07 至 2018-03）',
    ]);
    const { kind, same, changes } = plan(['孙三', '县财政局', '监督股股长', '', '2018.03.20']);
    expect([kind, same, changes.change]).toEqual(['appointments', 1, []]);
  });

  it('says whose office in a former unit stays', () => {
    expect(plan(['蒋局长', '县农业农村局', '局长', '', '2026.02.01']).notes).toEqual([
      '蒋局长仍是县财政局的主要负责人，如有变动，请另用“/改单位 县财政局 主要负责人 姓名”更改。',
    ]);
  });

  it.each([
    ['somebody unknown', ['查无此人', '县财政局', '局长', '', '2026.02'], '信息库中没有这个人'],
    [
      'a unit that is not there',
      ['赵一', '县财政', '局长', '', '2026.02'],
      '单位名册中没有这个单位，是否应为“县财政局”',
    ],
    ['a day to come', ['赵一', '县财政局', '副局长', '', '2026.04.01'], '晚于今天'],
    [
      'another post from the same day on',
      ['赵一', '县财政局', '副局长', '', '2018.03'],
      '与信息库中现任职务的任职时间相同，请核对',
    ],
  ])('with %s changes nothing', (_, row, message) => {
    const { problems, changes } = plan(row, ['钱二', '县农业农村局', '副局长', '', '2026.02']);
    expect(problems.map((each) => each.message)).toEqual([message]);
    expect(changes.change).toEqual([]);
  });
});
