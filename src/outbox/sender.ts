import { calendarForbidden } from '../chat/calendar-entry.ts';
import { type Message, text } from '../chat/message.ts';
import type { ChatPlatform, Recalled } from '../chat/platform.ts';
import type { PlatformName } from '../chat/update.ts';
import { PlatformError, TransportError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { DeliveryStore } from './deliveries.ts';
import type { DeliveryRow } from './delivery-row.ts';
import { type CalendarEntryNotes, keepCalendar } from './keep-calendar.ts';
import type { RateLimits } from './rate-limits.ts';
import type { RecallStore } from './recalls.ts';
import { asRepeat, isBlindRepeat } from './repeats.ts';
import { again, answered, done, type Result, refused, sent } from './result.ts';
import type { SentCardStore } from './sent-cards.ts';
import { outboxWords } from './words.ts';

/** What sending asks of the store. */
export interface SenderStores {
  deliveries: Pick<DeliveryStore, 'byKey'>;
  recalls: Pick<RecallStore, 'sentTogether' | 'markRecalled'>;
  sentCards: Pick<SentCardStore, 'shownAnew'>;
  /** The groups of classes. */
  classGroups: {
    byGroup(platform: PlatformName, groupId: string): Promise<{ address?: string } | null>;
    bind(group: {
      classId: string;
      platform: PlatformName;
      groupId: string;
      boundBy: string;
      boundAt: Date;
    }): Promise<void>;
  };
  calendarEntries: CalendarEntryNotes;
  /** Part of every key, so that keys of a wiped installation are never met again. */
  installation: string;
}

/** Makes the platform's call for rows and reads its answer; a call that fails as a whole throws. */
export class Sender {
  readonly #store: SenderStores;
  readonly #platform: ChatPlatform;
  readonly #rateLimits: RateLimits;
  readonly #log: Log;
  /** Recalls under way, by the call that is taken back: what went out together comes back together. */
  readonly #recalls = new Map<string, Promise<boolean>>();

  constructor(store: SenderStores, platform: ChatPlatform, rateLimits: RateLimits, log: Log) {
    this.#store = store;
    this.#platform = platform;
    this.#rateLimits = rateLimits;
    this.#log = log;
  }

  /** @param group - several rows of equal content only where they are new messages to people; not empty */
  async call(group: readonly [DeliveryRow, ...DeliveryRow[]], now: Date): Promise<Result[]> {
    const [row] = group;
    switch (row.kind) {
      case 'send':
        return this.#send(group, now);
      case 'revise':
        return [await this.#revise(row, now)];
      case 'recall':
        return [await this.#recall(row, now)];
      case 'post':
        return [await this.#post(row, now)];
      case 'group':
        return [await this.#makeGroup(row, now)];
      case 'calendar':
        return [await this.#keepCalendar(row, now)];
    }
  }

  async #send(group: readonly [DeliveryRow, ...DeliveryRow[]], now: Date): Promise<Result[]> {
    const [first] = group;
    const to = group.map((row) => row.userId);
    const outcomes = await this.#platform.send(to, this.#messageOf(first, now), this.#keyOf(first), first.unsure);
    const byUser = new Map(outcomes.map((outcome) => [outcome.userId, outcome]));
    const sentWith = group.length > 1 ? first._id : undefined;
    return group.map((row) => {
      this.#rateLimits.sent(row.userId, now.getTime());
      const outcome = byUser.get(row.userId);
      if (outcome === undefined) return again(row, 'no outcome', true, now);
      if (outcome.result === 'later') return answered(row, again(row, outcome.code, false, now));
      if (outcome.result === 'sent') return answered(row, sent(row, outcome, sentWith, now));
      this.#log.warn({ key: row._id, code: outcome.code }, 'message refused');
      return answered(row, refused(row, outcome.code));
    });
  }

  /** Shows the newest look of the card, whatever the row was made for: changes that come late or twice do no harm. */
  async #revise(row: DeliveryRow, now: Date): Promise<Result> {
    const target = await this.#target(row);
    if (target?.message.kind !== 'card') return refused(row, 'no card');
    if (isUnderWay(target)) return again(row, 'card not sent yet', false, now);
    if (await this.#show(target)) return done(row, now);
    if (row.anew === undefined) return done(row, now, 'card cannot be changed on the screen');
    return this.#showAnew(row, target, now);
  }

  /** The card as it is now goes out as a new message, and is the one on the screen from then on. */
  async #showAnew(row: DeliveryRow, { _id, userId, message }: DeliveryRow, now: Date): Promise<Result> {
    const [outcome] = await this.#platform.send([userId], message, this.#keyOf(row), row.unsure);
    if (outcome === undefined) return again(row, 'no outcome', true, now);
    if (outcome.result === 'later') return again(row, outcome.code, false, now);
    if (outcome.result === 'refused') return refused(row, outcome.code);
    await this.#store.sentCards.shownAnew(_id, outcome);
    return done(row, now);
  }

  async #show({ message, handle, userId }: DeliveryRow): Promise<boolean> {
    if (message.kind !== 'card' || handle === undefined) return false;
    return this.#platform.revise(userId, handle, message);
  }

  /**
   * Takes a message back. Where the platform cannot any more, a card at least shows that it no longer counts. What came of it is noted on
   * the message before this row is written down as done, so that a crash in between repeats nothing that matters.
   */
  async #recall(row: DeliveryRow, now: Date): Promise<Result> {
    const target = await this.#target(row);
    if (target === null || target.recalled !== undefined) return done(row, now);
    if (isUnderWay(target)) return again(row, 'message not sent yet', false, now);
    if (target.state !== 'sent') return done(row, now);
    if (await this.#recallTogether(target)) return done(row, now);
    const left: Recalled = (await this.#show(target)) ? 'changed' : row.unsure ? 'unknown' : 'kept';
    await this.#store.recalls.markRecalled([target._id], left);
    return done(row, now);
  }

  #recallTogether(target: DeliveryRow): Promise<boolean> {
    const call = target.sentWith ?? target._id;
    const known = this.#recalls.get(call);
    if (known !== undefined) return known;
    const recall = this.#recallCall(target).finally(() => this.#recalls.delete(call));
    this.#recalls.set(call, recall);
    return recall;
  }

  async #recallCall(target: DeliveryRow): Promise<boolean> {
    const { sentWith, handle } = target;
    const together = sentWith === undefined ? [target] : await this.#store.recalls.sentTogether(sentWith);
    // Done meanwhile by another row of the same call.
    if (together.some((each) => each._id === target._id && each.recalled === 'done')) return true;
    const to = together.map((each) => each.userId);
    const isGone = handle !== undefined && ((await this.#platform.recall?.(to, handle)) ?? false);
    if (isGone)
      await this.#store.recalls.markRecalled(
        together.map((each) => each._id),
        'done',
      );
    return isGone;
  }

  async #post(row: DeliveryRow, now: Date): Promise<Result> {
    if (this.#platform.sendToGroup === undefined) return answered(row, refused(row, 'no-groups'));
    const bound = await this.#store.classGroups.byGroup(this.#platform.name, row.userId);
    await this.#platform.sendToGroup(
      bound?.address ?? row.userId,
      this.#messageOf(row, now),
      this.#keyOf(row),
      row.unsure,
    );
    return answered(row, done(row, now));
  }

  /** Makes the group and binds it to its class, before the row is written down as done. */
  async #makeGroup(row: DeliveryRow, now: Date): Promise<Result> {
    const { group } = row;
    if (group === undefined || this.#platform.createGroup === undefined) return refused(row, 'no-groups');
    const { classId, name, owner, members } = group;
    const groupId = await this.#platform.createGroup(name, owner, members, this.#keyOf(row));
    const { name: platform } = this.#platform;
    await this.#store.classGroups.bind({ classId, platform, groupId, boundBy: row.cadreId, boundAt: now });
    // A WeCom group is not shown to anybody before the first message in it (docs/vendors/wecom.md, Groups).
    const welcome = text(outboxWords.groupWelcome(name));
    try {
      const words = row.unsure ? asRepeat(welcome) : welcome;
      await this.#platform.sendToGroup?.(groupId, words, `${this.#keyOf(row)}:welcome`, row.unsure);
    } catch (error) {
      if (!(error instanceof TransportError && error.reached === 'unknown')) throw error;
      // It may be there, and the next message shows the group all the same.
      this.#log.warn({ key: row._id, reason: error.message }, 'nobody knows whether a new group was welcomed');
    }
    return done(row, now);
  }

  async #keepCalendar(row: DeliveryRow, now: Date): Promise<Result> {
    const { calendarEntries, installation } = this.#store;
    const { calendars } = this.#platform;
    if (calendars === undefined || row.target === undefined) return refused(row, 'no-calendars');
    try {
      await keepCalendar(calendarEntries, calendars, row.target, installation);
      return done(row, now);
    } catch (error) {
      if (error instanceof PlatformError && error.code === calendarForbidden) await calendarEntries.refused(row.target);
      throw error;
    }
  }

  #messageOf(row: DeliveryRow, now: Date): Message {
    return isBlindRepeat(this.#platform, row, now) ? asRepeat(row.message) : row.message;
  }

  #target(row: DeliveryRow): Promise<DeliveryRow | null> {
    return row.target === undefined ? Promise.resolve(null) : this.#store.deliveries.byKey(row.target);
  }

  /** Some platforms keep the key of what they refused: a message tried anew is a new one to them. */
  #keyOf({ _id, retry }: DeliveryRow): string {
    return `${this.#store.installation}:${_id}${retry === undefined ? '' : `:${retry}`}`;
  }
}

function isUnderWay({ state }: DeliveryRow): boolean {
  return state === 'due' || state === 'sending';
}
