import { beijingDateOf, formatDate } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import type { KeptList, ListSheet } from '../../chat/long-list.ts';
import type { Button, Card } from '../../chat/message.ts';
import { withoutStop } from '../../chat/sentence.ts';
import type { ClassRow } from '../class/classes.ts';
import { progressOf } from './action-plans.ts';
import { type ClassFollowUp, type ClassRound, roundFigures, withoutPlan } from './class-follow-up.ts';
import type { FollowUpRules } from './follow-up-rules.ts';
import { entriesOf, entryOf, type FollowUpRow, type FollowUpWay } from './follow-ups.ts';
import type { FrontLineRow } from './front-line-tasks.ts';
import { frontLineLine } from './front-line-words.ts';
import type { PersonFollowUp } from './person-follow-up.ts';
import { goalsLine, planWords } from './plan-words.ts';
import { overallHundredths } from './points.ts';
import { sendFollowUp, sendPersonFollowUp, showClassChange, showOwnChange } from './presses.ts';

export const wayLabels: Readonly<Record<FollowUpWay, string>> = {
  self: '自评',
  unit: '平时考核',
  special: '专项检查',
  random: '随机调研',
};

/** The most names in a line. */
const mostNames = 8;

/** `4.2`: a mean in hundredths. */
export function formatMean(hundredths: number): string {
  return String(hundredths / 100);
}

function namesOf(people: readonly { name: string }[]): string {
  const shown = people.slice(0, mostNames).map(({ name }) => name);
  return `${shown.join('、')}${people.length > shown.length ? '等' : ''}`;
}

function roundLine(round: ClassRound, smallestGroup: number): string {
  const { people, left, answered, points, ...counts } = roundFigures(round);
  const mean = answered >= smallestGroup ? overallHundredths(points) : undefined;
  const checked = counts.drawn === 0 ? '未抽取' : `${counts.random}/${counts.drawn}`;
  return [
    `结业 ${round.months} 个月：应评 ${people} 名，自评 ${counts.self}，平时考核 ${counts.unit}，专项检查 ${counts.special}，随机调研 ${checked}`,
    ...(mean === undefined ? [] : [`，平均 ${formatMean(mean)} 分`]),
    ...(left.length === 0 ? [] : [`；不参加 ${left.length} 名`]),
    '。',
  ].join('');
}

/** `平时考核 4.2（牵头化解两件积案）`, `专项检查（信访督查，2026年7月3日） 4（台账齐全）`. */
export function entryLine({ way, points, words, check }: ReturnType<typeof entriesOf>[number]): string {
  const mean = formatMean(overallHundredths([points]) ?? 0);
  const which = check === undefined ? '' : `（${check.name}，${formatDate(check.heldOn)}）`;
  return `${wayLabels[way]}${which} ${mean}${words === '' ? '' : `（${withoutStop(words)}）`}`;
}

function personRoundLine(row: FollowUpRow): string {
  const said = entriesOf(row).map(entryLine);
  const what =
    row.state === 'left' ? `不参加（${row.leftReason ?? ''}）` : said.length === 0 ? '尚无评价' : said.join('，');
  return `结业 ${row.months} 个月：${what}。`;
}

/** What was asked about somebody in a round and is not there yet. */
function unanswered(row: FollowUpRow, check: ClassRound['check']): FollowUpWay[] {
  const asked: readonly FollowUpWay[] = check?.chosen.includes(row.cadreId)
    ? ['self', 'unit', 'random']
    : ['self', 'unit'];
  return row.state === 'open' ? asked.filter((way) => entryOf(row, way) === undefined) : [];
}

function countLine(classes: readonly PersonFollowUp[], frontLine: readonly FrontLineRow[]): string {
  return `结业后跟踪 ${classes.length} 个班次，一线锻炼 ${frontLine.length} 次。`;
}

