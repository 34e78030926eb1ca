import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { type AtCrashPoint, passBy } from '../store/crash-point.ts';
import { everyMinute } from './every-minute.ts';
import type { JobRunRow, JobRunStore } from './job-runs.ts';
import type { Planned, ScheduledJob } from './scheduled-job.ts';
import { latestSlot } from './slots.ts';

const leaseMs = 10 * 60_000;
const mostAttempts = 5;
/** How long a failed slot waits for its next attempt. */
const againMs = 2 * 60_000;

interface SchedulerDeps<Context> {
  jobs: readonly ScheduledJob<Context>[];
  runs: Pick<JobRunStore, 'take' | 'takeAbandoned' | 'putOff' | 'ended'>;
  /** Where the messages of jobs go. */
  messages: {
    /** Those of these keys that were added before. */
    known(keys: readonly string[]): Promise<ReadonlySet<string>>;
    add(messages: readonly Planned[]): Promise<void>;
  };
  /** What a job is given when it runs at this time. */
  contextAt: (now: Date) => Context;
  /** When the oldest of what people have sent and nobody has handled yet was received; `null` when all of it is handled. */
  waitingSince: () => Promise<Date | null>;
  clock: Clock;
  log: Log;
  crashPoint?: AtCrashPoint;
}

/**
 * Runs jobs. Each slot is a unique row, so a fleet runs it once; a slot missed while the bot was down runs at the next tick if it is still
 * useful, and is recorded as skipped otherwise; a run that failed or whose process died is run again, as long as it is useful and at most
 * five times. A job that closes something waits until what people sent before its slot is handled, and sees no later time than that.
 */
