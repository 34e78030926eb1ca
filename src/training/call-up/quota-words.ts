import { formatDay } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import { isLong, type ListSheet } from '../../chat/long-list.ts';
import type { Card } from '../../chat/message.ts';
import { withoutStop } from '../../chat/sentence.ts';
import type { ClassRow } from '../class/classes.ts';
import { criteriaInWords } from './call-up-criteria.ts';
import { cancelQuota, chaseQuota, dropQuota, gatherPicks, keepQuota, openQuota, sendQuota } from './presses.ts';
import { type QuotaCallRow, takesPicks } from './quota-calls.ts';
import { type QuotaTotals, quotaTotals, type UnitQuotaRow } from './unit-quotas.ts';

/** A quota call with the seats of the units, and the names of units and people. */
export interface ShownQuota {
  call: QuotaCallRow;
  quotas: readonly UnitQuotaRow[];
  unitNames: ReadonlyMap<string, string>;
  names: ReadonlyMap<string, string>;
}

const isWithSeats = ({ seats }: UnitQuotaRow) => seats > 0;

/** What the numbers are like: whoever confirms a card confirms no others. */
export function quotaBasis(quotas: readonly UnitQuotaRow[]): string {
  return String(quotas.reduce((sum, { steps }) => sum + steps, 0));
}

function audience({ rankLevels }: QuotaCallRow): string {
  return `面向${criteriaInWords({ rankLevels, groups: [] })}。`;
}

/** `分配 40 个名额，23 个单位。已报 31 人，未报 5 个单位，2 个单位不派人。` */
function progressLine({ units, seats, picked, waiting, none, left }: QuotaTotals): string {
  const parts = [
    `已报 ${picked} 人`,
    ...(waiting.length === 0 ? [] : [`未报 ${waiting.length} 个单位`]),
    ...(none.length === 0 ? [] : [`不派人 ${none.length} 个单位`]),
    ...(left === 0 ? [] : [`空余 ${left} 个名额`]),
  ];
  return `分配 ${seats} 个名额，${units} 个单位。${parts.join('，')}。`;
}

function unitSaid({ state, cadreIds, reason }: UnitQuotaRow, names: ReadonlyMap<string, string>): string {
  if (state === 'waiting') return '未报';
  if (state === 'none') return `不派人，理由：${withoutStop(reason ?? '')}`;
  return `已报 ${cadreIds.length} 人：${cadreIds.map((id) => names.get(id) ?? '').join('、')}`;
}

function stateOf(call: QuotaCallRow, now: Date): string {
  if (call.state === 'cancelled') return '已取消';
  if (call.state === 'draft') return '尚未下达';
  return `${formatDay(call.closesOn)}${takesPicks(call, now) ? '截止' : '已截止'}`;
}

