import { afterEach, describe, expect, it } from 'vitest';
import { Loop } from '../../src/inbox/loop.ts';

/** Longer than any test: these loops run when they are nudged. */
const lookMs = 3_600_000;
const loops: Loop[] = [];
afterEach(async () => {
  for (const loop of loops.splice(0)) await loop.stop();
});

function startLoop(step: () => Promise<number>, failed: (error: unknown) => void = () => undefined): Loop {
  const loop = new Loop(step, lookMs, failed);
  loops.push(loop);
  loop.start();
  return loop;
}

/** Turns of the event loop, for everything that can go on by itself. */
async function turns(count = 20): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

describe('a loop', () => {
  it('never overlaps its steps, however often it is nudged, and looks once more for the nudges that came meanwhile', async () => {
    let [steps, active, most] = [0, 0, 0];
    let release: () => void = () => undefined;
    const loop = startLoop(async () => {
      steps += 1;
      active += 1;
      most = Math.max(most, active);
      await new Promise<void>((resolve) => (release = resolve));
      active -= 1;
      return 0;
    });
    await turns();
    for (let nudge = 0; nudge < 3; nudge += 1) loop.nudge();
    await turns();
    expect([steps, most]).toEqual([1, 1]);
    release();
    await turns();
    expect([steps, most]).toEqual([2, 1]);
    release();
    await turns();
    expect([steps, active]).toEqual([2, 0]);
  });

  it('goes on at once while there is work, and waits when there is none', async () => {
    const found = [5, 3, 0];
    let steps = 0;
    startLoop(async () => {
      steps += 1;
      return found.shift() ?? 0;
    });
    await turns();
    expect(steps).toBe(3);
  });

  it('reports a step that fails and takes the next nudge', async () => {
    const faults: unknown[] = [];
    let steps = 0;
    const loop = startLoop(
      async () => {
        steps += 1;
        if (steps === 1) throw new Error('store hiccup');
        return 0;
      },
      (error) => faults.push(error),
    );
    await turns();
    expect(faults).toEqual([new Error('store hiccup')]);
    loop.nudge();
    await turns();
    expect(steps).toBe(2);
  });

  it('stops after the step that runs, and no nudge wakes it', async () => {
    let steps = 0;
    let release: () => void = () => undefined;
    const loop = startLoop(async () => {
      steps += 1;
      await new Promise<void>((resolve) => (release = resolve));
      return 1;
    });
    await turns();
    let stopped = false;
    const stopping = loop.stop().then(() => (stopped = true));
    await turns();
    expect(stopped).toBe(false);
    release();
    await stopping;
    loop.nudge();
    await turns();
    expect(steps).toBe(1);
  });
});
