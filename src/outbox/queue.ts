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

/**
 * Keeps each person's messages in order: a message waits while an earlier one to the same person waits, or until that person may get one more.
 * Each that waits is given its own time, so that it is not looked at again before. Changes and recalls of earlier messages do not wait:
 * they always show the card's newest state, so their order does not matter.
 *
 * @param due - rows whose time has come
 * @param holding - rows of the same people that wait for another try
 * @param personFreeAt - when this person may get one more message after so many others
 */
export function sortDue(
  due: readonly DeliveryRow[],
  holding: readonly HeldBack[],
  personFreeAt: (userId: string, ahead: number) => Date,
  now: Date,
): Sorted {
  const soon = new Date(now.getTime() + pauseMs);
  const held = heldByPerson(holding, due);
  const waitUntil = new Map<string, Date>();
  const before = new Map<string, number>();
  const sorted: Sorted = { ready: [], later: [] };
  for (const row of [...due].sort((a, b) => a.order - b.order)) {
    if (!isInLine(row)) {
      sorted.ready.push(row);
      continue;
    }
    const { userId } = row;
    const earlier = (held.get(userId) ?? []).filter(({ order }) => order < row.order);
    const count = before.get(userId) ?? 0;
    before.set(userId, count + 1);
    const behind = earlier.reduce((until, { dueAt }) => latest(until, dueAt), waitUntil.get(userId) ?? now);
    const freeAt = personFreeAt(userId, count + earlier.length);
    const waits = earlier.length > 0 || waitUntil.has(userId) || freeAt > now;
    if (!waits) {
      sorted.ready.push(row);
      continue;
    }
    const dueAt = latest(latest(behind, freeAt), earlier.length > 0 ? soon : now);
    waitUntil.set(userId, dueAt);
    sorted.later.push({ row, dueAt });
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

/** What waits for another try, and is not among those whose time has come. */
function heldByPerson(holding: readonly HeldBack[], due: readonly DeliveryRow[]): Map<string, HeldBack[]> {
  const ids = new Set(due.map(({ _id }) => _id));
  const held = new Map<string, HeldBack[]>();
  for (const each of holding) {
    if (ids.has(each._id)) continue;
    const theirs = held.get(each.userId);
    if (theirs === undefined) held.set(each.userId, [each]);
    else theirs.push(each);
  }
  return held;
}

function latest(a: Date, b: Date): Date {
  return a > b ? a : b;
}
