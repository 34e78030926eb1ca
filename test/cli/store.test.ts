import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import {
  Binary,
  BSONRegExp,
  Code,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  serialize,
  Timestamp,
  UUID,
} from 'bson';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { storeCommand } from '../../src/cli/store.ts';
import { readCollections } from '../../src/embedded/catalog.ts';
import { spaceRange } from '../../src/embedded/layout.ts';
import { environmentPath, openEnvironment } from '../../src/embedded/open-store.ts';
import { readConfig } from '../../src/start/config.ts';
import { startWorld, type World } from '../embedded/world.ts';

let folder: string;
let world: World;
const printed: string[] = [];
beforeEach(async () => {
  printed.length = 0;
  folder = mkdtempSync(join(tmpdir(), 'store-cli-'));
  world = await startWorld({ dataDir: join(folder, 'data') });
  await world.db.collection('units').createIndex({ name: 1 }, { unique: true });
  await world.db
    .collection<{ _id: string; name: string }>('units')
    .insertMany(Array.from({ length: 20 }, (_, at) => ({ _id: `u${at}`, name: `单位${at}` })));
});
afterEach(async () => {
  await world.end();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a command of the store on a data directory, or on a server. */
function run(args: string[], environment: Record<string, string> = { DATA_DIR: world.dataDir }): Promise<number> {
  return storeCommand(args, readConfig(environment), (line) => printed.push(line));
}

/** Runs the whole program in a process of its own. @returns exit code and what it wrote */
async function runProgram(args: string[], dataDir: string): Promise<{ code: number; said: string }> {
  const program = new URL('../../src/xuece.js', import.meta.url).pathname;
  const child = spawn(process.execPath, [program, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exit = new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? -1)));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), exit]);
  return { code, said: out + err };
}

const refusal = (sentence: RegExp) =>
  expect.objectContaining({ name: 'CommandFault', message: expect.stringMatching(sentence) });

describe('xuece store, beside a running bot', () => {
  it('checks the data', async () => {
    expect(await run(['verify'])).toBe(0);
    expect(printed).toEqual(['数据完好：1 个集合，20 条记录，与索引逐条相符。']);
  });

  it('dumps the data, and loads them into another data directory', async () => {
    const dump = join(folder, 'dump');
    const target = join(folder, 'target');
    expect(await run(['dump', dump])).toBe(0);
    expect(printed).toContain('- xuece.units　20 条');
    expect(await run(['load', dump], { DATA_DIR: target })).toBe(0);
    expect(await run(['verify'], { DATA_DIR: target })).toBe(0);
    expect(printed.at(-1)).toBe('数据完好：1 个集合，20 条记录，与索引逐条相符。');
  });

  it('backs up and restores by the short names, as a process of its own, with 0 when done and 2 when refused', async () => {
    const backup = join(folder, 'backup');
    expect(await runProgram(['backup', backup], world.dataDir)).toEqual({
      code: 0,
      said: expect.stringMatching(/^已备份到 .*附校验值。\n$/),
    });
    expect(await runProgram(['restore', backup], world.dataDir)).toEqual({
      code: 2,
      said: expect.stringMatching(/^数据目录 .* 正被另一个进程（进程号 \d+）使用.*\n$/),
    });
    expect(await run(['restore', backup], { DATA_DIR: join(folder, 'target') })).toBe(0);
    expect(printed).toEqual([
      expect.stringMatching(/^已恢复到数据目录 .*的备份。$/),
      '数据完好：1 个集合，20 条记录，与索引逐条相符。',
    ]);
  });
});

describe('xuece store verify', () => {
  it('tells every kind of fault with its place and ends with 1', async () => {
    await world.stop();
    const storage = openEnvironment(world.dataDir, { readOnly: false, durable: false });
    const [units] = [...readCollections(storage).values()];
    const [index] = units?.indexes ?? [];
    const entries = storage.entries(spaceRange(index?.record.space ?? 0), 3, false);
    await storage.write(() => {
      for (const { key } of entries) storage.remove(key);
    });
    await storage.close();
    expect(await run(['verify'])).toBe(1);
    expect(printed).toEqual([
      '数据有 3 处问题：',
      '- xuece.units 的索引 name_1：缺少应有的索引条目（3 处）',
      expect.stringContaining('用最近的备份恢复'),
    ]);
    world = await world.reopen();
  });

  it('says so when the data file cannot be read', async () => {
    await world.stop();
    const file = join(environmentPath(world.dataDir), 'data.mdb');
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.subarray(0, 3 * 4096));
    await expect(run(['verify'])).rejects.toEqual(refusal(/^数据目录 .* 中的数据文件已损坏，请用备份恢复。$/));
    writeFileSync(file, bytes);
    world = await world.reopen();
  });
});

