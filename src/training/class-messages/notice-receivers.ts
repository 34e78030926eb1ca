import { numberOf } from '../../chat/chinese-number.ts';
import { isSameWord, typedWord } from '../../chat/plain-text.ts';
import { namedAs } from '../../county/people-meant.ts';
import { inScope, type ScopedPerson, type ScopeFacts } from '../../county/people-scope.ts';
import { unitNamed } from '../../county/units.ts';

/** Somebody a notice may go to. */
export interface Reachable extends ScopedPerson {
  name: string;
}

/** Whom a notice is meant for: as it is said, and everyone it means. */
export interface Meant {
  scope: string;
  people: readonly Reachable[];
}

/** Who a word means; several people with one name are told apart by whoever wrote it. */
export type WordMeant = Meant | { ambiguous: readonly Reachable[] } | undefined;

const ownUnitWords = ['本单位', '全单位'];

/**
 * Whom one word means among the people whom its writer may send to: a scope as everywhere, 本单位, or one person by name or number. A unit, a
 * level or a group of which there is nobody among them means nothing, so that the answer tells nothing about others.
 * @param own - the units whose head or liaison writes
 */
export function wordMeant(
  typed: string,
  within: readonly Reachable[],
  facts: ScopeFacts,
  own: ReadonlySet<string>,
): WordMeant {
  if (ownUnitWords.includes(typedWord(typed))) {
    const people = within.filter(({ unitId }) => own.has(unitId));
    return people.length === 0 ? undefined : { scope: '本单位', people };
  }
  const scoped = inScope(within, typed, facts);
  if (scoped !== undefined && scoped.people.length > 0) return scoped;
  const named = namedAs(
    within.map((person) => ({ ...person, cadreId: person._id })),
    typed,
  );
  const [one, ...others] = named;
  if (one === undefined) return undefined;
  return others.length > 0 ? { ambiguous: named } : { scope: one.name, people: [one] };
}

/** The number of the study group that a word means: `第1组`, `一组`, `第十二小组`; `undefined` for other words. */
export function groupNumber(typed: string): number | undefined {
  const [, said = ''] =
    /^第?(\d{1,2}|[一二三四五六七八九]?十?[一二三四五六七八九]?)(?:学习)?小?组$/u.exec(typedWord(typed)) ?? [];
  return said === '' ? undefined : numberOf(said);
}

/** The people of a study group of a class among those whom the writer may send to; `undefined` where there are none. */
export function groupMeant(
  typed: string,
  within: readonly Reachable[],
  groups: readonly { cadreIds: readonly string[] }[],
): Meant | undefined {
  const number = groupNumber(typed) ?? 0;
  const people = within.filter(({ _id }) => groups[number - 1]?.cadreIds.includes(_id));
  return people.length === 0 ? undefined : { scope: `第${number}组`, people };
}

/** Everyone whom any of these means, each once, by id. */
export function allOf(meant: readonly Meant[]): Reachable[] {
  const people = new Map(meant.flatMap((each) => each.people).map((person) => [person._id, person]));
  return [...people.values()].sort((a, b) => (a._id < b._id ? -1 : 1));
}

/** How many parts are named; of a longer list the number is told. */
const mostParts = 3;

/** `县财政局、科级正职`; `张三等5人` of many people; `名单所列人员` of a list. */
export function scopeLabel(meant: readonly Meant[]): string {
  const parts = [...new Set(meant.map(({ scope }) => scope))];
  const [first = ''] = parts;
  const arePeople = meant.every(({ scope, people }) => people.length === 1 && people[0]?.name === scope);
  if (parts.length <= mostParts) return parts.join('、');
  return arePeople ? `${first}等${parts.length}人` : `${first}等${parts.length}类人员`;
}

/** One line of a list: a name or a number, and the unit that tells two of one name apart. */
export interface ListedName {
  name: string;
  unit?: string;
  /** In a sheet that has numbers too: of this person, if it also bears the name. */
  id?: string;
}

/** Why a line of a list means nobody. */
export interface NotFound {
  name: string;
  why: 'unknown' | 'ambiguous';
}

/** Everyone on a list among the people whom its writer may send to, each once, and the lines that mean nobody or several. */
export function listedPeople(
  lines: readonly ListedName[],
  within: readonly Reachable[],
  { tree }: ScopeFacts,
): { people: Reachable[]; notFound: NotFound[] } {
  const candidates = within.map((person) => ({ ...person, cadreId: person._id }));
  const people = new Map<string, Reachable>();
  const notFound: NotFound[] = [];
  for (const { name, unit, id } of lines) {
    const called = namedAs(candidates, name);
    const numbered = id === undefined ? [] : called.filter(({ _id }) => _id === id);
    const named = numbered.length > 0 ? numbered : called;
    const inUnit = unit === undefined ? named : named.filter((each) => isOf(each, unit, tree));
    const meant = inUnit.length > 0 ? inUnit : named;
    const [one, ...others] = meant;
    if (one === undefined || others.length > 0)
      notFound.push({ name, why: one === undefined ? 'unknown' : 'ambiguous' });
    else people.set(one._id, one);
  }
  return { people: [...people.values()].sort((a, b) => (a._id < b._id ? -1 : 1)), notFound };
}

function isOf({ unitId }: Reachable, typed: string, tree: ScopeFacts['tree']): boolean {
  const unit = unitNamed(tree.units, typed);
  return unit === undefined ? isSameWord(tree.unit(unitId)?.name ?? '', typed) : tree.isWithin(unitId, unit._id);
}

/** The lines of a pasted list: a name each, perhaps with the unit behind it, or several names joined by 、. */
export function pastedNames(body: string): ListedName[] {
  return body.split(/\n/u).flatMap((line): ListedName[] => {
    const parts = line.split(/[\s、,，;；|]+/u).filter((part) => part !== '' && !/^\d{1,3}[.．、]?$/u.test(part));
    if (parts.length === 2 && /[局委办部镇乡街道中心校院所站社公司]$/u.test(parts[1] ?? ''))
      return [{ name: parts[0] ?? '', unit: parts[1] ?? '' }];
    return parts.map((name) => ({ name }));
  });
}
