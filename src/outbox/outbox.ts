import { beijingDateOf } from '../calendar/beijing-time.ts';
import type { QuietHours } from '../calendar/quiet-hours.ts';
import { CAPABILITIES } from '../chat/capabilities.ts';
import { type Card, text } from '../chat/message.ts';
import { visible } from '../chat/plain-text.ts';
import type { Identity, PlatformName } from '../chat/update.ts';
import type { Clock } from '../clock.ts';
import type { StandInStore } from '../county/stand-ins.ts';
import { isForOffice } from './causes.ts';
import type { DeliveryStore } from './deliveries.ts';
import { type DeliveryRow, movedKey, type WantedGroup } from './delivery-row.ts';
import { type NewMessage, RowFactory, standardLifeMs } from './new-delivery.ts';
import type { RecallStore } from './recalls.ts';
import { type AccountStores, RecipientAccounts } from './recipient-accounts.ts';
import { sendTime } from './send-time.ts';
import type { SentCardStore } from './sent-cards.ts';
import type { UndeliveredStore } from './undelivered.ts';
import { outboxWords } from './words.ts';

/** What adding messages asks of the store. */
interface OutboxStores extends AccountStores {
  deliveries: Pick<DeliveryStore, 'add' | 'known' | 'many' | 'byKey'>;
  undelivered: Pick<UndeliveredStore, 'retry'>;
  sentCards: Pick<SentCardStore, 'putOffAmong' | 'settleCard'>;
  recalls: Pick<RecallStore, 'cancel'>;
  standIns: Pick<StandInStore, 'actingFor'>;
}

/** A message tried again by an admin lives for a day more. */
const retryLifeMs = 24 * 3600_000;
/** Stored in one go; a piece of work that is broken off loses no more. */
const batchRows = 200;

/** Where every message of the bot waits until the platform has it. Adding is all a handler or a job does. */
export class Outbox {
  readonly #store: OutboxStores;
  readonly #clock: Clock;
  #rows: RowFactory;
  readonly #platforms: readonly PlatformName[];
  readonly #accounts: RecipientAccounts;
  readonly #quiet: QuietHours;
  readonly #added: (platform: PlatformName) => void;
  #progressed: () => Promise<void> = () => Promise.resolve();

  /** @param added - told after rows for a platform were stored, so that delivery need not wait for its next look */
  constructor(
    store: OutboxStores,
    clock: Clock,
    platforms: readonly PlatformName[],
    quiet: QuietHours,
    added: (platform: PlatformName) => void,
  ) {
    this.#store = store;
    this.#clock = clock;
    this.#rows = new RowFactory(clock, platforms, quiet);
    this.#platforms = platforms;
    this.#accounts = new RecipientAccounts(store, platforms);
    this.#quiet = quiet;
    this.#added = added;
  }

  get quietHours(): QuietHours {
    return this.#quiet;
  }

