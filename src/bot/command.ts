import { type Command, joinedPeople, withNameWhole } from '../chat/command.ts';
import type { Action } from '../county/policy.ts';
import type { Context } from './context.ts';
import { filledExample } from './example-samples.ts';
import { chatWords } from './words.ts';

/** The arguments of a command are missing or wrong; the person is told what is wrong, with usage and an example. */
export class UsageFault extends Error {
  override readonly name = 'UsageFault';
}

/** A command as `/帮助` and docs/commands.md show it. */
export interface CommandSpec {
  /** The Chinese name first, then the English one and other spellings. */
  names: readonly [string, ...string[]];
  /** How those call it, without a slash, who may use no command of that name: a class teacher's 点名 is no call-up. */
  saidAs?: readonly string[];
  /** Who may use it: people who have this right for at least something. */
  action: Action;
  /** Shown when the arguments are wrong. */
  usage: string;
  /** As the pages of documents show it. */
  example: string;
  /** As it was declared, with what is found for whoever asks in braces (`example-facts.ts`), e.g. `/签到 {class}`. */
  exampleOf: string;
  about: string;
  /** What happens then. */
  next: string;
  /** It acts at once, without a preview, on many people or so that it cannot be taken back: a typed number never carries it out. */
  isFinal?: true;
}

/** Looks up what typed words mean. Runs after the right was checked, so that nobody without it learns what exists. */
type Meaning<Value> = (ctx: Context) => Value | Promise<Value>;

/** One argument of a command: the words it takes, what they mean, and how the usage line shows it. */
export interface Argument<Key extends string = string, Value = unknown> {
  /** The name under which the handler gets it. */
  readonly key: Key;
  /** As in the usage line, e.g. `<班号>`. */
  readonly usage: string;
  /** The sentence when it is missing; comes before the command's. */
  readonly missing?: string | ((ctx: Context) => Promise<string>);
  /** The sentence when it is missing and neither this use of it nor the command has one. */
  readonly missingAlone?: string;
  /**
   * Takes its words from the front.
   * @returns `undefined` when it is missing
   * @throws UsageFault for words that make no sense here
   */
  take(words: TypedWords, ctx: Context): Meaning<Value> | undefined | Promise<Meaning<Value> | undefined>;
}

/** What a handler gets of a command's arguments. */
export type Values<Arguments extends readonly Argument[]> = {
  readonly [Key in Arguments[number]['key']]: Extract<Arguments[number], { key: Key }> extends Argument<
    Key,
    infer Value
  >
    ? Value
    : never;
};

/**
 * For what the right to a command is checked before anything is looked up: the class it names, the person's own record, or the county.
 * `found`: the handler checks it for each thing it finds.
 */
export type Right = 'class' | 'speaker' | 'county' | 'found';

/** A command, declared once: parsing, usage, rights, `/帮助` and docs/commands.md follow from it. */
export interface CommandDeclaration<Arguments extends readonly Argument[]>
  extends Pick<CommandSpec, 'names' | 'saidAs' | 'action' | 'about' | 'next' | 'isFinal'> {
  /** With what is found for whoever asks in braces (`example-facts.ts`), e.g. `/签到 {class}`. */
  example: string;
  right: Right;
  args?: Arguments;
  /** The sentence when an argument is missing. */
  missing?: string;
  /** Whether words after the last argument are a mistake; otherwise they are ignored. */
  exact?: true;
  /** Changes the usage line that was made from the arguments, where that does not say enough. */
  usage?: (line: string) => string;
}

const JOINS_ON = /[、,，;；]$/u;
const JOINED = /^[、,，;；]/u;
const NAMES = /^[\p{Script=Han}·‧・･∙⋅、,，;；]+$/u;

/** The words of a command, taken from the front one by one. */
export class TypedWords {
  readonly action: Action;
  readonly right: Right;
  /** The class that the command names, once its argument was read. */
  classId: string | undefined;
  /** The command names no class, so that a word nobody takes may be a number typed wrongly. */
  leavesClassOut = false;
  /** For what the right is checked. */
  asked: Action;
  /** All words, taken or not. */
  readonly all: string[];
  #taken = 0;
  #body: string;

  constructor({ args, body }: Command, { action, right }: { action: Action; right: Right }) {
    this.all = [...args];
    this.#body = body;
    this.action = action;
    this.asked = action;
    this.right = right;
  }

  get areOver(): boolean {
    return this.#taken >= this.all.length;
  }

  /** Everything after the first line, unless it was taken. */
  get body(): string {
    return this.#body;
  }

