import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** A timer that spins never ends on mocked time; a process that is ended fails the test. */
export const patienceMs = 60_000;
const script = fileURLToPath(new URL('./zone-process.ts', import.meta.url));

/** The minutes at which a job of every minute ran, in a process whose server is in that zone. */
export async function minutesIn(zone: string, from: string, to: string) {
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script, from, to], {
    env: { ...process.env, TZ: zone },
    timeout: patienceMs,
  });
  return JSON.parse(stdout) as { slots: string[]; timers: number; zone: string };
}

/** Every whole minute from one instant to another, both counted. */
export function everyMinute(from: string, to: string): string[] {
  const [firstMs, lastMs] = [Date.parse(from), Date.parse(to)];
  const count = (lastMs - firstMs) / 60_000 + 1;
  return Array.from({ length: count }, (_, index) => new Date(firstMs + index * 60_000).toISOString());
}
