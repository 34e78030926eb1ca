import { beijingDateOf } from '../calendar/beijing-time.ts';
import { type PutOffTime, putOffTimes } from '../calendar/put-off.ts';
import { type Card, type Message, type Press, text } from '../chat/message.ts';
import type { Registration } from '../chat/registration.ts';
import { readSelection } from '../chat/selection.ts';
import type { Identity, PlatformName, SentFile, Update } from '../chat/update.ts';
import type { CadreRow } from '../county/cadres.ts';
import type { Drawing } from '../drawing/drawing.ts';
import { RuleError } from '../errors.ts';
import type { MessageKey, Sent } from '../outbox/causes.ts';
import type { DeliveryRow, WantedGroup } from '../outbox/delivery-row.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Store } from '../stores.ts';
import type { RulePack } from '../training/rule-pack.ts';
import type { ClassRules, RuledClass, RulePacks } from '../training/rule-packs.ts';
import { CardChanges } from './card-changes.ts';
import type { PressedCard } from './pressed-card.ts';
import { Rights } from './rights.ts';

/** What every context needs, the same for all updates. */
export interface ContextDependencies {
  store: Store;
  outbox: Outbox;
  packs: RulePacks;
  /** People who are system admins by configuration. */
  admins: readonly Identity[];
  registration?: Registration;
  /** Where people's browsers find the pages; absent where nobody knows. */
  pagesAt?: () => string | undefined;
  /** The bytes of what somebody sent. @throws PlatformError, TransportError */
  fetchFile: (file: SentFile) => Promise<Buffer>;
  drawing: Pick<Drawing, 'chart' | 'pages'>;
  /** Chance. @param about - what it is for */
  randomBytes: (count: number, about: string) => Buffer;
}

/** One act of a person: who, when, and with which card or words. */
interface Occasion {
  update: Update;
  person: CadreRow;
  /** When the update was accepted; the same in a second run. */
  now: Date;
  pressed?: PressedCard;
  /** Free words given to an open question. */
  words?: string | undefined;
  confirms?: ShownAct | undefined;
}

/** An act for several people that was shown, and is confirmed now. */
export interface ShownAct {
  /** The update that gave the command. */
  update: string;
  /** When; a typed 今天 means that day. */
  saidAt: Date;
  classId: string;
  /** For how many people it was shown. */
  people: number;
}

/**
 * What a handler has to work with: who acted and when, their rights, the rules, the store, and the ways to answer. A handler may run twice
 * for one update; what it sends is keyed by the update, so the second run sends nothing new.
 */
export class Context extends Rights {
  readonly update: Update;
  readonly pressed: PressedCard | undefined;
  /** Free words given to an open question. */
  readonly words: string | undefined;
  /** The shown act that this one confirms. */
  readonly confirms: ShownAct | undefined;
  readonly registration: Registration;
  readonly #dependencies: ContextDependencies;
  readonly #packs: RulePacks;
  readonly #outbox: Outbox;
  readonly #cards: CardChanges;
  #replies = 0;
  /** What the pressed card was closed with. */
  #outcome: string | undefined;

  constructor(dependencies: ContextDependencies, occasion: Occasion) {
    const { store, outbox, packs, admins } = dependencies;
    super(store, occasion.person, occasion.now, admins);
    this.#dependencies = dependencies;
    this.update = occasion.update;
    this.pressed = occasion.pressed;
    this.words = occasion.words;
    this.confirms = occasion.confirms;
    this.registration = dependencies.registration ?? {};
    this.#packs = packs;
    this.#outbox = outbox;
    this.#cards = new CardChanges(store, outbox, this.update.id, this.now);
  }

  /** The address of a page, for a link. @throws RuleError `page.no-address` where nobody knows it */
  pageUrl(path: string): string {
    const base = this.#dependencies.pagesAt?.();
    if (base === undefined) throw new RuleError('page.no-address', {});
    return `${base.replace(/\/+$/, '')}${path}`;
  }

