import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ManualClock } from '../../src/clock.ts';
import { startBareBot } from '../helpers/bare-bot.ts';
import { startTenant, type Tenant } from '../helpers/tenant.ts';
import { nowMs } from '../platforms/dingtalk/setup.ts';
import { exchangeRaw, rawHttp } from './broken-http.ts';
import { countOf, fuzzSeed, shares, tryCases, watchUnhandled } from './fuzzing.ts';
import { RandomInput } from './random-input.ts';
import { typedText } from './typed-texts.ts';

/** As many connections as a busy minute has at once. */
const connectionsAtOnce = 40;

const unhandled = watchUnhandled();
afterAll(() => unhandled.stop());

describe('bad input', () => {
  it('typed to the commands is answered, never an exception', async () => {
    const bot = await startBareBot();
    const people = ['org', 'school', 'teacher', 'team1', 'zhao'] as const;
    const make = (random: RandomInput) => ({ who: random.pick(people), text: typedText(random) });
    await tryCases('typed texts', countOf(shares.texts), make, ({ who, text }) => bot.say(who, text), JSON.stringify);
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
      for (let number = next++; number < countOf(shares.sockets); number = next++) {
        const bytes = rawHttp(new RandomInput(fuzzSeed + 7_000_000 + number), nowMs);
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
    expect(unhandled.seen).toEqual([]);
  });
});
