import { text } from '../chat/message.ts';
import type { PlatformName } from '../chat/update.ts';
import type { DeliveryStore } from '../store/deliveries.ts';
import type { DeliveryRow } from '../store/delivery-row.ts';
import { outboxWords } from '../words/outbox.ts';

/** A digest stays readable on a phone: at most this many messages and about this many letters. */
const mostMessages = 20;
const mostLetters = 1_500;

/**
 * Makes one message of all that waits for company, per person. The digest is stored first and names what it carries, so that after a crash
 * the same messages end in it and nothing is told twice.
 *
 * @param due - rows whose time has come; what they wait with is looked up
 * @returns the keys of messages that do not go by themselves now: they are in a digest, or wait for the next one
 */
export async function mergeGathered(
  deliveries: Pick<DeliveryStore, 'gathered' | 'add' | 'byKey' | 'merge'>,
  platform: PlatformName,
  due: readonly DeliveryRow[],
  now: Date,
): Promise<Set<string>> {
  const gone = new Set<string>();
  const userIds = [...new Set(due.filter((row) => row.gather === true).map((row) => row.userId))];
  if (userIds.length === 0) return gone;
  const waiting = (await deliveries.gathered(platform, userIds, now)).filter((row) => row.expiresAt > now);
  for (const userId of userIds) {
    const own = waiting.filter((row) => row.userId === userId);
    const rows = fitting(own);
    const [first] = rows;
    if (first === undefined) continue;
    const key = `digest:${first._id}`;
    if (rows.length > 1) await deliveries.add([digestOf(key, first, rows, now)]);
    // Made before a crash, perhaps of fewer messages.
    const stored = await deliveries.byKey(key);
    if (stored?.merges === undefined) continue;
    await deliveries.merge(stored.merges, key, now);
    for (const each of own) gone.add(each._id);
  }
  return gone;
}

function fitting(rows: readonly DeliveryRow[]): DeliveryRow[] {
  const taken: DeliveryRow[] = [];
  let letters = 0;
  for (const row of rows.slice(0, mostMessages)) {
    letters += wordsOf(row).length;
    if (taken.length > 0 && letters > mostLetters) break;
    taken.push(row);
  }
  return taken;
}

function digestOf(key: string, first: DeliveryRow, rows: readonly DeliveryRow[], now: Date): DeliveryRow {
  const { cadreId, platform, userId, order } = first;
  return {
    _id: key,
    kind: 'send',
    cadreId,
    platform,
    userId,
    message: text(outboxWords.digest(rows.map(wordsOf))),
    merges: rows.map((row) => row._id),
    state: 'due',
    order,
    dueAt: now,
    expiresAt: rows.map((row) => row.expiresAt).reduce((a, b) => (a > b ? a : b)),
    attempts: 0,
    unsure: false,
  };
}

function wordsOf({ message }: DeliveryRow): string {
  return message.kind === 'text' ? message.text : '';
}
