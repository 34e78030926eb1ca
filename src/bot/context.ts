import { beijingDateOf } from '../calendar/beijing-time.ts';
import { type Card, type Message, type Press, text } from '../chat/message.ts';
import { readSelection } from '../chat/selection.ts';
import type { Identity, PlatformName, Update } from '../chat/update.ts';
import type { CadreRow } from '../county/cadres.ts';
import type { Action, Actor, Subject } from '../county/policy.ts';
import { allow, decidesAbout, requireAllowed, requireIn } from '../county/policy.ts';
import { RuleError } from '../errors.ts';
import type { DeliveryRow, WantedGroup } from '../outbox/delivery-row.ts';
import type { NewMessage } from '../outbox/new-delivery.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Store } from '../stores.ts';
import type { ClassRow } from '../training/class/classes.ts';
import type { EnrollmentRow } from '../training/class/enrollments.ts';
import type { RulePack } from '../training/rule-pack.ts';
import type { RulePacks } from '../training/rule-packs.ts';
import { actorOf } from './actor.ts';
import type { PressedCard } from './pressed-card.ts';

/** What a context is made of, the same for every update. */
export interface ContextDependencies {
  store: Store;
  outbox: Outbox;
  packs: RulePacks;
  /** People who are system admins by configuration. */
  admins: readonly Identity[];
}

/** Who did what and when, and by which card or words. */
interface Occasion {
  update: Update;
  person: CadreRow;
  /** When the update was accepted; the same in a second run. */
  now: Date;
  pressed?: PressedCard;
  /** Free words given to an open question. */
  words?: string | undefined;
}

/**
 * All a handler sees of one update: who speaks, when, with which rights, under which rules, the store, and the ways to answer. A handler
 * may run twice for one update; what it sends is keyed by the update, so the second run sends nothing new.
 */
export class Context {
  readonly update: Update;
  readonly person: CadreRow;
  /** When the update was accepted; the same in a second run. */
  readonly now: Date;
  readonly store: Store;
  readonly pressed: PressedCard | undefined;
  /** Free words given to an open question. */
  readonly words: string | undefined;
  /** People who are system admins by configuration. */
  readonly configuredAdmins: readonly Identity[];
  readonly #packs: RulePacks;
  readonly #outbox: Outbox;
  #actor: Promise<Actor> | undefined;
  #attends: Promise<EnrollmentRow[]> | undefined;
  #replies = 0;

  constructor({ store, outbox, packs, admins }: ContextDependencies, occasion: Occasion) {
    this.update = occasion.update;
    this.person = occasion.person;
    this.now = occasion.now;
    this.pressed = occasion.pressed;
    this.words = occasion.words;
    this.store = store;
    this.configuredAdmins = admins;
    this.#packs = packs;
    this.#outbox = outbox;
  }

  /** The options that were chosen in the pressed card's form. */
  get choices(): readonly string[] {
    return this.pressed?.choices ?? [];
  }

  /** What was chosen in the drop-downs of the pressed card, by question. @throws RuleError `card.not-offered` for what did not stand on it */
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

  /** The rules a class keeps: those in force on its opening day. */
  rulesOf({ opensOn }: Pick<ClassRow, 'opensOn'>): RulePack {
    return this.#packs.on(opensOn);
  }

  /** Rights of the person who speaks, looked up now (security.md A3). */
  actor(): Promise<Actor> {
    this.#actor ??= actorOf(this.store, this.person, this.configuredAdmins);
    return this.#actor;
  }

