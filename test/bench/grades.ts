import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { beijingTime } from '../../src/calendar/beijing-time.ts';
import { ManualClock } from '../../src/clock.ts';
import type { CadreRecord, UnitRecord } from '../../src/county/cadre.ts';
import { readConfig } from '../../src/start/config.ts';
import { start } from '../../src/start/start.ts';
import type { Store } from '../../src/stores.ts';
import { assessClass, gatherTrainees } from '../../src/training/grading/class-assessment.ts';
import { defaultRulePack } from '../../src/training/rule-pack.ts';
import { smallCounty } from '../helpers/county.ts';
import { eventsOf, lastDayOn, publishedOn, signIn } from '../helpers/scored-class.ts';
import { World, worldStartsAt } from '../helpers/world.ts';
import { counted, memoryParts } from './memory.ts';

const classes = Number(process.env.BENCH_CLASSES ?? 2_000);
const perClass = 50;
/** A class comes from ten units, five from each; a unit sends people to two classes. */
const unitsPerClass = 10;
const perUnit = 10;

/** So many are graded side by side, as many people's presses are handled at once. */
const classesAtOnce = 16;

const people = classes * perClass;
const pack = defaultRulePack();
const quiet = () => undefined;
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };

const classIdOf = (index: number) => `2026-${String(index + 1).padStart(2, '0')}`;
const cadreIdOf = (index: number) => `c${index}`;
const headIdOf = (unit: number) => `h${unit}`;

/**
 * Grades and publishes classes through the bot's own functions, jobs and stores, then delivers everything to the emulated vendor on the moved
 * clock; nobody may be missed or told twice. `BENCH_CLASSES=100` makes a first look.
 */
export async function benchGrades(directory: string): Promise<void> {
  const world = await gradesWorld(directory);
  const { store, app } = world.running;
  const { scheduler } = app;
  console.log(`\nGrading and publishing ${people} trainees in ${classes} classes`);
  let cpuOfAll = 0;
  let peak = 0;
  const measure = async (what: string, run: (look: () => void) => Promise<void>) => {
    const before = process.cpuUsage();
    let most = 0;
    let looking = 0;
    const look = () => {
      const begun = process.cpuUsage();
      most = Math.max(most, counted(memoryParts()));
      looking += cpuSince(begun);
    };
    look();
    await run(look);
    look();
    const seconds = cpuSince(before) - looking;
    const each = `${((seconds * 1e6) / people).toFixed(0).padStart(6)} µs a trainee`;
    console.log(`${seconds.toFixed(1).padStart(7)} s of CPU ${each}  ${most.toFixed(0).padStart(5)} MB   ${what}`);
    return { seconds, most };
  };
  const add = async (what: string, run: (look: () => void) => Promise<void>) => {
    const { seconds, most } = await measure(what, run);
    cpuOfAll += seconds;
    peak = Math.max(peak, most);
  };
  await measure('classes made: sign-ins and 30 score events of each trainee (not counted)', () => makeClasses(store));
  world.clock.moveTo(beijingTime(lastDayOn, '18:05'));
  await add('graded: proposed, confirmed after reckoning again, stored, released', async (look) => {
    for (let from = 0; from < classes; from += classesAtOnce) {
      const some = Array.from({ length: Math.min(classesAtOnce, classes - from) }, (_, place) => from + place);
      await Promise.all(some.map((index) => gradeClass(store, classIdOf(index), world.clock.now())));
      look();
    }
  });
  world.clock.moveTo(beijingTime('2026-03-30', '08:05'));
  const runAll = async (job: string, look: () => void) => {
    while ((await scheduler.runNow(job)) > 0) {
      look();
      world.clock.advanceMs(60_000);
    }
  };
  await add('posted: the names proposed, to everybody', async (look) => {
    await runAll('post-candidates', look);
  });
  await deliver(world, 'posted', measure);
  world.clock.moveTo(beijingTime(publishedOn, '08:05'));
  await add('published: results, feedback, hours, reserve pool', async (look) => {
    await runAll('publish-grades', look);
  });
  assert.equal((await store.gradings.released()).length, 0, 'every class is published');
  const verdict = (is: boolean) => (is ? 'reached' : 'MISSED');
  console.log(`  together ${cpuOfAll.toFixed(1)} s of CPU; target 30 s for 100,000 ${verdict(cpuOfAll * (100_000 / people) <= 30)}
  most memory ${peak.toFixed(0)} MB; target 500 MB ${verdict(peak <= 500)}`);
  await deliver(world, 'published', measure);
  checkEverybodyTold(world);
  await world.stop();
}

/** Of all threads, in seconds. */
function cpuSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

type Measure = (what: string, run: (look: () => void) => Promise<void>) => Promise<unknown>;

