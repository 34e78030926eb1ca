import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serveConnection } from '../../src/embedded/connection.ts';
import { dispatch } from '../../src/embedded/dispatch.ts';
import { startEmbeddedStore } from '../../src/embedded/index.ts';
import { layoutVersion, uint32, versionKey } from '../../src/embedded/layout.ts';
import { listenOnLoopback, uriOf } from '../../src/embedded/listen.ts';
import { requirePassword } from '../../src/embedded/login.ts';
import { environmentPath, openEnvironment } from '../../src/embedded/open-store.ts';
import { verifyStore } from '../../src/embedded/verify-store.ts';
import { openDirect } from './direct.ts';
import { socketPath } from './raw-client.ts';
import { startWorld } from './world.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'store-fault-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

describe('a data directory', () => {
  it('is refused to a second store of the same process, and free again after close', async () => {
    const first = await startEmbeddedStore({ dataDir });
    await expect(startEmbeddedStore({ dataDir })).rejects.toMatchObject({
      code: 'in_use',
      message: expect.stringContaining('正被另一个进程'),
    });
    await first.close();
    const second = await startEmbeddedStore({ dataDir });
    await second.close();
  });

  it('goes to exactly one of many stores that start at once', async () => {
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => startEmbeddedStore({ dataDir })));
    const started = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    expect(started).toHaveLength(1);
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'in_use' });
    for (const store of started) await store.close();
  });

  it('may lie so deep that a socket path would be too long', async () => {
    const deep = join(dataDir, 'a'.repeat(100), 'b'.repeat(100));
    const world = await startWorld({ dataDir: deep });
    expect(await world.db.command({ ping: 1 })).toMatchObject({ ok: 1 });
    const directory = join(socketPath(world.store.uri), '..');
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    await world.end();
    expect(existsSync(directory)).toBe(false);
  });

  it('keeps its socket where only its owner can reach it', async () => {
    const store = await startEmbeddedStore({ dataDir });
    const path = socketPath(store.uri);
    expect(path.startsWith(join(dataDir, 'socket'))).toBe(true);
    expect(statSync(join(dataDir, 'socket')).mode & 0o777).toBe(0o700);
    await store.close();
    expect(existsSync(path)).toBe(false);
  });

  it('that cannot be written is refused with a clear error', async () => {
    chmodSync(dataDir, 0o500);
    // Rights do not stop root; the kernel's own file system does.
    const readOnly = process.getuid?.() === 0 ? '/sys/xuece' : dataDir;
    await expect(startEmbeddedStore({ dataDir: readOnly })).rejects.toMatchObject({ code: 'not_writable' });
    chmodSync(dataDir, 0o700);
  });

  it('that may no longer be written is refused with a clear error, and keeps its data', async () => {
    const world = await startWorld({ dataDir });
    await world.db.collection('c').insertOne({ a: 1 });
    await world.stop();
    await withoutRights(dataDir, async () => {
      await expect(startEmbeddedStore({ dataDir })).rejects.toMatchObject({
        code: 'not_writable',
        advice: expect.stringContaining('请检查目录权限'),
      });
    });
    expect(await verifyStore(dataDir)).toEqual({ collections: 1, documents: 1, faults: [] });
    const again = await world.reopen();
    expect(await again.db.collection('c').countDocuments()).toBe(1);
    await again.stop();
  });

  it('whose place is taken by a file is refused with a clear error', async () => {
    const file = join(dataDir, 'file');
    writeFileSync(file, '');
    await expect(startEmbeddedStore({ dataDir: file })).rejects.toMatchObject({
      code: 'not_writable',
      message: expect.stringContaining('无法创建数据目录'),
    });
  });

  it('of a newer layout is refused and left as it is', async () => {
    const store = await startEmbeddedStore({ dataDir });
    await store.close();
    const storage = openEnvironment(dataDir, { readOnly: false, durable: true });
    await storage.write(() => storage.put(versionKey, uint32(layoutVersion + 1)));
    await storage.close();
    await expect(startEmbeddedStore({ dataDir })).rejects.toMatchObject({
      code: 'newer_layout',
      message: expect.stringContaining('请先升级程序'),
    });
    await expect(verifyStore(dataDir)).rejects.toMatchObject({ code: 'newer_layout' });
  });

  it('with a data file that is no data file is refused instead of served', async () => {
    mkdirSync(environmentPath(dataDir));
    writeFileSync(join(environmentPath(dataDir), 'data.mdb'), 'not a database'.repeat(1000));
    await expect(startEmbeddedStore({ dataDir })).rejects.toMatchObject({ code: 'damaged' });
  });

  it('can be opened again after a start that failed', async () => {
    const file = join(environmentPath(dataDir), 'data.mdb');
    mkdirSync(environmentPath(dataDir));
    writeFileSync(file, 'not a database'.repeat(1000));
    await expect(startEmbeddedStore({ dataDir })).rejects.toMatchObject({ code: 'damaged' });
    for (const name of readdirSync(environmentPath(dataDir))) rmSync(join(environmentPath(dataDir), name));
    const store = await startEmbeddedStore({ dataDir });
    await store.close();
  });
});

