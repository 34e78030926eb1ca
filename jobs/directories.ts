import type { ChatPlatform, PlatformPerson } from '../src/chat/platform.ts';
import type { PlatformName } from '../src/chat/update.ts';
import { withDeadline } from '../src/store/deadline.ts';

/** The people listed by one platform; read once per run, however often they are needed. */
export interface Directory {
  platform: PlatformName;
  /** By their ids. @throws PlatformError, TransportError when the list could not be read completely */
  people(): Promise<ReadonlyMap<string, PlatformPerson>>;
}

/** Reading a whole directory must end well before the lease of the run (ten minutes) does. */
const mostReadingMs = 4 * 60_000;

/** The contacts of a platform for a job; empty for a platform that shows none. */
export function directoriesOf(platform: Pick<ChatPlatform, 'name' | 'people'>): Directory[] {
  let read: Promise<ReadonlyMap<string, PlatformPerson>> | undefined;
  const everybody = platform.people?.bind(platform);
  if (everybody === undefined) return [];
  const people = () => {
    read ??= withDeadline(allOf(everybody()), mostReadingMs, `reading the contacts of ${platform.name}`);
    return read;
  };
  return [{ platform: platform.name, people }];
}

async function allOf(people: AsyncIterable<PlatformPerson>): Promise<ReadonlyMap<string, PlatformPerson>> {
  const found = new Map<string, PlatformPerson>();
  for await (const person of people) found.set(person.userId, person);
  return found;
}
