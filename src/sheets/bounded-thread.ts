import type { ResourceLimits, Worker } from 'node:worker_threads';
import { RuleError } from '../errors.ts';
import type { SheetLimits } from './sheet.ts';

/** What a thread answers: what it was asked for, or why not. */
export type ThreadAnswer<T> = { done: T } | { refused: { code: string; facts: RuleError['facts'] } };

const checkEveryMs = 250;

/**
 * What a thread answers that may use so much of a processor and of memory and no more; it is ended in any case.
 * @param usedMs - processor time that the thread has used, at most: see `atMost`
 * @throws RuleError what the thread refuses, `import.too-slow`, `import.too-much-memory`
 */
export async function inBoundedThread<T>(
  start: (resourceLimits: ResourceLimits) => Worker,
  { cpuMs, memoryMb }: Pick<SheetLimits, 'cpuMs' | 'memoryMb'>,
  usedMs: (thread: Worker) => number = atMost(),
): Promise<T> {
  const worker = start({ maxOldGenerationSizeMb: memoryMb });
  const isTooSlow = () => usedMs(worker) > cpuMs;
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<T>((resolve, reject) => {
      const tooSlow = () => reject(new RuleError('import.too-slow'));
      const tooMuch = () => reject(new RuleError('import.too-much-memory'));
      timer = setInterval(() => isTooSlow() && tooSlow(), checkEveryMs);
      worker.once('message', (answer: ThreadAnswer<T>) => {
        if (isTooSlow()) tooSlow();
        else if ('refused' in answer) reject(new RuleError(answer.refused.code, answer.refused.facts));
        else resolve(answer.done);
      });
      worker.once('error', (error: NodeJS.ErrnoException) =>
        error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuch() : reject(error),
      );
      worker.once('exit', tooMuch);
    });
  } finally {
    clearInterval(timer);
    await worker.terminate();
  }
}

/** What such a thread says in the end. */
export async function answerOf<T>(work: () => T | Promise<T>): Promise<ThreadAnswer<T>> {
  try {
    return { done: await work() };
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    return { refused: { code: error.code, facts: error.facts } };
  }
}

/**
 * A bound of what a thread has used since now, where Node does not tell the time of one thread: neither more than the whole process has, nor
 * than the time in which the thread was not waiting. A busy machine makes the one small, a busy bot the other.
 */
function atMost(): (thread: Worker) => number {
  const startedMs = processCpuMs();
  return ({ performance }) => Math.min(processCpuMs() - startedMs, performance.eventLoopUtilization().active);
}

function processCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
