import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { StageFigures } from './grades-stage.ts';
import { classes, people } from './made-classes.ts';

/** What the bot may keep on its heap while it grades and publishes, in MB; the vendor's emulator gets more while it is sent everything. */
const heapMegabytes = Number(process.env.BENCH_HEAP_MB ?? 300);

/** In their order, with what each is called; the CPU and memory of those that count are held against the targets. */
const stages = [
  { stage: 'made', what: 'classes made: sign-ins and 30 score events of each trainee (not counted)' },
  { stage: 'graded', what: 'graded: proposed, confirmed after reckoning again, stored, released', isCounted: true },
  { stage: 'posted', what: 'posted: the names proposed, to everybody', isCounted: true },
  {
    stage: 'posting delivered',
    what: 'delivered to the emulated vendor, what was posted (bot and vendor together, not counted)',
  },
  { stage: 'published', what: 'published: results, feedback, hours, reserve pool', isCounted: true },
  {
    stage: 'results delivered',
    what: 'delivered to the emulated vendor, what was published (bot and vendor together, not counted)',
  },
];

/**
 * Grades and publishes classes through the bot's own functions, jobs and stores, then delivers everything to the emulated vendor on the moved
 * clock; nobody may be missed or told twice. `BENCH_CLASSES=100` makes a first look.
 */
export async function benchGrades(directory: string): Promise<void> {
  console.log(
    `\nGrading and publishing ${people} trainees in ${classes} classes; counted stages with a heap of at most ${heapMegabytes} MB`,
  );
  let [cpu, peak] = [0, 0];
  for (const { stage, what, isCounted = false } of stages) {
    const { seconds, most } = await runStage(stage, directory, isCounted);
    const each = `${((seconds * 1e6) / people).toFixed(0).padStart(6)} µs a trainee`;
    console.log(`${seconds.toFixed(1).padStart(7)} s of CPU ${each}  ${most.toFixed(0).padStart(5)} MB   ${what}`);
    if (!isCounted) continue;
    cpu += seconds;
    peak = Math.max(peak, most);
  }
  const verdict = (is: boolean) => (is ? 'reached' : 'MISSED');
  console.log(`  together ${cpu.toFixed(1)} s of CPU; target 30 s for 100,000 ${verdict(cpu * (100_000 / people) <= 30)}
  most memory ${peak.toFixed(0)} MB; target 500 MB ${verdict(peak <= 500)}`);
}

async function runStage(stage: string, directory: string, isCounted: boolean): Promise<StageFigures> {
  const heap = isCounted ? heapMegabytes : 6_000;
  // What the vendor was sent so far is not in the memory of a bot that grades.
  const [journal, aside] = [join(directory, 'emulator.jsonl'), join(directory, 'emulator.aside')];
  if (isCounted && existsSync(journal)) renameSync(journal, aside);
  const child = fork(fileURLToPath(new URL('grades-stage.ts', import.meta.url)), [stage, directory], {
    execArgv: [...process.execArgv, `--max-old-space-size=${heap}`],
  });
  const ended = once(child, 'exit');
  let figures: StageFigures | undefined;
  child.on('message', (message) => {
    figures = message as StageFigures;
  });
  const [code] = await ended;
  if (existsSync(aside)) renameSync(aside, journal);
  if (code !== 0 || figures === undefined) throw new Error(`the stage “${stage}” ended with ${code}`);
  return figures;
}
