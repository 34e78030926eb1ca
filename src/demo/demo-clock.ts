import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ShiftedClock, systemClock } from '../clock.ts';

/** The demo's clock: the system's time plus however far somebody has moved it forward on the page. */
export interface DemoClock {
  clock: ShiftedClock;
  /** Moves it forward. The shift is written to disk before anything happens at the new time, so that a restart never goes back. */
  setClock(time: Date): void;
}

/** The clock of this data folder, with the shift that the last process left. */
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
