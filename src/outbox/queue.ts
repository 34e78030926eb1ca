import type { Message } from '../chat/message.ts';
import type { DeliveryRow } from './delivery-row.ts';

/** A row that waits and holds back what comes after it for the same person. */
export type HeldBack = Pick<DeliveryRow, '_id' | 'userId' | 'order' | 'dueAt'>;

/** What may go now, and what has to wait and until when. */
export interface Sorted {
  ready: DeliveryRow[];
  later: { row: DeliveryRow; dueAt: Date }[];
}

const pauseMs = 1_000;
/** How long somebody who has had enough for the moment waits. */
const enoughMs = 10_000;

/**
 * Keeps each person's messages in order: one waits while an earlier one of the same person does, or while that person has had enough.
 * What changes or takes back an earlier message waits for nobody: it shows the newest look, so that its turn does not matter.
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
    const enough = count >= personLeft(row.userId);
    const dueAt = until ?? (enough ? new Date(now.getTime() + enoughMs) : undefined);
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

/** Whether a row keeps its turn among its receiver's messages: new ones do, what is about an earlier one does not. */
export function isInLine({ kind }: Pick<DeliveryRow, 'kind'>): boolean {
  return kind === 'send' || kind === 'post';
}

/** Splits rows so that each wave holds one row per person, in the person's order. */
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

/** Puts equal content together, as many receivers as one call carries; a change of a card is always one person's. */
export function groupsOf(wave: readonly DeliveryRow[], capacity: (message: Message) => number): DeliveryRow[][] {
  const groups: DeliveryRow[][] = [];
  const open = new Map<string, DeliveryRow[]>();
  for (const row of wave) {
    const most = row.kind === 'send' ? capacity(row.message) : 1;
    const content = `${row.unsure}:${JSON.stringify(row.message)}`;
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
