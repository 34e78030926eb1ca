import type { Worker } from 'node:worker_threads';
import type { Log } from '../log.ts';
import { startThread } from '../own-thread.ts';
import type { Chart } from './chart.ts';
import type { Pages } from './pages.ts';

/** What is to be drawn. */
export type Order = { kind: 'chart'; chart: Chart } | { kind: 'pages'; pages: Pages };

/** What the worker answers. */
export type Drawn = { bytes: Uint8Array; check: string } | { fault: string };

export interface DrawingLimits {
  /** Processor time of the whole process while one thing is drawn: a busy machine fails nothing that a quiet one draws. */
  cpuMs: number;
  memoryMb: number;
  /** How long the thread waits for the next thing before it ends. */
  idleMs: number;
  /** How many may wait for their turn. */
  mostWaiting: number;
}

export const DRAWING_LIMITS: DrawingLimits = { cpuMs: 30_000, memoryMb: 512, idleMs: 60_000, mostWaiting: 200 };

const CHECK_EVERY_MS = 250;

/**
 * Draws pictures and documents in a thread of its own, one after the other. The thread starts with the first of them and ends when none has come for a
 * while; what cannot be drawn is logged, and whoever asked says it in words.
 */
export class Drawing {
  readonly #log: Log;
  readonly #limits: DrawingLimits;
  readonly #cpuMs: () => number;
  #worker: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  /** @param cpuMs - processor time used so far */
  constructor(log: Log, limits: DrawingLimits = DRAWING_LIMITS, cpuMs: () => number = processCpuMs) {
    this.#log = log;
    this.#limits = limits;
    this.#cpuMs = cpuMs;
  }

  /** Whether the thread is there. */
  get isAwake(): boolean {
    return this.#worker !== undefined;
  }

  /** The chart as a PNG; `undefined` when it could not be drawn. */
  async chart(chart: Chart): Promise<Buffer | undefined> {
    const drawn = await this.#draw({ kind: 'chart', chart });
    return drawn && Buffer.from(drawn.bytes);
  }

  /** The document as a PDF, and the check of its last page; `undefined` when it could not be made. */
  async pages(pages: Pages): Promise<{ bytes: Buffer; check: string } | undefined> {
    const drawn = await this.#draw({ kind: 'pages', pages });
    return drawn && { bytes: Buffer.from(drawn.bytes), check: drawn.check };
  }

  /** Ends the thread; what it is drawing is given up. */
  async close(): Promise<void> {
    await this.#letGo()?.terminate();
  }

  #letGo(): Worker | undefined {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = undefined;
    return worker;
  }

  async #draw(order: Order): Promise<Extract<Drawn, { bytes: Uint8Array }> | undefined> {
    if (this.#waiting >= this.#limits.mostWaiting) return this.#failed('too many wait');
    this.#waiting += 1;
    const drawn = this.#last.then(() => this.#drawNow(order));
    this.#last = drawn;
    const answer = await drawn;
    this.#waiting -= 1;
    return 'fault' in answer ? this.#failed(answer.fault) : answer;
  }

  #failed(reason: string): undefined {
    this.#log.warn({ reason }, 'a picture could not be drawn and is said in words');
    return undefined;
  }

  /** Never throws. */
  async #drawNow(order: Order): Promise<Drawn> {
    clearTimeout(this.#idle);
    this.#worker ??= startWorker(this.#limits.memoryMb).on('error', () => undefined);
    const answer = await this.#answerOf(this.#worker, order);
    // Not waited for: it ends when what it is drawing lets go of it.
    if ('fault' in answer) void this.#letGo()?.terminate();
    this.#idle = setTimeout(() => void this.close(), this.#limits.idleMs);
    this.#idle.unref();
    return answer;
  }

  #answerOf(worker: Worker, order: Order): Promise<Drawn> {
    const startedMs = this.#cpuMs();
    const isTooSlow = () => this.#cpuMs() - startedMs > this.#limits.cpuMs;
    const tooSlow = { fault: 'it took too long' };
    return new Promise<Drawn>((resolve) => {
      const end = (answer: Drawn) => {
        clearInterval(timer);
        worker.off('message', answered).off('error', failed).off('exit', ended);
        resolve(answer);
      };
      const answered = (answer: Drawn) => end(isTooSlow() ? tooSlow : answer);
      const failed = (error: Error) => end({ fault: error.message });
      const ended = () => end({ fault: 'the thread ended' });
      const timer = setInterval(() => isTooSlow() && end(tooSlow), CHECK_EVERY_MS);
      worker.on('message', answered).on('error', failed).on('exit', ended);
      worker.postMessage(order);
    });
  }
}

function processCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

function startWorker(memoryMb: number): Worker {
  return startThread(import.meta.url, 'drawing-worker', { resourceLimits: { maxOldGenerationSizeMb: memoryMb } });
}
