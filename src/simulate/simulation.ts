import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatMoment } from '../calendar/beijing-time.ts';
import { ManualClock } from '../clock.ts';
import type { Log } from '../log.ts';
import { readConfig } from '../start/config.ts';
import { start } from '../start/start.ts';
import { afterClass } from './after-class.ts';
import { beforeClass } from './before-class.ts';
import { type Cast, makeCast } from './cast.ts';
import { classDays } from './class-days.ts';
import { brokenInvariants } from './invariants.ts';
import { talentsOf } from './script.ts';
import { Stage } from './stage.ts';
import type { Scene, Step } from './step.ts';
import { closingTable } from './table.ts';

export interface SimulationOptions {
  seed: number;
  /** Everything is kept here; a run that was killed goes on from where it was. */
  dataDir: string;
  log: Log;
  print: (text: string) => void;
}

/**
 * Plays one whole class unattended on a moved clock, against the emulated platforms, and checks what a person must be able to trust.
 * @returns the broken invariants, as sentences; empty when all hold
 */
export async function simulate({ seed, dataDir, log, print }: SimulationOptions): Promise<string[]> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  keepSeed(dataDir, seed);
  const cast = makeCast(seed);
  const steps = timeline(cast, seed);
  const file = join(dataDir, 'simulation.acts');
  const clock = new ManualClock(firstOpen(steps, file).at);
  const config = readConfig({ PORT: '0', EMULATOR_PORT: '0', DATA_DIR: dataDir, EMULATOR: 'on' });
  const running = await start(config, {
    clock,
    log,
    loops: false,
    // The play lasts longer than receipts are kept; the closing check wants them all.
    storeClock: new ManualClock(new Date(0)),
    county: () => cast.county,
    vendorRules: { dingtalkCallsPerSecond: 10_000, dingtalkCallsPerAddress: Number.POSITIVE_INFINITY },
  });
  try {
    const stage = new Stage(running, clock, file);
    for (const step of steps) await play(step, stage, print);
    return await close(cast, stage, print);
  } finally {
    await running.stop();
  }
}

/** The whole class from needs survey to acknowledged results; the same steps for the same seed. */
function timeline(cast: Cast, seed: number): Step[] {
  const scene: Scene = { cast, talents: talentsOf(cast, seed), classId: '2026-01' };
  return [...beforeClass(scene), ...classDays(scene), ...afterClass(scene)].sort(
    (a, b) => a.at.getTime() - b.at.getTime(),
  );
}

async function play(step: Step, stage: Stage, print: (text: string) => void): Promise<void> {
  if (stage.isDone(step.name)) return;
  stage.clock.moveTo(step.at);
  if (step.about !== undefined) print(`${formatMoment(step.at)}　${step.about}`);
  await stage.settle();
  await stage.running.app.scheduler.tick();
  await stage.settle();
  await step.act?.(stage);
  await stage.settle();
  stage.stepEnded(step.name);
}

async function close(cast: Cast, stage: Stage, print: (text: string) => void): Promise<string[]> {
  print('');
  print(await closingTable(cast, stage.running));
  const broken = await brokenInvariants(cast, stage.running);
  print('');
  print(
    broken.length === 0
      ? '核对完毕：各项承诺均成立，0 项不符。'
      : `核对完毕：${broken.length} 项不符：\n${broken.map((each) => `- ${each}`).join('\n')}`,
  );
  return broken;
}

/** The step a run begins with: the first one that is not done. */
function firstOpen(steps: readonly Step[], file: string): Step {
  const done = new Set(existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []);
  const open = steps.find((step) => !done.has(step.name)) ?? steps.at(-1);
  if (open === undefined) throw new Error('the timeline is empty');
  return open;
}

/** A folder belongs to one seed. */
function keepSeed(dataDir: string, seed: number): void {
  const file = join(dataDir, 'simulation.seed');
  if (!existsSync(file)) writeFileSync(file, String(seed));
  const kept = readFileSync(file, 'utf8');
  if (kept !== String(seed)) throw new Error(`目录 ${dataDir} 属于种子 ${kept} 的演练，请换一个目录。`);
}
