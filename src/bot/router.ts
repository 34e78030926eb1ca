import type { Command } from '../chat/command.ts';
import { type Action, mayEver } from '../county/policy.ts';
import type { Context } from './context.ts';

export type Handler = (ctx: Context) => Promise<void>;
export type CommandHandler = (ctx: Context, command: Command) => Promise<void>;
export type GroupHandler = (ctx: Context, said: string) => Promise<void>;

/** A command as `/帮助` shows it. */
export interface CommandSpec {
  /** The Chinese name first, then the English one and other spellings. */
  names: readonly [string, ...string[]];
  /** Who may use it: people who may do this to something. */
  action: Action;
  /** Shown when the arguments are wrong. */
  usage: string;
  example: string;
  about: string;
}

/** Says that a command's arguments make no sense; the person gets usage and example. */
export class UsageFault extends Error {
  override readonly name = 'UsageFault';
}

/** What handlers take: commands, words, presses of cards, and what is said in groups. */
export class Router {
  readonly #commands: { spec: CommandSpec; handler: CommandHandler }[] = [];
  readonly #presses = new Map<string, Handler>();
  readonly #words = new Map<string, Handler>();
  #inGroup: GroupHandler | undefined;

  command(spec: CommandSpec, handler: CommandHandler): void {
    this.#commands.push({ spec, handler });
  }

  /** Takes presses of this action, typed or tapped, and free words an open question with this action gets. */
  press(action: string, handler: Handler): void {
    if (this.#presses.has(action)) throw new Error(`two handlers for ${action}`);
    this.#presses.set(action, handler);
  }

  /** Takes plain words such as 待办. */
  word(words: readonly string[], handler: Handler): void {
    for (const word of words) this.#words.set(word, handler);
  }

  /** Takes everything that is said to the bot in a group. */
  group(handler: GroupHandler): void {
    this.#inGroup = handler;
  }

  /** Commands this person may use, in the order they were registered. */
  async commandsFor(ctx: Context): Promise<CommandSpec[]> {
    const actor = await ctx.actor();
    return this.#commands.map(({ spec }) => spec).filter((spec) => mayEver(actor, spec.action));
  }

  commandNamed(name: string): { spec: CommandSpec; handler: CommandHandler } | undefined {
    return this.#commands.find(({ spec }) => spec.names.includes(name));
  }

  pressOf(action: string): Handler | undefined {
    return this.#presses.get(action);
  }

  wordOf(said: string): Handler | undefined {
    return this.#words.get(said.trim());
  }

  get inGroup(): GroupHandler | undefined {
    return this.#inGroup;
  }
}
