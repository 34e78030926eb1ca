import { type Half, readHalf } from '../../calendar/half-day.ts';
import { readTypedDate } from '../../calendar/typed-date.ts';
import { RuleError } from '../../errors.ts';

/** What somebody said of a roll: whose it is, and who is not simply there. Names as they were typed. */
export interface SaidOfRoll {
  dateOn?: string;
  half?: Half;
  /** `undefined` where nothing was said of the people: the roll is to be shown. */
  exceptions?: Exceptions<string>;
}

/** Somebody who came late, and by how many minutes, where that was said. */
interface LateComer<Person> {
  person: Person;
  minutes?: number;
}

/** Those who came late, those who did not come, those said to be on leave; everybody else on the roll is there. */
export interface Exceptions<Person> {
  late: readonly LateComer<Person>[];
  absent: readonly Person[];
  /** Said to be on leave: nothing is recorded of them, they ask for it themselves. */
  onLeave: readonly Person[];
}

const everybody = /^(全部|全体|均已|都)?(到课|到齐|在课|到了)$/;
const except =
  /^除(.+?)(以外|之外|外)?[，,]?(其余|其他)?(的)?(人|人员|学员)?(全部|全体|均|都)?(已)?(到课|到齐|在课|到了)$/;
const groupHead = /(缺课|未到|没来|旷课|迟到|口头请假|已请假|请假)(?:的有|的|了)?(?:@(\d+))?[：:]?/g;
/** `12分钟`, `（12分）`, also with a space before it: how late the person named before it came. */
const minutesSaid = /[\s（(]*(\d{1,3})\s*分钟?(?:[)）])?/g;
const between = /[\s、，,；;。和]+/;

/**
 * Reads the words of a roll: `3月16日 上午 缺课：张三、李四；迟到：王五`, `除张三外全部到课`, `全部到课`, or nothing.
 * @param todayOn - the day a typed date is read on
 * @throws RuleError `roll.unreadable`
 */
export function readRoll(words: string, todayOn: string): SaidOfRoll {
  const typed = words
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');
  const dateOn = dateOf(typed[0], todayOn);
  if (dateOn !== undefined) typed.shift();
  const half = readHalf(typed[0] ?? '');
  if (half !== undefined) typed.shift();
  const when = { ...(dateOn === undefined ? {} : { dateOn }), ...(half === undefined ? {} : { half }) };
  const said = typed.join(' ');
  return said === '' ? when : { ...when, exceptions: readExceptions(said) };
}

/**
 * Reads who is not simply there: `缺课：张三、李四；迟到：王五12分钟`, `张三缺课，李四迟到12分钟`, `除张三外全部到课`, `全部到课`.
 * @throws RuleError `roll.unreadable`
 */
export function readExceptions(said: string): Exceptions<string> {
  const compact = said.trim().replace(/[。！!]+$/, '');
  if (everybody.test(compact.replaceAll(/\s/g, ''))) return { late: [], absent: [], onLeave: [] };
  const left = except.exec(compact.replaceAll(/\s/g, ''))?.[1];
  if (left !== undefined) return { late: [], absent: namesIn(left), onLeave: [] };
  const marked = compact.replaceAll(minutesSaid, '@$1');
  const heads = [...marked.matchAll(groupHead)];
  const ends = [0, ...heads.map((head) => head.index + head[0].length)];
  const parts = ends.map((end, index) => namesIn(marked.slice(end, heads[index]?.index)));
  const namesFirst = parts[0]?.length !== 0;
  if (heads.length === 0 || (namesFirst && parts.at(-1)?.length !== 0)) throw new RuleError('roll.unreadable', {});
  const found = { late: [] as LateComer<string>[], absent: [] as string[], onLeave: [] as string[] };
  heads.forEach((head, index) => {
    const names = parts[namesFirst ? index : index + 1] ?? [];
    const group = groupOf(head[1]);
    if (group === 'late') found.late.push(...names.map((name) => lateComer(name, head[2])));
    else if (names.some((name) => name.includes('@'))) throw new RuleError('roll.unreadable', {});
    else found[group].push(...names);
  });
  if (found.late.length + found.absent.length + found.onLeave.length === 0) throw new RuleError('roll.unreadable', {});
  return found;
}

/** @param ofAll - minutes that were said of everybody in the group */
function lateComer(said: string, ofAll: string | undefined): LateComer<string> {
  const [person = '', own] = said.split('@');
  const minutes = Number(own ?? ofAll ?? 0);
  return minutes === 0 ? { person } : { person, minutes };
}

function groupOf(head: string | undefined): keyof Exceptions<string> {
  if (head === '迟到') return 'late';
  return head?.endsWith('请假') === true ? 'onLeave' : 'absent';
}

function namesIn(text: string): string[] {
  const rest = /^(其余|其他)?(的)?(人|人员|学员)?(全部|全体|均|都)?(已)?(到课|到齐|在课|到了)$/;
  return text
    .split(between)
    .map((name) => name.trim())
    .filter((name) => name !== '' && !rest.test(name));
}

function dateOf(word: string | undefined, todayOn: string): string | undefined {
  if (word === undefined) return undefined;
  try {
    return readTypedDate(word, todayOn);
  } catch (error) {
    if (error instanceof RuleError) return undefined;
    throw error;
  }
}
