import assert from 'node:assert/strict';
import { beijingTime } from '../../src/calendar/beijing-time.ts';
import { ManualClock } from '../../src/clock.ts';
import { readConfig } from '../../src/start/config.ts';
import { start } from '../../src/start/start.ts';
import type { Store } from '../../src/stores.ts';
import { assessClass, gatherTrainees } from '../../src/training/grading/class-assessment.ts';
import { defaultRulePack } from '../../src/training/rule-pack.ts';
import { lastDayOn, publishedOn } from '../helpers/scored-class.ts';
import { World } from '../helpers/world.ts';
import {
  cadreIdOf,
  classes,
  classIdOf,
  headIdOf,
  madeCounty,
  makeClasses,
  people,
  perClass,
  units,
} from './made-classes.ts';
import { counted, memoryParts } from './memory.ts';

// One stage of `bench:grades` in a process of its own, so that the vendor's messages are not in the memory of a bot that grades.

/** What a stage took: CPU of all threads, the looking at memory not counted, and the most memory seen. */
export interface StageFigures {
  seconds: number;
  most: number;
}

/** So many are graded side by side, as many people's presses are handled at once. */
const classesAtOnce = 16;

const pack = defaultRulePack();
const quiet = () => undefined;
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };

type Stage = { at: Date; run(world: World, look: () => void): Promise<void> };

const postedAt = beijingTime('2026-03-30', '08:05');
const publishedAt = beijingTime(publishedOn, '08:05');

/** By name, in their order. */
export const stages = {
  made: { at: beijingTime(lastDayOn, '08:05'), run: ({ running }) => makeClasses(running.store) },
  graded: { at: beijingTime(lastDayOn, '18:05'), run: gradeClasses },
  posted: { at: postedAt, run: (world, look) => runAll(world, 'post-candidates', look) },
  'posting delivered': { at: postedAt, run: deliver },
  published: { at: publishedAt, run: publish },
  'results delivered': {
    at: publishedAt,
    run: async (world, look) => {
      await deliver(world, look);
      checkEverybodyTold(world);
    },
  },
} satisfies Readonly<Record<string, Stage>>;

const [, , asked, dataDir = ''] = process.argv;
if (asked !== undefined && asked in stages) await runStage(stages[asked as keyof typeof stages]);

async function runStage({ at, run }: Stage): Promise<void> {
  const clock = new ManualClock(at);
  const config = readConfig({ PORT: '0', EMULATOR_PORT: '0', EMULATOR: 'on', LOG_LEVEL: 'silent', DATA_DIR: dataDir });
  const setClock = (time: Date) => clock.moveTo(time);
  const running = await start(config, { clock, log, setClock, loops: false, county: madeCounty });
  const world = new World(running, clock, 'wecom', dataDir, []);
  const before = cpuSeconds();
  let [most, looking] = [0, 0];
  const look = () => {
    const begun = cpuSeconds();
    most = Math.max(most, counted(memoryParts()));
    looking += cpuSeconds() - begun;
  };
  look();
  await run(world, look);
  look();
  process.send?.({ seconds: cpuSeconds() - before - looking, most } satisfies StageFigures);
  await running.stop();
  process.disconnect?.();
}

/** Of all threads. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

async function gradeClasses({ running: { store }, clock }: World, look: () => void): Promise<void> {
  for (let from = 0; from < classes; from += classesAtOnce) {
    const some = Array.from({ length: Math.min(classesAtOnce, classes - from) }, (_, place) => from + place);
    await Promise.all(some.map((index) => gradeClass(store, classIdOf(index), clock.now())));
    look();
  }
}

async function publish(world: World, look: () => void): Promise<void> {
  await runAll(world, 'publish-grades', look);
  assert.equal((await world.running.store.gradings.released()).length, 0, 'every class is published');
}

async function runAll({ running, clock }: World, job: string, look: () => void): Promise<void> {
  while ((await running.app.scheduler.runNow(job)) > 0) {
    look();
    clock.advanceMs(60_000);
  }
}

/** Lets the outbox send under the vendor's rate until nothing waits. */
async function deliver(world: World, look: () => void): Promise<void> {
  const from = world.clock.now();
  for (let minute = 0; ; minute += 1) {
    await world.settle();
    look();
    if ((await world.running.store.deliveries.open()) === 0) break;
    assert.ok(minute < 24 * 60, 'everything is delivered within a day');
    world.clock.advanceMs(60_000);
  }
  console.log(
    `${' '.repeat(30)}${((world.clock.now().getTime() - from.getTime()) / 60_000).toFixed(0)} minutes of the moved clock`,
  );
}

/** @throws AssertionError when a trainee did not get one posting and one result, their own, or a head not one feedback of each class */
function checkEverybodyTold(world: World): void {
  for (let index = 0; index < people; index += 1) {
    const screen = world.items(cadreIdOf(index)).filter(({ from }) => from === 'bot');
    const texts = screen.map(({ body }) => JSON.stringify(body));
    const [posted, results] = [
      texts.filter((each) => each.includes('优秀学员人选公示')),
      texts.filter((each) => each.includes('培训考核结果')),
    ];
    assert.deepEqual([posted.length, results.length], [1, 1], `${cadreIdOf(index)} is told each once`);
    assert.ok(
      results[0]?.includes(`班${classIdOf(Math.floor(index / perClass))}`),
      `${cadreIdOf(index)} is told their own`,
    );
  }
  for (let unit = 0; unit < units; unit += 1) {
    const cards = world
      .items(headIdOf(unit))
      .filter(({ from, body }) => from === 'bot' && body.kind === 'card' && body.title.includes('结果反馈'));
    assert.equal(cards.length, 2, `${headIdOf(unit)} gets one card a class`);
  }
  console.log(`  every one of ${people} trainees was told once, every one of ${units} heads once of each class`);
}

/** As the evaluation team and the organisation department do it: a proposal, its confirmation after everything was reckoned again, the release. */
async function gradeClass(store: Store, classId: string, now: Date): Promise<void> {
  const trainingClass = await store.classes.byId(classId);
  assert.ok(trainingClass);
  const assess = async () =>
    assessClass(classId, await gatherTrainees(store, trainingClass, pack, now), { changes: [] }, pack);
  const proposal = `bench:proposal:${classId}`;
  const basis = (await assess()).basis();
  await store.gradings.propose(
    { _id: classId, proposal, proposedBy: 'team1', proposedAt: now, basis, notes: [], changes: [] },
    undefined,
  );
  const decision = `bench:decision:${classId}`;
  await store.gradings.decide(classId, proposal, 'confirming', { decision, decidedBy: 'team2', decidedAt: now });
  await store.classes.move(classId, ['planned'], 'graded');
  const again = await assess();
  assert.equal(again.basis(), basis);
  await store.assessments.put(again.explainedRows());
  await store.gradings.endCheck(classId, decision, 'confirmed');
  await store.gradings.release(classId, { release: `bench:release:${classId}`, releasedBy: 'org', releasedAt: now });
}