/** What the organisation department reads of seats shared among units. */
export const quotaWords = {
  /** Why somebody is not on a list that units picked. */
  notPicked: '名额分配到单位，由单位报送人选，本次未报送。',
  /** Why somebody is on it, beside the reasons of the rules. */
  picked: '由所在单位按分配名额报送。',
  pickedSelf: '由所在单位按分配名额报送，报送人为本人。',

  /** @param left - seats that no unit can take; `silent`: units of which nobody can answer */
  preview: (
    { _id: classId, name }: ClassRow,
    { call, quotas, unitNames }: ShownQuota,
    { left, silent, least }: { left: number; silent: number; least: number },
  ): Card => {
    const facts = { classId, call: call._id };
    const asked = quotas.filter(isWithSeats);
    const lines = asked.map(({ unitId, seats }) => `${unitNames.get(unitId) ?? ''}：${seats} 个`);
    return cardOf({
      id: `quota-preview:${call._id}`,
      title: '名额分配预览',
      lines: [
        `拟向 ${asked.length} 个单位分配 ${quotaTotals(asked).seats} 个名额，参加“${name}”。${audience(call)}`,
        `按单位人数计算，不足 ${least} 人的不分配。`,
        ...(left === 0 ? [] : [`另有 ${left} 个名额超出各单位可派人数，未分配。`]),
        ...(silent === 0 ? [] : [`${silent} 个单位没有联络员和主要负责人，由上级单位一并报送。`]),
        ...(isLong(lines) ? ['各单位名额见表格。'] : lines),
        `需要调整的，下达前后都可用“/调整名额 ${classId} 单位 个数”。`,
      ],
      fields: [
        { label: '班次', value: classId },
        { label: '报送截止', value: `${formatDay(call.closesOn)}（当天有效）` },
      ],
      numbers: 'none',
      buttons: [
        { label: '确认下达', style: 'primary', press: openQuota.with({ ...facts, basis: quotaBasis(quotas) }) },
        { label: '名额表格', press: sendQuota.with(facts) },
        { label: '取消', press: dropQuota.with(facts) },
      ],
    });
  },
  dropped: '已取消，未下达',
  changedSettled: '名额已调整，请按新卡片办理',
  openedSettled: '已下达',
  opened: ({ _id }: ClassRow, { call, quotas }: ShownQuota) => {
    const { units, seats } = quotaTotals(quotas);
    return `已向 ${units} 个单位下达 ${seats} 个名额，${formatDay(call.closesOn)}截止报送。\n回复“/名额进度 ${_id}”查看；更正用“/调整名额”“/名额截止”“/取消名额”。`;
  },

  progress: (id: string, { _id: classId, name }: ClassRow, shown: ShownQuota, now: Date): Card => {
    const { call, quotas, unitNames, names } = shown;
    const facts = { classId, call: call._id };
    const totals = quotaTotals(quotas);
    const asked = quotas.filter(isWithSeats);
    const isOpen = call.state === 'open';
    const lines = asked.map(
      (each) => `${unitNames.get(each.unitId) ?? ''}：名额 ${each.seats} 个，${unitSaid(each, names)}`,
    );
    const waiting = totals.waiting.map(({ unitId }) => unitNames.get(unitId) ?? '');
    const briefly = waiting.length === 0 || isLong(waiting) ? '各单位情况见表格。' : `未报：${waiting.join('、')}。`;
    return cardOf({
      id: `quota-progress:${id}`,
      title: '名额分配进度',
      lines: [`“${name}”${progressLine(totals)}`, ...(isLong(lines) ? [briefly] : lines)],
      fields: [
        { label: '班次', value: classId },
        { label: '状态', value: stateOf(call, now) },
      ],
      numbers: 'none',
      buttons: [
        ...(isOpen && totals.picked > 0
          ? [{ label: '汇总成名单', style: 'primary' as const, press: gatherPicks.with(facts) }]
          : []),
        ...(takesPicks(call, now) && waiting.length > 0
          ? [{ label: '催报未报单位', press: chaseQuota.with(facts) }]
          : []),
        { label: '发送表格', press: sendQuota.with(facts) },
      ],
    });
  },
  sheet: ({ _id, name }: ClassRow, { call, quotas, unitNames, names }: ShownQuota, now: Date): ListSheet => ({
    fileName: `名额分配${_id}.xlsx`,
    title: `${name}　${progressLine(quotaTotals(quotas))}${stateOf(call, now)}。`,
    columns: [
      { header: '单位', width: 28 },
      { header: '名额', width: 8 },
      { header: '已报', width: 8 },
      { header: '人员', width: 36 },
      { header: '情况', width: 36 },
      { header: '报送人', width: 12 },
    ],
    rows: quotas
      .filter(isWithSeats)
      .map((each) => [
        ...[unitNames.get(each.unitId) ?? '', each.seats, each.cadreIds.length],
        each.cadreIds.map((id) => names.get(id) ?? '').join('、'),
        each.state === 'picked' ? '已报' : unitSaid(each, names),
        each.pickedBy === undefined ? '' : (names.get(each.pickedBy) ?? ''),
      ]),
  }),
  seatsChanged: ({ _id }: ClassRow, unit: string, { seats, cadreIds }: UnitQuotaRow, isOpen: boolean) =>
    `${unit}的名额已改为 ${seats} 个${cadreIds.length === 0 ? '' : `，已报 ${cadreIds.length} 人`}。${isOpen ? '已告知该单位。' : '下达后告知该单位。'}更正可再用“/调整名额 ${_id}”。`,
  extended: ({ _id }: ClassRow, { closesOn }: QuotaCallRow, units: number) =>
    `报送截止已改为${formatDay(closesOn)}，已告知 ${units} 个单位。更正可再用“/名额截止 ${_id}”。`,
  cancelPreview: (id: string, { _id: classId, name }: ClassRow, { call, quotas }: ShownQuota, reason: string): Card => {
    const facts = { classId, call: call._id, reason };
    return cardOf({
      id: `quota-cancel:${id}`,
      title: '取消名额分配',
      lines: [
        `拟取消“${name}”的名额分配。理由：${reason}`,
        progressLine(quotaTotals(quotas)),
        '确认后告知各单位，已报的人选不再使用。',
      ],
      fields: [{ label: '班次', value: classId }],
      buttons: [
        { label: '确认取消', style: 'danger', press: cancelQuota.with(facts) },
        { label: '保留', press: keepQuota.with(facts) },
      ],
    });
  },
  kept: '已保留，名额分配照常进行',
  cancelledSettled: '已取消名额分配',
  cancelled: ({ _id, name }: ClassRow, units: number) =>
    `“${name}”的名额分配已取消，已告知 ${units} 个单位。重新分配用“/分配名额 ${_id}”。`,
  chasedSettled: '已催报',
  chased: (units: number) => `已催报未报的 ${units} 个单位。每个单位每个工作日至多提醒一次。`,
  allAnswered: '各单位均已报送，无需催报。',
  endedNote: ({ _id }: ClassRow) => `${_id} 名额分配报送截止`,
  changedByUnit: ({ _id, name }: ClassRow, unit: string) =>
    `【名额分配】${unit}更改了“${name}”的人选，名单须重新汇总：回复“/名额进度 ${_id}”，点“汇总成名单”。`,
} as const;
