import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { RawRequest } from '../../src/chat/platform.ts';
import { RandomInput } from './random-input.ts';

/** Slower than this, one case alone could hold up everybody's callbacks; a machine's own pauses stay below it. */
const slowestMs = 3_000;

/** The seed of a run: `FUZZ_SEED`, or the same one always. */
export const fuzzSeed = Number(process.env.FUZZ_SEED ?? 20260101);
/** How many cases a long run has: `FUZZ_CASES`. */
export const fuzzCases = Number(process.env.FUZZ_CASES ?? 200_000);

/**
 * Tries so many cases, each with random numbers of its own, so that one can be repeated alone by its number.
 * @throws Error that names seed and number and shows the case, for the first case that breaks its promise or takes too long
 */
export async function tryCases<Each>(
  what: string,
  count: number,
  make: (random: RandomInput) => Each,
  attempt: (each: Each) => Promise<void> | void,
  show: (each: Each) => string,
): Promise<void> {
  for (let number = 0; number < count; number += 1) {
    let shown = () => 'not made yet';
    try {
      const each = make(new RandomInput(fuzzSeed + Math.imul(number, 0x9e3779b1)));
      shown = () => show(each);
      const startedMs = performance.now();
      await attempt(each);
      const tookMs = performance.now() - startedMs;
      if (tookMs > slowestMs) throw new Error(`took ${Math.round(tookMs)} ms`);
    } catch (error) {
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      throw new Error(`${what}: seed ${fuzzSeed}, case ${number}: ${reason}\n${shown()}`);
    }
  }
}

/** How many of a long run's cases are of each kind; the rest are callbacks called in this process. */
export const shares = { sockets: 0.025, frames: 0.1, texts: 0.001 } as const;

/** Cases of a share. */
export function countOf(share: number): number {
  return Math.ceil(fuzzCases * share);
}

/** Rejections and exceptions that nobody took, from now on. */
export function watchUnhandled(): { seen: unknown[]; stop(): void } {
  const seen: unknown[] = [];
  const note = (reason: unknown) => void seen.push(reason);
  process.on('unhandledRejection', note);
  process.on('uncaughtExceptionMonitor', note);
  return {
    seen,
    stop: () => {
      process.off('unhandledRejection', note);
      process.off('uncaughtExceptionMonitor', note);
    },
  };
}

/** A request as somebody who wants to try it again needs it: everything, the body as base64. */
export function shownRequest({ body, ...rest }: RawRequest): string {
  return JSON.stringify({ ...rest, bodyBase64: body.toString('base64') });
}

/** Bytes in use once everything that can be given back has been. */
export function heapBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}