/** Lets the outbox send under the vendor's rate until nothing waits. */
async function deliver(world: World, what: string, measure: Measure): Promise<void> {
  const from = world.clock.now();
  await measure(
    `delivered to the emulated vendor, what was ${what} (bot and vendor together, not counted)`,
    async (look) => {
      for (let minute = 0; ; minute += 1) {
        await world.settle();
        look();
        if ((await world.running.store.deliveries.open()) === 0) return;
        assert.ok(minute < 24 * 60, 'everything is delivered within a day');
        world.clock.advanceMs(60_000);
      }
    },
  );
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
  const units = people / perUnit;
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

async function makeClasses(store: Store): Promise<void> {
  for (let index = 0; index < classes; index += 1) {
    const name = `班${classIdOf(index)}`;
    const common = { kind: 'youngMidClass', topicTag: '理论武装', teacherId: 'teacher', createdBy: 'school' } as const;
    const dates = { opensOn: '2026-03-16', closesOn: lastDayOn, byUpdate: `bench:class:${index}` };
    const { _id: classId } = await store.classes.create('2026', { name, ...common, ...dates });
    assert.equal(classId, classIdOf(index));
    const sessions = ['09:00', '14:30'].map((from, place) => ({
      ...{ _id: `${classId}-0${place + 1}`, classId, title: '专题课', method: 'lecture' as const, dateOn: lastDayOn },
      ...{
        startsAt: beijingTime(lastDayOn, from),
        endsAt: new Date(beijingTime(lastDayOn, from).getTime() + 3 * 3_600_000),
      },
      ...{
        lecturer: '讲师甲',
        place: '主课堂',
        countsInRatio: true,
        parts: [{ type: 'partyTheory' as const, minutes: 180 }],
      },
    }));
    await store.sessions.replace(classId, sessions, new Date(0));
    await store.classes.move(classId, ['draft'], 'planned');
    const own = Array.from({ length: perClass }, (_, place) => index * perClass + place);
    await store.enrollments.enrol(
      own.map((person) => ({
        ...{ _id: `${classId}:${cadreIdOf(person)}`, classId, cadreId: cadreIdOf(person), name: `学员${person}` },
        ...{ unitId: unitIdOf(person), state: 'enrolled' as const, enrolledAt: worldStartsAt },
      })),
    );
    await Promise.all([
      ...own.flatMap((person) => sessions.map((session) => signIn(store, session, cadreIdOf(person)))),
      store.scoreEvents.add(own.flatMap((person) => eventsOf(classId, cadreIdOf(person), marksOf(person)))),
    ]);
  }
}

/** From 60 to 92 points, several of a class alike. */
function marksOf(person: number) {
  const at = (person * 7) % perClass;
  return { research: 15 - (at % 16), practice: 10 - (at % 11), questions: at % 7 };
}

const unitIdOf = (person: number) =>
  `unit${Math.floor(person / (unitsPerClass * perUnit)) * unitsPerClass + (person % unitsPerClass)}`;

async function gradesWorld(directory: string): Promise<World> {
  const dataDir = mkdtempSync(join(directory, 'grades-'));
  const clock = new ManualClock(worldStartsAt);
  const config = readConfig({ PORT: '0', EMULATOR_PORT: '0', EMULATOR: 'on', LOG_LEVEL: 'silent', DATA_DIR: dataDir });
  const setClock = (time: Date) => clock.moveTo(time);
  const running = await start(config, { clock, log, setClock, loops: false, county: madeCounty });
  return new World(running, clock, 'wecom', dataDir, []);
}

/** The staff of the small county, and units of ten trainees with a head each. */
function madeCounty(): { units: UnitRecord[]; cadres: CadreRecord[] } {
  const staff = smallCounty('wecom');
  const [pattern] = staff.cadres.filter(({ roles }) => roles.length === 0);
  assert.ok(pattern);
  const person = (id: string, name: string, unitId: string): CadreRecord => ({
    ...pattern,
    id,
    name,
    unitId,
    identities: { wecom: id },
  });
  const places = Array.from({ length: people / perUnit }, (_, place) => place);
  const units = places.map(
    (place): UnitRecord => ({
      id: `unit${place}`,
      name: `第${place}单位`,
      kind: 'government',
      headId: headIdOf(place),
      size: perUnit,
    }),
  );
  const heads = places.map((place) => person(headIdOf(place), `局长${place}`, `unit${place}`));
  const trainees = Array.from({ length: people }, (_, place) =>
    person(cadreIdOf(place), `学员${place}`, unitIdOf(place)),
  );
  return { units: [...staff.units, ...units], cadres: [...staff.cadres, ...heads, ...trainees] };
}
