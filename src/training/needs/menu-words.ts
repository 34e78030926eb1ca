import { cardOf } from '../../chat/card.ts';
import { isLong, type ListSheet } from '../../chat/long-list.ts';
import type { Card, Press } from '../../chat/message.ts';
import { RANK_LEVELS, rankLevelLabel } from '../../county/cadre.ts';
import type { WeakNeed } from './gathered-needs.ts';
import type { MenuEntry, TrainingMenu } from './menu.ts';
import { isServed, type Serving } from './menu-serving.ts';
import type { NeedsRules } from './needs-rules.ts';
import { peopleLabel, peopleTotal } from './people-by-level.ts';

const mostShown = 5;

/** A topic of the menu with what serves it. */
export interface ServedEntry {
  entry: MenuEntry;
  serving: Serving;
}

/** What stands beside a menu: whose year, how it was weighed, what does not count yet. */
export interface MenuFacts {
  year: string;
  rules: Pick<NeedsRules, 'weights' | 'smallestGroup'>;
  /** Surveys that are over and whose results nobody has read. */
  unread: readonly string[];
}

function served({ items, classes }: Serving): string[] {
  const all = [...items.map(({ _id }) => _id), ...classes.map(({ _id }) => `班次 ${_id}`)];
  return all.length === 0 ? [] : [`已有 ${all.join('、')}`];
}

function line({ entry, serving }: ServedEntry): string {
  const { place, topic, score, people } = entry;
  const counted = peopleTotal(people);
  return [`${place}. ${topic}`, `${score} 分`, ...(counted === 0 ? [] : [`${counted} 人`]), ...served(serving)].join(
    '　',
  );
}

function basis({ notes, units, answers }: TrainingMenu, { rules: { weights }, unread }: MenuFacts): string[] {
  return [
    `组织需求 ${notes} 条，岗位需求 ${units} 个单位，个人需求 ${answers} 份，按 ${weights.org}:${weights.post}:${weights.personal} 计分。`,
    ...(unread.length === 0
      ? []
      : [`需求调查 ${unread.join('、')} 已结束，尚未查看结果，暂不计入。查看请用“/调查结果 ${unread[0] ?? ''}”。`]),
  ];
}

/** Without names: items on which fewer are weak than the smallest group are not in it. */
function weakLine({ trainingClass, months, items }: WeakNeed): string {
  const said = items.map(({ name, people }) => `${name} ${people} 人`).join('、');
  return `结业跟踪：“${trainingClass.name}”结业 ${months} 个月的薄弱项为${said}。`;
}

/** What is read of the training menu. */
export const menuWords = {
  none: (year: string, unread: readonly string[]) =>
    [
      `${year}年度还没有计入培训菜单的需求。`,
      ...(unread.length === 0 ? [] : [`需求调查 ${unread.join('、')} 已结束，查看结果后计入。`]),
    ].join('\n'),
  overview: (id: string, menu: TrainingMenu, all: readonly ServedEntry[], facts: MenuFacts, sheet: Press): Card => {
    const unserved = all.filter(({ serving }) => !isServed(serving));
    const left = all.length - mostShown;
    return cardOf({
      id: `training-menu:${id}`,
      title: `${facts.year}年度培训菜单`,
      lines: [
        `共 ${all.length} 个主题：已有计划或班次 ${all.length - unserved.length} 个，尚无计划 ${unserved.length} 个。`,
        ...basis(menu, facts),
        ...all.slice(0, mostShown).map(line),
        ...(left > 0 ? [`其余 ${left} 个主题见表格。`] : []),
        ...(unserved.length === 0
          ? []
          : [
              isLong(unserved)
                ? '尚无计划的主题见表格。'
                : `尚无计划：${unserved.map(({ entry }) => entry.topic).join('、')}。`,
            ]),
      ],
      numbers: 'none',
      buttons: [{ label: '发送表格', press: sheet }],
    });
  },
  /** `units`: the names of those behind it, for whoever may read all reports. */
  topic: (
    id: string,
    { entry, serving }: ServedEntry,
    facts: MenuFacts & { surveys: readonly string[]; units?: readonly string[]; weak: readonly WeakNeed[] },
  ): Card => {
    const { notes, unitIds, personal, people } = entry;
    const { units, surveys, rules } = facts;
    const names = units === undefined || isLong(units) ? '' : `：${units.join('、')}`;
    const numbers = units === undefined || isLong(notes) ? '' : `（${notes.join('、')}）`;
    const few = surveys.length === 0 ? '无' : `不足 ${rules.smallestGroup} 人，不列出`;
    return cardOf({
      id: `training-menu-topic:${id}`,
      title: `培训菜单：${entry.topic}`,
      lines: [
        `${facts.year}年度第 ${entry.place} 位，${entry.score} 分。`,
        `组织需求：${notes.length === 0 ? '无' : `${notes.length} 条${numbers}`}。`,
        ...facts.weak.filter(({ id }) => notes.includes(id)).map(weakLine),
        `岗位需求：${unitIds.length === 0 ? '无' : `${unitIds.length} 个单位${names}`}。`,
        `个人需求：${personal === 0 ? few : `${personal} 人次（需求调查 ${surveys.join('、')}）`}。`,
        ...(peopleTotal(people) === 0 ? [] : [`需求人数：${peopleLabel(people)}。`]),
        ...(isServed(serving)
          ? [
              ...serving.items.map(
                ({ _id, theme, state }) => `计划 ${_id}　${theme}　${state === 'approved' ? '已批准' : '待审核'}`,
              ),
              ...serving.classes.map(({ _id, name }) => `班次 ${_id}　${name}`),
            ]
          : ['尚无计划。申报计划时，在“承接需求”、主题或需求依据中写明即可对应。']),
      ],
      numbers: 'none',
    });
  },
  unknown: (year: string, topic: string) => `${year}年度培训菜单中没有“${topic}”。回复“/培训菜单”查看全部主题。`,
  sheet: (all: readonly ServedEntry[], { year, rules }: Pick<MenuFacts, 'year' | 'rules'>): ListSheet => ({
    fileName: `${year}年度培训菜单.xlsx`,
    title: `${year}年度培训菜单（组织、岗位、个人需求按 ${rules.weights.org}:${rules.weights.post}:${rules.weights.personal} 计分；个人需求不足 ${rules.smallestGroup} 人的不列出）`,
    columns: [
      { header: '位次', width: 8 },
      { header: '主题', width: 24 },
      { header: '得分', width: 8 },
      { header: '组织需求（条）', width: 14 },
      { header: '岗位需求（单位）', width: 16 },
      { header: '个人需求（人次）', width: 16 },
      ...RANK_LEVELS.map((level) => ({ header: rankLevelLabel(level), width: 12 })),
      { header: '承接计划', width: 24 },
      { header: '承接班次', width: 24 },
    ],
    rows: all.map(({ entry, serving }) => [
      ...[entry.place, entry.topic, entry.score, entry.notes.length, entry.unitIds.length, entry.personal || ''],
      ...RANK_LEVELS.map((level) => entry.people[level] ?? ''),
      ...[serving.items.map(({ _id }) => _id).join('、'), serving.classes.map(({ _id }) => _id).join('、')],
    ]),
  }),
} as const;
