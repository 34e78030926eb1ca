import type { PlatformPerson } from '../chat/platform.ts';
import { fault, type Line, note, ok } from './line.ts';
import { doctorWords } from './words.ts';

/** Names of people in the information base, by their user id on a platform. */
export type Accounts = ReadonlyMap<string, string>;

const namesShown = 5;

/** Compares whom the app can see with the information base. @param accounts - absent if the store could not be read */
export async function visibleRange(
  vendor: string,
  people: AsyncIterable<PlatformPerson>,
  accounts: Accounts | undefined,
): Promise<Line[]> {
  const seen = new Set<string>();
  for await (const person of people) seen.add(person.userId);
  if (seen.size === 0) return [fault(doctorWords.seesNobody(vendor), doctorWords.widenRange(vendor))];
  if (accounts === undefined || accounts.size === 0) return [note(doctorWords.seesWithoutRoster(vendor, seen.size))];
  const unseen = [...accounts].filter(([userId]) => !seen.has(userId)).map(([, name]) => name);
  const strangers = [...seen].filter((userId) => !accounts.has(userId)).length;
  const first =
    unseen.length === 0
      ? ok(doctorWords.seesAll(vendor, seen.size, accounts.size))
      : fault(
          doctorWords.doesNotSee(vendor, unseen.length, unseen.slice(0, namesShown)),
          doctorWords.widenRange(vendor),
        );
  return strangers === 0 ? [first] : [first, note(doctorWords.strangers(vendor, strangers))];
}