function changeButton(cadreId: string, classes: readonly PersonFollowUp[]): Button[] {
  return classes.some(({ rows }) => rows.some((row) => entriesOf(row).length > 0))
    ? [{ label: '变化图', press: showOwnChange.with({ cadreId }) }]
    : [];
}

function personLines(classes: readonly PersonFollowUp[], frontLine: readonly FrontLineRow[]): string[] {
  return [...classes.flatMap(classLines), ...frontLine.map((row) => `一线锻炼：${frontLineLine(row)}。`)];
}

function classLines({ trainingClass, plan, rows }: PersonFollowUp): string[] {
  return [
    `“${trainingClass.name}”：${plan === undefined ? '没有写行动计划' : `${goalsLine(plan.goals)}（${planWords.state(plan)}）`}。`,
    ...(plan === undefined ? [] : progressOf(plan).map(({ day, words }) => `${day} 天进展：${withoutStop(words)}。`)),
    ...rows.map(personRoundLine),
  ];
}

/** What is looked up: a class, and one person. */
export const followUpListWords = {
  /** @param mayReadPeople - whether what was said of people may be read, and sent as a sheet */
  ofClass: (
    { _id: classId, name, closesOn }: ClassRow,
    all: ClassFollowUp,
    smallestGroup: number,
    mayReadPeople: boolean,
  ): Card => {
    const missing = withoutPlan(all);
    const confirmed = all.plans.filter(({ state }) => state === 'confirmed').length;
    const buttons: Button[] = [
      ...(all.rounds.length === 0 ? [] : [{ label: '变化图', press: showClassChange.with({ classId }) }]),
      ...(mayReadPeople ? [{ label: '发送表格', press: sendFollowUp.with({ classId }) }] : []),
    ];
    return cardOf({
      id: `follow-up-class:${classId}`,
      title: '结业跟踪',
      lines: [
        `“${name}”${formatDate(closesOn)}结业，学员 ${all.trainees.length} 名：行动计划 ${all.plans.length} 份，单位已确认 ${confirmed} 份。`,
        ...(missing.length === 0 ? [] : [`未写行动计划 ${missing.length} 名：${namesOf(missing)}。`]),
        ...all.rounds.map((round) => roundLine(round, smallestGroup)),
        ...(all.rounds.length === 0 ? ['跟踪评价尚未开始。'] : []),
      ],
      numbers: 'none',
      buttons,
    });
  },
  /** One's own. */
  own: (
    cadreId: string,
    classes: readonly PersonFollowUp[],
    frontLine: readonly FrontLineRow[],
    more: readonly Button[],
  ): Card =>
    cardOf({
      id: `follow-up-person:${cadreId}`,
      title: '我的跟踪',
      lines: [countLine(classes, frontLine), ...personLines(classes, frontLine)],
      numbers: 'none',
      buttons: [...changeButton(cadreId, classes), ...more],
    }),
  /** Somebody else's: how much there is, and not what. */
  ofOther: (
    cadreId: string,
    name: string,
    classes: readonly PersonFollowUp[],
    frontLine: readonly FrontLineRow[],
    more: readonly Button[],
  ): Card =>
    cardOf({
      id: `follow-up-person:${cadreId}`,
      title: `${name}的结业跟踪`,
      lines: [
        countLine(classes, frontLine),
        '评价情况不在聊天中显示。请点按钮取得工作台的领取链接，限您本人领取一次。',
      ],
      numbers: 'none',
      buttons: [
        { label: '查看情况', style: 'primary', press: sendPersonFollowUp.with({ cadreId }) },
        ...changeButton(cadreId, classes),
        ...more,
      ],
    }),
  personSheet: (
    cadreId: string,
    name: string,
    classes: readonly PersonFollowUp[],
    frontLine: readonly FrontLineRow[],
  ): KeptList => ({
    fileName: `${name}结业跟踪.xlsx`,
    kept: { matter: 'results', of: cadreId },
    title: `${name}的结业跟踪（含个人信息，请妥善保管，不要转发）`,
    columns: [{ header: '情况', width: 100 }],
    rows: personLines(classes, frontLine).map((line) => [line]),
  }),
  /** How long after the class a round is. */
  round: (months: number) => `结业 ${months} 个月`,
  nothing: (name: string) => `${name === '' ? '您' : name}目前没有结业跟踪的记录。`,
  proofButton: (day: number) => `${day} 天佐证`,
  sheet: (
    { _id: classId, name }: ClassRow,
    all: ClassFollowUp,
    { items }: FollowUpRules,
    unitOf: (cadreId: string) => string,
    nameOf: (cadreId: string) => string,
  ): ListSheet => ({
    fileName: `${classId}班结业跟踪.xlsx`,
    kept: { matter: 'results' },
    title: `${name}　结业跟踪（含个人信息，请妥善保管，不要转发）`,
    columns: [
      ...[
        { header: '姓名', width: 12 },
        { header: '单位', width: 24 },
        { header: '阶段', width: 16 },
        { header: '方式', width: 14 },
      ],
      ...items.map((item) => ({ header: item.name, width: 12 })),
      ...[
        { header: '平均', width: 8 },
        { header: '内容', width: 60 },
        { header: '办理人', width: 12 },
        { header: '日期', width: 14 },
      ],
    ],
    ...peopleAndRows(
      all.trainees.flatMap(({ cadreId, name: who }) =>
        linesOfTrainee(all, { cadreId, who, unit: unitOf(cadreId) }, items, nameOf).map((cells) => ({
          cadreId,
          cells,
        })),
      ),
    ),
  }),
} as const;

