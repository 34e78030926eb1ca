import { beijingDateOf } from '../calendar/beijing-time.ts';
import type { DeliveryRow } from './delivery-row.ts';
import type { Result } from './result.ts';

/** How many messages each person got today (Beijing day) beside answers, as the process that delivers knows, and how many are enough. */
export class DayLimit {
  readonly #most: () => number;
  #dateOn = '';
  readonly #counts = new Map<string, number>();

  /** @param most - after so many a person's messages that may wait come the next morning */
  constructor(most: () => number) {
    this.#most = most;
  }

  isReached(cadreId: string, now: Date): boolean {
    return beijingDateOf(now) === this.#dateOn && (this.#counts.get(cadreId) ?? 0) >= this.#most();
  }

  /** Counts those of the rows that their call has brought to somebody. */
  count(group: readonly DeliveryRow[], results: readonly Result[]): void {
    const sent = new Map(results.map(({ key, set }) => [key, set.state === 'sent' ? set.sentAt : undefined]));
    for (const row of group) {
      const at = sent.get(row._id);
      if (at !== undefined && row.kind === 'send') this.add(row, at);
    }
  }

  add({ cadreId, isAnswer }: Pick<DeliveryRow, 'cadreId' | 'isAnswer'>, at: Date): void {
    const dateOn = beijingDateOf(at);
    if (isAnswer === true || dateOn < this.#dateOn) return;
    if (dateOn > this.#dateOn) this.#counts.clear();
    this.#dateOn = dateOn;
    this.#counts.set(cadreId, (this.#counts.get(cadreId) ?? 0) + 1);
  }

  clear(): void {
    this.#dateOn = '';
    this.#counts.clear();
  }
}
