import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Mongoose, type mongo } from 'mongoose';
import pino from 'pino';
import { systemClock } from '../../src/clock.ts';
import { demoAccounts } from '../../src/demo/accounts.ts';
import { configFromProcess } from '../../src/start/config.ts';
import { fillDemoCounty } from '../../src/start/demo.ts';
import { start } from '../../src/start/start.ts';
import { answerParent } from './child.ts';

// The bot as `src/main.ts` starts it, except that its loops wait until they are asked for.
const config = configFromProcess();
const commands = process.env.BENCH_COMMANDS === 'counted' ? countCommands() : {};
const log = pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: false }));
const platform = config.dingtalk === undefined ? 'wecom' : 'dingtalk';
const { app, store, url } = await start(config, { clock: systemClock, log, loops: false, storeThread: true });
if (process.env.BENCH_COUNTY === 'demo') await fillDemoCounty(store);
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();

answerParent({
  port: async () => Number(new URL(url).port),
  accounts: async () => demoAccounts(config.dataDir).wecom,
  people: async () => (await store.cadres.all()).flatMap(({ identities }) => identities[platform] ?? []),
  commands: async () => commands,
  start: async () => app.start(),
  openReceipts: async () => store.receipts.open(),
  longestStallMs: async () => {
    const stallMs = delay.max / 1e6;
    delay.reset();
    return stallMs;
  },
});

/** Commands of the driver by name and collection, such as `find units`, counted from now on. */
function countCommands(): Record<string, number> {
  const counts: Record<string, number> = {};
  const { createConnection } = Mongoose.prototype;
  Mongoose.prototype.createConnection = function (this: Mongoose, uri?: string, options = {}) {
    // Mongoose makes one without an address for itself.
    if (uri === undefined) return Reflect.apply(createConnection, this, []);
    const connection = createConnection.call(this, uri, { ...options, monitorCommands: true });
    connection.once('connected', () => {
      connection.getClient().on('commandStarted', ({ commandName, command }: mongo.CommandStartedEvent) => {
        const name = `${commandName} ${command.collection ?? command[commandName]}`;
        counts[name] = (counts[name] ?? 0) + 1;
      });
    });
    return connection;
  };
  return counts;
}
