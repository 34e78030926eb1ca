import { cardOf } from '../chat/card.ts';
import { type Button, cardCode, MAX_BUTTONS, type Press, text } from '../chat/message.ts';
import type { PlatformName } from '../chat/update.ts';
import type { DeliveryStore } from './deliveries.ts';
import type { DeliveryRow } from './delivery-row.ts';
import { outboxWords } from './words.ts';

/** A digest stays readable on a phone: at most this many messages and about this many letters. */
const mostMessages = 20;
const mostLetters = 1_500;
/** Of the id of a card. */
const mostOfId = 100;

/**
 * Merges what was gathered for each person, texts and cards that only tell, into one digest. The digest is stored first and lists the
 * messages it contains, so that a repeat after a crash merges the same ones and nothing is said twice, even if some of them expired or were
 * deferred meanwhile.
 *
 * @param due - rows whose time has come; what they wait with is looked up
 * @returns the keys of messages that do not go by themselves now: they are in a digest, or wait for the next one
 */
export async function mergeGathered(
  deliveries: Pick<DeliveryStore, 'gathered' | 'add' | 'digestsOf' | 'merge'>,
  platform: PlatformName,
  due: readonly DeliveryRow[],
  now: Date,
): Promise<Set<string>> {
  const gone = new Set<string>();
  const userIds = [...new Set(due.filter((row) => row.gather === true).map((row) => row.userId))];
  if (userIds.length === 0) return gone;
  const waiting = await deliveries.gathered(platform, userIds, now);
  // Made before a crash.
  const made = await deliveries.digestsOf(waiting.map((row) => row._id));
  for (const userId of userIds) {
    const own = waiting.filter((row) => row.userId === userId);
    const digests = made.filter((each) => each.userId === userId);
    if (digests.length === 0) {
      const rows = fitting(own.filter((row) => row.expiresAt > now));
      const [first] = rows;
      if (first === undefined || rows.length === 1) continue;
      const digest = digestOf(first, rows, now);
      await deliveries.add([digest]);
      digests.push(digest);
    }
    for (const { _id, merges = [] } of digests) await deliveries.merge(merges, _id, now);
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

function digestOf(first: DeliveryRow, rows: readonly DeliveryRow[], now: Date): DeliveryRow {
  const { cadreId, platform, userId, order } = first;
  return {
    _id: `digest:${first._id}`,
    kind: 'send',
    cadreId,
    platform,
    userId,
    ...digestMessage(first, rows),
    merges: rows.map((row) => row._id),
    state: 'due',
    order,
    dueAt: now,
    expiresAt: rows.map((row) => row.expiresAt).reduce((a, b) => (a > b ? a : b)),
    attempts: 0,
    unsure: false,
  };
}

/** A text; with cards among them a card that has their buttons. */
function digestMessage({ _id }: DeliveryRow, rows: readonly DeliveryRow[]) {
  const words = rows.map(wordsOf);
  const buttons = rows.flatMap(({ message }) => (message.kind === 'card' ? message.buttons : []));
  if (buttons.length === 0) return { message: text(outboxWords.digest(words)) };
  const id = `digest:${_id}`.slice(0, mostOfId);
  const { title, lines } = outboxWords.digestCard(words);
  const message = cardOf({ id, title, lines, numbers: 'none', buttons: mergedButtons(buttons) });
  return { message, cardCode: cardCode(id), open: true };
}

/** Each button once: of several with one label the facts on which all of them agree. */
function mergedButtons(buttons: readonly Button[]): Button[] {
  const merged = new Map<string, Button>();
  for (const button of buttons) {
    const key = `${button.label} ${button.press.action}`;
    const present = merged.get(key);
    merged.set(key, present === undefined ? button : { ...button, press: agreed(present.press, button.press) });
  }
  return [...merged.values()].slice(0, MAX_BUTTONS);
}

function agreed(one: Press, other: Press): Press {
  const same = Object.entries(one.data).filter(([name, value]) => other.data[name] === value);
  return { ...one, data: Object.fromEntries(same) };
}

function wordsOf({ message }: DeliveryRow): string {
  if (message.kind === 'card') return `【${message.title}】${message.lines.join('\n')}`;
  return message.kind === 'text' ? message.text : '';
}
