import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { beijingTime } from '../../src/calendar/beijing-time.ts';
import { text } from '../../src/chat/message.ts';
import { deliveriesCommand } from '../../src/cli/deliveries.ts';
import { storeCommand } from '../../src/cli/store.ts';
import { ManualClock } from '../../src/clock.ts';
import { lookAtCounty } from '../../src/doctor/county.ts';
import { backupStore } from '../../src/embedded/backup.ts';
import type { Log } from '../../src/log.ts';
import { readConfig } from '../../src/start/config.ts';
import { withCounty } from '../../src/start/open-county.ts';
import { type Running, start } from '../../src/start/start.ts';
import { claimOldest } from '../helpers/claim-oldest.ts';
import { smallCounty } from '../helpers/county.ts';

/** A message that waits, one that is being sent and an update that is being handled, backed up; then all of them are dealt with. */
const clock = new ManualClock(beijingTime('2026-03-02', '10:07'));
let folder: string;
let running: Running;
const logged: string[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xuece-restore-'));
  clock.moveTo(beijingTime('2026-03-02', '10:07'));
  running = await startOn('data');
  const { store, app } = running;
  const via = { platform: 'wecom' as const, userId: 'zhao' };
  await app.outbox.add(['waits', 'under way'].map((key) => ({ cadreId: 'zhao', message: text(key), key, via })));
  await store.claims.claim(['under way'], 'claim', clock.now());
  await say('待办');
  await claimOldest(store.receipts, clock.now());
  await backupStore(join(folder, 'data'), join(folder, 'backup'), clock.now());
  await running.stop();
  clock.advanceMs(3600_000);
  logged.length = 0;
  expect(await run(storeCommand, 'restore', join(folder, 'backup'))).toContain(
    '备份时的 2 条待发消息、1 条待处理的来信暂缓处理，尚未发出。',
  );
  running = await startOn('restored');
  await settled();
});
afterEach(async () => {
  await running.stop();
  rmSync(folder, { recursive: true, force: true });
});

function environment(name: string): Record<string, string> {
  return { PORT: '0', EMULATOR_PORT: '0', DATA_DIR: join(folder, name), EMULATOR: 'on', LOG_LEVEL: 'silent' };
}

function startOn(name: string): Promise<Running> {
  const keep = (facts: Readonly<Record<string, unknown>>, sentence: string) =>
    void logged.push(`${sentence} ${JSON.stringify(facts)}`);
  const log: Log = { debug: () => undefined, info: () => undefined, warn: keep, error: keep };
  const parts = { clock, log, loops: false, storeDurable: false, county: () => smallCounty('wecom') };
  return start(readConfig(environment(name)), parts);
}

async function run(command: typeof storeCommand, ...args: string[]): Promise<string> {
  const printed: string[] = [];
  await command(args, readConfig(environment('restored')), (line) => printed.push(line));
  return printed.join('\n');
}

/** Says something, and waits until the bot has its receipt. */
async function say(words: string): Promise<void> {
  const before = await running.store.receipts.countSaid();
  await running.emulator?.say({ vendor: 'wecom', userId: 'zhao', text: words });
  while ((await running.store.receipts.countSaid()) === before) await running.emulator?.pump();
}

async function settled(): Promise<void> {
  for (let minute = 0; minute < 3; minute += 1) {
    await running.app.scheduler.tick();
    await running.app.settle();
    clock.advanceMs(60_000);
  }
}

const screen = () => JSON.stringify(running.emulator?.conversation('wecom', 'zhao') ?? []);
const sent = async () => (await running.store.deliveries.sentSince('wecom', new Date(0))).map(({ _id }) => _id);

it('a restored bot sends nothing of what waited in the backup, says so, and does what is new', async () => {
  expect(await sent()).toEqual([]);
  expect(screen()).not.toMatch(/waits|under way/);
  expect(logged.join('\n')).toContain('npx xuece deliveries release');
  expect(await run(deliveriesCommand)).toContain('2 条待发消息、1 条待处理的来信暂缓处理');
  const { lines } = await lookAtCounty(readConfig(environment('restored')), clock, withCounty);
  expect(JSON.stringify(lines)).toContain('npx xuece deliveries drop');
  // The emulator in the new directory counts from the start: its first message has the id of the one in the backup.
  await running.emulator?.say({ vendor: 'wecom', userId: 'zhao', text: '待办' });
  await say('帮助');
  await settled();
  expect(await sent()).toHaveLength(1);
});

it('what was held goes out once an operator releases it', async () => {
  expect(await run(deliveriesCommand, 'release')).toContain('已放行 2 条待发消息、1 条待处理的来信');
  await settled();
  expect(await sent()).toEqual(expect.arrayContaining(['waits', 'under way']));
  expect(await sent()).toHaveLength(3);
  expect(await run(deliveriesCommand)).not.toContain('暂缓');
});

it('what an operator drops never goes out, and is not listed as undelivered', async () => {
  expect(await run(deliveriesCommand, 'drop')).toContain('已作废 2 条待发消息、1 条待处理的来信');
  await settled();
  expect(await sent()).toEqual([]);
  const list = await run(deliveriesCommand);
  expect(list).toContain('未能送达的消息 0 条');
  expect(list).toContain('未能处理的来信 0 条');
});

it('data that came back another way are held on request', async () => {
  await run(deliveriesCommand, 'release');
  expect(await run(deliveriesCommand, 'hold')).toBe('已暂缓 2 条待发消息、1 条待处理的来信。');
  await settled();
  expect(await sent()).toEqual([]);
});
