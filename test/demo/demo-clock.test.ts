import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openDemoClock } from '../../src/demo/demo-clock.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'demo-clock-'));
  folders.push(made);
  return made;
}

describe("the demo's clock", () => {
  it('is still ahead after a restart', () => {
    const dataDir = folder();
    const tomorrow = new Date(Date.now() + 24 * 3_600_000);
    openDemoClock(join(dataDir, 'new')).setClock(tomorrow);
    expect(openDemoClock(join(dataDir, 'new')).clock.now().getTime()).toBeGreaterThanOrEqual(tomorrow.getTime());
  });

  it("is the system's where nobody has moved it, and where its file is damaged", () => {
    const dataDir = folder();
    expect(openDemoClock(dataDir).clock.aheadMs).toBe(0);
    writeFileSync(join(dataDir, 'demo-clock.json'), '{');
    expect(openDemoClock(dataDir).clock.aheadMs).toBe(0);
  });
});
