import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ManualClock } from '../../src/clock.ts';
import { startBareBot } from '../helpers/bare-bot.ts';
import { startTenant, type Tenant } from '../helpers/tenant.ts';
import { nowMs } from '../platforms/dingtalk/setup.ts';
import { exchangeRaw, rawHttp } from './broken-http.ts';
import { Chance } from './chance.ts';
import { checkPrototypes } from './checks.ts';
import { fuzzCases, fuzzSeed, heapBytes, tryCases } from './fuzzing.ts';
import { Receivers } from './receiving.ts';
import { typedText } from './typed-texts.ts';

const shares = { sockets: 0.025, frames: 0.1, texts: 0.001 };
const count = (share: number) => Math.ceil(fuzzCases * share);
/** What may be left in the heap after a whole run: caches with a bound (used timestamps, reply addresses) lie below. */
const mostLeftBytes = 8 * 1024 * 1024;
/** As many connections as a busy minute has at once. */
const connectionsAtOnce = 40;

const unhandled: unknown[] = [];
const note = (reason: unknown) => void unhandled.push(reason);
beforeAll(() => {
  process.stdout.write(`FUZZ_SEED=${fuzzSeed} FUZZ_CASES=${fuzzCases}\n`);
  process.on('unhandledRejection', note);
  process.on('uncaughtExceptionMonitor', note);
});
afterAll(() => {
  process.off('unhandledRejection', note);
  process.off('uncaughtExceptionMonitor', note);
});

describe('bad input', () => {
  it('leaves every adapter standing and the memory flat', async () => {
    const receivers = new Receivers();
    const most = count(1 - shares.sockets - shares.frames - shares.texts);
    await receivers.callbacks(Math.min(most, 5_000));
    await receivers.frames(Math.min(count(shares.frames), 1_000));
    const before = heapBytes();
    await receivers.callbacks(most);
    await receivers.frames(count(shares.frames));
    const grownBytes = heapBytes() - before;
    process.stdout.write(`${JSON.stringify(Object.fromEntries(receivers.counted))}, heap ${grownBytes} bytes more\n`);
    expect(grownBytes).toBeLessThan(mostLeftBytes);
    checkPrototypes();
    expect(unhandled).toEqual([]);
  });

  it('typed to the commands is answered, never an exception', async () => {
    const bot = await startBareBot();
    const people = ['org', 'school', 'teacher', 'team1', 'zhao'] as const;
    const make = (chance: Chance) => ({ who: chance.one(people), text: typedText(chance) });
    await tryCases('typed texts', count(shares.texts), make, ({ who, text }) => bot.say(who, text), JSON.stringify);
    await bot.stop();
  });
});

describe('bad input over real connections', () => {
  const clock = new ManualClock(new Date(nowMs));
  let tenant: Tenant;
  beforeAll(async () => {
    const sameKeys = {
      DINGTALK_APP_SECRET: 'app-secret-canary',
      DINGTALK_EVENT_TOKEN: '123456',
      DINGTALK_CARD_SECRET: 'card-secret-canary',
    };
    tenant = await startTenant({ clock, environment: sameKeys });
  });
  afterAll(() => tenant.stop());

  it('never makes the bot fail, and all that was accepted is handled or on the dead-letter list', async () => {
    const port = Number(tenant.environment.PORT);
    const statuses = new Map<number, number>();
    let next = 0;
    const line = async () => {
      for (let number = next++; number < count(shares.sockets); number = next++) {
        const bytes = rawHttp(new Chance(fuzzSeed + 7_000_000 + number), nowMs);
        const shown = `connection: seed ${fuzzSeed}, case ${number}, bytes as base64: ${bytes.toString('base64')}`;
        const answers = await exchangeRaw(port, bytes).catch((error: Error) =>
          expect.fail(`${error.message}; ${shown}`),
        );
        for (const status of answers) {
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
          if (status >= 500) expect.fail(`${status}; ${shown}`);
        }
      }
    };
    await Promise.all(Array.from({ length: connectionsAtOnce }, line));
    process.stdout.write(`${JSON.stringify(Object.fromEntries(statuses))}\n`);
    expect(statuses.get(200)).toBeGreaterThan(0);
    expect(statuses.get(403)).toBeGreaterThan(0);
    const { app, store } = tenant.running;
    for (let round = 0; round < 40 && (await store.receipts.open()) > 0; round += 1) {
      await app.settle();
      clock.advanceMs(60_000);
    }
    expect(await store.receipts.open()).toBe(0);
    expect(
      await exchangeRaw(port, Buffer.from('GET /readyz HTTP/1.1\r\nHost: bot\r\nConnection: close\r\n\r\n')),
    ).toEqual([200]);
    expect(unhandled).toEqual([]);
  });
});
