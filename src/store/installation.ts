import { randomUUID } from 'node:crypto';
import type { Database } from './database.ts';
import { dataVersion, migrate } from './migrations.ts';
import { number, optional, rows, text } from './row.ts';

const key = 'installation';

const installations = rows(
  'installation',
  {
    /**
     * The random name this data was given when it was new; the same for as long as the data lives, also after a backup was restored. It
     * goes into every key handed to a platform: WeCom takes no `task_id` twice, also not from a bot whose data was wiped.
     */
    name: text,
    /** The version of the data; absent = 1. */
    dataVersion: optional(number),
  },
  [],
);

/** Data that a newer program wrote: this one would not understand it. */
export class NewerDataError extends Error {
  override readonly name = 'NewerDataError';
  /** For the operator. */
  readonly advice: string;

  constructor(version: number) {
    super(`the data is of version ${version}, this program knows version ${dataVersion} and earlier`);
    this.advice = `数据由较新的学册写入（数据版本 ${version}），本程序只认识到版本 ${dataVersion}。请使用较新的程序，或恢复升级之前的备份。`;
  }
}

/**
 * Brings the data to the present version if an earlier one wrote it; new data is of the present one.
 * @returns the name of the installation
 * @throws NewerDataError when a later version wrote it
 */
export async function prepareInstallation(database: Database): Promise<string> {
  const collection = database.of(installations);
  await collection.insertMissing([{ _id: key, name: randomUUID().slice(0, 8), dataVersion }]);
  const row = await collection.byId(key);
  if (row === null) throw new Error('the name of the installation is gone');
  const { name, dataVersion: version = 1 } = row;
  if (version > dataVersion) throw new NewerDataError(version);
  if (version === dataVersion) return name;
  await migrate(database, version);
  await database.crashPoint('installation.data-migrated');
  await collection.updateOne({ _id: key }, { $set: { dataVersion } });
  return name;
}
