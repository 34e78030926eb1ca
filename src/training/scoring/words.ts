import { cardOf } from '../../chat/card.ts';
import type { KeptList, ListSheet } from '../../chat/long-list.ts';
import type { Button, Card } from '../../chat/message.ts';
import { withoutStop } from '../../chat/sentence.ts';
import { problemLines } from '../../sheets/problem-sheet.ts';
import type { Problem } from '../../sheets/table.ts';
import type { ClassRow } from '../class/classes.ts';
import { attachButton } from '../proofs/words.ts';
import { ATTENDANCE_AUTHOR } from './attendance-events.ts';
import { evidenceAbout } from './evidence.ts';
import { isGraded } from './graded-class.ts';
import { formatDelta } from './points.ts';
import {
  confirmBonus,
  confirmBonuses,
  dropScores,
  recordScores,
  refuseBonus,
  refuseBonuses,
  sendScoreDraft,
} from './presses.ts';
import { schemeWords } from './scheme-words.ts';
import type { ScoreEvent } from './score-event.ts';
import type { ScoreDraftRow, ScoreEventRow } from './score-events.ts';
import type { Score } from './scoring.ts';

/** How many marks one message lists; beyond that they are sent as a sheet. */
const mostEvents = 20;
const mostFaults = 15;
const mostNames = 10;

/** How events are told: the name of an indicator or a bonus item, and the points in words. */
export interface Told {
  item: (id: string) => string;
  points: (event: ScoreEventRow) => string;
}