/** Does something while nobody may write in the directory. Rights do not stop root, so it is done as another user then. */
async function withoutRights(directory: string, work: () => Promise<void>): Promise<void> {
  const paths = [
    directory,
    ...readdirSync(directory, { recursive: true, encoding: 'utf8' }).map((name) => join(directory, name)),
  ];
  const modes = new Map(paths.map((path) => [path, statSync(path).mode]));
  for (const path of paths) chmodSync(path, statSync(path).isDirectory() ? 0o555 : 0o444);
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65534);
  try {
    await work();
  } finally {
    if (isRoot) process.seteuid?.(0);
    for (const [path, mode] of modes) chmodSync(path, mode & 0o777);
  }
}

describe('a full disk', () => {
  it('refuses the write that does not fit, loses nothing else, and goes on once there is room', async () => {
    const script = new URL('writer-process.ts', import.meta.url).pathname;
    const limited = spawn(
      'sh',
      ['-c', `ulimit -f 8000 && exec "$0" --import tsx "$1" fill "$2"`, process.execPath, script, dataDir],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let output = '';
    for await (const chunk of limited.stdout) output += String(chunk);
    const told = JSON.parse(output) as { code: number; stored: number; counted: number; freed: number; reused: number };
    expect(told.code).toBe(14031);
    expect(told.counted).toBe(told.stored);
    expect(told).toMatchObject({ freed: 5, reused: 1 });
    expect(await verifyStore(dataDir)).toEqual({ collections: 1, documents: told.stored - 4, faults: [] });
  });
});

describe('closing', () => {
  it('finishes the writes under way and refuses later ones', async () => {
    const direct = await openDirect(true);
    const writes = Array.from({ length: 50 }, (_, at) => direct.run({ insert: 'c', documents: [{ _id: at }] }));
    const closing = direct.end();
    expect((await Promise.all(writes)).every((reply) => reply.n === 1)).toBe(true);
    await closing;
    expect(await direct.run({ insert: 'c', documents: [{ _id: 99 }] })).toMatchObject({
      ok: 0,
      code: 91,
      codeName: 'ShutdownInProgress',
    });
  });
});

describe('a loopback port, where sockets are not available', () => {
  it('lets nobody in without the password', async () => {
    const direct = await openDirect();
    const listener = await listenOnLoopback((socket) => {
      serveConnection(
        socket,
        requirePassword(listener.password ?? '', (request) => dispatch(direct.store, request)),
        () => undefined,
      );
    });
    const { MongoClient } = mongoose.mongo;
    const uri = uriOf(listener, 'test');
    const friend = await new MongoClient(uri).connect();
    expect(await friend.db().collection('c').insertOne({ a: 1 })).toMatchObject({ acknowledged: true });
    await friend.close();
    const stranger = new MongoClient(uri.replace(listener.password ?? '', 'guess'), { serverSelectionTimeoutMS: 500 });
    await expect(stranger.db().collection('c').findOne()).rejects.toMatchObject({ code: 18 });
    await stranger.close();
    const nameless = new MongoClient(
      `mongodb://127.0.0.1:${'port' in listener.address ? listener.address.port : 0}/?directConnection=true`,
    );
    await expect(nameless.db('test').collection('c').findOne()).rejects.toMatchObject({ code: 13 });
    await nameless.close();
    listener.server.close();
    await direct.end();
  });
});
