import { monitorEventLoopDelay } from 'node:perf_hooks';
import pino from 'pino';
import { systemClock } from '../../src/clock.ts';
import { demoAccounts } from '../../src/demo/accounts.ts';
import { configFromProcess } from '../../src/start/config.ts';
import { start } from '../../src/start/start.ts';
import { answerParent } from './child.ts';

// The bot as `src/main.ts` starts it, except that its loops wait until they are asked for.
const config = configFromProcess();
const log = pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: false }));
const { app, store, url } = await start(config, { clock: systemClock, log, loops: false, storeThread: true });
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();

answerParent({
  port: async () => Number(new URL(url).port),
  accounts: async () => demoAccounts(config.dataDir).wecom,
  people: async () => (await store.cadres.all()).flatMap(({ identities }) => identities.wecom ?? []),
  start: async () => app.start(),
  openReceipts: async () => store.receipts.open(),
  longestStallMs: async () => {
    const stallMs = delay.max / 1e6;
    delay.reset();
    return stallMs;
  },
});
