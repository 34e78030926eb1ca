import type { ChatPlatform, PlatformPerson } from '../src/chat/platform.ts';
import type { PlatformName } from '../src/chat/update.ts';
import { withDeadline } from '../src/store/deadline.ts';

/** The people listed by one platform; read once per run, however often they are needed. */
export interface Directory {
  platform: PlatformName;
  /** @throws PlatformError, TransportError when the list could not be read completely */
  userIds(): Promise<ReadonlySet<string>>;
}

/** Reading a whole directory must end well before the lease of the run (ten minutes) does. */
const mostReadingMs = 4 * 60_000;

/** The contacts of a platform for a job; empty for a platform that shows none. */
export function directoriesOf(platform: Pick<ChatPlatform, 'name' | 'people'>): Directory[] {
  let read: Promise<ReadonlySet<string>> | undefined;
  const people = platform.people?.bind(platform);
  if (people === undefined) return [];
  const userIds = () => {
    read ??= withDeadline(allUserIds(people()), mostReadingMs, `reading the contacts of ${platform.name}`);
    return read;
  };
  return [{ platform: platform.name, userIds }];
}

async function allUserIds(people: AsyncIterable<PlatformPerson>): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for await (const { userId } of people) found.add(userId);
  return found;
}
