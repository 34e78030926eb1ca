import { type Command, joinedNames, nearestNames, readUnslashed } from '../chat/command.ts';
import type { ListSheet } from '../chat/long-list.ts';
import type { Press } from '../chat/message.ts';
import { typedWord } from '../chat/plain-text.ts';
import type { PressKind } from '../chat/press.ts';
import {
  type Argument,
  type CommandDeclaration,
  type CommandSpec,
  readArguments,
  specOf,
  type Values,
} from './command.ts';
import type { Context } from './context.ts';
import { presentAction } from './former-actions.ts';
import type { Preview } from './preview.ts';
import type { ProofKind } from './proof-kind.ts';
import type { FileKind } from './received-file.ts';
import { sendList } from './sheet-on-request.ts';

export type Handler = (ctx: Context) => Promise<void>;
/** @returns whether the number meant something here */
export type NumberHandler = (ctx: Context, said: string) => Promise<boolean>;
export type GroupHandler = (ctx: Context, said: string) => Promise<void>;

interface RegisteredCommand {
  spec: CommandSpec;
  /** @throws UsageFault for arguments that make no sense */
  run: (ctx: Context, command: Command) => Promise<void>;
}

/** A command with the words it was typed with. */
interface FoundCommand {
  spec: CommandSpec;
  /** @throws UsageFault for arguments that make no sense */
  run: Handler;
}

export interface Word {
  handler: Handler;
  ofTrainees: boolean;
  mayAnswer: boolean;
}

/** What handlers take: commands, words, presses of cards, and what is said in groups. */
export class Router {
  readonly #commands: RegisteredCommand[] = [];
  /** By each of their names, as typed words are compared; of several with one name the first. */
  readonly #byName = new Map<string, RegisteredCommand>();
  readonly #presses = new Map<string, (press: Press) => Handler | undefined>();
  readonly #sheets = new Map<string, (press: Press) => ((ctx: Context) => Promise<ListSheet>) | undefined>();
  readonly #readNumbers = new Set<string>();
  readonly #words = new Map<string, Word>();
  readonly #files: FileKind[] = [];
  readonly #sentences: ((said: string) => Handler | undefined)[] = [];
  readonly #slashed: ((said: string) => Handler | undefined)[] = [];
  readonly #proofs: ProofKind[] = [];
  readonly #numbers: NumberHandler[] = [];
  #inGroup: GroupHandler | undefined;

  /** Registers a command; the handler gets the declared arguments. */
  command<const Arguments extends readonly Argument[] = []>(
    declaration: CommandDeclaration<Arguments>,
    handler: (ctx: Context, values: Values<Arguments>) => Promise<void>,
  ): void {
    const command: RegisteredCommand = {
      spec: specOf(declaration),
      run: async (ctx, typed) => handler(ctx, await readArguments(ctx, declaration, typed)),
    };
    this.#commands.push(command);
    for (const name of command.spec.names.map(typedWord)) if (!this.#byName.has(name)) this.#byName.set(name, command);
  }

  /**
   * Registers for presses of this kind, tapped or typed, and for free words that answer an open question of this kind.
   * @param readsNumbers - says itself what a bare number means to its question, or why it means nothing
   */
  press<Facts>(
    kind: PressKind<Facts>,
    handler: (ctx: Context, facts: Facts) => Promise<void>,
    { readsNumbers = false } = {},
  ): void {
    if (this.#presses.has(kind.action)) throw new Error(`two handlers for ${kind.action}`);
    if (readsNumbers) this.#readNumbers.add(kind.action);
    this.#presses.set(kind.action, (press) => {
      const facts = kind.read(press);
      return facts === undefined ? undefined : (ctx) => handler(ctx, facts);
    });
  }

  /** Registers both buttons of a preview; the handler carries out what was shown. */
  preview<Confirm extends Drop, Drop, Shown>(
    { confirm, drop, shown, forget, dropped }: Preview<Confirm, Drop, Shown>,
    carryOut: (ctx: Context, shown: Shown, facts: Confirm) => Promise<void>,
  ): void {
    this.press(confirm, async (ctx, facts) => carryOut(ctx, await shown(ctx, facts), facts));
    this.press(drop, async (ctx, facts) => {
      const found = await shown(ctx, facts);
      await forget?.(ctx, found);
      await ctx.settle(typeof dropped === 'string' ? dropped : dropped(found));
    });
  }

  /**
   * Registers plain words such as 待办, said alone.
   * @param ofTrainees - staff who take part in no class mean the command of this name instead
   * @param mayAnswer - words that may as well answer what is open, which comes first
   */
  word(words: readonly string[], handler: Handler, { ofTrainees = false, mayAnswer = false } = {}): void {
    for (const word of words) this.#words.set(typedWord(word), { handler, ofTrainees, mayAnswer });
  }

  /**
   * Registers sentences of one's own words that are understood when they are said to no question.
   * @param read - what is meant; `undefined` for every other sentence
   * @param withSlash - also where it is typed as the command of others, which this person may not use
   */
  sentence(
    read: (said: string) => string | undefined,
    handler: (ctx: Context, meant: string) => Promise<void>,
    { withSlash = false } = {},
  ): void {
    const meantBy = (said: string) => {
      const meant = read(said);
      return meant === undefined ? undefined : (ctx: Context) => handler(ctx, meant);
    };
    this.#sentences.push(meantBy);
    if (withSlash) this.#slashed.push(meantBy);
  }

  /** What a command that this person may not use means as a sentence. */
  sentenceWithSlash({ name, args }: Command): Handler | undefined {
    const said = [name, ...args].join(' ');
    return this.#slashed.map((read) => read(said)).find((handler) => handler !== undefined);
  }

