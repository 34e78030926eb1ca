import type { Card } from '../chat/message.ts';
import type { Handle } from '../chat/platform.ts';
import { shownCard } from '../chat/shown-message.ts';
import type { Collection } from '../store/collection.ts';
import { absent, among, type Filter, present, within } from '../store/filter.ts';
import { type DeliveryRow, droppedAfterRestore } from './delivery-row.ts';

const hourMs = 3600_000;
/** How many cards back a typed answer is looked for. */
const mostOnScreen = 50;

/** Deliveries as the cards on people's screens: which one is meant, what is open, what a card shows by now. */
export class SentCardStore {
  readonly #rows: Collection<DeliveryRow>;

  constructor(rows: Collection<DeliveryRow>) {
    this.#rows = rows;
  }

  byCardRef(cardRef: string) {
    return this.#rows.findOne({ cardRef });
  }

  /** The newest card with this code sent to this person, open or settled. */
  cardByCode(cadreId: string, cardCode: string) {
    const wanted = { cadreId, open: among([true, false]), cardCode, $or: mayBeSeen() };
    return this.#rows.findOne(wanted, { sort: { order: -1 } });
  }

  /** The newest card sent to this person, open or settled; one that is not `sent` yet may be on the screen or not. */
  lastCard(cadreId: string) {
    return this.#rows.findOne({ cadreId, open: among([true, false]), $or: mayBeSeen() }, { sort: { order: -1 } });
  }

  /** The open cards on this person's screen, newest first; one that is not `sent` yet may be there or not. */
  openOnScreen(cadreId: string) {
    return this.#rows.find({ cadreId, open: true, $or: mayBeSeen() }, { sort: { order: -1 }, limit: mostOnScreen });
  }

  /** The settled cards that came after this one, newest first. @param order - of a delivery; 0 for all */
  settledSince(cadreId: string, order: number) {
    const wanted = { cadreId, open: false, order: within<number>({ $gt: order }), $or: mayBeSeen() };
    return this.#rows.find(wanted, { sort: { order: -1 }, limit: mostOnScreen });
  }

  /** Open cards of this person whose sending is not written down, newest first: the platform may have them all the same. */
  cardsUnderWay(cadreId: string) {
    return this.#rows.find({ cadreId, open: true, $or: underWay }, { sort: { order: -1 } });
  }

  /** Every time this card was sent to these people, oldest first: the first card and its reminders. */
  copies(cadreIds: readonly string[], cardCode: string) {
    return this.#rows.find({ cadreId: among(cadreIds), open: among([true, false]), cardCode }, { sort: { order: 1 } });
  }

  /** The newest cards of this person, open or settled. */
  latestCards(cadreId: string, limit: number) {
    return this.#rows.find({ cadreId, open: among([true, false]) }, { sort: { order: -1 }, limit });
  }

  /** Cards that wait for this person's answer, newest first. */
  async openCards(cadreId: string, now: Date, limit: number): Promise<DeliveryRow[]> {
    // The same for everybody who asks within the hour, so that reads that meet can be shared.
    const hour = new Date(now.getTime() - (now.getTime() % hourMs));
    const open = { cadreId, open: true, expiresAt: within({ $gt: hour }) };
    const cards = await this.#rows.find(open, { sort: { order: -1 } });
    return cards.filter(({ expiresAt }) => expiresAt > now).slice(0, limit);
  }

  /** Cards with these codes that these people put off until later than `now`. */
  putOffAmong(cadreIds: readonly string[], cardCodes: readonly string[], now: Date) {
    const later = { putOff: true as const, state: 'due' as const, dueAt: within({ $gt: now }) };
    return this.#rows.find({ cadreId: among(cadreIds), open: true, cardCode: among(cardCodes), ...later });
  }

  /** Cards that the morning cards of a class tell of, the oldest first. */
  carriedBy(classId: string) {
    return this.#rows.find({ carriedBy: classId, state: 'due', open: true }, { sort: { order: 1 } });
  }

  /** The same of one trainee. */
  carriedTo(classId: string, cadreId: string) {
    return this.#rows.find({ carriedBy: classId, cadreId, state: 'due', open: true }, { sort: { order: 1 } });
  }

