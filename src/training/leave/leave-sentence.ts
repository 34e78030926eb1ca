import { namesDays, readDaysSaid } from './days-said.ts';
import type { LeaveKind } from './leave.ts';
import type { LeaveDays } from './leave-span.ts';

/** Leave asked for in a sentence of one's own, also a spoken one. */
export interface SaidLeave extends LeaveDays {
  kind: LeaveKind;
  reason: string;
}

const asks = /请.{0,4}假|[病事公]假/u;
const kinds: readonly (readonly [RegExp, LeaveKind])[] = [
  [/病假|医院|看病|就医|就诊|住院|手术|发烧|生病|身体不适|体检/u, 'sickLeave'],
  [/公假|公务|开会|会议|出差|值班|接访|防汛|检查组/u, 'officialLeave'],
  [/事假/u, 'personalLeave'],
];

/** Whether a sentence asks for leave and says when; what it means, `readLeaveSentence` says. */
export function asksForLeave(said: string): boolean {
  return asks.test(said) && namesDays(said) && !/[?？吗]|怎么|多少|几天/u.test(said);
}

/**
 * Reads `我明天上午要去医院，请个病假`, `我16号到18号要出差，请个假`, `请事假3月16日至3月18日，回老家办事`.
 * @param todayOn - the day its words are read on
 * @returns `undefined` where the kind or the day stays open
 */
export function readLeaveSentence(said: string, todayOn: string): SaidLeave | undefined {
  const kind = (kinds.find(([words]) => words.test(said)) ?? [])[1];
  const read = readDaysSaid(said, todayOn);
  if (read === undefined || kind === undefined || !asks.test(said)) return undefined;
  const { words, ...days } = read;
  const reason = words
    .reduce((left, each) => left.replace(each, ''), said)
    .replace(/我?(想|要|需要|打算)?请(个|一个|一天|半天|几天)?[病事公]?假|[病事公]假/u, '')
    .replace(/^[\s，,。；;、的因为因]+|[\s，,。；;、]+$/gu, '')
    .replace(/^我(要|需要|想)?/u, '');
  return { kind, ...days, reason: reason === '' ? said.trim() : reason };
}
