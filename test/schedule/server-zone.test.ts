import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

/** A timer that spins never ends on mocked time; a process that is ended fails the test. */
const patienceMs = 60_000;
const script = fileURLToPath(new URL('./zone-process.ts', import.meta.url));

/** The minutes at which a job of every minute ran, in a process whose server is in that zone. */
async function minutesIn(zone: string, from: string, to: string) {
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script, from, to], {
    env: { ...process.env, TZ: zone },
    timeout: patienceMs,
  });
  return JSON.parse(stdout) as { slots: string[]; timers: number; zone: string };
}

/** Every whole minute from one instant to another, both counted. */
function everyMinute(from: string, to: string): string[] {
  const [firstMs, lastMs] = [Date.parse(from), Date.parse(to)];
  const count = (lastMs - firstMs) / 60_000 + 1;
  return Array.from({ length: count }, (_, index) => new Date(firstMs + index * 60_000).toISOString());
}

describe('the minute tick, wherever the server stands,', () => {
  it.each([
    ['where clocks go back in New York', 'America/New_York', '2026-11-01T05:30:00Z', '2026-11-01T07:30:00Z'],
    ['where clocks go forward in New York', 'America/New_York', '2026-03-08T06:30:00Z', '2026-03-08T08:30:00Z'],
    ['where clocks go back in Vienna', 'Europe/Vienna', '2026-10-25T00:30:00Z', '2026-10-25T02:30:00Z'],
    ['where clocks go back by half an hour', 'Australia/Lord_Howe', '2026-04-04T14:30:00Z', '2026-04-04T16:30:00Z'],
    ['in Beijing', 'Asia/Shanghai', '2026-11-01T05:30:00Z', '2026-11-01T07:30:00Z'],
  ])(
    'comes once a minute %s',
    async (_what, zone, from, to) => {
      const seen = await minutesIn(zone, from, to);
      expect(seen.zone).toBe(zone);
      expect(seen.slots).toEqual(everyMinute(from, to));
      expect(seen.timers).toBeLessThanOrEqual(seen.slots.length + 1);
    },
    2 * patienceMs,
  );
});