  /** Another time and words for a card that is still carried by the cards of a class's days. */
  async carryUntil(key: string, until: Date, replacement: Card): Promise<void> {
    const message = shownCard(replacement);
    await this.#rows.updateOne(
      { _id: key, state: 'due', carriedBy: present() },
      { $set: { message, dueAt: until, expiresAt: until } },
    );
  }

  /** Cards about a class that wait for an answer, and those that this update settled. */
  tasksOfClass(classId: string, updateId: string) {
    return this.#rows.find({
      classId,
      open: among([true, false]),
      $or: [{ open: true }, { settledByUpdate: updateId }],
    });
  }

  /** How many cards reached this person. */
  cardsSentTo(cadreId: string) {
    return this.#rows.count({ cadreId, open: among([true, false]), kind: 'send', state: 'sent' });
  }

  /**
   * What a settled or replaced card shows from `at` on; the first settling wins, the same update may repeat it.
   * @param asRead - only if no other update has replaced it since it was read so
   */
  async settleCard(
    key: string,
    byUpdate: string,
    at: Date,
    replacement: Card,
    asRead?: Pick<DeliveryRow, 'settledByUpdate'>,
  ): Promise<boolean> {
    const card = shownCard(replacement);
    const settled = card.settled === undefined ? {} : { open: false, settled: card.settled };
    const unchanged = asRead === undefined ? {} : { settledByUpdate: asRead.settledByUpdate ?? absent() };
    const changed = await this.#rows.changeAndNote(
      key,
      { $or: [{ open: true }, { settledByUpdate: byUpdate }], ...unchanged },
      { mark: 'settledByUpdate', updateId: byUpdate },
      { $set: { ...settled, settledByUpdate: byUpdate, revisedAt: at, message: card } },
    );
    return changed !== null;
  }

  /** Other facts on a card that stays open or settled, and whoever settled it. @returns `false` when it has been settled or replaced since it was read */
  retell(read: DeliveryRow, retoldByUpdate: string, at: Date, replacement: Card): Promise<boolean> {
    const { _id, open = false, settledByUpdate = absent() } = read;
    const message = shownCard(replacement);
    return this.#rows.updateOne({ _id, open, settledByUpdate }, { $set: { message, retoldByUpdate, revisedAt: at } });
  }

  /** A card that no longer counts, answered or not: takes no more answers, and shows it wherever it can be changed. */
  async voidCard(key: string, byUpdate: string, replacement: Card): Promise<void> {
    const card = shownCard(replacement);
    const settled = card.settled === undefined ? {} : { settled: card.settled };
    await this.#rows.updateOne(
      { _id: key },
      { $set: { open: false, settledByUpdate: byUpdate, message: card, ...settled } },
    );
  }

  /** The card went out again as a new one, which stands for it from now on. */
  async shownAnew(key: string, { cardRef, handle }: { cardRef?: string; handle: Handle }): Promise<void> {
    await this.#rows.updateOne(
      { _id: key },
      cardRef === undefined ? { $set: { handle }, $unset: { cardRef: 1 } } : { $set: { handle, cardRef } },
    );
  }

  /** A fresh handle for a card, e.g. the code that came with a press. */
  async keepHandle(key: string, handle: Handle): Promise<void> {
    await this.#rows.change(
      { _id: key },
      { $set: Object.fromEntries(Object.entries(handle).map(([k, v]) => [`handle.${k}`, v])) },
    );
  }
}

/** The bot that went on from the backup has probably sent them; what the platform calls them is lost. */
const beforeRestore: readonly Filter<DeliveryRow>[] = [
  { state: 'held' },
  { state: 'cancelled', cancellation: droppedAfterRestore },
];
const underWay: readonly Filter<DeliveryRow>[] = [{ state: 'sending' }, { state: 'due' }, ...beforeRestore];

/** Cards that were sent, and those of which nobody knows yet. */
function mayBeSeen(): Filter<DeliveryRow>[] {
  return [
    { state: 'sent' },
    { state: 'sending' },
    { state: 'due', unsure: true },
    { state: 'refused', error: 'unanswered' },
    ...beforeRestore,
  ];
}