  /** The same act, with the card or the words that it turned out to be about; without a card it is as if it had been typed. */
  as({ pressed, words, confirms }: Pick<Occasion, 'pressed' | 'words' | 'confirms'>): Context {
    const { update, person, now } = this;
    return new Context(this.#dependencies, { update, person, now, ...(pressed && { pressed }), words, confirms });
  }

  /** When the words were said that are carried out: what a typed 今天 is measured from. */
  get saidAt(): Date {
    return this.confirms?.saidAt ?? this.now;
  }

  /** Bytes that nobody can guess. @param about - what they are for */
  randomBytes(count: number, about: string): Buffer {
    return this.#dependencies.randomBytes(count, about);
  }

  /** Pictures and documents, each `undefined` when it could not be drawn: then it is said in words. */
  get drawing(): ContextDependencies['drawing'] {
    return this.#dependencies.drawing;
  }

  /** The options that were chosen in the pressed card's form. */
  get choices(): readonly string[] {
    return this.pressed?.choices ?? [];
  }

  /** What was chosen in the drop-downs of the pressed card, by question. @throws RuleError `card.not-offered` for options that were not on it */
  selection(): Readonly<Record<string, string>> {
    const card = this.pressed?.delivery?.message;
    const selection = card?.kind === 'card' ? card.selection : undefined;
    const chosen = selection && readSelection(selection, this.choices);
    if (chosen === undefined) throw new RuleError('card.not-offered', {});
    return chosen;
  }

  /** The rules in force today, for what belongs to no class. */
  get rules(): RulePack {
    return this.#packs.on(beijingDateOf(this.now));
  }

  /** The rules a class keeps: those in force on its opening day, with its own scoring scheme. */
  rulesOf(trainingClass: RuledClass): ClassRules {
    return this.#packs.of(trainingClass);
  }

  /** As `rulesOf`, for what is read of a class and what follows it: one that opened before the first pack keeps that. */
  rulesNear(trainingClass: RuledClass): ClassRules {
    return this.#packs.near(trainingClass);
  }

  /** The group in which the person wrote, as a receiver; absent in a conversation with one person. */
  get group(): Identity | undefined {
    const { update } = this;
    if (update.kind !== 'said' || update.group === undefined) return undefined;
    return { platform: update.from.platform, userId: update.group };
  }

  /** Answers the person where they wrote or pressed. @param expiresAt - until when a card waits for its answer */
  async reply(message: Message | string, expiresAt?: Date): Promise<void> {
    this.#replies += 1;
    const key = `${this.update.id}:${this.#replies}`;
    await this.#outbox.add([
      {
        cadreId: this.person._id,
        message: typeof message === 'string' ? text(message) : message,
        key,
        via: this.update.from,
        urgency: 'urgent',
        isAnswer: true,
        ...(expiresAt === undefined ? {} : { expiresAt }),
      },
    ]);
  }

  /** Says, ahead of the answer, that it takes a while: once, also when the act is carried out again after a crash. */
  async announce(words: string): Promise<void> {
    const key = `${this.update.id}:announced`;
    const via = this.update.from;
    await this.#outbox.add([
      { cadreId: this.person._id, message: text(words), key, via, urgency: 'urgent', isAnswer: true },
    ]);
  }

  /** Sends a message to anybody. However often it is added under the same key, it is sent once. */
  async send(cadreId: string, message: Message | string, key: MessageKey, expiresAt?: Date): Promise<void> {
    await this.sendAll([
      {
        cadreId,
        message: typeof message === 'string' ? text(message) : message,
        key,
        ...(expiresAt === undefined ? {} : { expiresAt }),
      },
    ]);
  }

  async sendAll(messages: readonly Sent[]): Promise<void> {
    await this.#outbox.add(messages);
  }

  /** Until when a card may be put off by this person. */
  putOffTimes(by: Date | undefined): PutOffTime[] {
    return putOffTimes(this.now, by, this.#outbox.quietHours);
  }

  /** Whether messages sent to others now will only arrive in the morning; the same in a second run. */
  isQuietTime(): boolean {
    return this.#outbox.waitsForMorning(this.person._id, this.now);
  }

  /**
   * Replaces the pressed card on the person's screen; does nothing if the answer came without a card. One that waits for another answer goes
   * out anew where it cannot be changed.
   */
  async revise(card: Card): Promise<void> {
    if (this.pressed?.delivery !== undefined)
      await this.reviseCard(this.pressed.delivery, card, card.settled === undefined);
  }

  /** The platform on which each of these people is reached; people whom none reaches are left out. */
  reach(cadreIds: readonly string[]): Promise<ReadonlyMap<string, PlatformName>> {
    return this.#outbox.reach(cadreIds);
  }

  /** Answers in the group in which the person wrote, or the person alone if the platform did not name the group. */
  async sayInGroup(message: Message): Promise<void> {
    const { group } = this;
    if (group === undefined) return this.reply(message);
    this.#replies += 1;
    const key = `${this.update.id}:${this.#replies}`;
    await this.#outbox.post(group, { cadreId: `group:${group.userId}`, message, key, urgency: 'urgent' });
  }

  /** Says something in a group. @param about - what it is about, e.g. `class:2026-01` */
  post(group: Identity, about: string, message: Message, key: string): Promise<void> {
    return this.#outbox.post(group, { cadreId: about, message, key });
  }

  /** Makes a group for a class, on a platform that lets an app do so. */
  makeGroup(platform: PlatformName, group: WantedGroup, key: string): Promise<void> {
    return this.#outbox.makeGroup(platform, group, this.person._id, key);
  }

  /** Recalls a message that was sent or is being sent. @param recallOf - what it belongs to, e.g. a notice */
  recallDelivery(delivery: DeliveryRow, recallOf: string): Promise<void> {
    return this.#outbox.recall(delivery, recallOf);
  }

  /** Prevents messages under these keys that were not sent yet from ever being sent, even if somebody is about to add them. */
  forestall(messages: readonly { cadreId: string; key: string }[]): Promise<void> {
    return this.#outbox.forestall(messages, this.update.id);
  }

  /** Tries a refused message again; `false` when it is not (or no longer) refused, or its receiver has no account. */
  retryDelivery(key: string): Promise<boolean> {
    return this.#outbox.retry(key, this.update.id);
  }

  /** Closes the pressed card: it shows `settled` and accepts no more answers. */
  async settle(settled: string): Promise<void> {
    const card = this.pressed?.delivery?.message;
    if (card?.kind !== 'card') return;
    this.#outcome = settled;
    await this.revise({ ...card, settled });
  }

  /** Says to who typed an answer what came of it, where nothing else was said: not every screen changes a card, and it may be far above. */
  async sayOutcome(): Promise<void> {
    if (this.update.kind !== 'said' || this.#outcome === undefined || this.#replies > 0) return;
    await this.reply(`${this.#outcome}。`);
  }

  /**
   * Replaces a card sent earlier, also on somebody else's screen, with its copies when it is settled.
   * @param anew - where the platform cannot change it any more, it is sent as a new one
   */
  reviseCard(delivery: DeliveryRow, card: Card, anew = false): Promise<void> {
    return this.#cards.revise(delivery, card, anew);
  }

  /** Replaces a card as long as it shows what was read. @returns `false` when another update has replaced it since, or it is settled */
  reviseAsRead(row: DeliveryRow, card: Card): Promise<boolean> {
    return this.#cards.reviseAsRead(row, card);
  }

  /**
   * Shows other facts on a card, which stays open or settled as it is.
   * @param anew - where the platform cannot change it any more, it is sent as a new one
   * @returns `false` when it has been settled or replaced since it was read
   */
  retellCard(row: DeliveryRow, card: Card, anew: boolean): Promise<boolean> {
    return this.#cards.retell(row, card, anew);
  }

  /** Closes the card sent under this key, if it was sent. @param settled - the reason it shows */
  closeCard(key: string, settled: string): Promise<void> {
    return this.#cards.close(key, settled);
  }

  /** Passes the person's next free words, if they come within a day, to the handler of this press. */
  async expect(press: Press): Promise<void> {
    const until = new Date(this.now.getTime() + 24 * 3600_000);
    await this.store.expectations.expect({
      _id: this.person._id,
      press,
      askedByUpdate: this.update.id,
      askedAt: this.now,
      until,
    });
  }
}
