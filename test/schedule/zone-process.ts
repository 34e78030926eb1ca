import { mock } from 'node:test';
import { ManualClock } from '../../src/clock.ts';
import { Scheduler } from '../../src/schedule/scheduler.ts';
import { latestSlot } from '../../src/schedule/slots.ts';

/**
 * Run in a process of its own, whose zone is that of `TZ`: the scheduler on mocked timers from one instant to another.
 * Prints the slots of a job of every minute, and how many timers were set on the way.
 */
const [from = '', to = ''] = process.argv.slice(2);
mock.timers.enable({ apis: ['setTimeout', 'Date'], now: new Date(from) });
const mocked = globalThis.setTimeout;
let timers = 0;
globalThis.setTimeout = ((...given: Parameters<typeof setTimeout>) => {
  timers += 1;
  return mocked(...given);
}) as typeof setTimeout;

const slots: string[] = [];
const clock = new ManualClock(new Date());
const scheduler = new Scheduler<undefined>({
  jobs: [
    {
      name: 'every-minute',
      about: '',
      schedule: { everyMinutes: 1, atMinute: 0 },
      usefulForMinutes: 1,
      plan: async () => {
        slots.push(latestSlot({ everyMinutes: 1, atMinute: 0 }, clock.now()).toISOString());
        return [];
      },
    },
  ],
  runs: {
    take: async () => true,
    takeAbandoned: async () => null,
    putOff: async () => undefined,
    ended: async () => undefined,
  },
  messages: { known: async () => new Set(), add: async () => undefined },
  waitingSince: async () => null,
  contextAt: () => undefined,
  clock,
  log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
});

scheduler.start();
while (Date.now() < new Date(to).getTime()) {
  clock.moveTo(new Date(Date.now() + 1_000));
  mock.timers.tick(1_000);
  // A tick is over before the clock goes on.
  await new Promise((resolve) => setImmediate(resolve));
}
await scheduler.stop();
process.stdout.write(JSON.stringify({ slots, timers, zone: Intl.DateTimeFormat().resolvedOptions().timeZone }));
