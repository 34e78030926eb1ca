import { formatDate } from '../../calendar/beijing-time.ts';
import { byCadre } from '../class/by-cadre.ts';
import { roundFigures } from '../follow-up/class-follow-up.ts';
import { gradeLabel } from '../grading/grade.ts';
import { asFormer, type FormerProposal } from '../grading/gradings.ts';
import { resultOf } from '../grading/ranking-words.ts';
import { objectionStateLabel } from '../objections/words.ts';
import { registerTable } from '../registers/class-register.ts';
import { satisfactionWords } from '../satisfaction/results-words.ts';
import { pointsInWords } from '../scoring/marking.ts';
import { isConfirmed, stepName } from '../scoring/score-event.ts';
import type { ScoreEventRow } from '../scoring/score-events.ts';
import { itemName } from '../scoring/scoring-scheme.ts';
import { type ArchiveTable, columns, momentOf } from './archive-table.ts';
import type { ClassRecords } from './class-records.ts';

/** Every entry, also those that were taken back: the ledger is never edited. */
export function ledgerPart({ trainingClass, events, rules, nameOf }: ClassRecords): ArchiveTable {
  const { scoring } = rules;
  const inOrder = [...events].sort(
    (a, b) => compare(a.cadreId, b.cadreId) || a.at.getTime() - b.at.getTime() || compare(a._id, b._id),
  );
  const ofPerson = byCadre(inOrder);
  const bonuses = new Set(scoring.bonusItems.map(({ id }) => id));
  return {
    title: `${trainingClass._id}　${trainingClass.name}　记分台账`,
    columns: columns('姓名', ['指标', 20], ['记分档', 20], ['分值', 20], ['事由', 50], '登记人', ['时间', 18], '确认'),
    rows: inOrder.map((event) => [
      ...[nameOf(event.cadreId), itemName(scoring, event.item), stepName(event, scoring)],
      ...[pointsInWords(event, ofPerson(event.cadreId), scoring), event.reason, nameOf(event.authorId)],
      ...[momentOf(event.at), standingOf(event, bonuses, nameOf)],
    ]),
  };
}

/** Whether it needs a second person, and who that was. */
function standingOf(row: ScoreEventRow, bonuses: ReadonlySet<string>, nameOf: (cadreId: string) => string): string {
  if (row.reverses !== undefined) return '撤销前一笔';
  if (row.refusedBy !== undefined) return '未予确认';
  if (!bonuses.has(row.item) && row.needsSecond === undefined) return '';
  return isConfirmed(row) ? nameOf(row.confirmedBy ?? '') : '待确认';
}

/** Results and what they are based on, in the order of the class list: places are for the evaluation team alone. */
export function gradesPart({ trainingClass, register }: ClassRecords): ArchiveTable {
  return registerTable(trainingClass, register, false);
}

/** Every proposal with what the evaluation team decided in it, and what became of it; the last is the one that holds. */
export function proposalsPart({ trainingClass, grading, nameOf }: ClassRecords): ArchiveTable {
  const proposals = grading === null ? [] : [...(grading.history ?? []), asFormer(grading)];
  const sentBack = new Map(grading?.sentBack?.map((each) => [each.proposal, each]));
  return {
    title: `${trainingClass._id}　${trainingClass.name}　等次评定过程`,
    columns: columns(
      '提出人',
      ['提出时间', 18],
      ['研究决定', 60],
      '确认或退回',
      ['时间', 18],
      ['退回理由', 50],
      ['公布前退回', 50],
    ),
    rows: proposals.map((each) => [
      ...[nameOf(each.proposedBy), momentOf(each.proposedAt), decisionsOf(each, nameOf)],
      ...[
        each.decidedBy === undefined ? '' : nameOf(each.decidedBy),
        each.decidedAt === undefined ? '' : momentOf(each.decidedAt),
      ],
      ...[each.returnedBecause ?? '', sentBack.get(each.proposal)?.reason ?? ''],
    ]),
  };
}

function decisionsOf({ changes, tieDecision }: FormerProposal, nameOf: (cadreId: string) => string): string {
  const changed = changes.map(({ cadreId, to, reason }) => `${nameOf(cadreId)}调整为${gradeLabel(to)}（${reason}）`);
  const tie = tieDecision && `并列先后：${tieDecision.cadreIds.map(nameOf).join('、')}（${tieDecision.reason}）`;
  return [...changed, ...(tie === undefined ? [] : [tie])].join('；');
}

