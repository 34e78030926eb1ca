import { editDistance } from '../chat/command.ts';
import { plainWord, typedName, typedWord } from '../chat/plain-text.ts';
import type { CadreRow, CadreStore } from './cadres.ts';
import { groupedBy } from './grouped-by.ts';

/** Of these people those whom a typed name or cadre id means: the one with the id, or all with a name that reads the same. */
export function namedAs<Person extends { cadreId: string; name: string }>(
  people: readonly Person[],
  typed: string,
): Person[] {
  return namedAmong(people)(typed);
}

/** As `namedAs`, for asking often about the same people. */
export function namedAmong<Person extends { cadreId: string; name: string }>(
  people: readonly Person[],
): (typed: string) => Person[] {
  const numbered = groupedBy(people, ({ cadreId }) => typedWord(cadreId));
  const named = groupedBy(people, ({ name }) => typedName(name));
  return (typed) => numbered.get(typedWord(typed)) ?? named.get(typedName(typed)) ?? [];
}

/** Everyone in the information base whom a typed name or cadre id means. */
export async function peopleMeant(cadres: CadreStore, typed: string): Promise<CadreRow[]> {
  const byId = await cadres.byId(plainWord(typed));
  if (byId !== null) return [byId];
  const named = await cadres.named(typedName(typed));
  if (named.length > 0) return named;
  // Typed with another sign than the one that is kept: rare enough to look at everybody.
  const everybody = (await cadres.accounts()).map(({ _id, name }) => ({ cadreId: _id, name }));
  return cadres.many(namedAs(everybody, typed).map(({ cadreId }) => cadreId));
}

/** The most people that are offered for a name nobody has. */
const mostNear = 5;

/** Of these people those whose name differs from what was typed in one letter, for "did you mean". */
export function namedNearly<Person extends { name: string }>(people: readonly Person[], typed: string): Person[] {
  const name = typedName(typed);
  if ([...name].length < 2) return [];
  return people.filter((each) => editDistance(name, typedName(each.name)) === 1).slice(0, mostNear);
}

/** Everyone in the information base whose name differs from what was typed in one letter. Looks at everybody, which a name nobody has is worth. */
export async function peopleNearly(cadres: CadreStore, typed: string): Promise<CadreRow[]> {
  const near = namedNearly(await cadres.accounts(), typed);
  return cadres.many(near.map(({ _id }) => _id));
}
