import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import type { Clock } from '../clock.ts';

/** Callbacks come in a crowd when so many came within one stretch of time, some 640 a second; and for a while after it. */
const stretchMs = 50;
const crowd = 32;
const crowdLastsMs = 400;
/** While there is a crowd, so many updates are taken at once, and the next ones when so many callbacks came for each of them. */
const crowdedSize = 16;
const callbacksPerUpdate = 40;
/** How long the next ones wait at most, however few callbacks come. */
const mostRestMs = 200;
/** A process that is at work for less than this share of the time has time for more. */
const idleBelow = 0.5;
/** How often it is looked whether a rest is over. */
const lookMs = 5;

/** Counts callbacks, and says whether they come in a crowd. */
export class Arrivals {
  #total = 0;
  #stretch = 0;
  #count = 0;
  #crowdUntilMs = 0;

  came(nowMs: number): void {
    this.#moveTo(nowMs);
    this.#total += 1;
    this.#count += 1;
  }

  /** How many came so far. */
  get total(): number {
    return this.#total;
  }

  /** Only a stretch that is over tells: where a clock stands still, nothing is a crowd. */
  areCrowd(nowMs: number): boolean {
    this.#moveTo(nowMs);
    // Further ahead than that it lies only where the clock was set back.
    return nowMs < this.#crowdUntilMs && this.#crowdUntilMs - nowMs <= crowdLastsMs;
  }

  #moveTo(nowMs: number): void {
    const stretch = Math.floor(nowMs / stretchMs);
    if (stretch === this.#stretch) return;
    if (this.#count >= crowd) this.#crowdUntilMs = (this.#stretch + 1) * stretchMs + crowdLastsMs;
    this.#count = 0;
    this.#stretch = stretch;
  }
}

/**
 * Lets callbacks go first: handling an update costs ten times what receiving one does, and whoever calls has little patience. While a
 * crowd of callbacks comes, updates are handled few at a time, and after so many callbacks, which leaves four fifths of the time to
 * receiving on any machine. A moment with nothing to do ends a rest, and so does time, so that what is due is handled in the end.
 */
export class GivingWay {
  readonly #clock: Clock;
  readonly #arrivals: Arrivals;
  readonly #busyShare: () => number;
  #cameBefore = 0;

  /** @param busyShare - for which share of the time since it was last asked the process was at work */
  constructor(clock: Clock, arrivals: Arrivals, busyShare = loadOfProcess()) {
    this.#clock = clock;
    this.#arrivals = arrivals;
    this.#busyShare = busyShare;
  }

  /**
   * Waits until updates may be handled.
   * @param isTold - whether it is not to be waited any longer
   * @returns how many may be taken; nothing where as many as one likes
   */
  async turn(isTold: () => boolean): Promise<number | undefined> {
    const isOver = () => this.#arrivals.total - this.#cameBefore >= crowdedSize * callbacksPerUpdate || isTold();
    await this.#rest(mostRestMs, isOver);
    this.#cameBefore = this.#arrivals.total;
    return this.#isCrowded ? crowdedSize : undefined;
  }

  /** For work that may wait while there is a crowd, but no longer than that. */
  pause(mostMs: number): Promise<void> {
    return this.#rest(mostMs, () => false);
  }

  get #isCrowded(): boolean {
    return this.#arrivals.areCrowd(this.#clock.now().getTime());
  }

  async #rest(mostMs: number, isOver: () => boolean): Promise<void> {
    let wasIdle = false;
    this.#busyShare();
    for (let waitedMs = 0; waitedMs < mostMs && this.#isCrowded && !isOver(); waitedMs += lookMs) {
      await setTimeout(lookMs);
      const isIdle = this.#busyShare() < idleBelow;
      // Between two groups of callbacks there is a moment in which nothing is to be done.
      if (isIdle && wasIdle) return;
      wasIdle = isIdle;
    }
  }
}

/**
 * For which share of the time since it was last asked, which is meant to be `lookMs`, the process was at work, by whichever tells more: its
 * CPU time, the work of its event loop, or how late it was asked, as it is where others have the processor.
 */
function loadOfProcess(): () => number {
  const look = () => ({ atMs: performance.now(), cpu: process.cpuUsage(), loop: performance.eventLoopUtilization() });
  let last = look();
  return () => {
    const now = look();
    const lastedMs = Math.max(now.atMs - last.atMs, 1);
    const cpuMs = (now.cpu.user + now.cpu.system - last.cpu.user - last.cpu.system) / 1_000;
    const { utilization } = performance.eventLoopUtilization(now.loop, last.loop);
    last = now;
    return Math.max(cpuMs / lastedMs, utilization, 1 - lookMs / lastedMs);
  };
}