export const scoringWords = {
  /** @param cut - entries of which less counts than their points, and why */
  preview: (
    trainingClass: ClassRow,
    draft: ScoreDraftRow,
    names: ReadonlyMap<string, string>,
    told: Told,
    cut: readonly { event: Pick<ScoreEvent, 'cadreId' | 'item'>; note: string }[],
  ): Card =>
    cardOf({
      id: `score-draft:${draft._id}`,
      title: '记分预览',
      lines: [
        `将为“${trainingClass.name}”${peopleIn(draft.events)} 人记分 ${draft.events.length} 笔：`,
        ...(draft.events.length > mostEvents
          ? itemTotals(draft.events, told.item)
          : draft.events.map(
              (event) =>
                `${names.get(event.cadreId) ?? ''} ${told.item(event.item)} ${told.points(event)}（${withoutStop(event.reason)}）`,
            )),
        ...cutLines(cut, names, told),
      ],
      buttons: [
        { label: '确认记分', style: 'primary', press: recordScores.with({ draft: draft._id }) },
        ...(draft.events.length > mostEvents
          ? [{ label: '发送表格', press: sendScoreDraft.with({ draft: draft._id }) }]
          : []),
        attachButton(evidenceAbout(trainingClass._id, draft._id)),
        { label: '取消', press: dropScores.with({ draft: draft._id }) },
      ],
    }),
  /** A line each: the list of a preview as a sheet. */
  draftSheet: (
    trainingClass: ClassRow,
    draft: ScoreDraftRow,
    names: ReadonlyMap<string, string>,
    told: Told,
  ): ListSheet => ({
    fileName: `${trainingClass._id}班记分预览.xlsx`,
    title: `${trainingClass._id}　${trainingClass.name}　记分预览（确认后生效）`,
    columns: [
      { header: '姓名', width: 12 },
      { header: '指标', width: 18 },
      { header: '分值', width: 30 },
      { header: '事由', width: 40 },
    ],
    rows: draft.events.map((event) => [
      names.get(event.cadreId) ?? '',
      told.item(event.item),
      told.points(event),
      event.reason,
    ]),
  }),
  badSheet: (problems: readonly Problem[]) =>
    [`记分表有 ${problems.length} 处需要更正，全部未记分：`, ...problemLines(problems)].join('\n'),
  sheetComing: (trainingClass: ClassRow) =>
    `“${trainingClass.name}”记分表正在发送。分值栏填分数，次数栏填次数，不记分的留空。填好后发回本会话，确认后才记分。`,
  sheetOffer: '记分表（.xlsx）：回复“/记分表”领取，填好后发回',
  sheetWithoutClass: '未能识别记分表属于哪个班，未记分。请保留表格首行的标题，或回复“/记分表 <班号>”重新领取。',

  badLines: (faults: readonly { line: number; sentence: string }[]) =>
    [
      `有 ${faults.length} 行不能记分，全部未记分：`,
      ...faults.slice(0, mostFaults).map((fault) => `第 ${fault.line} 行：${fault.sentence}`),
    ].join('\n'),
  recorded: (count: number) => `已记分 ${count} 笔`,
  dropped: '已取消，未记分',
  /** @param note - why less of it counts than its points, if so */
  recordedReply: (name: string, event: ScoreEventRow, told: Told, note?: string) =>
    `已为${name}记分：${eventLine(event, told)}。${note === undefined ? '' : `${told.item(event.item)}${note}。`}`,
  /** @param events - all that one message tells, one or more */
  toTrainee: (trainingClass: ClassRow, events: readonly ScoreEventRow[], told: Told, objectionDays: number) => {
    const [only, ...others] = events;
    const there = events.some(isAbsence) ? '确已到课的，请回复“我在场”，由班主任核实。' : '';
    const object = `${there}如有异议，请在 ${objectionDays} 个工作日内点“提出异议”提出。`;
    if (only === undefined || others.length === 0)
      return `【记分告知】“${trainingClass.name}”：${events.map((event) => eventLine(event, told)).join('')}。${object}`;
    return [
      `【记分告知】“${trainingClass.name}”共 ${events.length} 笔：`,
      ...events.map((event) => `${eventLine(event, told)}。`),
      object,
    ].join('\n');
  },

  bonusToTeam: (trainingClass: ClassRow, name: string, item: string, event: ScoreEventRow, proposer: string): Card => ({
    kind: 'card',
    id: `bonus:${event._id}`,
    task: { name: `确认${name}的加分：${item}（${trainingClass.name}）`, mayWait: true, classId: trainingClass._id },
    title: '加分项待确认',
    lines: [`${proposer}提出为${name}加分。`, `事由：${event.reason}`],
    fields: [
      { label: '班次', value: trainingClass.name },
      { label: '加分项', value: `${item}（${formatDelta(event.deltaHundredths)}）` },
    ],
    buttons: [
      { label: '确认加分', style: 'primary', press: confirmBonus.with({ event: event._id }) },
      { label: '不同意', style: 'danger', press: refuseBonus.with({ event: event._id }) },
    ],
  }),
  proposingBonus: (item: string, deltaHundredths: number, reason: string) =>
    `提出加分：${item}（${formatDelta(deltaHundredths)}），由考评工作小组确认。事由：${withoutStop(reason)}。`,
  /** A bonus of the same item for several people. @param entry - names what was entered together */
  bonusesToTeam: (
    trainingClass: ClassRow,
    entry: string,
    names: readonly string[],
    { item, event, proposer }: { item: string; event: ScoreEventRow; proposer: string },
  ): Card => ({
    kind: 'card',
    id: `bonus:${entry}`,
    task: {
      name: `确认${names[0]}等 ${names.length} 人的加分：${item}（${trainingClass.name}）`,
      ...{ mayWait: true, classId: trainingClass._id },
    },
    title: '加分项待确认',
    lines: [`${proposer}提出为 ${names.length} 人加分：${names.join('、')}。`, `事由：${event.reason}`],
    fields: [
      { label: '班次', value: trainingClass.name },
      { label: '加分项', value: `每人${item}（${formatDelta(event.deltaHundredths)}）` },
    ],
    buttons: [
      {
        label: '确认加分',
        style: 'primary',
        press: confirmBonuses.with({ classId: trainingClass._id, entry }),
      },
      { label: '不同意', style: 'danger', press: refuseBonuses.with({ classId: trainingClass._id, entry }) },
    ],
  }),
  bonusProposed: (name: string, item: string) => `已提出为${name}加分（${item}），待考评工作小组确认后生效。`,
  /** For whoever proposed one for several people. */
  bonusesProposed: (entry: string, sentence: string, evidence: Button): Card =>
    cardOf({
      id: `bonuses-proposed:${entry}`,
      title: '已办理',
      lines: [sentence],
      numbers: 'none',
      buttons: [evidence],
    }),
  bonusConfirmed: (by: string) => `已由${by}确认加分`,
  bonusRefused: (by: string) => `${by}不同意加分`,

  /** What stands in chat of everybody's points: nobody is named. */
  figures: (trainingClass: ClassRow, rows: readonly { score: Score }[]): string[] => [
    `“${trainingClass.name}”现有得分（${useOf(trainingClass)}）：共 ${rows.length} 人。`,
    bandCounts(rows),
    ...stillUnrated(rows),
  ],
  tableSheet: (
    trainingClass: ClassRow,
    rows: readonly { cadreId: string; name: string; score: Score }[],
    dateOn: string,
  ): KeptList => ({
    fileName: `${trainingClass._id}班现有得分${dateOn}.xlsx`,
    kept: { matter: 'results' },
    title: `${trainingClass._id}　${trainingClass.name}　现有得分（${useOf(trainingClass)}）`,
    columns: [
      { header: '姓名', width: 12 },
      { header: '总分', width: 10 },
      { header: '常规分', width: 10 },
      { header: '加分', width: 10 },
      { header: '待评', width: 40 },
      { header: '已撤销笔数', width: 12 },
    ],
    rows: rows.map(({ name, score }) => [
      name,
      score.totalHundredths / 100,
      score.regularHundredths / 100,
      score.bonusHundredths / 100,
      unratedParts(score).join('、'),
      score.takenBack.length,
    ]),
    people: rows.map(({ cadreId }) => cadreId),
  }),

  own: (trainingClass: ClassRow, lines: readonly string[]) =>
    [`“${trainingClass.name}”我的得分：`, ...lines, schemeWords.version(trainingClass), '看图请回复“成绩图”。'].join(
      '\n',
    ),
  noClass: '您目前没有参加的班次，暂无成绩。',
} as const;