describe('xuece store refuses with one clear sentence', () => {
  it('a data directory without data', async () => {
    const nothing = { DATA_DIR: join(folder, 'nothing') };
    for (const args of [['verify'], ['dump', join(folder, 'out')], ['backup', join(folder, 'out')]])
      await expect(run(args, nothing)).rejects.toEqual(
        refusal(/^数据目录 .*nothing 中没有数据。请检查 DATA_DIR；首次使用时，请先运行 npm start。$/),
      );
    expect(existsSync(join(folder, 'out'))).toBe(false);
    expect(existsSync(join(folder, 'nothing'))).toBe(false);
  });

  it('a directory to write to that is not empty', async () => {
    mkdirSync(join(folder, 'full'));
    writeFileSync(join(folder, 'full', 'letter'), '');
    for (const verb of ['dump', 'backup'])
      await expect(run([verb, join(folder, 'full')])).rejects.toEqual(refusal(/^目录 .*full 不是空目录/));
  });

  it('a data directory that the bot uses, and one that holds data', async () => {
    await run(['dump', join(folder, 'dump')]);
    await run(['backup', join(folder, 'backup')]);
    const verbs = ['load', 'restore'].map((verb) => [verb, join(folder, verb === 'load' ? 'dump' : 'backup')]);
    for (const args of verbs) await expect(run(args)).rejects.toEqual(refusal(/正被另一个进程（进程号 \d+）使用/));
    await world.stop();
    for (const args of verbs)
      await expect(run(args)).rejects.toEqual(refusal(/^数据目录 .* 中已有数据，只能写入空的数据目录。$/));
    world = await world.reopen();
  });

  it('a dump or backup that is none, or is damaged', async () => {
    const target = { DATA_DIR: join(folder, 'target') };
    await expect(run(['load', join(folder, 'nothing')], target)).rejects.toEqual(
      refusal(/没有完整的 mongodump 格式文件/),
    );
    await expect(run(['restore', folder], target)).rejects.toEqual(refusal(/不是备份目录/));
    await run(['dump', join(folder, 'dump')]);
    await run(['backup', join(folder, 'backup')]);
    for (const file of [join(folder, 'dump', 'xuece', 'units.bson'), join(folder, 'backup', 'data.mdb')])
      writeFileSync(file, readFileSync(file).subarray(0, -3));
    await expect(run(['load', join(folder, 'dump')], target)).rejects.toEqual(
      refusal(/^导出文件 .* 不完整或已损坏，请重新导出。$/),
    );
    await expect(run(['restore', join(folder, 'backup')], target)).rejects.toEqual(refusal(/校验值不符/));
    expect(existsSync(join(folder, 'target'))).toBe(false);
  });

  it('what is done on the server itself, when the data are there', async () => {
    const server = { DATA_DIR: world.dataDir, MONGODB_URI: 'mongodb://127.0.0.1:1/xuece' };
    for (const args of [['verify'], ['backup', join(folder, 'x')], ['restore', join(folder, 'x')]])
      await expect(run(args, server)).rejects.toEqual(
        refusal(/^已设置 MONGODB_URI，数据在服务器上。.*MONGODB_URI= 再执行。$/),
      );
  });
});

