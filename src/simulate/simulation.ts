import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatMoment } from '../calendar/beijing-time.ts';
import { ManualClock } from '../clock.ts';
import type { Log } from '../log.ts';
import { readConfig } from '../start/config.ts';
import { start } from '../start/start.ts';
import { afterClass } from './after-class.ts';
import { beforeClass } from './before-class.ts';
import { burdenTable } from './burden-table.ts';
import { classDays, classRating } from './class-days.ts';
import { classLifeTable } from './class-life.ts';
import { election } from './election.ts';
import { forumAndExchange } from './forum-and-exchange.ts';
import { brokenInvariants } from './invariants.ts';
import { chooseParticipants, type Participants } from './participants.ts';
import { SimulatedPeople } from './simulated-people.ts';
import type { SimulatedClass, Step } from './step.ts';
import { closingTable } from './table.ts';
import { testsAndWorks } from './tests-and-works.ts';
import { profilesOf } from './typed-marks.ts';

export interface SimulationOptions {
  seed: number;
  /** Everything is kept here, so that a run that was killed continues where it stopped. */
  dataDir: string;
  log: Log;
  print: (text: string) => void;
}

/**
 * Runs one whole class against the emulated platforms, with nobody watching and the clock moved from step to step, then checks what the
 * README promises.
 * @returns one sentence per broken promise; empty when all hold
 */
export async function simulate({ seed, dataDir, log, print }: SimulationOptions): Promise<string[]> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  keepSeed(dataDir, seed);
  const participants = chooseParticipants(seed);
  const steps = timeline(participants, seed);
  const file = join(dataDir, 'simulation.acts');
  const clock = new ManualClock(firstOpen(steps, file).at);
  const config = readConfig({ PORT: '0', EMULATOR_PORT: '0', DATA_DIR: dataDir, EMULATOR: 'on' });
  const running = await start(config, {
    clock,
    log,
    loops: false,
    // The simulated weeks are longer than receipts are kept, and the final check needs all of them.
    storeClock: new ManualClock(new Date(0)),
    county: () => participants.county,
    vendorRules: { dingtalkCallsPerSecond: 10_000, dingtalkCallsPerAddress: Number.POSITIVE_INFINITY },
  });
  try {
    const people = new SimulatedPeople(running, clock, file);
    for (const step of steps) await runStep(step, people, print);
    return await close(participants, people, print);
  } finally {
    await running.stop();
  }
}

/** Every step from the needs survey to the acknowledged results, in order of time; the same for the same seed. */
function timeline(participants: Participants, seed: number): Step[] {
  const simulated: SimulatedClass = { participants, profiles: profilesOf(participants, seed), classId: '2026-01' };
  return [
    ...[...beforeClass(simulated), ...classDays(simulated), classRating(simulated), ...afterClass(simulated)],
    ...[...election(simulated), ...testsAndWorks(simulated), ...forumAndExchange(simulated)],
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
}

async function runStep(step: Step, people: SimulatedPeople, print: (text: string) => void): Promise<void> {
  if (people.isDone(step.name)) return;
  people.clock.moveTo(step.at);
  if (step.about !== undefined) print(`${formatMoment(step.at)}　${step.about}`);
  await people.settle();
  await people.running.app.scheduler.tick();
  await people.settle();
  await step.act?.(people);
  await people.settle();
  people.mark(step.name);
}

async function close(
  participants: Participants,
  people: SimulatedPeople,
  print: (text: string) => void,
): Promise<string[]> {
  print('');
  print(await closingTable(participants, people.running));
  print('');
  print(await classLifeTable(participants, people.running));
  print('');
  print(await burdenTable(participants, people.running));
  const broken = await brokenInvariants(participants, people.running);
  print('');
  print(
    broken.length === 0
      ? '核对完毕：各项承诺均成立，0 项不符。'
      : `核对完毕：${broken.length} 项不符：\n${broken.map((each) => `- ${each}`).join('\n')}`,
  );
  return broken;
}

/** The step to begin with: the first one not done yet. */
function firstOpen(steps: readonly Step[], file: string): Step {
  const done = new Set(existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []);
  const open = steps.find((step) => !done.has(step.name)) ?? steps.at(-1);
  if (open === undefined) throw new Error('the timeline is empty');
  return open;
}

/** Records the seed of this folder. @throws Error when it holds the run of another seed */
function keepSeed(dataDir: string, seed: number): void {
  const file = join(dataDir, 'simulation.seed');
  if (!existsSync(file)) writeFileSync(file, String(seed));
  const kept = readFileSync(file, 'utf8');
  if (kept !== String(seed)) throw new Error(`目录 ${dataDir} 属于种子 ${kept} 的演练，请换一个目录。`);
}
