import { formatDate } from '../../calendar/beijing-time.ts';
import type { Block } from '../../drawing/pages.ts';
import { formatPoints } from '../scoring/points.ts';
import type { ActivityPart, ClassLife } from './class-life.ts';
import { longDays } from './long-days.ts';
import type { RegisterClass } from './register.ts';
import type { RegisterExchange } from './register-exchanges.ts';

type Work = ClassLife['works'][number];
type Test = ClassLife['tests'][number];

const PARTS: Readonly<Record<ActivityPart, string>> = { speaker: '主讲', recorder: '记录', present: '参加' };

/** What a register says beside lessons and results; a part with nothing in it has no blocks. */
export const registerLife = {
  works: (classes: readonly RegisterClass[]): Block[] =>
    table(
      ['班次', '作业', '提交日期', '评阅结果'],
      [26, 28, 22, 24],
      lifeOf(classes, ({ works }) => works).map(([className, work]) => [
        className,
        `${work.kind}：${work.title}`,
        `${formatDate(work.handedInOn)}${work.lateDays > 0 ? `（迟交 ${work.lateDays} 天）` : ''}`,
        markOf(work),
      ]),
    ),
  tests: (classes: readonly RegisterClass[]): Block[] =>
    table(
      ['班次', '测试', '截止日期', '成绩'],
      [26, 28, 22, 24],
      lifeOf(classes, ({ tests }) => tests).map(([className, test]) => [
        className,
        test.name,
        formatDate(test.closesOn),
        scoreOf(test),
      ]),
    ),
  activities: (classes: readonly RegisterClass[]): Block[] =>
    table(
      ['班次', '形式', '题目', '日期', '本人'],
      [28, 14, 30, 18, 10],
      lifeOf(classes, ({ activities }) => activities).map(([className, { kind, title, dateOn, part }]) => [
        ...[className, kind, title, formatDate(dateOn), PARTS[part]],
      ]),
    ),
  exchanges: (exchanges: readonly RegisterExchange[]): Block[] => [
    ...table(
      ['编号', '时间', '跟班单位', '接收单位评价'],
      [14, 34, 30, 22],
      exchanges.map((each) => [each.pairId, longDays(each.fromOn, each.toOn), each.place, ratingOf(each)]),
    ),
    ...exchanges.filter(({ summary }) => summary !== '').flatMap(summaryOf),
  ],
  /** The columns a class may have in the sheet. */
  columns: [
    { header: '班委职务', width: 10, of: (life: ClassLife) => life.post ?? '' },
    {
      header: '作业',
      width: 36,
      of: ({ works }: ClassLife) => works.map((work) => `${work.title}：${markOf(work)}`).join('；'),
    },
    {
      header: '测试',
      width: 30,
      of: ({ tests }: ClassLife) => tests.map((test) => `${test.name}：${scoreOf(test)}`).join('；'),
    },
    {
      header: '班级活动',
      width: 36,
      of: ({ activities }: ClassLife) => activities.map(({ title, part }) => `${title}（${PARTS[part]}）`).join('；'),
    },
  ],
  exchange: '双向跟班学习',
  rating: ratingOf,
} as const;

function lifeOf<Part>(
  classes: readonly RegisterClass[],
  parts: (life: ClassLife) => readonly Part[],
): [className: string, part: Part][] {
  return classes.flatMap(({ trainingClass, life }) =>
    life === undefined ? [] : parts(life).map((part): [string, Part] => [trainingClass.name, part]),
  );
}

function table(head: readonly string[], widths: readonly number[], rows: readonly string[][]): Block[] {
  return rows.length === 0 ? [] : [{ kind: 'table', head, widths, rows }];
}

function markOf({ isReturned, resultHundredths, mostHundredths }: Work): string {
  if (isReturned) return '退回修改';
  return resultHundredths === undefined ? '待评阅' : pointsOf(resultHundredths, mostHundredths);
}

function scoreOf({ score: { pointsHundredths, mostHundredths } }: Test): string {
  return pointsOf(pointsHundredths, mostHundredths);
}

function pointsOf(hundredths: number, mostHundredths: number): string {
  return `${formatPoints(hundredths)}分（满分${formatPoints(mostHundredths)}分）`;
}

function ratingOf({ rating }: RegisterExchange): string {
  return rating === undefined ? '' : `${rating.points}分（满分${rating.most}分）`;
}

function summaryOf({ pairId, summary }: RegisterExchange): Block[] {
  return `个人总结（${pairId}）：${summary.trim()}`
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((text) => ({ kind: 'text', text, size: 9 }));
}
