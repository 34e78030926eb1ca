import type { FaultRequest } from '../../src/emulator/view.ts';
import type { Variant } from '../helpers/county.ts';
import { CrashWorld, dropTemplate, makeTemplate, type Restart, type Template } from '../helpers/crash-world.ts';
import type { Cut } from '../helpers/cut-store.ts';
import { differences, type FinalState, finalState } from '../helpers/final-state.ts';
import type { Passing } from '../helpers/stop-at.ts';
import type { Flow } from './flow.ts';
import { stages } from './flows.ts';

/** A run nobody disturbed: how it ended, and the writes of it that changed something. */
export interface WholeRun {
  state: FinalState;
  writes: readonly Place[];
  /** The named points of each act that it passed. */
  passed: readonly (Passing & { act: number })[];
}

/** One write of a flow: the n-th of its act, the first one being 1. */
interface Place {
  act: number;
  write: number;
}

/** Where in an act a bot dies, and how it is started again. */
export type Death = (Cut | Passing) & { act: number; restart: Restart };

const never = new Promise<void>(() => undefined);

/** The stages of one variant, each made once. */
export class Templates {
  readonly #variant: Variant;
  readonly #shortWay: boolean;
  readonly #made = new Map<string, Promise<Template>>();

  /** @param shortWay - whether the bots made from them go past the store's socket */
  constructor(variant: Variant, shortWay = false) {
    this.#variant = variant;
    this.#shortWay = shortWay;
  }

  get(name: string): Promise<Template> {
    const known = this.#made.get(name);
    if (known !== undefined) return known;
    const making = this.#make(name);
    this.#made.set(name, making);
    return making;
  }

  async drop(): Promise<void> {
    for (const each of this.#made.values()) dropTemplate(await each);
  }

  async #make(name: string): Promise<Template> {
    const stage = stages[name];
    if (stage === undefined) throw new Error(`no stage ${name}`);
    const after = stage.after === undefined ? undefined : await this.get(stage.after);
    return { ...(await makeTemplate(this.#variant, after, stage.prepare)), shortWay: this.#shortWay };
  }
}

export async function runWhole(flow: Flow, template: Template): Promise<WholeRun> {
  const world = await CrashWorld.from(template);
  const writes: Place[] = [];
  const passed: (Passing & { act: number })[] = [];
  try {
    for (const [act, doing] of flow.acts.entries()) {
      world.countFromHere();
      await world.attempt(doing, never);
      passed.push(...world.passed.map((each) => ({ act, ...each })));
      writes.push(...world.writes.flatMap(({ changed }, index) => (changed ? [{ act, write: index + 1 }] : [])));
    }
    await world.rest();
    return { state: await finalState(world), writes, passed };
  } finally {
    await world.stop();
  }
}

/** Something the platform does wrong at the next call or callback that fits. */
export type VendorFault = Pick<FaultRequest, 'where' | 'fault'>;

/** Runs the flow while the platform does something wrong at each act, in turn. @returns what came out differently */
export async function runFaulty(
  flow: Flow,
  template: Template,
  whole: WholeRun,
  faults: readonly VendorFault[],
): Promise<string[]> {
  const world = await CrashWorld.from(template);
  try {
    for (const [index, act] of flow.acts.entries()) {
      const fault = faults[index % faults.length];
      if (fault !== undefined) world.world.emulator.fault({ ...fault, vendor: world.world.vendor, times: 2 });
      await world.attempt(act, never);
      await world.rest();
    }
    return differences(whole.state, await finalState(world));
  } finally {
    await world.stop();
  }
}

/** Runs the flow with these deaths in it, at most one in each act. @returns what came out differently */
export async function runBroken(
  flow: Flow,
  template: Template,
  whole: WholeRun,
  deaths: readonly Death[],
): Promise<string[]> {
  const world = await CrashWorld.from(template);
  try {
    for (const [act, doing] of flow.acts.entries()) {
      const death = deaths.find((each) => each.act === act);
      const accepted = await world.accepted();
      if ((await world.attempt(doing, death === undefined ? never : world.dieAt(death))) === 'done') continue;
      await world.restart(death?.restart ?? 'alone', doing.runsJobs === true);
      await world.rest();
      // DingTalk brings no press again that nobody took; it tells the person, who then presses again.
      const isLost = (await world.accepted()) === accepted && !doing.runsJobs;
      if (isLost && world.world.vendor === 'dingtalk') await world.attempt(doing, never);
    }
    await world.rest();
    return differences(whole.state, await finalState(world));
  } finally {
    await world.stop();
  }
}