/** What a list of points is for, and whether the class is graded. */
function useOf(trainingClass: Pick<ClassRow, 'state'>): string {
  return isGraded(trainingClass) ? '仅供工作使用' : '等次未评定，仅供工作使用';
}

function eventLine(event: ScoreEventRow, { item, points }: Told): string {
  return `${item(event.item)}${/^[加扣]/.test(points(event)) ? '' : '，'}${points(event)}，事由：${withoutStop(event.reason)}`;
}

/** Whose entries are beyond the most that counts, by indicator and reason. */
function cutLines(
  cut: readonly { event: Pick<ScoreEvent, 'cadreId' | 'item'>; note: string }[],
  names: ReadonlyMap<string, string>,
  { item }: Told,
): string[] {
  const kinds = new Map<string, string[]>();
  for (const { event, note } of cut) {
    const kind = `${item(event.item)}${note}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), names.get(event.cadreId) ?? '']);
  }
  return [...kinds].map(([kind, people]) => {
    const unique = [...new Set(people)];
    const named = unique.length > mostNames ? `${unique.slice(0, mostNames).join('、')}等` : unique.join('、');
    return `${kind} ${people.length} 笔：${named}。`;
  });
}

function unratedParts(score: Score): string[] {
  return score.indicators.flatMap((indicator) => indicator.unrated);
}

function peopleIn(events: readonly ScoreEventRow[]): number {
  return new Set(events.map(({ cadreId }) => cadreId)).size;
}

/** Points for a half-day that a roll has called absent. */
function isAbsence({ authorId, step, reverses }: ScoreEventRow): boolean {
  return authorId === ATTENDANCE_AUTHOR && step === 'absent' && reverses === undefined;
}

/** A line per indicator: how many people, how many entries, how many points together. */
function itemTotals(events: readonly ScoreEventRow[], itemName: (id: string) => string): string[] {
  return [...new Set(events.map(({ item }) => item))].map((item) => {
    const own = events.filter((event) => event.item === item);
    const sum = own.reduce((total, { deltaHundredths }) => total + deltaHundredths, 0);
    return `${itemName(item)}：${peopleIn(own)} 人 ${own.length} 笔，合计${formatDelta(sum)}`;
  });
}

function bandCounts(rows: readonly { score: Score }[]): string {
  const above = (points: number) => rows.filter(({ score }) => score.totalHundredths >= points * 100).length;
  const [ninety, eighty, sixty] = [above(90), above(80), above(60)];
  return `90分以上 ${ninety} 人，80至90分 ${eighty - ninety} 人，60至80分 ${sixty - eighty} 人，不足60分 ${rows.length - sixty} 人。`;
}

/** Which parts are still to be marked, for how many people; for all of them named once. */
function stillUnrated(rows: readonly { score: Score }[]): string[] {
  const parts = [...new Set(rows.flatMap(({ score }) => unratedParts(score)))];
  if (parts.length === 0) return [];
  const people = (part: string) => rows.filter(({ score }) => unratedParts(score).includes(part)).length;
  return [`待评：${parts.map((part) => `${part} ${people(part)} 人`).join('、')}。`];
}
