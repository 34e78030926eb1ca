import { formatDays, formatMoment } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import { type Button, type Card, type TextMessage, text } from '../../chat/message.ts';
import { withoutStop } from '../../chat/sentence.ts';
import { type ClassRow, isHeldHere } from '../class/classes.ts';
import { isSubmitted, listBasis } from './approval.ts';
import type { CallUpChoice, PassedOver } from './call-up.ts';
import { type Criteria, criteriaInWords } from './call-up-criteria.ts';
import type { CallUpListRow } from './call-up-lists.ts';
import type { CallUpRow } from './call-ups.ts';
import type { Consultation } from './consultation.ts';
import {
  askListReturn,
  cancelProposal,
  consultUnits,
  issueCallUp,
  listProposal,
  sendProposal,
  strikeObjected,
  submitList,
} from './presses.ts';

/** What the preview shows of a list that was not issued. */
export interface ShownList {
  list: CallUpListRow;
  rows: readonly CallUpRow[];
  consultation: Consultation;
  unitNames: ReadonlyMap<string, string>;
  /** Whether units may still be asked. */
  mayConsult: boolean;
  /** Who may approve it in place of whoever drew it. */
  approvers: readonly string[];
  /** The organisation department, by id. */
  staffNames: ReadonlyMap<string, string>;
  /** Whether whoever drew it may approve it. */
  mayApproveOwn: boolean;
}

const mostShown = 5;
const mostTried = 10;

function consultationLines({ list, rows, consultation, unitNames }: ShownList): string[] {
  if (list.consultBy === undefined) return [];
  const { asked, openUnitIds, objected } = consultation;
  const nameOf = (id: string) => rows.find(({ cadreId }) => cadreId === id)?.name ?? '';
  const open = openUnitIds.map((id) => unitNames.get(id) ?? '').join('、');
  return [
    `征求意见：${asked.length} 个单位，已答复 ${asked.length - openUnitIds.length} 个，截止${formatMoment(list.consultBy)}。`,
    ...(openUnitIds.length === 0 ? [] : [`未答复：${open}。`]),
    ...(objected.length === 0 ? [] : [`不宜参加 ${objected.length} 人：`]),
    ...objected.map(
      ({ cadreId, unitId, reason }) => `${nameOf(cadreId)}（${unitNames.get(unitId) ?? ''}）${withoutStop(reason)}。`,
    ),
  ];
}

/** What whoever drew the list may do with it, and what others may. */
function buttonsOf(shown: ShownList, who: 'proposer' | 'other'): Button[] {
  const { list, rows, consultation, mayConsult, mayApproveOwn } = shown;
  const facts = { classId: list.classId, proposal: list._id };
  const issue = issueCallUp.with({ ...facts, basis: listBasis(list, rows) });
  const waits = isSubmitted(list);
  const look: Button[] = [
    { label: '名单和理由', press: listProposal.with(facts) },
    { label: '名单表格', press: sendProposal.with(facts) },
  ];
  if (who === 'other')
    return [
      ...(waits ? [{ label: '审定并发出', style: 'primary' as const, press: issue }] : []),
      ...(waits ? [{ label: '退回', press: askListReturn.with(facts) }] : []),
      ...look,
      { label: '作废', style: 'danger', press: cancelProposal.with(facts) },
    ];
  return [
    ...(mayApproveOwn ? [{ label: '确认发出', style: 'primary' as const, press: issue }] : []),
    ...(mayApproveOwn || waits ? [] : [{ label: '送审', style: 'primary' as const, press: submitList.with(facts) }]),
    ...(consultation.objected.length === 0 ? [] : [{ label: '撤下并递补', press: strikeObjected.with(facts) }]),
    ...(mayConsult ? [{ label: '征求单位意见', press: consultUnits.with(facts) }] : []),
    ...look,
    { label: '取消', press: cancelProposal.with(facts) },
  ];
}

function approvalLines({ list, approvers, staffNames, mayApproveOwn }: ShownList): string[] {
  if (mayApproveOwn) return [];
  if (isSubmitted(list)) return ['已送审，等待审定。'];
  if (approvers.length === 0) return ['名单须由另一位同志审定，目前没有可以审定的同志。'];
  const back = list.steps?.findLast(({ what }) => what === 'sentBack');
  const names = approvers.map((id) => staffNames.get(id) ?? '').join('、');
  return [
    ...(back === undefined ? [] : [`${staffNames.get(back.by) ?? ''}退回，理由：${withoutStop(back.reason ?? '')}。`]),
    `送审后由${names}${approvers.length > 1 ? '中的一位' : ''}审定。`,
  ];
}

/** The id of the card on which a list waits to be issued. */
export function callUpPreviewId(proposal: string): string {
  return `call-up-preview:${proposal}`;
}

/** The id of the card on which somebody else approves it. */
export function callUpApprovalId(proposal: string): string {
  return `call-up-approve:${proposal}`;
}

/** Why people are not on a list, as its totals name it; those who are on it already need no line. */
const passedOverLabels: Readonly<Record<PassedOver['because'], string | undefined>> = {
  noSeat: '名额已满',
  conflict: '有冲突不能参加',
  notMeant: '不在本次范围',
  noNeed: '暂无调训需要',
  alreadyNamed: undefined,
};

