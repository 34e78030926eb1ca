import { formatDate } from '../../calendar/beijing-time.ts';
import type { Block } from '../../drawing/pages.ts';
import type { HonourRow } from '../appointments/honours.ts';
import { progressOf } from '../follow-up/action-plans.ts';
import { entriesOf } from '../follow-up/follow-ups.ts';
import type { FrontLineRow } from '../follow-up/front-line-tasks.ts';
import { entryLine } from '../follow-up/list-words.ts';
import type { PersonFollowUp } from '../follow-up/person-follow-up.ts';
import { goalsLine, planWords } from '../follow-up/plan-words.ts';
import { longDays } from './long-days.ts';

/** What a register says of the time after a class; a part with nothing in it has no blocks. */
export const registerFollowUp = {
  plans: (followed: readonly PersonFollowUp[]): Block[] =>
    table(
      ['班次', '目标', '单位意见', '进展'],
      [22, 34, 18, 26],
      followed.flatMap(({ trainingClass, plan }) =>
        plan === undefined ? [] : [[trainingClass.name, goalsLine(plan.goals), planWords.state(plan), progress(plan)]],
      ),
    ),
  rounds: (followed: readonly PersonFollowUp[]): Block[] =>
    table(
      ['班次', '阶段', '评价（平均分，满分5分）'],
      [28, 16, 56],
      followed.flatMap(({ trainingClass, rows }) => rows.map((row) => [trainingClass.name, ...roundOf(row)])),
    ),
  frontLine: (tasks: readonly FrontLineRow[]): Block[] =>
    table(
      ['编号', '时间', '地点', '任务'],
      [12, 32, 22, 34],
      tasks.map(({ _id, fromOn, toOn, place, task }) => [_id, longDays(fromOn, toOn), place, task]),
    ),
  honours: (given: readonly HonourRow[]): Block[] =>
    table(
      ['编号', '荣誉', '授予单位', '授予日期'],
      [12, 42, 26, 20],
      given.map(({ _id, honour, givenBy, givenOn }) => [_id, honour, givenBy, formatDate(givenOn)]),
    ),
  /** One line of the card; nothing where there is nothing. */
  line: (
    followed: readonly PersonFollowUp[],
    tasks: readonly FrontLineRow[],
    given: readonly HonourRow[],
  ): string[] => {
    const rounds = followed.flatMap(({ rows }) => rows.filter((row) => entriesOf(row).length > 0));
    const counted = [
      [followed.filter(({ plan }) => plan !== undefined).length, '行动计划', '份'],
      [rounds.length, '结业跟踪', '次'],
      [tasks.length, '一线锻炼', '次'],
      [given.length, '荣誉', '项'],
    ] as const;
    const said = counted.flatMap(([count, what, unit]) => (count === 0 ? [] : [`${what} ${count} ${unit}`]));
    return said.length === 0 ? [] : [`${said.join('，')}，详见学册文件。`];
  },
  /** The columns a class has in the sheet. */
  columns: [
    {
      header: '行动计划',
      width: 40,
      of: ({ plan }: PersonFollowUp) =>
        plan === undefined ? '' : `${goalsLine(plan.goals)}（${planWords.state(plan)}）`,
    },
    {
      header: '结业跟踪',
      width: 50,
      of: ({ rows }: PersonFollowUp) => rows.map((row) => roundOf(row).join('：')).join('；'),
    },
  ],
  frontLineName: '一线锻炼',
  honoursName: '获得荣誉',
} as const;

function progress(plan: NonNullable<PersonFollowUp['plan']>): string {
  return progressOf(plan)
    .map(({ day, words }) => `${day} 天：${words}`)
    .join('\n');
}

function roundOf(row: PersonFollowUp['rows'][number]): [stage: string, said: string] {
  const said = entriesOf(row).map(entryLine).join('；');
  return [
    `结业 ${row.months} 个月`,
    row.state === 'left' ? `不参加（${row.leftReason ?? ''}）` : said === '' ? '尚无评价' : said,
  ];
}

function table(head: readonly string[], widths: readonly number[], rows: readonly string[][]): Block[] {
  return rows.length === 0 ? [] : [{ kind: 'table', head, widths, rows }];
}