  takeBody(): string {
    const body = this.#body;
    this.#body = '';
    return body;
  }

  /** The next word, left where it is. */
  get ahead(): string | undefined {
    return this.all[this.#taken];
  }

  next(): string | undefined {
    const word = this.ahead;
    this.#taken += 1;
    return word;
  }

  /** Puts a word in front of those that are left, where one that was taken held two. */
  putBack(word: string): void {
    this.all.splice(this.#taken, 0, word);
  }

  /** The next word, or the next ones where they are one name typed with spaces in it. */
  nextName(): string | undefined {
    const left = this.all.slice(this.#taken);
    const whole = withNameWhole(left);
    this.#taken += 1 + left.length - whole.length;
    return whole[0];
  }

  /**
   * The next names: joined by 、 or commas, also with spaces around these; by spaces alone where nothing but names stands before what follows.
   * @param isNext - whether a word is what follows
   * @param mayEnd - whether nothing needs to follow
   */
  nextNames(isNext: (word: string) => boolean, mayEnd: boolean): string[] {
    const names: string[] = [];
    const takeName = () => names.push(this.nextName() ?? '');
    if (this.areOver) return names;
    takeName();
    while (this.ahead !== undefined && (JOINS_ON.test(names.at(-1) ?? '') || JOINED.test(this.ahead))) takeName();
    const left = this.all.slice(this.#taken);
    const found = left.findIndex(isNext);
    const count = found < 0 && mayEnd ? left.length : found;
    const end = this.#taken + count;
    if (count > 0 && left.slice(0, count).every((word) => NAMES.test(word))) while (this.#taken < end) takeName();
    return names.flatMap(joinedPeople);
  }

  rest(): string[] {
    const words = this.all.slice(this.#taken);
    this.#taken = this.all.length;
    return words;
  }
}

/** The declared command as it is shown to people. */
export function specOf({
  names,
  action,
  example,
  about,
  next,
  args = [],
  usage,
  isFinal,
  saidAs,
}: CommandDeclaration<readonly Argument[]>): CommandSpec {
  const line = [`/${names[0]}`, ...args.map((each) => each.usage).filter((each) => each !== '')].join(' ');
  return {
    names,
    action,
    usage: usage?.(line) ?? line,
    example: filledExample(example, {}),
    exampleOf: example,
    about,
    next,
    ...(isFinal && { isFinal }),
    ...(saidAs && { saidAs }),
  };
}

/**
 * The arguments of a command as the handler gets them. The words are read first, then the right is checked, then what they name is looked up.
 *
 * @throws UsageFault for missing or wrong words; RuleError `policy…` without the right, and those of the arguments
 */
export async function readArguments<Arguments extends readonly Argument[]>(
  ctx: Context,
  declaration: CommandDeclaration<Arguments>,
  command: Command,
): Promise<Values<Arguments>> {
  const { action, right, args, missing, exact } = declaration;
  const words = new TypedWords(command, { action, right });
  const meanings = await takeAll(ctx, words, args ?? [], missing);
  if (exact && !words.areOver) throw new UsageFault(missing);
  if (words.leavesClassOut && !words.areOver) throw new UsageFault(chatWords.unknownWord(words.ahead ?? ''));
  if (right === 'county') await ctx.requireIn(action, {});
  if (right === 'speaker') await ctx.require(action, { cadreId: ctx.person._id });
  return (await valuesOf(ctx, meanings)) as Values<Arguments>;
}

type Meanings = readonly (readonly [string, Meaning<unknown>])[];

/** Reads these arguments one after the other. @throws UsageFault */
export async function takeAll(
  ctx: Context,
  words: TypedWords,
  args: readonly Argument[],
  missing: string | undefined,
): Promise<Meanings> {
  const meanings: [string, Meaning<unknown>][] = [];
  for (const arg of args) {
    const meaning = await arg.take(words, ctx);
    if (meaning === undefined) throw new UsageFault(await missingOf(ctx, arg, missing));
    meanings.push([arg.key, meaning]);
  }
  return meanings;
}

/** Finds what was read, in the order of the arguments. */
export async function valuesOf(ctx: Context, meanings: Meanings): Promise<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const [key, meaning] of meanings) values[key] = await meaning(ctx);
  return values;
}

async function missingOf(ctx: Context, arg: Argument, missing: string | undefined): Promise<string> {
  const own = typeof arg.missing === 'function' ? await arg.missing(ctx) : arg.missing;
  return own ?? missing ?? arg.missingAlone ?? '';
}
