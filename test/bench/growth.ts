import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import mongoose, { type Connection } from 'mongoose';
import { ManualClock } from '../../src/clock.ts';
import type { CadreRecord, UnitRecord } from '../../src/county/cadre.ts';
import { makeDemoCounty } from '../../src/demo/county.ts';
import { startEmbeddedStore } from '../../src/embedded/index.ts';
import { readConfig } from '../../src/start/config.ts';
import { start } from '../../src/start/start.ts';
import type { Store } from '../../src/stores.ts';
import { smallCounty } from '../helpers/county.ts';
import { scoredClass } from '../helpers/scored-class.ts';
import { teachClass } from '../helpers/taught-class.ts';
import { World, worldStartsAt } from '../helpers/world.ts';

interface Path {
  name: string;
  run: (world: World) => Promise<void>;
}

interface Cost {
  commands: number;
  cpuMs: number;
}

const quiet = () => undefined;
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };

/** What each path asks of the store and costs in CPU, in a growing county and then in a growing class. */
export async function benchGrowth(directory: string): Promise<void> {
  console.log(`
Growth: store commands, and ms of CPU of bot, store and emulator together, for so many people; then both per person more`);
  await table('cadres in the county', [250, 1_000, 4_000], countyPaths, (size) =>
    worldOf(directory, size, 40, teachClass),
  );
  await table('trainees in the class', [25, 100, 400], classPaths, (size) =>
    worldOf(directory, 1_000, size, teachClass),
  );
  await table('trainees to be graded', [25, 100, 400], gradingPaths, (size) =>
    worldOf(directory, 1_000, size, markedClass),
  );
}

const countyPaths: readonly Path[] = [
  { name: 'one look of every job, nothing due', run: (world) => world.tick() },
  { name: '/帮助', run: (world) => world.say('org', '/帮助') },
  { name: '/点名 of 40, the list', run: (world) => world.say('org', '/点名 2026-01 40 科级副职 科员') },
  { name: '/点名 of 40, the notices', run: (world) => world.press('org', '确认发出') },
  {
    name: 'a survey for the county, the preview',
    run: (world) => world.say('org', '/需求调查 2026年培训需求 全县 10'),
  },
  { name: 'a survey for the county, sent', run: (world) => world.press('org', '确认发出') },
  { name: 'the night: contacts compared', run: (world) => world.at('2026-03-03', '03:50') },
];

const classPaths: readonly Path[] = [
  { name: '/通知, the preview', run: (world) => world.say('teacher', '/通知 2026-01 明天上午的课改在第二教室') },
  { name: '/通知, sent', run: (world) => world.press('teacher', '确认发出') },
  { name: '/通知进度', run: (world) => world.say('teacher', '/通知进度 2026-01-T1') },
  { name: 'one answer to it', run: (world) => world.press(firstId, '收到，照办') },
  { name: 'two weeks later, the morning of the first day', run: (world) => world.at('2026-03-16', '07:40') },
  { name: 'sign-in cards before a session', run: (world) => world.at('2026-03-16', '08:40') },
  { name: 'one sign-in', run: (world) => world.say(firstId, '签到') },
  { name: 'twenty minutes into it: who is missing', run: (world) => world.at('2026-03-16', '09:20') },
  { name: '/签到情况', run: (world) => world.say('teacher', '/签到情况 2026-01') },
];

const gradingPaths: readonly Path[] = [
  { name: 'the last day, 18:05', run: (world) => world.at('2026-03-27', '18:05') },
  { name: '/成绩', run: (world) => world.say('teacher', '/成绩 2026-01') },
  { name: '我的成绩', run: (world) => world.say(firstId, '我的成绩') },
  { name: '/评定等次', run: (world) => world.say('team1', '/评定等次 2026-01') },
  { name: 'handed to the second of the team', run: (world) => world.press('team1', '提请确认') },
  { name: 'confirmed', run: (world) => world.press('team2', '确认等次') },
  { name: 'released', run: (world) => world.press('org', '公布成绩') },
  { name: 'results to trainees and heads, next morning', run: (world) => world.at('2026-03-28', '08:05') },
];

/** Ids of the made cadres, all on WeCom; the first of them are the trainees. */
export const madeId = (place: number) => `c${place}`;
const firstId = madeId(0);

