import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const idleMs = 60_000;

/**
 * `npm start` until it prints its address: once as on a fresh machine (no data, nothing compiled before), then again. The
 * memory of the second one is read after a minute in which nobody asked anything.
 */
export async function benchStart(directory: string): Promise<void> {
  const temporary = join(directory, 'tmp');
  mkdirSync(temporary);
  const environment = {
    ...process.env,
    PORT: '0',
    EMULATOR_PORT: '0',
    DATA_DIR: join(directory, 'data'),
    TMPDIR: temporary,
  };
  rmSync(join(root, 'node_modules/.cache/xuece'), { recursive: true, force: true });
  console.log('\nStart with the demo county of 5,000 cadres');
  const first = await started('npm', ['start', '--silent'], environment);
  await first.stop();
  const second = await started('npm', ['start', '--silent'], environment);
  await second.stop();
  for (const [name, { seconds }] of Object.entries({ 'first start': first, 'second start': second }))
    console.log(`  ${name.padEnd(18)}${seconds.toFixed(1)} s; target 5 s ${seconds < 5 ? 'reached' : 'MISSED'}`);
  await benchMemory(environment);
}

/** The process itself, without npm around it. */
async function benchMemory(environment: NodeJS.ProcessEnv): Promise<void> {
  const [program = '', ...options] = startCommand();
  assert.equal(program, 'node');
  const bot = await started(process.execPath, options, environment);
  const atStart = residentMegabytes(bot.pid);
  await wait(idleMs);
  const idle = residentMegabytes(bot.pid);
  await bot.stop();
  console.log(
    `  memory            ${atStart.toFixed(0)} MB at the address line, ${idle.toFixed(0)} MB after ${idleMs / 1000} s idle; target 250 MB ${idle < 250 ? 'reached' : 'MISSED'}`,
  );
}

function startCommand(): string[] {
  const file = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { start: string } };
  return file.scripts.start.split(' ');
}

interface Started {
  pid: number;
  /** From the command to the line with the address. */
  seconds: number;
  stop(): Promise<void>;
}

async function started(program: string, options: string[], environment: NodeJS.ProcessEnv): Promise<Started> {
  const startMs = performance.now();
  const child = spawn(program, options, {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  await addressLine(child);
  const { pid } = child;
  assert.ok(pid !== undefined);
  return { pid, seconds: (performance.now() - startMs) / 1000, stop: () => stopGroup(child, pid) };
}

async function addressLine(child: ChildProcess): Promise<void> {
  let said = '';
  for await (const chunk of child.stdout?.iterator({ destroyOnReturn: false }) ?? []) {
    said += String(chunk);
    if (/http:\/\/\S+\n/.test(said)) return;
  }
  throw new Error('it ended without an address');
}

/** npm and what it started are one group. */
async function stopGroup(child: ChildProcess, pid: number): Promise<void> {
  const ended = once(child, 'close');
  process.kill(-pid, 'SIGTERM');
  await ended;
}

function residentMegabytes(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1000;
}
