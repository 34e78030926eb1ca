import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ShiftedClock, systemClock } from '../clock.ts';

/** The demo's clock: the system's until somebody moves it on the page, then as far ahead of it as it was moved. */
export interface DemoClock {
  clock: ShiftedClock;
  /** Moves it forward. The shift is on disk before anything happens at the new time: a restart never goes back. */
  setClock(time: Date): void;
}

/** Goes on where the last process on this data folder left the clock. */
export function openDemoClock(dataDir: string): DemoClock {
  const file = join(dataDir, 'demo-clock.json');
  const clock = new ShiftedClock(systemClock, readAheadMs(file));
  return {
    clock,
    setClock(time) {
      const next = new ShiftedClock(systemClock, clock.aheadMs);
      next.moveTo(time);
      mkdirSync(dataDir, { recursive: true, mode: 0o700 });
      writeFileSync(`${file}.part`, `${JSON.stringify({ aheadMs: next.aheadMs })}\n`, { mode: 0o600 });
      renameSync(`${file}.part`, file);
      clock.moveTo(time);
    },
  };
}

function readAheadMs(file: string): number {
  try {
    const { aheadMs } = JSON.parse(readFileSync(file, 'utf8')) as { aheadMs?: unknown };
    return typeof aheadMs === 'number' && Number.isFinite(aheadMs) ? aheadMs : 0;
  } catch {
    return 0;
  }
}
