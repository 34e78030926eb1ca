import { cardOf } from '../../chat/card.ts';
import type { KeptList } from '../../chat/long-list.ts';
import type { Card } from '../../chat/message.ts';
import { rankLevelLabel } from '../../county/cadre.ts';
import type { CadreRow } from '../../county/cadres.ts';
import { askQuery, chooseQuery } from './presses.ts';
import type { Finding } from './query.ts';

/** Somebody who fits, with what the records say of each condition. */
export interface QueryLine {
  person: Pick<CadreRow, '_id' | 'name' | 'post' | 'rankLevel'>;
  unitName: string;
  findings: readonly Finding[];
}

/** What is chosen where a question is left open. */
export const anything = '不限';

/** A limit of what travels in a button. */
export const mostQueryLetters = 60;

const forReference = '供参考，不作为选任结论；仅供县委组织部领导掌握，请勿转发，查阅留存记录。';

const USUAL = [
  '近三年优秀学员',
  '近三年优秀学员 副科级',
  '近三年主体班 年轻干部',
  '储备库 学时达标',
  '基层满2年 副科级',
];

export const queryWords = {
  ask: (id: string): Card =>
    cardOf({
      id: `appointment-query:${id}`,
      title: '选任查询',
      lines: [
        '请选择条件，或用自己的话写明，例如：/选任查询 近三年优秀学员 副科级 基层满2年',
        '可写：层级、近几年优秀学员或主体班、基层满几年、任现职满几年、几岁以下或以上、学时达标、储备库、党员、男女、重点对象、单位全称；加写姓名，可看其符合与不符合的条件。',
        forReference,
      ],
      buttons: USUAL.map((words) => ({ label: words, press: askQuery.with({ words }) })),
      selection: {
        questions: [
          question('level', '层级', ['正科级', '副科级', '科员']),
          question('training', '培训', ['近三年优秀学员', '近五年优秀学员', '近三年主体班', '储备库']),
          question('grassroots', '基层', ['基层经历', '基层满2年', '基层满3年', '基层满5年']),
        ],
        submit: { label: '查询', style: 'primary', press: chooseQuery.with({}) },
      },
    }),
  /** What stands in chat: nobody is named. */
  figures: (words: string, fitting: number, all: number): string[] => [
    `按“${words}”查询：在库 ${all} 人中，符合 ${fitting} 人。`,
    forReference,
  ],
  /** Of one person, who is named by the question alone. */
  ofOne: [`该同志与所列条件的比对，${forReference}`],
  sheet: (words: string, lines: readonly QueryLine[], dateOn: string): KeptList => ({
    fileName: `选任查询${dateOn}.xlsx`,
    kept: { matter: 'appointments' },
    title: `选任查询：${words}（${forReference}）`,
    columns: [
      { header: '姓名', width: 12 },
      { header: '单位', width: 26 },
      { header: '职务', width: 24 },
      { header: '层级', width: 14 },
      { header: '依据', width: 80 },
    ],
    rows: lines.map((line) => [
      ...[line.person.name, line.unitName, line.person.post, rankLevelLabel(line.person.rankLevel), reasonsOf(line)],
    ]),
    people: lines.map(({ person }) => person._id),
  }),
  /** One person, condition by condition. */
  personSheet: (words: string, { person, unitName, findings }: QueryLine, dateOn: string): KeptList => ({
    fileName: `选任查询${dateOn}.xlsx`,
    kept: { matter: 'appointments' },
    title: `${person.name}　${unitName}${person.post}：${findings.every(({ holds }) => holds) ? '符合所列条件' : '不符合所列全部条件'}（选任查询：${words}；${forReference}）`,
    columns: [
      { header: '条件', width: 24 },
      { header: '比对', width: 10 },
      { header: '依据', width: 80 },
    ],
    rows: findings.map(({ condition, holds, reason }) => [condition.words, holds ? '符合' : '不符合', reason]),
  }),
} as const;

function question(key: string, label: string, options: readonly string[]) {
  return {
    key,
    label,
    options: [{ value: anything, label: anything }, ...options.map((each) => ({ value: each, label: each }))],
  };
}

function reasonsOf({ findings }: QueryLine): string {
  return findings
    .map(({ condition, holds, reason }) => (holds ? reason : `不符合“${condition.words}”：${reason}`))
    .join('；');
}
