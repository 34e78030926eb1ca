import { plainWord, typedName, typedWord } from '../chat/plain-text.ts';
import type { CadreRow, CadreStore } from './cadres.ts';

/** Of these people those whom a typed name or cadre id means: the one with the id, or all with a name that reads the same. */
export function namedAs<Person extends { cadreId: string; name: string }>(
  people: readonly Person[],
  typed: string,
): Person[] {
  const id = typedWord(typed);
  const numbered = people.filter((each) => typedWord(each.cadreId) === id);
  if (numbered.length > 0) return numbered;
  const name = typedName(typed);
  return people.filter((each) => typedName(each.name) === name);
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
