import { execFileSync, spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

// A server with all its threads shares one core, as bare Koa does; whoever asks it has another.
export const serverCore = 0;
const generatorCore = 1;

/** Whether processes can be bound to cores here: Linux with `taskset` and two cores. */
export const canPin = availableParallelism() > 1 && spawnSync('taskset', ['-V']).status === 0;

/** Keeps this process off the servers' core. */
export function pinGenerator(): void {
  if (canPin) execFileSync('taskset', ['-a', '-c', '-p', String(generatorCore), String(process.pid)]);
}