  /** What a sentence means, if one that is registered reads it. */
  sentenceOf(said: string): Handler | undefined {
    for (const read of this.#sentences) {
      const handler = read(said);
      if (handler !== undefined) return handler;
    }
    return undefined;
  }

  /** Registers for bare numbers that answer nothing that is open. */
  number(handler: NumberHandler): void {
    this.#numbers.push(handler);
  }

  get numberHandlers(): readonly NumberHandler[] {
    return this.#numbers;
  }

  /**
   * Registers the button that sends a long list as a sheet, as often as it is pressed.
   * @param build - checks the right at that moment
   */
  sheet<Facts>(kind: PressKind<Facts>, build: (ctx: Context, facts: Facts) => Promise<ListSheet>): void {
    this.press(kind, async (ctx, facts) => sendList(ctx, await build(ctx, facts)));
    this.#sheets.set(kind.action, (press) => {
      const facts = kind.read(press);
      return facts === undefined ? undefined : (ctx) => build(ctx, facts);
    });
  }

  /** The list that this press sends as a sheet, for a page that shows it; making it checks the right as the press does. */
  listOf(press: Press): ((ctx: Context) => Promise<ListSheet>) | undefined {
    return this.#sheets.get(press.action)?.(press);
  }

  /** Registers a kind of file that people send. */
  file(kind: FileKind): void {
    this.#files.push(kind);
  }

  /** Registers a kind of matter to which proofs may be sent. */
  proof(kind: ProofKind): void {
    this.#proofs.push(kind);
  }

  get proofKinds(): readonly ProofKind[] {
    return this.#proofs;
  }

  /** The kinds of files this person may ever send. */
  async filesFor(ctx: Context): Promise<FileKind[]> {
    const mine = await ctx.everAllowed(this.#files.map(({ action }) => action));
    return this.#files.filter(({ action }) => mine.has(action));
  }

  /** Registers for everything written to the bot in a group. */
  group(handler: GroupHandler): void {
    this.#inGroup = handler;
  }

  /** Every command, in the order of registration. */
  get specs(): CommandSpec[] {
    return this.#commands.map(({ spec }) => spec);
  }

  /** Commands this person may use. */
  async commandsFor(ctx: Context): Promise<CommandSpec[]> {
    const mine = await ctx.everAllowed(this.specs.map(({ action }) => action));
    return this.specs.filter(({ action }) => mine.has(action));
  }

  /** The command whose name the words begin with, typed without a slash, if this person may use it. Foreign names are no such words. */
  async commandUnslashed(ctx: Context, said: string): Promise<Command | undefined> {
    const typed = readUnslashed(said);
    if (!/\p{Script=Han}/u.test(typed.name)) return undefined;
    const found = this.commandTyped(typed);
    if (found !== undefined && (await ctx.mayEver(found.spec.action))) return typed;
    const other = this.specs.find(({ saidAs }) => saidAs?.includes(typed.name));
    return other !== undefined && (await ctx.mayEver(other.action)) ? { ...typed, name: other.names[0] } : undefined;
  }

  /** The commands this person may have meant, the nearest first, each command once. */
  async commandsNear(ctx: Context, name: string, most: number): Promise<CommandSpec[]> {
    const mine = await this.commandsFor(ctx);
    const primary = new Map(mine.flatMap((spec) => spec.names.map((each) => [typedWord(each), spec] as const)));
    const near = nearestNames(name, [...primary.keys()], primary.size).flatMap((each) => primary.get(each) ?? []);
    return [...new Set(near)].slice(0, most);
  }

  /** The commands of this person whose names a sentence has in it, the longest first: 通知进度 rather than 通知. */
  async commandsIn(ctx: Context, said: string, most: number): Promise<CommandSpec[]> {
    const sentence = typedWord(said);
    const all = this.specs.flatMap((spec) =>
      spec.names.filter((name) => isSayable(name) && sentence.includes(name)).map((name) => ({ name, spec })),
    );
    if (all.length === 0) return [];
    const mine = new Set(await this.commandsFor(ctx));
    const named = all.filter(({ spec }) => mine.has(spec));
    const longest = named
      .filter(({ name }) => !named.some((other) => other.name !== name && other.name.includes(name)))
      .sort((a, b) => b.name.length - a.name.length);
    return [...new Set(longest.map(({ spec }) => spec))].slice(0, most);
  }

  /** What a typed command means, also where its name was typed with spaces inside, or the first argument without one in front: `/点名2026-01`. */
  commandTyped(typed: Command): FoundCommand | undefined {
    for (const command of [...joinedNames(typed), ...partedName(typed)]) {
      const found = this.#byName.get(command.name);
      if (found !== undefined) return { spec: found.spec, run: (ctx) => found.run(ctx, command) };
    }
    return undefined;
  }

  /** @returns `undefined` for a press that has no handler or whose facts cannot be read, i.e. from a card that is too old */
  pressed(press: Press): Handler | undefined {
    return this.#presses.get(presentAction(press.action))?.(press);
  }

  /** Whether an open question of this kind takes a bare number. */
  readsNumbers({ action }: Press): boolean {
    return this.#readNumbers.has(action);
  }

  wordOf(said: string): Word | undefined {
    return this.#words.get(typedWord(said));
  }

  get inGroup(): GroupHandler | undefined {
    return this.#inGroup;
  }
}

/** `点名2026-01 40` as `点名 2026-01 40`. */
function partedName({ name, args, body }: Command): Command[] {
  const [, letters, argument] = /^(\p{Script=Han}+)(\d.*)$/u.exec(name) ?? [];
  return letters === undefined || argument === undefined ? [] : [{ name: letters, args: [argument, ...args], body }];
}

/** A name that a sentence may contain: two Chinese characters at least. */
function isSayable(name: string): boolean {
  return /^\p{Script=Han}{2,}$/u.test(name);
}
