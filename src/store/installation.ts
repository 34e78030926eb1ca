import { randomUUID } from 'node:crypto';
import type { Database } from './database.ts';
import { rows, text } from './row.ts';

const key = 'installation';

const installations = rows('installation', { name: text }, []);

/**
 * The random name this data was given when it was new; the same for as long as the data lives, also after a backup was restored.
 * It goes into every key handed to a platform: WeCom takes no `task_id` twice, also not from a bot whose data was wiped.
 */
export async function installationName(database: Database): Promise<string> {
  const collection = database.of(installations);
  await collection.insertMissing([{ _id: key, name: randomUUID().slice(0, 8) }]);
  const row = await collection.byId(key);
  if (row === null) throw new Error('the name of the installation is gone');
  return row.name;
}
