import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmbeddedStore, startEmbeddedStore } from '../../src/embedded/index.ts';
import { openStore } from '../../src/stores.ts';

/** A row of the table of docs/scaling.md. */
interface Row {
  readonly collection: string;
  /** Fields of the shard key; none where the collection is not sharded. */
  readonly key: readonly string[];
  readonly hashed: boolean;
  /** Each unique index as its fields, in the order of the alphabet. */
  readonly unique: readonly string[];
}

const text = readFileSync(new URL('../../docs/scaling.md', import.meta.url), 'utf8');
const rows: Row[] = [...text.matchAll(/^\| `\w+` \|.*\|$/gm)].map(([line]) => {
  const [, collection = '', key = '', unique = ''] = line.split('|');
  return {
    collection: collection.replace(/[` ]/g, ''),
    key: [...key.matchAll(/(\w+):/g)].map(([, field = '']) => field),
    hashed: key.includes("'hashed'"),
    unique: [...unique.matchAll(/`([^`]+)`/g)].map(([, fields = '']) => fields).sort(),
  };
});

let dataDir: string;
let embedded: EmbeddedStore;
const found = new Map<string, { key: string[]; unique: boolean }[]>();
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'store-scaling-'));
  embedded = await startEmbeddedStore({ dataDir });
  await (await openStore(embedded.uri)).close();
  const client = await new mongoose.mongo.MongoClient(embedded.uri).connect();
  for (const { name } of await client.db().listCollections().toArray()) {
    const indexes = await client.db().collection(name).indexes();
    found.set(
      name,
      indexes.map(({ key, unique }) => ({ key: Object.keys(key), unique: unique === true })),
    );
  }
  await client.close();
});
afterAll(async () => {
  await embedded.close();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('the table of shard keys', () => {
  it('names every collection that has an index, with its unique indexes', () => {
    for (const [name, indexes] of found) {
      const unique = indexes.filter((index) => index.unique).map(({ key }) => key.join(', '));
      expect(rows.filter(({ collection }) => collection === name)).toMatchObject([{ unique: unique.sort() }]);
    }
    expect(found.size).toBeGreaterThan(15);
  });

  it('gives no key that a unique index does not begin with', () => {
    const sharded = rows.filter(({ key }) => key.length > 0);
    expect(sharded.map(({ collection }) => collection)).toContain('deliveries');
    for (const { collection, key, hashed } of sharded) {
      const unique = (found.get(collection) ?? []).filter((index) => index.unique);
      if (hashed) expect(unique).toEqual([]);
      for (const index of unique) expect(index.key.slice(0, key.length)).toEqual(key);
    }
  });

  it('is what the commands for the cluster do', () => {
    const commands = [...text.matchAll(/^sh\.shardCollection\('xuece\.(\w+)', \{ (\w+): 'hashed' \}\);$/gm)];
    expect(commands.map(([, collection, field]) => `${collection} ${field}`).sort()).toEqual(
      rows.flatMap(({ collection, key }) => (key.length === 0 ? [] : [`${collection} ${key.join()}`])).sort(),
    );
  });
});