function totalsOf(passedOver: readonly { because: PassedOver['because'] | undefined; people: number }[]): string {
  const totals = Object.entries(passedOverLabels).flatMap(([because, label]) => {
    const people = passedOver.reduce((sum, each) => sum + (each.because === because ? each.people : 0), 0);
    return label === undefined || people === 0 ? [] : [`${label} ${people} 人`];
  });
  return totals.length === 0 ? '' : `未列入：${totals.join('，')}。`;
}

/** How many seats nobody fills, why, and what can be done about it. */
function emptyLines({ _id: classId }: ClassRow, { list, rows }: ShownList): string[] {
  const empty = list.seats - rows.filter(({ listed }) => listed === 'named').length;
  if (empty <= 0) return [];
  if (list.quotaCall !== undefined) return [`另有 ${empty} 个名额未报送人选。`];
  const totals = totalsOf(list.passedOver.map(({ because, cadreIds }) => ({ because, people: cadreIds.length })));
  return [
    `名额 ${list.seats} 个，另有 ${empty} 个名额没有合适人选。${totals}`,
    `可减少名额或放宽条件重新点名，或用“/分配名额 ${classId}”由单位报送；发出后可用“/增补”逐人补充。`,
  ];
}

export const callUpPreviewWords = {
  trial: (trainingClass: ClassRow, criteria: Criteria, rows: readonly CallUpRow[], choice: CallUpChoice): TextMessage =>
    text(
      ...[
        `试算结果，未保存。“${trainingClass.name}”面向${criteriaInWords(criteria)}，可列入 ${choice.named.length} 人，递补人选 ${choice.reserve.length} 人。`,
        ...(choice.emptySeats > 0 ? [`另有 ${choice.emptySeats} 个名额没有合适人选。`] : []),
        totalsOf(choice.passedOver.map(({ because }) => ({ because, people: 1 }))),
        ...rows
          .filter(({ listed }) => listed === 'named')
          .slice(0, mostTried)
          .map((row) => `${row.rank}. ${row.name}：${row.briefly ?? ''}`),
        ...(choice.named.length > mostTried ? [`……其余 ${choice.named.length - mostTried} 人从略。`] : []),
      ].filter((line) => line !== ''),
    ),

  /** For whoever drew the list. */
  card: (trainingClass: ClassRow, shown: ShownList): Card =>
    cardOf({
      id: callUpPreviewId(shown.list._id),
      title: isHeldHere(trainingClass) ? '点名调训预览' : '选派预览',
      lines: listLines(trainingClass, shown, approvalLines(shown)),
      fields: fieldsOf(trainingClass),
      buttons: buttonsOf(shown, 'proposer'),
    }),

  /** For others of the organisation department, who approve the list when it was handed over. @param by - who drew it */
  toApprove: (trainingClass: ClassRow, shown: ShownList, by: string): Card => {
    const waits = isSubmitted(shown.list);
    const name = `审定调训名单（${trainingClass.name}）`;
    return cardOf({
      id: callUpApprovalId(shown.list._id),
      title: waits ? '审定调训名单' : '调训名单',
      ...(waits ? { task: { name, mayWait: true, classId: trainingClass._id } } : {}),
      lines: listLines(trainingClass, shown, [
        waits ? `名单由${by}拟定，审定后即发出。` : `名单由${by}拟定，尚未送审。`,
      ]),
      fields: fieldsOf(trainingClass),
      buttons: buttonsOf(shown, 'other'),
    });
  },
} as const;

function fieldsOf({ _id, opensOn, closesOn }: ClassRow) {
  return [
    { label: '班次', value: _id },
    { label: '时间', value: formatDays(opensOn, closesOn) },
  ];
}

/** That units picked the people, and who of them picked themselves. */
function pickedLines({ list, rows }: ShownList): string[] {
  if (list.quotaCall === undefined) return [];
  const named = rows.filter(({ listed }) => listed === 'named');
  const units = new Set(named.map(({ unitId }) => unitId)).size;
  const own = named.filter(({ cadreId, pickedBy }) => cadreId === pickedBy).map(({ name }) => name);
  return [
    `由 ${units} 个单位按分配名额报送。`,
    ...(own.length === 0 ? [] : [`报送人本人在内 ${own.length} 人，请核对：${own.join('、')}。`]),
  ];
}

/** A list in a few lines: totals, what the units said, how far it is, the first of it. */
function listLines(trainingClass: ClassRow, shown: ShownList, approval: readonly string[]): string[] {
  const { rows } = shown;
  const named = rows.filter(({ listed }) => listed === 'named').sort((a, b) => a.rank - b.rank);
  const reserve = rows.filter(({ listed }) => listed === 'reserve').length;
  return [
    isHeldHere(trainingClass)
      ? `拟选调 ${named.length} 人参加“${trainingClass.name}”，递补人选 ${reserve} 人。`
      : `拟选派 ${named.length} 人参加${trainingClass.organiser}“${trainingClass.name}”。`,
    ...(isHeldHere(trainingClass) ? emptyLines(trainingClass, shown) : []),
    ...pickedLines(shown),
    ...approval,
    ...consultationLines(shown),
    ...named.slice(0, mostShown).map((row) => `${row.rank}. ${row.name}：${row.reasons[0] ?? ''}`),
    ...(named.length > mostShown ? [`……共 ${named.length} 人，点“名单和理由”查看全部。`] : []),
  ];
}