function peopleAndRows(
  lines: readonly { cadreId: string; cells: (string | number)[] }[],
): Pick<ListSheet, 'people' | 'rows'> {
  return { rows: lines.map(({ cells }) => cells), people: lines.map(({ cadreId }) => cadreId) };
}

/** What was asked about one trainee, and what came of it: the plan, its progress, each round. */
function linesOfTrainee(
  { plans, rounds }: ClassFollowUp,
  { cadreId, who, unit }: { cadreId: string; who: string; unit: string },
  items: FollowUpRules['items'],
  nameOf: (cadreId: string) => string,
): (string | number)[][] {
  const first = [who, unit];
  const blank = items.map(() => '');
  const dated = (at: Date) => formatDate(beijingDateOf(at));
  const plan = plans.find((each) => each.cadreId === cadreId);
  const goals =
    plan === undefined
      ? ['未写', '', '']
      : [`${goalsLine(plan.goals)}（${planWords.state(plan)}）`, who, dated(plan.writtenAt)];
  const progress = plan === undefined ? [] : progressOf(plan);
  return [
    [...first, '行动计划', '目标', ...blank, '', ...goals],
    ...progress.map(({ day, words, at }) => [...first, `结业 ${day} 天`, '进展', ...blank, '', words, who, dated(at)]),
    ...rounds.flatMap(({ months, rows, check }) => {
      const round = [...first, followUpListWords.round(months)];
      return rows
        .filter((row) => row.cadreId === cadreId)
        .flatMap((row): (string | number)[][] =>
          row.state === 'left'
            ? [[...round, '不参加', ...blank, '', row.leftReason ?? '', '', '']]
            : [
                ...entriesOf(row).map(({ way, points, words, by, at }) => [
                  ...[...round, wayLabels[way], ...items.map(({ id }) => points[id] ?? '')],
                  ...[(overallHundredths([points]) ?? 0) / 100, words, nameOf(by), dated(at)],
                ]),
                ...unanswered(row, check).map((way) => [
                  ...[...round, wayLabels[way], ...blank, ''],
                  ...[way === 'random' ? '抽中，尚未登记' : '尚未评价', '', ''],
                ]),
              ],
        );
    }),
  ];
}