async function table(
  what: string,
  sizes: readonly number[],
  paths: readonly Path[],
  made: (size: number) => Promise<Counted>,
): Promise<void> {
  const costs = new Map<string, Cost[]>(paths.map(({ name }) => [name, []]));
  for (const size of sizes) {
    const counted = await made(size);
    for (const { name, run } of paths) costs.get(name)?.push(await counted.cost(run));
    await counted.stop();
  }
  console.log(`\n${what}: ${sizes.join(', ')}`);
  for (const [name, each] of costs) console.log(row(name, each, sizes));
}

function row(name: string, costs: readonly Cost[], sizes: readonly number[]): string {
  const more = (sizes.at(-1) ?? 0) - (sizes[0] ?? 0);
  const perPerson = (of: (cost: Cost) => number) => (of(costs.at(-1) as Cost) - of(costs[0] as Cost)) / more;
  const commands = costs.map((cost) => String(cost.commands).padStart(6)).join('');
  const cpu = costs.map((cost) => cost.cpuMs.toFixed(0).padStart(7)).join('');
  return `${commands}  +${perPerson((cost) => cost.commands).toFixed(2)}   ${cpu} ms  +${perPerson((cost) => cost.cpuMs).toFixed(2)} ms   ${name}`;
}

/** A world whose store tells how many commands it was asked. */
class Counted {
  readonly #world: World;
  readonly #asking: Connection;
  readonly #end: () => Promise<void>;

  constructor(world: World, asking: Connection, end: () => Promise<void>) {
    this.#world = world;
    this.#asking = asking;
    this.#end = end;
  }

  async cost(run: (world: World) => Promise<void>): Promise<Cost> {
    const before = await this.#requests();
    const cpu = process.cpuUsage();
    await run(this.#world);
    const { user, system } = process.cpuUsage(cpu);
    // The question itself is one command.
    return { commands: (await this.#requests()) - before - 1, cpuMs: (user + system) / 1000 };
  }

  async stop(): Promise<void> {
    await this.#asking.close();
    await this.#world.stop();
    await this.#end();
  }

  async #requests(): Promise<number> {
    const status = await this.#asking.db?.admin().serverStatus();
    return Number(status?.network.numRequests);
  }
}

/** So many made cadres beside the staff of `smallCounty`; the first `trainees` of them are in class 2026-01 and, scored, in 2026-01. */
export async function worldOf(
  directory: string,
  people: number,
  trainees: number,
  makeClass: (store: Store, trainees: readonly string[]) => Promise<string>,
): Promise<Counted> {
  const dataDir = mkdtempSync(join(directory, 'growth-'));
  const embedded = await startEmbeddedStore({ dataDir });
  const common = { PORT: '0', EMULATOR_PORT: '0', EMULATOR: 'on', LOG_LEVEL: 'silent' };
  const clock = new ManualClock(worldStartsAt);
  const running = await start(readConfig({ ...common, DATA_DIR: dataDir, MONGODB_URI: embedded.uri }), {
    clock,
    log,
    setClock: (time) => clock.moveTo(time),
    loops: false,
    county: () => countyOf(people),
  });
  await makeClass(
    running.store,
    Array.from({ length: trainees }, (_, place) => madeId(place)),
  );
  const asking = await mongoose.createConnection(embedded.uri).asPromise();
  return new Counted(new World(running, clock, 'wecom', dataDir, []), asking, () => embedded.close());
}

function markedClass(store: Store, trainees: readonly string[]): Promise<string> {
  return scoredClass(store, Object.fromEntries(trainees.map((id) => [id, { research: 12, practice: 7 }])));
}

function countyOf(people: number): { units: UnitRecord[]; cadres: CadreRecord[] } {
  const staff = smallCounty('wecom');
  const made = makeDemoCounty(1);
  const cadres = made.cadres
    .slice(-people)
    .map((cadre, place) => ({ ...cadre, id: madeId(place), roles: [], identities: { wecom: madeId(place) } }));
  const units = made.units.map(({ headId: _, liaisonId: __, ...unit }) => unit);
  return {
    units: [...staff.units, ...units.filter((unit) => !staff.units.some(({ name }) => name === unit.name))],
    cadres: [...staff.cadres, ...cadres],
  };
}
