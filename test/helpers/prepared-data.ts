import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import mongoose from 'mongoose';
import { ManualClock } from '../../src/clock.ts';
import { startEmbeddedStore } from '../../src/embedded/index.ts';
import { openStore } from '../../src/stores.ts';
import { smallCounty } from './county.ts';

/** Who lives in the data: the small county on one of the platforms, or nobody. */
type Inhabitants = 'wecom' | 'dingtalk' | 'nobody';

const dataFile = join('store', 'data.mdb');
/** Made once in each process. */
const made = new Map<Inhabitants, Promise<Buffer>>();

/**
 * A new data folder with every index and these people, and without a name of its own yet: making indexes and people anew is half of starting
 * a bot without platforms (docs/performance.md).
 */
export async function preparedDataDir(inhabitants: Inhabitants): Promise<string> {
  const making = made.get(inhabitants) ?? prepare(inhabitants);
  made.set(inhabitants, making);
  const bytes = await making;
  const dataDir = mkdtempSync(join(tmpdir(), 'xuece-'));
  const file = join(dataDir, dataFile);
  mkdirSync(dirname(file), { mode: 0o700 });
  writeFileSync(file, bytes);
  return dataDir;
}

async function prepare(inhabitants: Inhabitants): Promise<Buffer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'xuece-prepared-'));
  const embedded = await startEmbeddedStore({ dataDir, clock: new ManualClock(new Date(0)), durable: false });
  const store = await openStore(embedded.uri);
  if (inhabitants !== 'nobody') {
    const { units, cadres } = smallCounty(inhabitants);
    await store.units.put(units.map(({ id, ...unit }) => ({ _id: id, ...unit })));
    await store.cadres.put(cadres.map(({ id, ...cadre }) => ({ _id: id, ...cadre })));
  }
  await store.close();
  const client = await new mongoose.mongo.MongoClient(embedded.uri).connect();
  await client.db().collection('installation').deleteMany({});
  await client.close();
  await embedded.close();
  const bytes = readFileSync(join(dataDir, dataFile));
  rmSync(dataDir, { recursive: true, force: true });
  return bytes;
}
