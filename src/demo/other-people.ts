import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { beijingTime } from '../calendar/beijing-time.ts';
import type { Clock } from '../clock.ts';
import type { Emulator } from '../emulator/emulator.ts';
import type { BystanderSwitch } from '../emulator/options.ts';
import type { CardView, ItemView, PersonView } from '../emulator/view.ts';
import { type Reaction, reactionTo } from './habits.ts';

const kept = z.object({ isOn: z.boolean(), played: z.array(z.string()) });

/** How often what waits for its time is looked at, and how soon after a message somebody reacts. */
const lookMs = 5_000;
const reactMs = 400;
/** More than the demo county has accounts. */
const everybody = 100_000;

type Who = Pick<PersonView, 'vendor' | 'userId'>;

/** What somebody says of their own accord, once. */
export interface Duty {
  /** `EmulatedPerson.person` of those who may do it; the first whom nobody plays does. */
  people: readonly string[];
  text: string;
  id: string;
}

/** Somebody who does something about a message at a time. */
interface Waiting {
  who: Who;
  item: string;
  reaction: Reaction;
  atMs: number;
}

/**
 * The people of the demo whom nobody plays. While it is on they answer call-ups, sign in, ask for leave, answer surveys and acknowledge
 * results by themselves, with a seeded mix of habits, through the same callbacks as everybody. Whoever somebody wrote or pressed for on
 * the page is played from then on, with all their accounts.
 */
