import type { Card } from '../chat/message.ts';
import { type DeliveryRow, isCarried } from '../outbox/delivery-row.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Store } from '../stores.ts';

/** Whether it was sent in answer to this update: what a first run has sent is not of before it, and a second run leaves it as it is. */
export function isAnswerTo({ _id }: Pick<DeliveryRow, '_id'>, updateId: string): boolean {
  return _id.startsWith(`${updateId}:`);
}

/** How one update changes cards that were sent before it. */
export class CardChanges {
  readonly #store: Store;
  readonly #outbox: Outbox;
  readonly #updateId: string;
  readonly #now: Date;

  constructor(store: Store, outbox: Outbox, updateId: string, now: Date) {
    this.#store = store;
    this.#outbox = outbox;
    this.#updateId = updateId;
    this.#now = now;
  }

  /**
   * Replaces a card sent earlier, also on somebody else's screen. If the new one is settled, its copies (reminders) are settled
   * too, and one put off does not come.
   * @param anew - where the platform cannot change it any more, it is sent as a new one
   */
  async revise(delivery: DeliveryRow, card: Card, anew = false): Promise<void> {
    await this.#replace(delivery, card, anew);
    const { cadreId, cardCode, message } = delivery;
    if (card.settled === undefined || cardCode === undefined) return;
    const others = async () =>
      (await this.#store.sentCards.copies([cadreId], cardCode)).filter(
        (copy) => copy._id !== delivery._id && !isAnswerTo(copy, this.#updateId),
      );
    for (const copy of await others()) await this.#replace(copy, card, anew);
    // Whoever put it off before it was settled here did not see that it would be, and the copy may have come after those that were read.
    const isPutOff = message.kind === 'card' && message.task?.mayWait === true;
    const late = isPutOff ? (await others()).filter(({ putOff, open }) => putOff === true && open === true) : [];
    for (const copy of late) await this.#replace(copy, card, anew);
  }

  /** Replaces a card as long as it shows what was read. @returns `false` when another update has replaced it since, or it is settled */
  async reviseAsRead(row: DeliveryRow, card: Card): Promise<boolean> {
    if (!(await this.#store.sentCards.settleCard(row._id, this.#updateId, this.#now, card, row))) return false;
    if (!isCarried(row)) await this.#outbox.revise(row, card, `${row._id}~${this.#updateId}`);
    return true;
  }

  /**
   * Shows other facts on a card, which stays open or settled as it is.
   * @param anew - where the platform cannot change it any more, it is sent as a new one
   * @returns `false` when it has been settled or replaced since it was read
   */
  async retell(row: DeliveryRow, card: Card, anew: boolean): Promise<boolean> {
    if (!(await this.#store.sentCards.retell(row, this.#updateId, this.#now, card))) return false;
    if (!isCarried(row)) await this.#outbox.revise(row, card, `${row._id}~${this.#updateId}`, anew);
    return true;
  }

  async #replace(row: DeliveryRow, card: Card, anew: boolean): Promise<void> {
    const { _id, putOff, state, unsure } = row;
    const { recalls, sentCards } = this.#store;
    const isWaiting = isCarried(row) || (putOff === true && state === 'due' && !unsure);
    if (card.settled !== undefined && isWaiting && (await recalls.cancel([_id], this.#updateId)) > 0) return;
    if ((await sentCards.settleCard(_id, this.#updateId, this.#now, card)) && !isCarried(row))
      await this.#outbox.revise(row, card, `${_id}~${this.#updateId}`, anew);
  }

  /** Closes the card sent under this key, if it was sent. @param settled - the reason it shows */
  async close(key: string, settled: string): Promise<void> {
    const delivery = await this.#store.deliveries.byKey(key);
    if (delivery?.message.kind === 'card') await this.revise(delivery, { ...delivery.message, settled });
  }
}
