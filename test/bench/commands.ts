import { join } from 'node:path';
import { startStoreThread } from '../../src/embedded/index.ts';
import type { Collection } from '../../src/store/collection.ts';
import { Database } from '../../src/store/database.ts';
import { date, number, type RowOf, rows, text } from '../../src/store/row.ts';
import { shown } from './statistics.ts';

const things = rows('things', { state: text, dueAt: date, order: number, words: text }, [
  { keys: { state: 1, order: 1 }, usedBy: 'the read of many' },
]);
type Things = Collection<RowOf<typeof things>>;

const rounds = 7;
const stored = 2_000;
const thing = (order: number): RowOf<typeof things> => ({
  _id: `thing:${order}`,
  state: 'new',
  dueAt: new Date(order),
  order,
  words: 'x'.repeat(300),
});

interface Command {
  name: string;
  times: number;
  run: (things: Things, serial: number) => Promise<unknown>;
}

const commands: readonly Command[] = [
  { name: 'one row by its id', times: 500, run: (each, serial) => each.byId(`thing:${serial % stored}`) },
  {
    name: '1,000 rows',
    times: 20,
    run: (each) => each.find({ state: 'new' }, { sort: { state: 1, order: 1 }, limit: 1_000 }),
  },
  { name: 'one row inserted', times: 100, run: (each, serial) => each.insertNew(thing(10_000 + serial)) },
  {
    name: 'one row changed and shown',
    times: 100,
    run: (each, serial) =>
      each.findAndChange({ _id: `thing:${serial % stored}` }, { $set: { dueAt: new Date(serial) } }),
  },
];

/** What one command costs by the driver over the socket, and by the short way to the same store's thread, in rounds that alternate. */
export async function benchCommands(directory: string): Promise<void> {
  const embedded = await startStoreThread({
    dataDir: join(directory, 'commands'),
    durable: true,
    log: () => undefined,
    died: (cause) => {
      throw cause;
    },
  });
  const [usual, short] = await Promise.all([
    Database.open(embedded.uri),
    Database.open(embedded.uri, { send: embedded.command }),
  ]);
  const ways = { 'driver and socket': usual.of(things), 'short way': short.of(things) };
  await usual.makeIndexes();
  await ways['driver and socket'].insertAll(Array.from({ length: stored }, (_, order) => thing(order)));
  let serial = 0;
  console.log(
    `\nOne command of the embedded store, flushed where it writes: medians of ${rounds} rounds that alternate`,
  );
  for (const { name, times, run } of commands) {
    const measured = new Map(Object.keys(ways).map((way) => [way, { ms: [] as number[], cpuMs: [] as number[] }]));
    for (let round = 0; round < rounds; round += 1) {
      for (const [way, each] of Object.entries(ways)) {
        const [startMs, cpu] = [performance.now(), process.cpuUsage()];
        for (let time = 0; time < times; time += 1) await run(each, serial++);
        const { user, system } = process.cpuUsage(cpu);
        measured.get(way)?.ms.push((performance.now() - startMs) / times);
        measured.get(way)?.cpuMs.push((user + system) / 1000 / times);
      }
    }
    console.log(`  ${name}`);
    for (const [way, { ms, cpuMs }] of measured)
      console.log(`    ${way.padEnd(18)}${shown(ms, 2)} ms, ${shown(cpuMs, 2)} ms of CPU, both threads`);
  }
  await Promise.all([usual.close(), short.close()]);
  await embedded.close();
}
