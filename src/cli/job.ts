import { jobs } from '../../jobs/index.ts';
import { type JobScheduler, jobScheduler } from '../../jobs/job-scheduler.ts';
import { formatMoment } from '../calendar/beijing-time.ts';
import { plainWords } from '../chat/message.ts';
import type { Clock } from '../clock.ts';
import { Outbox } from '../outbox/outbox.ts';
import type { Config } from '../start/config.ts';
import { platformsOf, withCounty } from '../start/open-county.ts';
import { createPlatforms } from '../start/platforms.ts';
import type { Store } from '../stores.ts';
import { shippedRulePacks } from '../training/rule-packs.ts';
import { CommandFault, type Print } from './fault.ts';
import { commandWords } from './words.ts';

/** `xuece job list`, and `xuece job run NAME`: adds what the job has to send; the running bot sends it. With `--dry-run` it only shows it. */
export async function jobCommand(args: readonly string[], config: Config, print: Print): Promise<number> {
  const [verb, name = ''] = args.filter((arg) => !arg.startsWith('--'));
  if (verb === 'list') return list(config, print);
  if (!jobs.some((job) => job.name === name))
    throw new CommandFault(
      commandWords.unknownJob(
        name,
        jobs.map((job) => job.name),
      ),
    );
  return withCounty(config, async (store, clock) => {
    const scheduler = schedulerOn(store, clock, config, print);
    if (args.includes('--dry-run')) return dryRun(scheduler, store, clock, name, print);
    print(commandWords.jobRan(name, await scheduler.runNow(name)));
    return 0;
  });
}

/** Every job with how its last slot went. */
function list(config: Config, print: Print): Promise<number> {
  return withCounty(config, async (store) => {
    for (const job of jobs) print(commandWords.job(job.name, job.about, await store.jobRuns.latest(job.name)));
    return 0;
  });
}

async function dryRun(
  scheduler: JobScheduler,
  store: Store,
  clock: Clock,
  name: string,
  print: Print,
): Promise<number> {
  const planned = await scheduler.plan(name);
  const people = new Map(
    (await store.cadres.many([...new Set(planned.map((each) => each.cadreId))])).map((each) => [each._id, each.name]),
  );
  print(commandWords.jobWouldSend(name, formatMoment(clock.now()), planned.length));
  for (const line of await scheduler.preview(name)) print(commandWords.jobWouldRemove(line));
  for (const each of planned) {
    const body = plainWords(each.message);
    print(`- ${people.get(each.cadreId) ?? each.cadreId}：${each.note}\n    ${body.replaceAll('\n', '\n    ')}`);
  }
  return 0;
}

function schedulerOn(store: Store, clock: Clock, config: Config, print: Print): JobScheduler {
  const { quiet } = config.sending;
  const outbox = new Outbox(store, clock, platformsOf(config), quiet, () => undefined);
  const fault = (_facts: unknown, sentence: string) => print(sentence);
  const log = { debug: () => undefined, info: () => undefined, warn: fault, error: fault };
  // The demo's vendors live in the process of the bot.
  const platforms = config.emulator
    ? []
    : createPlatforms(config, { store, clock, log }, undefined, config.sending).all;
  const packs = shippedRulePacks();
  return jobScheduler({ jobs, store, outbox, packs, quiet, clock, log, platforms, admins: config.bootstrapAdmins });
}