export class OtherPeople implements BystanderSwitch {
  readonly #file: string;
  readonly #seed: string;
  readonly #clock: Clock;
  readonly #duties: (now: Date) => Promise<readonly Duty[]>;
  #isOn: boolean;
  readonly #played: Set<string>;
  #emulator: Emulator | undefined;
  /** People to whom something happened since they were last looked at. */
  readonly #changed = new Map<string, Who>();
  readonly #later = new Map<string, Waiting>();
  /** What these people write when the bot asks them for words, and the message that led to it. */
  readonly #owed = new Map<string, { words: string; item: string }>();
  #acting: Promise<number> = Promise.resolve(0);
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param dataDir - where it is kept whether they act, and who is played
   * @param duties - what is done by now without being asked for
   */
  constructor(
    dataDir: string,
    seed: string,
    clock: Clock,
    duties: (now: Date) => Promise<readonly Duty[]> = async () => [],
  ) {
    this.#duties = duties;
    this.#file = join(dataDir, 'demo-others.json');
    this.#seed = seed;
    this.#clock = clock;
    const { isOn, played } = readKept(this.#file);
    this.#isOn = isOn;
    this.#played = new Set(played);
  }

  get isOn(): boolean {
    return this.#isOn;
  }

  /** From now on, also about what already waits for them. */
  turn(on: boolean): void {
    this.#isOn = on;
    this.#keep();
    this.#later.clear();
    if (on) this.#lookAtEverybody();
  }

  plays(person: string): void {
    if (this.#played.has(person)) return;
    this.#played.add(person);
    this.#keep();
  }

  /** Lets them see and act in this emulator. @returns ends it */
  attend(emulator: Emulator): () => Promise<void> {
    this.#emulator = emulator;
    const unsubscribe = emulator.subscribe(({ vendor, userId, group }) => {
      if (!this.#isOn || group !== undefined) return;
      this.#changed.set(keyOf({ vendor, userId }), { vendor, userId });
      this.#actAfter(reactMs);
    });
    if (this.#isOn) this.#lookAtEverybody();
    return async () => {
      unsubscribe();
      clearTimeout(this.#timer);
      this.#emulator = undefined;
      await this.#acting;
    };
  }

  /** Everybody does what they would have done by now. @returns how many acts that were */
  act(): Promise<number> {
    this.#acting = this.#acting.then(() => this.#act());
    return this.#acting;
  }

  async #act(): Promise<number> {
    const emulator = this.#emulator;
    if (!this.#isOn || emulator === undefined) return 0;
    const changed = [...this.#changed.values()];
    this.#changed.clear();
    for (const who of changed) this.#look(emulator, who);
    const nowMs = this.#clock.now().getTime();
    const due = [...this.#later].filter(([, { atMs }]) => atMs <= nowMs);
    for (const [key] of due) this.#later.delete(key);
    const done = await Promise.all(due.map(([, waiting]) => this.#do(emulator, waiting)));
    for (const duty of await this.#duties(this.#clock.now())) done.push(await this.#sayOwn(emulator, duty));
    if (this.#later.size > 0) this.#actAfter(lookMs);
    return done.filter(Boolean).length;
  }

  /** What this person will do about what is on their screen. */
  #look(emulator: Emulator, who: Who): void {
    if (this.#isPlayed(emulator, who)) return;
    const items = emulator.conversation(who.vendor, who.userId).filter(({ from }) => from === 'bot');
    const newest = items.at(-1);
    if (newest === undefined) return;
    const nowMs = this.#clock.now().getTime();
    const owed = this.#owed.get(keyOf(who));
    if (owed !== undefined && newest.item !== owed.item && buttonsOf(newest).length === 0) {
      this.#owed.delete(keyOf(who));
      const reaction = { button: '', ticks: 0, words: owed.words, afterMinutes: 0 };
      this.#later.set(`${keyOf(who)}:${newest.item}`, { who, item: newest.item, reaction, atMs: nowMs });
    }
    for (const item of items) {
      const reaction = reactionTo(buttonsOf(item), personOf(emulator, who), this.#seed);
      const key = `${keyOf(who)}:${reaction?.button}`;
      if (reaction === undefined || this.#later.has(key)) continue;
      const { from, afterMinutes } = reaction;
      const fromMs = from === undefined ? 0 : beijingTime(from.dateOn, from.clock).getTime();
      const atMs = Math.max(item.atMs, fromMs) + afterMinutes * 60_000;
      this.#later.set(key, { who, item: item.item, reaction, atMs });
    }
  }

  /** @returns whether it was done, and not before */
  async #do(emulator: Emulator, { who, item, reaction }: Waiting): Promise<boolean> {
    const { button, words, thenWords } = reaction;
    const id = `others:${keyOf(who)}:${item}:${button}`;
    try {
      if (words !== undefined) return (await emulator.say({ ...who, text: words, id })).done;
      const card = emulator.conversation(who.vendor, who.userId).find((each) => each.item === item)?.body;
      if (card?.kind !== 'card' || !card.buttons.some(({ key, disabled }) => key === button && !disabled)) return false;
      if (thenWords !== undefined) this.#owed.set(keyOf(who), { words: thenWords, item });
      return (await emulator.press({ ...who, item, button, choices: ticked(card, reaction.ticks, id), id })).done;
    } catch {
      // The card changed between the look and the press, as it may for anybody.
      return false;
    }
  }

  async #sayOwn(emulator: Emulator, { people, text, id }: Duty): Promise<boolean> {
    const person = people.find((each) => !this.#played.has(each));
    const who = person === undefined ? undefined : emulator.person(person);
    if (who === undefined) return false;
    return (await emulator.say({ vendor: who.vendor, userId: who.userId, text, id: `others:${id}` })).done;
  }

  #isPlayed(emulator: Emulator, who: Who): boolean {
    return this.#played.has(personOf(emulator, who));
  }

  #lookAtEverybody(): void {
    for (const person of this.#emulator?.people('', everybody) ?? [])
      if (person.unread > 0) this.#changed.set(keyOf(person), { vendor: person.vendor, userId: person.userId });
    this.#actAfter(reactMs);
  }

  #actAfter(waitMs: number): void {
    if (this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.act();
    }, waitMs).unref();
  }

  #keep(): void {
    mkdirSync(join(this.#file, '..'), { recursive: true, mode: 0o700 });
    const text = JSON.stringify({ isOn: this.#isOn, played: [...this.#played] });
    writeFileSync(`${this.#file}.part`, `${text}\n`, { mode: 0o600 });
    renameSync(`${this.#file}.part`, this.#file);
  }
}

function readKept(file: string): z.infer<typeof kept> {
  try {
    return kept.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return { isOn: false, played: [] };
  }
}

function buttonsOf({ body }: ItemView): string[] {
  return body.kind === 'card' ? body.buttons.filter(({ disabled }) => !disabled).map(({ key }) => key) : [];
}

/** Options of each question on the card, chosen by `chance`, as a press carries them. */
function ticked({ choice, selectors = [] }: CardView, ticks: number, chance: string): string[] {
  const pick = <Option>(options: readonly Option[]) => {
    const from = [...chance].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % Math.max(options.length, 1);
    return [...options.slice(from), ...options.slice(0, from)].slice(0, ticks);
  };
  if (choice !== undefined) return pick(choice.options).map(({ value }) => value);
  return selectors.flatMap(({ key, options }) => pick(options).map(({ value }) => `${key}=${value}`));
}

function keyOf({ vendor, userId }: Who): string {
  return `${vendor}:${userId}`;
}

function personOf(emulator: Emulator, { vendor, userId }: Who): string {
  return emulator.personOf(vendor, userId);
}
