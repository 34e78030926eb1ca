import { nearest } from '../start/nearest.ts';
import { CommandFault } from './fault.ts';

/**
 * Checks what was typed after a command's name against its forms, before anything is loaded. A form is how it is shown to the operator: words
 * as they are typed, `<…>` for a value, `[--option]` or `[--option <…>]` for what may be left out, at its end.
 *
 * @param forms - e.g. `['people <文件> [--apply] [--all]', 'samples <目录>']`; `''` is the command alone
 * @throws CommandFault that names what is wrong with the nearest word or option, then the forms
 */
export function checkArguments(command: string, forms: readonly string[], args: readonly string[]): void {
  const read = forms.map(readForm);
  const faults = read.map((form) => faultOf(form, read, args));
  if (faults.includes(undefined)) return;
  // The form whose words fit is the one that was meant.
  const meant = read.findIndex(({ words }) => words.length > 0 && startsAs(words, args));
  throw new CommandFault([faults[Math.max(meant, 0)] ?? '', usageOf(command, forms)].filter(Boolean).join('\n'));
}

/** The forms of a command, one per line. */
export function usageOf(command: string, forms: readonly string[]): string {
  return ['用法：', ...forms.map((form) => `  npx xuece ${command} ${form}`.trimEnd())].join('\n');
}

interface Form {
  /** Words and `<values>` in order. */
  words: readonly string[];
  /** Options, each with its value's name if it takes one. */
  options: ReadonlyMap<string, string | undefined>;
}

function readForm(form: string): Form {
  const options = new Map<string, string | undefined>();
  const words = form.replace(/\[(--[\w-]+)(?: (<[^>]+>))?\]/g, (_, name: string, value?: string) => {
    options.set(name, value);
    return '';
  });
  return { words: words.split(/\s+/).filter((word) => word !== ''), options };
}

/** What does not fit this form; `''` when it is another form altogether; `undefined` when all fits. */
function faultOf(form: Form, all: readonly Form[], args: readonly string[]): string | undefined {
  const words: string[] = [];
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (!arg.startsWith('--')) words.push(arg);
    else if (!form.options.has(arg)) return unknownOption(arg, [...form.options.keys()]);
    else {
      const value = form.options.get(arg);
      const given = value === undefined ? undefined : rest.shift();
      if (value !== undefined && (given === undefined || given.startsWith('--'))) return `${arg} 后面请写${value}。`;
    }
  }
  const verbs = [...new Set(all.flatMap(({ words: [first = ''] }) => (first === '' || isValue(first) ? [] : [first])))];
  const [verb] = words;
  if (verb !== undefined && verbs.length > 0 && !verbs.includes(verb)) return unknownWord(verb, verbs);
  const fits = words.length === form.words.length && startsAs(form.words, words);
  return fits ? undefined : '';
}

function startsAs(form: readonly string[], words: readonly string[]): boolean {
  return form.every((each, at) => isValue(each) || each === words[at]);
}

const isValue = (word: string) => word.startsWith('<');

function unknownOption(given: string, known: readonly string[]): string {
  return `没有选项“${given}”${meaning(given, known)}。`;
}

function unknownWord(given: string, known: readonly string[]): string {
  return `没有“${given}”${meaning(given, known)}。`;
}

function meaning(given: string, known: readonly string[]): string {
  const near = nearest(given, known);
  return near === undefined ? '' : `，是否应为“${near}”`;
}