  /** @throws RuleError when the person may not do this, also because it would decide about themselves */
  async require(action: Action, subject: Subject): Promise<void> {
    requireAllowed(await this.#actorFor(action), action, subject);
  }

  /** @throws RuleError when the person may not do this there, whoever it is about: asked before that person is looked for */
  async requireIn(action: Action, place: Pick<Subject, 'classId' | 'unitId'>): Promise<void> {
    if (decidesAbout(action) === 'class') return this.require(action, place);
    requireIn(await this.actor(), action, place);
  }

  /**
   * What was looked for, if it is there and the person may do this to it. Who may not is told the same of what is not there.
   * @throws RuleError `policy…`, or `missing`
   */
  async requireFound<Row>(
    action: Action,
    row: Row | null | undefined,
    subjectOf: (row: Row) => Subject,
    missing: RuleError,
  ): Promise<Row> {
    if (row === null || row === undefined) {
      requireIn(await this.actor(), action, {});
      throw missing;
    }
    await this.require(action, subjectOf(row));
    return row;
  }

  async may(action: Action, subject: Subject): Promise<boolean> {
    return allow(await this.#actorFor(action), action, subject);
  }

  /** Who decides about a class must not be one of its trainees; other acts do without that look. */
  async #actorFor(action: Action): Promise<Actor> {
    if (decidesAbout(action) !== 'class') return this.actor();
    this.#attends ??= this.store.enrollments.ofCadre(this.person._id);
    const attendsClassIds = (await this.#attends).map((each) => each.classId);
    return { ...(await this.actor()), attendsClassIds };
  }

  /** Of these rows those that the person may do this to. */
  async allowedOf<Row>(action: Action, rows: readonly Row[], subjectOf: (row: Row) => Subject): Promise<Row[]> {
    const actor = await this.#actorFor(action);
    return rows.filter((row) => allow(actor, action, subjectOf(row)));
  }

  /** The group in which the update was said, as a receiver; absent in a conversation with one person. */
  get group(): Identity | undefined {
    const { update } = this;
    if (update.kind !== 'said' || update.group === undefined) return undefined;
    return { platform: update.from.platform, userId: update.group };
  }

  /** Answers the person who spoke, where they spoke. @param expiresAt - until when a card waits for its answer */
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
        ...(expiresAt === undefined ? {} : { expiresAt }),
      },
    ]);
  }

  /** Sends a message to anybody, under a key that makes it one message however often it is added. */
  async send(cadreId: string, message: Message | string, key: string, expiresAt?: Date): Promise<void> {
    await this.sendAll([
      {
        cadreId,
        message: typeof message === 'string' ? text(message) : message,
        key,
        ...(expiresAt === undefined ? {} : { expiresAt }),
      },
    ]);
  }

  async sendAll(messages: readonly Omit<NewMessage, 'via'>[]): Promise<void> {
    await this.#outbox.add(messages);
  }

  /** Whether what is sent to others now arrives in the morning only; the same in a second run. */
  isQuietTime(): boolean {
    return this.#outbox.waitsForMorning(this.person._id, this.now);
  }

  /** Replaces the pressed card on the person's screen; nothing when the answer came without one. */
  async revise(card: Card): Promise<void> {
    if (this.pressed?.delivery !== undefined) await this.reviseCard(this.pressed.delivery, card);
  }

  /** By which platform each of these people is reached; who is reached by none is not in the answer. */
  reach(cadreIds: readonly string[]): Promise<ReadonlyMap<string, PlatformName>> {
    return this.#outbox.reach(cadreIds);
  }

  /** Answers in the group in which the person spoke; the person alone, where the platform did not name the group. */
  async sayInGroup(message: Message): Promise<void> {
    const { group } = this;
    if (group === undefined) return this.reply(message);
    this.#replies += 1;
    await this.#outbox.post(group, `group:${group.userId}`, message, `${this.update.id}:${this.#replies}`, 'urgent');
  }

  /** Says something in a group. @param about - what it is about, e.g. `class:2026-01` */
  post(group: Identity, about: string, message: Message, key: string): Promise<void> {
    return this.#outbox.post(group, about, message, key, 'normal');
  }

  /** Makes a group for a class, on a platform that lets an app do so. */
  makeGroup(platform: PlatformName, group: WantedGroup, key: string): Promise<void> {
    return this.#outbox.makeGroup(platform, group, this.person._id, key);
  }

  /** Takes a message back that was sent, or is being sent. @param recallOf - what it belongs to, e.g. a notice */
  recallDelivery(delivery: DeliveryRow, recallOf: string): Promise<void> {
    return this.#outbox.recall(delivery, recallOf);
  }

  /** Sees to it that what was not sent under these keys by now never is, whoever is about to add it. */
  forestall(messages: readonly Pick<NewMessage, 'cadreId' | 'key'>[]): Promise<void> {
    return this.#outbox.forestall(messages, this.update.id);
  }

  /** Tries a message again that was refused; `false` when it is not refused (any more) or its person has no account. */
  retryDelivery(key: string): Promise<boolean> {
    return this.#outbox.retry(key, this.update.id);
  }

  /** Closes the pressed card: it shows `settled` and takes no more answers. */
  async settle(settled: string): Promise<void> {
    const card = this.pressed?.delivery?.message;
    if (card?.kind === 'card') await this.revise({ ...card, settled });
  }

  /** Replaces a card sent earlier, also on somebody else's screen; once it is settled, its copies (reminders) are settled too. */
  async reviseCard(delivery: DeliveryRow, card: Card): Promise<void> {
    const { sentCards } = this.store;
    const copies =
      card.settled === undefined || delivery.cardCode === undefined
        ? []
        : await sentCards.copies([delivery.cadreId], delivery.cardCode);
    for (const each of [delivery, ...copies.filter((copy) => copy._id !== delivery._id)]) {
      if (await sentCards.settleCard(each._id, this.update.id, card))
        await this.#outbox.revise(each, card, `${each._id}~${this.update.id}`);
    }
  }

  /** Closes a card sent under this key, if it was sent: `settled` says why. */
  async closeCard(key: string, settled: string): Promise<void> {
    const delivery = await this.store.deliveries.byKey(key);
    if (delivery?.message.kind === 'card') await this.reviseCard(delivery, { ...delivery.message, settled });
  }

  /** The person's next free words, within a day, go to the handler of this press. */
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
