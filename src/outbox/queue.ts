import type { Message } from '../chat/message.ts';
import type { DeliveryRow } from './delivery-row.ts';

/** A row that waits for another try and blocks later messages to the same person. */
export type HeldBack = Pick<DeliveryRow, '_id' | 'userId' | 'order' | 'dueAt'>;

/** Which rows may be sent now, and until when the others wait. */
export interface Sorted {
  ready: DeliveryRow[];
  later: { row: DeliveryRow; dueAt: Date }[];
}

const pauseMs = 1_000;
/** How long a person's messages wait once their limit is reached. */
const limitPauseMs = 10_000;

/**
 * Keeps each person's messages in order: a message waits while an earlier one to the same person waits, or while that person has reached
 * their limit. Changes and recalls of earlier messages do not wait: they always show the card's newest state, so their order does not matter.
 *
 * @param due - rows whose time has come
 * @param holding - earlier rows of the same people that wait for another try
 * @param personLeft - how many messages this person may still get now
 */
export function sortDue(
  due: readonly DeliveryRow[],
  holding: readonly HeldBack[],
  personLeft: (userId: string) => number,
  now: Date,
): Sorted {
  const soon = new Date(now.getTime() + pauseMs);
  const ids = new Set(due.map((row) => row._id));
  const waitUntil = new Map<string, Date>();
  const planned = new Map<string, number>();
  const sorted: Sorted = { ready: [], later: [] };
  for (const row of [...due].sort((a, b) => a.order - b.order)) {
    if (!isInLine(row)) {
      sorted.ready.push(row);
      continue;
    }
    const head = holding.find((each) => each.userId === row.userId && each.order < row.order && !ids.has(each._id));
    const until = waitUntil.get(row.userId) ?? (head === undefined ? undefined : latest(head.dueAt, soon));
    const count = planned.get(row.userId) ?? 0;
    const isAtLimit = count >= personLeft(row.userId);
    const dueAt = until ?? (isAtLimit ? new Date(now.getTime() + limitPauseMs) : undefined);
    if (dueAt === undefined) {
      sorted.ready.push(row);
      planned.set(row.userId, count + 1);
    } else {
      waitUntil.set(row.userId, dueAt);
      sorted.later.push({ row, dueAt });
    }
  }
  return sorted;
}

/** Whether a row keeps its place among its receiver's messages: new messages do, changes and recalls of earlier ones do not. */
export function isInLine({ kind }: Pick<DeliveryRow, 'kind'>): boolean {
  return kind === 'send' || kind === 'post';
}

/** Splits rows into waves with at most one row per person each, in the person's order. */
export function wavesOf(rows: readonly DeliveryRow[]): DeliveryRow[][] {
  const waves: DeliveryRow[][] = [];
  const count = new Map<string, number>();
  for (const row of rows) {
    const index = count.get(row.userId) ?? 0;
    count.set(row.userId, index + 1);
    const wave = waves[index];
    if (wave === undefined) waves.push([row]);
    else wave.push(row);
  }
  return waves;
}

/** Groups rows of equal content, up to as many receivers as one call carries; only new messages to people are grouped. */
export function groupsOf(wave: readonly DeliveryRow[], capacity: (message: Message) => number): DeliveryRow[][] {
  const groups: DeliveryRow[][] = [];
  const open = new Map<string, DeliveryRow[]>();
  for (const row of wave) {
    const most = row.kind === 'send' ? capacity(row.message) : 1;
    const content = JSON.stringify([row.unsure, row.unsureSince, row.unanswered, row.message]);
    const group = most > 1 ? open.get(content) : undefined;
    if (group !== undefined && group.length < most) group.push(row);
    else {
      const fresh = [row];
      groups.push(fresh);
      if (most > 1) open.set(content, fresh);
    }
  }
  return groups;
}

function latest(a: Date, b: Date): Date {
  return a > b ? a : b;
}
