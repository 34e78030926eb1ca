import { randomUUID } from 'node:crypto';
import type { Connection } from 'mongoose';
import { insertMissing, modelOn } from './row.ts';

const key = 'installation';

/**
 * The random name this data was given when it was new; the same for as long as the data lives, also after a backup was restored.
 * It goes into every key handed to a platform: WeCom takes no `task_id` twice, also not from a bot whose data was wiped.
 */
export async function installationName(connection: Connection): Promise<string> {
  const model = modelOn<{ _id: string; name: string }>(
    connection,
    'installation',
    { name: { type: String, required: true } },
    [],
  );
  await insertMissing(model, [{ _id: key, name: randomUUID().slice(0, 8) }]);
  const row = await model.findById(key).lean<{ name: string } | null>().exec();
  if (row === null) throw new Error('the name of the installation is gone');
  return row.name;
}
