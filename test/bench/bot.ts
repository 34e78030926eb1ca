import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Mongoose, type mongo } from 'mongoose';
import pino from 'pino';
import { UpdateHandler } from '../../src/bot/update-handler.ts';
import { systemClock } from '../../src/clock.ts';
import { configFromProcess } from '../../src/start/config.ts';
import { start } from '../../src/start/start.ts';
import { Database } from '../../src/store/database.ts';
import { answerParent } from './child.ts';
import { codesNow, fillRoomClass, signedIn } from './room-class.ts';

// The bot as `src/main.ts` starts it, except that its loops wait until they are asked for.
const config = configFromProcess();
const commands = process.env.BENCH_COMMANDS === 'counted' ? countCommands() : {};
const log = pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: false }));
const platform = config.dingtalk === undefined ? 'wecom' : 'dingtalk';
const { BENCH_POISON: poison } = process.env;
if (poison !== undefined) failAt(poison);
const { app, store, url } = await start(config, { clock: systemClock, log, loops: false, storeThread: true });
const { BENCH_COUNTY: county, BENCH_ROOMS: ofRooms = '1/1' } = process.env;
if (county !== undefined) await (await import('../../src/start/demo.ts')).fillDemoCounty(store, { clock: systemClock });
// Which jobs are due depends on the hour (`growth` measures them), but a class in rooms gets its cards by one.
if (county !== 'rooms') app.scheduler.start = () => undefined;
const inRooms = county === 'rooms' ? await fillRooms() : [];
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();

answerParent({
  port: async () => Number(new URL(url).port),
  accounts: async () => (await import('../../src/demo/accounts.ts')).demoAccounts(config.dataDir).wecom,
  people: async () => (await store.cadres.all()).flatMap(({ identities }) => identities[platform] ?? []),
  commands: async () => ({ ...commands }),
  roomPeople: async () => inRooms,
  codes: async () => codesNow(store, systemClock.now()),
  signedIn: async () => signedIn(store),
  start: async () => app.start(),
  settle: async () => app.settle(),
  openDeliveries: async () => store.deliveries.open(),
  openReceipts: async () => store.receipts.open(),
  deadReceipts: async () => (await store.receipts.dead(100_000)).length,
  longestStallMs: async () => {
    const stallMs = delay.max / 1e6;
    delay.reset();
    return stallMs;
  },
});

/** A class in rooms. @returns the accounts of its people */
async function fillRooms(): Promise<string[]> {
  const [rooms = 1, people = 1] = ofRooms.split('/').map(Number);
  const reached = (await store.cadres.all()).filter(({ identities }) => identities[platform] !== undefined);
  const trainees = reached.slice(-people);
  await fillRoomClass(
    store,
    trainees.map(({ _id }) => _id),
    rooms,
    systemClock.now(),
  );
  return trainees.flatMap(({ identities }) => identities[platform] ?? []);
}

/** Has updates with these words fail. */
function failAt(words: string): void {
  const handle = UpdateHandler.prototype.handle;
  UpdateHandler.prototype.handle = async function (this: UpdateHandler, receipt, dependencies) {
    if (receipt.update.kind === 'said' && receipt.update.text === words) throw new Error('poison');
    return handle.call(this, receipt, dependencies);
  };
}

/** Commands of the store by name and collection, such as `find units`, counted from now on: those of the driver, and those past it. */
function countCommands(): Record<string, number> {
  const counts: Record<string, number> = {};
  const count = (name: string, body: Readonly<Record<string, unknown>>) => {
    const counted = `${name} ${body.collection ?? body[name]}`;
    counts[counted] = (counts[counted] ?? 0) + 1;
  };
  const { createConnection } = Mongoose.prototype;
  Mongoose.prototype.createConnection = function (this: Mongoose, uri?: string, options = {}) {
    // Mongoose makes one without an address for itself.
    if (uri === undefined) return Reflect.apply(createConnection, this, []);
    const connection = createConnection.call(this, uri, { ...options, monitorCommands: true });
    connection.once('connected', () => {
      connection.getClient().on('commandStarted', ({ commandName, command }: mongo.CommandStartedEvent) => {
        count(commandName, command);
      });
    });
    return connection;
  };
  const open = Database.open.bind(Database);
  Database.open = (uri, { send, ...options } = {}) => {
    const counted: typeof send =
      send &&
      ((body, sequence) => {
        count(Object.keys(body)[0] ?? '', body);
        return send(body, sequence);
      });
    return open(uri, { ...options, ...(counted && { send: counted }) });
  };
  return counts;
}
