import { typedParts, typedWord, visible } from './plain-text.ts';

/** A typed command: `/点名 2026-01 20` becomes `{ name: '点名', args: ['2026-01', '20'] }`. */
export interface Command {
  name: string;
  /** Words after the name, on the first line. */
  args: readonly string[];
  /** Everything after the first line, for pasted tables; empty when there is none. */
  body: string;
}

/** A slash as people type it; copied out of a sentence of ours a quotation mark stands in front of it. */
const SLASH = /^["'\p{Pi}\p{Ps}]*[/／⁄∕⧸]/u;

/**
 * Reads a command. Signs that nobody sees are not there, and any slash and any space is as good as the plain one. The words behind the name
 * stay as they were typed: what each means is compared by those who know it.
 *
 * @returns `undefined` when the text is no command
 */
export function readCommand(text: string): Command | undefined {
  const slash = SLASH.exec(visible(text).trim());
  return slash === null ? undefined : readUnslashed(visible(text).trim().slice(slash[0].length));
}

/** Reads a text as a command typed without its slash; whether there is one of this name, the router knows. */
export function readUnslashed(text: string): Command {
  const [first = '', ...body] = visible(text).trim().split('\n');
  const [name = '', ...args] = first.trim().split(/\s+/);
  return { name: typedWord(name), args, body: body.join('\n') };
}

/** What a command that was said is to be carried out with instead. */
export interface Correction {
  /** Another command. */
  name?: string | undefined;
  /** The class that was left out, as the first argument. */
  classId?: string | undefined;
  /** This word of the arguments, and what stands in its place. */
  word?: string | undefined;
  to?: string | undefined;
}

/** The command, put right. */
export function corrected(command: Command, { name, classId, word, to }: Correction): Command {
  const replaced = word === undefined || to === undefined ? command : withWord(command, word, to);
  const args = classId === undefined ? replaced.args : [classId, ...replaced.args];
  return { ...replaced, args, name: name === undefined ? command.name : typedWord(name) };
}

/** Its first word that reads so replaced: a whole one, one typed with a space in it, one inside a list, or one of the further lines. */
function withWord({ name, args, body }: Command, word: string, to: string): Command {
  const put = (at: number, words: number, by: string) => ({ name, args: args.toSpliced(at, words, by), body });
  const whole = args.findIndex((each) => typedWord(each) === typedWord(word));
  if (whole >= 0) return put(whole, 1, to);
  const parted = args.findIndex((each, index) => typedWord(each + (args[index + 1] ?? '')) === typedWord(word));
  if (parted >= 0) return put(parted, 2, to);
  const inside = args.findIndex((each) => each.includes(word));
  return inside >= 0
    ? put(inside, 1, (args[inside] ?? '').replace(word, to))
    : { name, args, body: body.replace(word, to) };
}

/** What the command may be where its name was typed with spaces inside, e.g. `/签 到`: first with the most words in its name. */
export function* joinedNames({ name, args, body }: Command): Generator<Command> {
  for (let count = Math.min(args.length, MOST_SPACES); count >= 0; count -= 1)
    yield { name: typedWord([name, ...args.slice(0, count)].join('')), args: args.slice(count), body };
}

const MOST_SPACES = 4;

/**
 * The words, with the first ones as one where a name was typed with spaces in it: `张　三`, as names of two letters stand in lists, or
 * `阿卜杜拉 · 买买提`. A bullet is no dot of a name.
 */
export function withNameWhole(words: readonly string[]): string[] {
  const [name = '', next, ...rest] = words;
  if (next === undefined) return [...words];
  const isSpaced = ONE_LETTER.test(name) && ONE_LETTER.test(next);
  if (isSpaced) return [name + next, ...rest];
  return NAME_GOES_ON.test(`${name} ${next}`) ? withNameWhole([name + next, ...rest]) : [...words];
}

/** The names of several people typed as one word: `张三、李四，王五`. */
export function joinedPeople(word: string): string[] {
  return word.split(/[、,，;；]/).filter((name) => name !== '');
}

const ONE_LETTER = /^\p{Script=Han}$/u;
const NAME_GOES_ON = /\p{Script=Han}(?: [·‧・･∙⋅·]|[·‧・･∙⋅·] )/u;

/**
 * Numbers typed as an answer: `1`, `1 3`, `1、3，5`, `①③`, full-width digits too.
 *
 * @returns the numbers, or `undefined` when the text is anything else
 */
export function readNumbers(text: string): number[] | undefined {
  const words = typedParts(text);
  if (words.length === 0 || !words.every((word) => /^\d{1,3}$/.test(word))) return undefined;
  return words.map(Number);
}

/** `确认参加 #K7Q2M` names its card: what was said without the code, and the code where there is one. */
export function splitCardCode(words: string): { said: string; code?: string } {
  const [, said, code] = /^(.+?)\s*#\s*([0-9A-Z]{5})[\s\p{P}]*$/iu.exec(words.normalize('NFKC')) ?? [];
  return said === undefined || code === undefined ? { said: words } : { said, code: code.toUpperCase() };
}

/**
 * The known names nearest to what was typed, the nearest first, for "did you mean": those it is a part of, or that differ from it in at most
 * half of their letters.
 */
export function nearestNames(typed: string, names: readonly string[], most: number): string[] {
  return [...new Set(names)]
    .filter(isWord)
    .map((name) => ({ name, isPart: isPart(typed, name), distance: editDistance(typed, name) }))
    .filter(({ name, isPart, distance }) => isPart || distance <= Math.max(1, Math.ceil([...name].length / 2)))
    .filter(({ name, distance }) => distance < [...name].length)
    .sort((a, b) => a.distance - b.distance || Number(b.isPart) - Number(a.isPart) || a.name.localeCompare(b.name))
    .slice(0, most)
    .map(({ name }) => name);
}

function isPart(typed: string, name: string): boolean {
  return typed !== '' && (name.includes(typed) || (name.length > 1 && typed.includes(name)));
}

/** Signs such as `?` are quick to type, but nobody means them by a word. */
function isWord(name: string): boolean {
  return /\p{L}/u.test(name);
}

/** In how many letters the two differ. */
export function editDistance(a: string, b: string): number {
  const from = [...a].slice(0, 40);
  const to = [...b].slice(0, 40);
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  from.forEach((letter, i) => {
    const next = [i + 1];
    to.forEach((other, j) => {
      const replace = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replace, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    });
    row = next;
  });
  return row[to.length] ?? 0;
}