  /** The same outbox for one piece of work. @param progressed - told when a part of many messages is stored that was not there before */
  reporting(progressed: () => Promise<void>): Outbox {
    const outbox = new Outbox(this.#store, this.#clock, this.#platforms, this.#quiet, this.#added);
    outbox.#rows = this.#rows;
    outbox.#progressed = progressed;
    return outbox;
  }

  /**
   * Stores messages; those whose key is there already are left as they are, so that many messages go on from where they broke off.
   * @param areMissing - whether somebody has just looked that none of them is there
   */
  async add(added: readonly NewMessage[], areMissing = false): Promise<void> {
    const messages = await this.#toStandIns(added);
    for (let from = 0; from < messages.length; from += batchRows) {
      const isLong = messages.length > batchRows;
      const some = isLong ? messages.slice(from, from + batchRows) : messages;
      const batch = isLong && !areMissing ? await this.#missing(some) : some;
      if (batch.length === 0) continue;
      const sought = batch.filter((each) => each.via === undefined).map((each) => each.cadreId);
      const identities = await this.#accounts.preferred(sought);
      const rows = batch.map((each) => this.#rows.of(each, identities.get(each.cadreId)));
      await this.#store.deliveries.add(await this.#withoutPutOff(rows));
      for (const platform of new Set(rows.map((row) => row.platform))) this.#added(platform);
      if (isLong) await this.#progressed();
    }
  }

  /** What goes to an office goes to whoever does it today, unless it is about them or about another whose office they do. */
  async #toStandIns(messages: readonly NewMessage[]): Promise<readonly NewMessage[]> {
    const forOffices = messages.filter(({ key }) => isForOffice(key));
    if (forOffices.length === 0) return messages;
    const concerned = new Set(forOffices.flatMap(({ cadreId, about = [] }) => [cadreId, ...about]));
    const acting = await this.#store.standIns.actingFor([...concerned], beijingDateOf(this.#clock.now()));
    return messages.map((each) => {
      if (!isForOffice(each.key)) return each;
      const own = { ...each, officeOf: each.cadreId };
      const standIn = acting.get(each.cadreId);
      if (standIn === undefined) return own;
      const mayNotDecide = each.about?.some((id) => id === standIn || acting.get(id) === standIn) === true;
      return mayNotDecide ? own : { ...own, cadreId: standIn };
    });
  }

  /** Reminders of what somebody put off are stored as cancelled, so that they do not come after it either. */
  async #withoutPutOff(rows: readonly DeliveryRow[]): Promise<readonly DeliveryRow[]> {
    const reminders = rows.filter(
      (row) => row.isReminder === true && row.putOff === undefined && row.carriedBy === undefined && row.open === true,
    );
    if (reminders.length === 0) return rows;
    const putOff = await this.#store.sentCards.putOffAmong(
      [...new Set(reminders.map((row) => row.cadreId))],
      [...new Set(reminders.flatMap((row) => row.cardCode ?? []))],
      this.#clock.now(),
    );
    return rows.map((row): DeliveryRow => {
      const instead = putOff.find((each) => each.cadreId === row.cadreId && each.cardCode === row.cardCode);
      if (!reminders.includes(row) || instead === undefined) return row;
      return { ...row, state: 'cancelled', cancellation: instead._id, open: false };
    });
  }

  async #missing(messages: readonly NewMessage[]): Promise<NewMessage[]> {
    const known = await this.#store.deliveries.known(messages.map(({ key }) => key));
    return messages.filter(({ key }) => !known.has(key));
  }

  /**
   * Replaces a card on the person's screen; a card still waiting to be sent goes out in its new form.
   * @param anew - where the platform cannot change it any more, it goes out as a new card
   */
  async revise(original: DeliveryRow, card: Card, key: string, anew = false): Promise<void> {
    const via = { platform: original.platform, userId: original.userId };
    const row = this.#rows.of({ cadreId: original.cadreId, message: card, key, via, urgency: 'urgent' });
    const { open: _, cardCode: __, ...plain } = row;
    const how = anew ? { anew: true as const } : {};
    await this.#store.deliveries.add([{ ...plain, ...how, kind: 'revise', target: original._id }]);
    this.#added(row.platform);
  }

  /**
   * Closes a card that waits: one that was not sent yet is never sent, another one says why where it can be changed, unless its person has
   * answered it meanwhile. Where calls are counted against a monthly allowance the screen stays as it is; who presses there is told.
   * @param by - what closes it, the same in a second run
   */
  async closeCard(original: DeliveryRow, settled: string, by: string): Promise<void> {
    const { _id, message, state, unsure, platform } = original;
    if (message.kind !== 'card') return;
    if (state === 'due' && !unsure && (await this.#store.recalls.cancel([_id], by)) > 0) return;
    const card = { ...message, settled };
    // First in the store, because what goes to the screen is what the store holds then.
    const isClosed = await this.#store.sentCards.settleCard(_id, by, this.#clock.now(), card);
    if (isClosed && platform !== CAPABILITIES.monthlyAllowance) await this.revise(original, card, `${_id}~${by}`);
  }

  /** Takes a message back from the screen; one that is under way is taken back once it is there. @param recallOf - what it belongs to */
  async recall(original: DeliveryRow, recallOf: string): Promise<void> {
    const via = { platform: original.platform, userId: original.userId };
    const { cadreId, message, _id } = original;
    const row = this.#rows.of({ cadreId, message, key: recallKey(_id), via, urgency: 'urgent' });
    const { open: _, cardCode: __, ...plain } = row;
    await this.#store.deliveries.add([{ ...plain, kind: 'recall', target: _id, recallOf }]);
    this.#added(row.platform);
  }

  /**
   * Sees to it that nothing is sent under these keys any more: a key that is not there yet is stored as cancelled, so that whoever adds it
   * later finds it taken. What is there already stays as it is. @param by - the update that asks for it
   */
  async forestall(messages: readonly Pick<NewMessage, 'cadreId' | 'key'>[], by: string): Promise<void> {
    const rows = messages.map((each): DeliveryRow => {
      const { error: _, ...row } = this.#rows.of({ ...each, message: text('') });
      return { ...row, state: 'cancelled', cancellation: by };
    });
    await this.#store.deliveries.add(rows);
  }

  /** Says something in a group. @param said - its `cadreId` is what it is about, e.g. `class:2026-01` */
  async post(group: Identity, said: NewMessage): Promise<void> {
    const { open: _, cardCode: __, ...plain } = this.#rows.of({ ...said, via: group });
    await this.#store.deliveries.add([{ ...plain, kind: 'post' }]);
    this.#added(group.platform);
  }

  /** Makes a group for a class. @param by - who asks for it */
  async makeGroup(platform: PlatformName, group: WantedGroup, by: string, key: string): Promise<void> {
    const via = { platform, userId: group.owner };
    const row = this.#rows.of({ cadreId: by, message: text(group.name), key, via, urgency: 'urgent' });
    await this.#store.deliveries.add([{ ...row, kind: 'group', group: { ...group, name: visible(group.name) } }]);
    this.#added(platform);
  }

  /** Brings an entry of people's calendars into line. @param owner - in whose name it stands, as the platform names them */
  async keepCalendar(platform: PlatformName, owner: string, entry: string, about: NewMessage): Promise<void> {
    const {
      open: _,
      cardCode: __,
      ...row
    } = this.#rows.of({ ...about, via: { platform, userId: owner }, urgency: 'urgent' });
    await this.#store.deliveries.add([{ ...row, kind: 'calendar', target: entry }]);
    this.#added(platform);
  }

  /** On which account each of these people is reached; people without one are left out. */
  accounts(cadreIds: readonly string[]): Promise<Map<string, Identity>> {
    return this.#accounts.preferred(cadreIds);
  }

  /** Whether a normal message to this person, added then, waits for the end of the quiet hours. */
  waitsForMorning(cadreId: string, at: Date): boolean {
    const expiresAt = new Date(at.getTime() + standardLifeMs);
    return sendTime({ cadreId, urgency: 'normal', addedAt: at, expiresAt }, at, this.#quiet, 'none') > at;
  }

  /** By which platform each of these people is reached; who is reached by none is not in the answer. */
  async reach(cadreIds: readonly string[]): Promise<Map<string, PlatformName>> {
    const reached = new Map<string, PlatformName>();
    for (let from = 0; from < cadreIds.length; from += batchRows) {
      const best = await this.#accounts.preferred(cadreIds.slice(from, from + batchRows));
      for (const [cadreId, { platform }] of best) reached.set(cadreId, platform);
    }
    return reached;
  }

  /**
   * Sends refused messages where else their people have an account. The new deliveries are stored before the old ones are written down as
   * refused, so that a crash in between loses none. What was taken back meanwhile goes nowhere.
   * @returns by the refused delivery's key the new one's; who has no other account, or was moved before, is not in it
   */
  async moveToOtherPlatform(rows: readonly DeliveryRow[]): Promise<Map<string, string>> {
    const movable = rows.filter((row) => row.kind === 'send' && row.movedFrom === undefined);
    const others = await this.#accounts.onAnotherPlatform(movable);
    const recalled = await this.#store.deliveries.known(movable.map((row) => recallKey(row._id)));
    // As they are by now: a card may have been settled while it was on its way.
    const wanted = movable.filter((row) => !recalled.has(recallKey(row._id)));
    const present = await this.#store.deliveries.many(wanted.map((row) => row._id));
    const fresh = present.flatMap(
      ({ _id, cadreId, message, urgency, isReminder, isAnswer, expiresAt }): DeliveryRow[] => {
        const via = others.get(cadreId);
        if (via === undefined) return [];
        const same = {
          cadreId,
          message,
          expiresAt,
          ...(urgency && { urgency }),
          ...(isReminder && { isReminder }),
          ...(isAnswer && { isAnswer }),
        };
        return [{ ...this.#rows.of({ ...same, key: movedKey(_id, via.platform), via }), movedFrom: _id }];
      },
    );
    await this.#store.deliveries.add(fresh);
    for (const platform of new Set(fresh.map((row) => row.platform))) this.#added(platform);
    return new Map(fresh.map(({ _id, movedFrom = '' }) => [movedFrom, _id]));
  }

  /** Tells whoever waits for a file that it could not be sent. @param unsure - keys of files that may have arrived */
  async tellLostFiles(rows: readonly DeliveryRow[], unsure: ReadonlySet<string>): Promise<void> {
    await this.add(
      rows.flatMap(({ _id, message, cadreId, platform, userId }): NewMessage[] => {
        if (message.kind !== 'file' && message.kind !== 'picture') return [];
        const words = text(unsure.has(_id) ? outboxWords.fileUnsure(message.name) : outboxWords.fileLost(message.name));
        return [{ cadreId, message: words, key: `${_id}:lost`, via: { platform, userId }, urgency: 'urgent' }];
      }),
    );
  }

  /** Tries a refused message again, where its person is reached by now. @param by - what asks for it; @returns `false` when there is nothing to try */
  async retry(key: string, by: string): Promise<boolean> {
    const row = await this.#store.deliveries.byKey(key);
    if (row === null) return false;
    // What is about an earlier message, or about a group, makes sense in its place alone.
    const to = row.kind === 'send' ? (await this.#accounts.preferred([row.cadreId])).get(row.cadreId) : undefined;
    const identity = to ?? (row.userId === '' ? undefined : { platform: row.platform, userId: row.userId });
    if (identity === undefined) return false;
    const now = this.#clock.now();
    const expiresAt = new Date(now.getTime() + retryLifeMs);
    const retried = await this.#store.undelivered.retry(key, identity, by, now, expiresAt);
    if (retried) this.#added(identity.platform);
    return retried;
  }
}

function recallKey(key: string): string {
  return `recall:${key}`;
}
