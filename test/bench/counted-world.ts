import type { World } from '../helpers/world.ts';

/** Counts what the people of an act do and receive. */
export class Counted {
  readonly world: World;
  #taps = 0;
  #typed = 0;
  #before = new Map<string, number>();

  constructor(world: World) {
    this.world = world;
  }

  start(who: readonly string[]): void {
    this.#taps = 0;
    this.#typed = 0;
    for (const person of who) this.#before.set(person, this.#received(person));
  }

  /** A message this person types. */
  async say(userId: string, text: string): Promise<void> {
    this.#typed += 1;
    await this.world.say(userId, text);
  }

  /** A button, and one tap for each box ticked before. */
  async press(userId: string, label: string, choices: readonly string[] = []): Promise<void> {
    this.#taps += 1 + choices.length;
    await this.world.press(userId, label, choices);
  }

  /** "taps + typed messages; messages of the bot" of the people named. */
  cost(who: readonly string[]): string {
    const received = who.reduce((sum, person) => sum + this.#received(person) - (this.#before.get(person) ?? 0), 0);
    return `${this.#taps} + ${this.#typed}; ${received}`;
  }

  #received(userId: string): number {
    return this.world.items(userId).filter((item) => item.from === 'bot').length;
  }
}
