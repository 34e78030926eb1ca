import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { wecomAccount, wecomEnvironment } from './accounts.ts';
import { CallbackMaker } from './callbacks.ts';
import { Child } from './child.ts';
import { Client } from './client.ts';
import { pinGenerator } from './cores.ts';
import { quantile } from './statistics.ts';
import { startVendor } from './vendor.ts';

const people = 700;
const rooms = 12;
const targetMs = 2_000;
/** So few that none rests long enough to be closed. */
const connections = 8;
/** A code is taken for 20 s after it was shown; nobody reads one older than this. */
const codesEveryMs = 2_000;

/** 700 people sign in by the codes of 12 rooms: evenly within a minute, and as a crowd, most of them in its last ten seconds. */
export async function benchSignIn(directory: string): Promise<void> {
  pinGenerator();
  await benchArrivals(directory, 'evenly within one minute', (place) => (place * 60_000) / people);
  await benchArrivals(directory, 'within one minute, three quarters of them in its last ten seconds', (place) =>
    place < people / 4 ? (place * 50_000 * 4) / people : 50_000 + ((place - people / 4) * 10_000 * 4) / (3 * people),
  );
}

/** @param dueMs - when whom it is the turn of signs in, after the first */
async function benchArrivals(directory: string, how: string, dueMs: (place: number) => number): Promise<void> {
  const answeredAt = new Map<string, number>();
  const api = await startVendor((body) => {
    // The card of the day goes out to everybody at the same time.
    if (!body.includes('签到成功')) return;
    for (const user of /"touser":"([^"]+)"/.exec(body)?.[1]?.split('|') ?? [])
      if (!answeredAt.has(user)) answeredAt.set(user, performance.now());
  });
  const dataDir = join(directory, `signin-${how.length}`);
  const environment = { PORT: '0', LOG_LEVEL: 'error', ...wecomEnvironment(api.url), DATA_DIR: dataDir };
  const bot = await Child.start('bot', { ...environment, BENCH_COUNTY: 'rooms', BENCH_ROOMS: `${rooms}/${people}` });
  const userIds = (await bot.ask<string[]>('roomPeople')).slice(0, people);
  const maker = new CallbackMaker(wecomAccount, userIds, ['签到']);
  await bot.ask('start');
  // The card of the day goes out half an hour before people come.
  await wait(5_000);
  while ((await bot.ask<number>('openDeliveries')) > 0) await wait(200);
  const port = await bot.ask<number>('port');
  const lines = await Promise.all(Array.from({ length: connections }, () => Client.connect(port, 1)));
  const rests: Promise<unknown>[] = lines.map(() => Promise.resolve());
  const saidAt = new Map<string, number>();
  const statuses: number[] = [];
  const cpuBefore = await bot.cpuMicros();
  const startMs = performance.now();
  let codes = await bot.ask<string[]>('codes');
  let codesAtMs = performance.now();
  for (const [place, userId] of userIds.entries()) {
    const leftMs = startMs + dueMs(place) - performance.now();
    if (leftMs > 1) await wait(leftMs);
    if (performance.now() - codesAtMs > codesEveryMs) {
      codes = await bot.ask<string[]>('codes');
      codesAtMs = performance.now();
    }
    const [callback] = maker.make(1, codes[place % rooms]);
    const line = place % connections;
    saidAt.set(userId, performance.now());
    rests[line] =
      rests[line]?.then(async () => {
        const answer = await lines[line]?.all(callback === undefined ? [] : [callback.request]);
        statuses.push(...(answer?.statuses ?? []));
      }) ?? Promise.resolve();
  }
  await Promise.all(rests);
  assert.ok(statuses.length === people && statuses.every((status) => status === 200), 'every callback is answered');
  const deadline = performance.now() + 30_000;
  while (answeredAt.size < people && performance.now() < deadline) await wait(50);
  const cpuMs = ((await bot.cpuMicros()) - cpuBefore) / 1000 / people;
  const signed = await bot.ask<number>('signedIn');
  const tookMs = userIds.map((id) => (answeredAt.get(id) ?? Number.POSITIVE_INFINITY) - (saidAt.get(id) ?? 0));
  const p = (share: number) => `${quantile(tookMs, share).toFixed(0)} ms`;
  console.log(`
${people} people sign in by the codes of ${rooms} rooms, ${how}; from the callback to the answer at the vendor
  answered ${answeredAt.size}, signed in ${signed}
  p50 ${p(0.5)}, p90 ${p(0.9)}, p99 ${p(0.99)}, longest ${p(1)}; target p99 ${targetMs} ms ${quantile(tookMs, 0.99) < targetMs ? 'reached' : 'MISSED'}
  CPU of each sign-in, answer included: ${cpuMs.toFixed(1)} ms`);
  assert.equal(signed, people, 'everybody is signed in');
  for (const line of lines) line.close();
  await bot.kill();
  api.close();
}