export class Scheduler<Context> {
  readonly #deps: SchedulerDeps<Context>;
  readonly #crashPoint: AtCrashPoint;
  /** The slot each job was last seen at, so that a tick without a new slot asks nothing of the store. */
  readonly #seen = new Map<string, number>();
  #stopTicks: (() => Promise<void>) | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(deps: SchedulerDeps<Context>) {
    this.#deps = deps;
    this.#crashPoint = deps.crashPoint ?? passBy;
  }

  start(): void {
    this.#stopTicks = everyMinute(() => this.tick());
    void this.tick();
  }

  async stop(): Promise<void> {
    await this.#stopTicks?.();
    await this.#running;
  }

  /** Runs every slot that is due and not yet taken, of all jobs or of these. Ticks never overlap. */
  tick(only: readonly ScheduledJob<Context>[] = this.#deps.jobs): Promise<void> {
    this.#running = this.#running
      .then(() => this.#tick(only))
      .catch((error: unknown) => {
        this.#deps.log.error({ reason: error instanceof Error ? error.message : 'unknown' }, 'a tick failed');
      });
    return this.#running;
  }

  /** What the job would send now; nothing is changed. @throws Error when there is no such job */
  async plan(name: string): Promise<readonly Planned[]> {
    const job = this.#job(name);
    return this.#fresh(await job.plan(await this.#context(job)));
  }

  /** What the job would change besides, in Chinese; nothing is changed. @throws Error when there is no such job */
  async preview(name: string): Promise<readonly string[]> {
    const job = this.#job(name);
    return (await job.preview?.(await this.#context(job))) ?? [];
  }

  /** Runs a job now, beside its slots. @returns how many messages it added */
  async runNow(name: string): Promise<number> {
    return this.#run(this.#job(name));
  }

  #job(name: string): ScheduledJob<Context> {
    const job = this.#deps.jobs.find((each) => each.name === name);
    if (job === undefined) throw new Error(`no job ${name}`);
    return job;
  }

  async #tick(only: readonly ScheduledJob<Context>[]): Promise<void> {
    const now = this.#deps.clock.now();
    for (const job of only) {
      const slotAt = latestSlot(job.schedule, now);
      if (this.#seen.get(job.name) === slotAt.getTime()) continue;
      // Taken by the first tick that finds handled what came before the slot.
      if ((await this.#timeOf(job)) < slotAt) continue;
      const row: JobRunRow = {
        _id: `${job.name}@${slotAt.toISOString()}`,
        job: job.name,
        slotAt,
        state: isUseful(job, slotAt, now) ? 'running' : 'skipped',
        startedAt: now,
        leaseUntil: new Date(now.getTime() + leaseMs),
        attempts: 1,
      };
      if ((await this.#deps.runs.take(row)) && row.state === 'running') await this.#runSlot(row, job);
      this.#seen.set(job.name, slotAt.getTime());
    }
    await this.#runAbandoned(now);
  }

  /** Runs that broke off: running them again sends nothing twice. */
  async #runAbandoned(now: Date): Promise<void> {
    for (;;) {
      const row = await this.#deps.runs.takeAbandoned(now, new Date(now.getTime() + leaseMs));
      if (row === null) return;
      const job = this.#deps.jobs.find((each) => each.name === row.job);
      if (job === undefined || !isUseful(job, row.slotAt, now))
        await this.#deps.runs.ended(row, { state: 'skipped', endedAt: now });
      else if (row.attempts > mostAttempts) await this.#giveUp(row, job, 'the process ended at each attempt');
      else await this.#runSlot(row, job);
    }
  }

  async #runSlot(row: JobRunRow, job: ScheduledJob<Context>): Promise<void> {
    try {
      await this.#crashPoint('scheduler.slot-taken');
      const messages = await this.#run(job);
      await this.#crashPoint('scheduler.messages-added');
      await this.#deps.runs.ended(row, { state: 'done', endedAt: this.#deps.clock.now(), messages });
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'unknown';
      this.#deps.log.error({ job: job.name, attempt: row.attempts, reason }, 'a job failed');
      if (row.attempts >= mostAttempts) await this.#giveUp(row, job, reason);
      else await this.#deps.runs.putOff(row, reason, new Date(this.#deps.clock.now().getTime() + againMs));
    }
  }

  async #giveUp(row: JobRunRow, job: ScheduledJob<Context>, error: string): Promise<void> {
    await this.#deps.messages.add(await this.#fresh((await job.gaveUp?.(await this.#context(job))) ?? []));
    await this.#deps.runs.ended(row, { state: 'failed', endedAt: this.#deps.clock.now(), error });
  }

  async #run(job: ScheduledJob<Context>): Promise<number> {
    const ctx = await this.#context(job);
    const planned = await this.#fresh(await job.plan(ctx));
    if (job.effect !== undefined) {
      await job.effect(ctx, planned);
      await this.#crashPoint('scheduler.effect-made');
    }
    await this.#deps.messages.add(planned);
    if (job.added !== undefined) {
      await this.#crashPoint('scheduler.plan-added');
      await job.added(ctx);
    }
    return planned.length;
  }

  /** Without the messages that were added by an earlier run. */
  async #fresh(planned: readonly Planned[]): Promise<readonly Planned[]> {
    const known = await this.#deps.messages.known(planned.map((each) => each.key));
    return planned.filter((each) => !known.has(each.key));
  }

  async #context(job: ScheduledJob<Context>): Promise<Context> {
    return this.#deps.contextAt(await this.#timeOf(job));
  }

  /** At which time the job looks: the present one, or the one up to which everything is handled that people sent. */
  async #timeOf({ closes }: ScheduledJob<Context>): Promise<Date> {
    const now = this.#deps.clock.now();
    const since = closes === true ? await this.#deps.waitingSince() : null;
    return since !== null && since < now ? since : now;
  }
}

function isUseful(job: Pick<ScheduledJob<never>, 'usefulForMinutes'>, slotAt: Date, now: Date): boolean {
  return now.getTime() - slotAt.getTime() <= job.usefulForMinutes * 60_000;
}
