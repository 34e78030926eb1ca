import cron, { type ScheduledTask } from 'node-cron';
import type { QuietHours } from '../calendar/quiet-hours.ts';
import type { ChatPlatform } from '../chat/platform.ts';
import type { Identity } from '../chat/update.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { type AtCrashPoint, passBy } from '../store/crash-point.ts';
import type { Store } from '../stores.ts';
import type { RulePacks } from '../training/rule-packs.ts';
import { directoriesOf } from './directories.ts';
import type { Job, JobContext, Planned } from './job.ts';
import type { JobRunRow } from './job-runs.ts';
import { latestSlot } from './slots.ts';

const leaseMs = 10 * 60_000;
const mostAttempts = 5;
/** How long a failed slot waits for its next attempt. */
const againMs = 2 * 60_000;

export interface SchedulerDeps {
  jobs: readonly Job[];
  store: Store;
  outbox: Outbox;
  packs: RulePacks;
  quiet: QuietHours;
  clock: Clock;
  log: Log;
  /** Whose contacts jobs may compare with the information base. */
  platforms?: readonly Pick<ChatPlatform, 'name' | 'people'>[];
  /** People who are system admins by configuration. */
  admins?: readonly Identity[];
  crashPoint?: AtCrashPoint;
}

/**
 * Runs jobs. `node-cron` is only the tick: each slot is a unique row, so a fleet runs it once; a slot missed while the bot was down runs
 * at the next tick if it is still useful, and is recorded as skipped otherwise; a run that failed or whose process died is run again, as
 * long as it is useful and at most five times.
 */
export class Scheduler {
  readonly #jobs: readonly Job[];
  readonly #store: Store;
  readonly #outbox: Outbox;
  readonly #packs: RulePacks;
  readonly #quiet: QuietHours;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #platforms: NonNullable<SchedulerDeps['platforms']>;
  readonly #admins: readonly Identity[];
  readonly #crashPoint: AtCrashPoint;
  /** The slot each job was last seen at, so that a tick without a new slot asks nothing of the store. */
  readonly #seen = new Map<string, number>();
  #task: ScheduledTask | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(deps: SchedulerDeps) {
    this.#jobs = deps.jobs;
    this.#store = deps.store;
    this.#outbox = deps.outbox;
    this.#packs = deps.packs;
    this.#quiet = deps.quiet;
    this.#clock = deps.clock;
    this.#log = deps.log;
    this.#platforms = deps.platforms ?? [];
    this.#admins = deps.admins ?? [];
    this.#crashPoint = deps.crashPoint ?? passBy;
  }

  start(): void {
    this.#task = cron.schedule('* * * * *', () => this.tick(), { timezone: 'Asia/Shanghai', noOverlap: true });
    void this.tick();
  }

  async stop(): Promise<void> {
    await this.#task?.stop();
    await this.#running;
  }

  /** Runs every slot that is due and not yet taken, of all jobs or of these. Ticks never overlap. */
  tick(only: readonly Job[] = this.#jobs): Promise<void> {
    this.#running = this.#running
      .then(() => this.#tick(only))
      .catch((error: unknown) => {
        this.#log.error({ reason: error instanceof Error ? error.message : 'unknown' }, 'a tick failed');
      });
    return this.#running;
  }

  /** What the job would send now; nothing is changed. @throws Error when there is no such job */
  async plan(name: string): Promise<readonly Planned[]> {
    return this.#fresh(await this.#job(name).plan(this.#context()));
  }

  /** What the job would change besides, in Chinese; nothing is changed. @throws Error when there is no such job */
  async preview(name: string): Promise<readonly string[]> {
    return (await this.#job(name).preview?.(this.#context())) ?? [];
  }

  /** Runs a job now, beside its slots. @returns how many messages it added */
  async runNow(name: string): Promise<number> {
    return this.#run(this.#job(name));
  }

  get names(): string[] {
    return this.#jobs.map((job) => job.name);
  }

  #job(name: string): Job {
    const job = this.#jobs.find((each) => each.name === name);
    if (job === undefined) throw new Error(`no job ${name}`);
    return job;
  }

  async #tick(only: readonly Job[]): Promise<void> {
    const now = this.#clock.now();
    for (const job of only) {
      const slotAt = latestSlot(job.schedule, now);
      if (this.#seen.get(job.name) === slotAt.getTime()) continue;
      const row: JobRunRow = {
        _id: `${job.name}@${slotAt.toISOString()}`,
        job: job.name,
        slotAt,
        state: isUseful(job, slotAt, now) ? 'running' : 'skipped',
        startedAt: now,
        leaseUntil: new Date(now.getTime() + leaseMs),
        attempts: 1,
      };
      if ((await this.#store.jobRuns.take(row)) && row.state === 'running') await this.#runSlot(row, job);
      this.#seen.set(job.name, slotAt.getTime());
    }
    await this.#runAbandoned(now);
  }

  /** Runs that broke off: running them again sends nothing twice. */
  async #runAbandoned(now: Date): Promise<void> {
    for (;;) {
      const row = await this.#store.jobRuns.takeAbandoned(now, new Date(now.getTime() + leaseMs));
      if (row === null) return;
      const job = this.#jobs.find((each) => each.name === row.job);
      if (job === undefined || !isUseful(job, row.slotAt, now))
        await this.#store.jobRuns.ended(row, { state: 'skipped', endedAt: now });
      else if (row.attempts > mostAttempts) await this.#giveUp(row, job, 'the process ended at each attempt');
      else await this.#runSlot(row, job);
    }
  }

  async #runSlot(row: JobRunRow, job: Job): Promise<void> {
    try {
      await this.#crashPoint('scheduler.slot-taken');
      const messages = await this.#run(job);
      await this.#crashPoint('scheduler.messages-added');
      await this.#store.jobRuns.ended(row, { state: 'done', endedAt: this.#clock.now(), messages });
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'unknown';
      this.#log.error({ job: job.name, attempt: row.attempts, reason }, 'a job failed');
      if (row.attempts >= mostAttempts) await this.#giveUp(row, job, reason);
      else await this.#store.jobRuns.putOff(row, reason, new Date(this.#clock.now().getTime() + againMs));
    }
  }

  async #giveUp(row: JobRunRow, job: Job, error: string): Promise<void> {
    await this.#outbox.add(await this.#fresh((await job.gaveUp?.(this.#context())) ?? []));
    await this.#store.jobRuns.ended(row, { state: 'failed', endedAt: this.#clock.now(), error });
  }

  async #run(job: Job): Promise<number> {
    const ctx = this.#context();
    const planned = await this.#fresh(await job.plan(ctx));
    if (job.effect !== undefined) {
      await job.effect(ctx, planned);
      await this.#crashPoint('scheduler.effect-made');
    }
    await this.#outbox.add(planned);
    return planned.length;
  }

  /** Without the messages that were added by an earlier run. */
  async #fresh(planned: readonly Planned[]): Promise<readonly Planned[]> {
    const known = await this.#store.deliveries.known(planned.map((each) => each.key));
    return planned.filter((each) => !known.has(each.key));
  }

  #context(): JobContext {
    return {
      ...{ store: this.#store, packs: this.#packs, quiet: this.#quiet, now: this.#clock.now() },
      ...{ admins: this.#admins, directories: this.#platforms.flatMap(directoriesOf) },
    };
  }
}

function isUseful(job: Job, slotAt: Date, now: Date): boolean {
  return now.getTime() - slotAt.getTime() <= job.usefulForMinutes * 60_000;
}
