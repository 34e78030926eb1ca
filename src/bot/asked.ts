import { beijingDateOf } from '../calendar/beijing-time.ts';
import type { Press } from '../chat/message.ts';
import { readSelection } from '../chat/selection.ts';
import type { Identity, Update } from '../chat/update.ts';
import type { CadreRow } from '../county/cadres.ts';
import type { Action, Actor, Subject } from '../county/policy.ts';
import { allow, requireAllowed } from '../county/policy.ts';
import { RuleError } from '../errors.ts';
import type { DeliveryRow } from '../outbox/delivery-row.ts';
import type { Store } from '../stores.ts';
import type { ClassRow } from '../training/class/classes.ts';
import type { RulePack } from '../training/rule-pack.ts';
import type { RulePacks } from '../training/rule-packs.ts';
import { actorOf } from './actor.ts';

/** The pressed card, or the card a typed answer meant. */
export interface PressedCard {
  press: Press;
  choices: readonly string[];
  /** Absent when the press came without a card, e.g. words given to an open question. */
  delivery?: DeliveryRow;
}

/** What the bot is asked by one update: who speaks, when, by which card or words, with which rights, under which rules. */
export class Asked {
  readonly update: Update;
  readonly person: CadreRow;
  /** When the update was accepted; the same in a second run. */
  readonly now: Date;
  readonly store: Store;
  readonly pressed: PressedCard | undefined;
  /** Free words given to an open question. */
  readonly words: string | undefined;
  readonly #packs: RulePacks;
  readonly #admins: readonly Identity[];
  #actor: Promise<Actor> | undefined;

  constructor(
    around: { store: Store; packs: RulePacks; admins: readonly Identity[] },
    update: Update,
    person: CadreRow,
    now: Date,
    pressed?: PressedCard,
    words?: string,
  ) {
    this.update = update;
    this.person = person;
    this.now = now;
    this.store = around.store;
    this.pressed = pressed;
    this.words = words;
    this.#packs = around.packs;
    this.#admins = around.admins;
  }

  /** A fact the pressed button carries. A missing one is our own fault, never the person's. */
  fact(name: string): string {
    const value = this.pressed?.press.data[name];
    if (value === undefined) throw new Error(`the press carries no ${name}`);
    return value;
  }

  /** People who are system admins by configuration. */
  get configuredAdmins(): readonly Identity[] {
    return this.#admins;
  }

  /** What was chosen in the drop-downs of the pressed card, by question. @throws RuleError `card.not_offered` for what did not stand on it */
  selection(): Readonly<Record<string, string>> {
    const card = this.pressed?.delivery?.message;
    const selection = card?.kind === 'card' ? card.selection : undefined;
    const chosen = selection && readSelection(selection, this.pressed?.choices ?? []);
    if (chosen === undefined) throw new RuleError('card.not_offered', {});
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
    this.#actor ??= actorOf(this.store, this.person, this.#admins);
    return this.#actor;
  }

  /** @throws RuleError when the person may not do this */
  async require(action: Action, subject: Subject): Promise<void> {
    requireAllowed(await this.actor(), action, subject);
  }

  async may(action: Action, subject: Subject): Promise<boolean> {
    return allow(await this.actor(), action, subject);
  }

  /** Of these rows those that the person may do this to. */
  async allowedOf<Row>(action: Action, rows: readonly Row[], subjectOf: (row: Row) => Subject): Promise<Row[]> {
    const actor = await this.actor();
    return rows.filter((row) => allow(actor, action, subjectOf(row)));
  }

  /** The group in which the update was said, as a receiver; absent in a conversation with one person. */
  get group(): Identity | undefined {
    const { update } = this;
    if (update.kind !== 'said' || update.group === undefined) return undefined;
    return { platform: update.from.platform, userId: update.group };
  }
}
