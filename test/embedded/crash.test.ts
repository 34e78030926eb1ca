import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddedStore } from '../../src/embedded/index.ts';
import { verifyStore } from '../../src/embedded/verify-store.ts';

/** How often the writer is killed; `CRASH_KILLS=50` for the long run. */
const kills = Number(process.env.CRASH_KILLS ?? 2);
const script = new URL('writer-process.ts', import.meta.url).pathname;
let dataDir: string;
const children = new Set<ChildProcess>();
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'store-crash-'));
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

function start(args: string[], environment: Record<string, string> = {}): ChildProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...environment },
  });
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

/** Lets the writer run until it printed `lines` acknowledgements, kills it, and gives back all that it printed. */
async function writeUntilKilled(from: number, lines: number): Promise<string[]> {
  const child = start(['write', dataDir, String(from)]);
  const acknowledged: string[] = [];
  if (child.stdout === null) throw new Error('no output');
  for await (const line of createInterface(child.stdout)) {
    if (line !== 'ready') acknowledged.push(line);
    if (acknowledged.length === lines) {
      const owner = expect.stringContaining(String(child.pid));
      await expect(startEmbeddedStore({ dataDir })).rejects.toMatchObject({ code: 'in_use', message: owner });
      child.kill('SIGKILL');
    }
  }
  return acknowledged;
}

async function list(environment: Record<string, string>): Promise<{
  rows: { _id: number; pair: number; twin: number; tags: string[] }[];
  doubles: { _id: string }[];
  unheard: { _id: string }[];
}> {
  const child = start(['list', dataDir], environment);
  if (child.stdout === null) throw new Error('no output');
  let text = '';
  for await (const chunk of child.stdout) text += String(chunk);
  return JSON.parse(text);
}

describe('a killed process', () => {
  it(`loses nothing acknowledged, leaves no index entry wrong, and does not keep the directory locked (${kills} kills)`, async () => {
    const acknowledged = new Set<string>();
    for (let round = 0; round < kills; round++) {
      for (const line of await writeUntilKilled(round * 1_000_000, 5 + ((round * 37) % 180))) acknowledged.add(line);
      expect((await verifyStore(dataDir)).faults).toEqual([]);
    }
    const next = await startEmbeddedStore({ dataDir });
    await next.close();
    expect(readdirSync(join(dataDir, 'socket'))).toEqual([]);
    // Opening with only what LMDB knows to be flushed stands for a power cut: unflushed pages count as lost.
    const { rows, doubles, unheard } = await list({ LMDB_RESTORE: 'safe' });
    const byId = new Map(rows.map((row) => [row._id, row]));
    const known = new Set(doubles.map((one) => one._id));
    const kept = new Set(unheard.map((one) => one._id));
    for (const line of acknowledged) {
      const number = Number(line.slice(1));
      const row = byId.get(number);
      if (line.startsWith('i')) expect(row).toBeDefined();
      if (line.startsWith('u')) expect(row).toMatchObject({ pair: -number - 1, twin: number });
      if (line.startsWith('b'))
        for (const set of [known, kept]) expect(set.has(`a${number}`) && set.has(`b${number}`)).toBe(true);
    }
    for (const row of rows) expect(row.tags).toHaveLength(row.pair >= 0 ? 1 : 2);
    expect((await verifyStore(dataDir)).faults).toEqual([]);
  });
});
