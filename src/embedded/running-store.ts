import { existsSync } from 'node:fs';
import { uriOf } from './listen.ts';
import { livingOwner } from './owner.ts';

/** The address of the store that another process of this user runs on a data directory; `undefined` when none does. */
export async function runningStoreUri(dataDir: string): Promise<string | undefined> {
  const address = existsSync(dataDir) ? await livingOwner(dataDir) : undefined;
  if (address === undefined || 'port' in address) return undefined;
  return uriOf({ address, password: undefined }, 'xuece');
}