describe('a full disk', () => {
  it('is told by every command, leaves nothing half-done, and is no obstacle once there is room', async () => {
    await world.db.collection('big').insertMany(Array.from({ length: 30 }, () => ({ text: 'x'.repeat(100_000) })));
    const [dump, backup] = [join(folder, 'dump'), join(folder, 'backup')];
    await run(['dump', dump]);
    await run(['backup', backup]);
    const tries: { args: string[]; dataDir: string }[] = [
      { args: ['dump', join(folder, 'dump-2')], dataDir: world.dataDir },
      { args: ['backup', join(folder, 'backup-2')], dataDir: world.dataDir },
      { args: ['load', dump], dataDir: join(folder, 'loaded') },
      { args: ['restore', backup], dataDir: join(folder, 'restored') },
    ];
    const script = new URL('store-commands-process.ts', import.meta.url).pathname;
    const child = spawn(
      'sh',
      ['-c', 'ulimit -f 2000 && exec "$@"', 'sh', process.execPath, '--import', 'tsx', script, JSON.stringify(tries)],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const told = JSON.parse(await text(child.stdout)) as string[];
    expect(told).toEqual(
      tries.map(() =>
        expect.stringMatching(/^磁盘空间不足|^没能在 .* 写完备份，请检查磁盘空间|^没有写完，磁盘可能已满/),
      ),
    );
    for (const name of ['dump-2', 'backup-2']) expect(readdirSync(join(folder, name))).toEqual([]);
    for (const name of ['loaded', 'restored'])
      await expect(run(['verify'], { DATA_DIR: join(folder, name) })).rejects.toEqual(refusal(/没有数据/));
    for (const { args, dataDir } of tries) expect(await run(args, { DATA_DIR: dataDir })).toBe(0);
    for (const name of ['loaded', 'restored']) expect(await run(['verify'], { DATA_DIR: join(folder, name) })).toBe(0);
  });
});

describe('xuece store on a MongoDB server', () => {
  const documents = [
    { _id: 'types', int: new Int32(5), whole: new Double(5), zero: new Double(-0), nan: new Double(Number.NaN) },
    { _id: 'long', small: Long.fromNumber(5), large: Long.MAX_VALUE, money: Decimal128.fromString('1.20') },
    {
      _id: 'time',
      at: new Date(-1),
      stamp: new Timestamp({ t: 5, i: 6 }),
      none: null,
      least: new MinKey(),
      most: new MaxKey(),
    },
    {
      _id: 'bytes',
      id: new ObjectId(),
      uuid: new UUID(),
      raw: new Binary(Buffer.from([1]), 128),
      pattern: new BSONRegExp('^a', 'im'),
    },
    {
      _id: 'code',
      plain: new Code('x'),
      scoped: new Code('x', { x: 1 }),
      ref: { $ref: 'a', $id: 1, $db: 'b', more: 1 },
    },
    { _id: 'lists', list: [1, [2, { a: new Double(3) }], {}], empty: [] },
  ];
  /** An object would put these fields first. */
  const numbered = new Map<string, unknown>([
    ['_id', 'numbers'],
    ['b', 1],
    ['10', 2],
    [
      '2',
      new Map([
        ['x', 1],
        ['1', 2],
      ]),
    ],
  ]);
  const server = () => ({ MONGODB_URI: world.store.uri.replace('/xuece?', '/county?') });

  function makeDump(directory: string): Buffer {
    const bytes = Buffer.concat([...documents, numbered].map((one) => serialize(one)));
    mkdirSync(join(directory, 'xuece'), { recursive: true });
    writeFileSync(join(directory, 'xuece', 'all.bson'), bytes);
    const indexes = [
      { v: 2, key: { _id: 1 }, name: '_id_', ns: 'xuece.all' },
      {
        v: 2,
        key: { int: 1 },
        name: 'int_1',
        unique: true,
        partialFilterExpression: { int: { $exists: true } },
        ns: 'xuece.all',
      },
      { v: 2, key: { at: 1 }, name: 'at_1', expireAfterSeconds: 1e9 },
    ];
    writeFileSync(join(directory, 'xuece', 'all.metadata.json'), JSON.stringify({ indexes, options: {} }));
    writeFileSync(join(directory, 'xuece', 'nothing.bson'), '');
    return bytes;
  }

  it('loads a dump with every type, field order and index, and dumps it to the same bytes', async () => {
    const bytes = makeDump(join(folder, 'dump'));
    expect(await run(['load', join(folder, 'dump')], server())).toBe(0);
    expect(printed).toContain('- county.all　7 条');
    expect(await run(['dump', join(folder, 'again')], server())).toBe(0);
    const inOrder = (all: Buffer) =>
      documentsIn(all)
        .sort(Buffer.compare)
        .map((one) => one.toString('hex'));
    expect(inOrder(readFileSync(join(folder, 'again', 'county', 'all.bson')))).toEqual(inOrder(bytes));
    expect(readFileSync(join(folder, 'again', 'county', 'nothing.bson'))).toHaveLength(0);
    const { indexes } = JSON.parse(readFileSync(join(folder, 'again', 'county', 'all.metadata.json'), 'utf8'));
    expect(indexes).toMatchObject([
      { name: '_id_' },
      { name: 'int_1', unique: true, partialFilterExpression: { int: { $exists: true } } },
      { name: 'at_1', expireAfterSeconds: { $numberInt: '1000000000' } },
    ]);
  });

  it('takes the data of the embedded store there and back', async () => {
    await run(['dump', join(folder, 'out')]);
    await run(['load', join(folder, 'out')], server());
    await run(['dump', join(folder, 'back')], server());
    await run(['load', join(folder, 'back')], { DATA_DIR: join(folder, 'home') });
    await run(['dump', join(folder, 'home-dump')], { DATA_DIR: join(folder, 'home') });
    const units = (dump: string) => readFileSync(join(folder, dump, 'xuece', 'units.bson'));
    expect(units('home-dump').equals(units('out'))).toBe(true);
  });

  it('refuses a database that holds something, an empty one, and a server that is not there', async () => {
    makeDump(join(folder, 'dump'));
    await expect(run(['dump', join(folder, 'x')], server())).rejects.toEqual(
      refusal(/数据库 county 中没有数据，请检查 MONGODB_URI/),
    );
    await run(['load', join(folder, 'dump')], server());
    await expect(run(['load', join(folder, 'dump')], server())).rejects.toEqual(refusal(/county\.all 中已有数据/));
    const nobody = { MONGODB_URI: 'mongodb://127.0.0.1:1/xuece?serverSelectionTimeoutMS=50' };
    await expect(run(['load', join(folder, 'dump')], nobody)).rejects.toEqual(refusal(/^连不上 MongoDB 服务器/));
  });
});

function documentsIn(all: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0; at < all.length; at += all.readInt32LE(at)) found.push(all.subarray(at, at + all.readInt32LE(at)));
  return found;
}