/** Every time published results were graded anew, and whose became others. */
export function correctionsPart({ trainingClass, corrections, nameOf }: ClassRecords): ArchiveTable {
  return {
    title: `${trainingClass._id}　${trainingClass.name}　成绩更正`,
    columns: columns(['启动时间', 18], '启动人', ['理由', 50], '姓名', ['原结果', 30], ['更正后', 30]),
    rows: corrections.flatMap(({ reopening: { enteredAt, by, reason }, changes = [] }) => {
      const head = [momentOf(enteredAt), nameOf(by), reason];
      if (changes.length === 0) return [[...head, '', '', '没有变化']];
      return changes.map(({ before, after }) => [...head, after.name, resultOf(before), resultOf(after)]);
    }),
  };
}

export function objectionsPart({ trainingClass, objections, nameOf }: ClassRecords): ArchiveTable {
  return {
    title: `${trainingClass._id}　${trainingClass.name}　异议`,
    columns: columns('编号', '姓名', ['事项', 40], ['理由', 50], ['提出时间', 18], '结果', ['办理意见', 50], '办理人'),
    rows: [...objections]
      .sort((a, b) => a.madeAt.getTime() - b.madeAt.getTime())
      .map((row) => [
        ...[row._id, nameOf(row.cadreId), row.subject, row.words, momentOf(row.madeAt), objectionStateLabel(row)],
        ...[row.decisions.at(-1)?.reason ?? '', nameOf(row.decisions.at(-1)?.by ?? '')],
      ]),
  };
}

/** In sums, none of fewer answers than may be told; nothing links an answer to a person. */
export function satisfactionPart({ trainingClass, forms, rules, todayOn }: ClassRecords): ArchiveTable {
  const counted = forms
    .filter(({ results }) => results !== undefined)
    .sort((a, b) => compare(a.heldOn, b.heldOn) || compare(a._id, b._id));
  return satisfactionWords.sheet(trainingClass, counted, rules.satisfaction, todayOn);
}

export function feedbackPart({ trainingClass, feedbacks, nameOf, unitOf }: ClassRecords): ArchiveTable {
  const states = { sent: '未阅知', acknowledged: '已阅知', nobody: '待县委组织部告知' } as const;
  const moment = (at: Date | undefined) => (at === undefined ? '' : momentOf(at));
  return {
    title: `${trainingClass._id}　${trainingClass.name}　结果反馈`,
    columns: columns(
      '学员',
      ['单位', 26],
      '接收人',
      ['发出时间', 18],
      ['状态', 20],
      '阅知人',
      ['阅知时间', 18],
      ['意见或告知情况', 40],
    ),
    rows: [...feedbacks]
      .sort((a, b) => compare(a.cadreId, b.cadreId))
      .map((row) => [
        ...[row.name, unitOf(row.unitId), nameOf(row.headId ?? ''), moment(row.sentAt)],
        ...[row.toldHow === undefined ? states[row.state] : '已由县委组织部告知'],
        ...[nameOf(row.acknowledgedBy ?? ''), moment(row.acknowledgedAt), row.toldHow ?? row.words ?? ''],
      ]),
  };
}

/** Figures of the class; what was said of anybody stands in their own register. */
export function followUpPart({ trainingClass, followUp }: ClassRecords): ArchiveTable {
  const { trainees, plans, rounds } = followUp;
  const confirmed = plans.filter(({ state }) => state === 'confirmed').length;
  return {
    title: `${trainingClass._id}　${trainingClass.name}　结业跟踪`,
    columns: columns(['阶段', 20], '应参加', '已完成', ['其中', 60]),
    rows: [
      [
        `行动计划（${formatDate(trainingClass.closesOn)}结业）`,
        trainees.length,
        plans.length,
        `单位已确认 ${confirmed}`,
      ],
      ...rounds.map((round) => {
        const { people, answered, self, unit, special, random, left } = roundFigures(round);
        const ways = `自评 ${self}，平时考核 ${unit}，专项检查 ${special}，随机调研 ${random}，不参加 ${left.length}`;
        return [`结业 ${round.months} 个月`, people, answered, ways];
      }),
    ],
  };
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
