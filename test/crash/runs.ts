import type { FaultRequest } from '../../src/emulator/view.ts';
import type { Variant } from '../helpers/county.ts';
import { CrashWorld, dropTemplate, makeTemplate, type Restart, type Template } from '../helpers/crash-world.ts';
import type { Cut } from '../helpers/cut-store.ts';
import { differences, type FinalState, finalState } from '../helpers/final-state.ts';
import { type Flow, stages } from './flows.ts';

/** A run nobody disturbed: how it ended, and after which of its writes the bot can die. */
export interface WholeRun {
  state: FinalState;
  /** Ordinals of the writes that changed something. */
  writes: number[];
}

const never = new Promise<void>(() => undefined);

/** The stages of one variant, each made once. */
export class Templates {
  readonly #variant: Variant;
  readonly #made = new Map<string, Promise<Template>>();

  constructor(variant: Variant) {
    this.#variant = variant;
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
    return makeTemplate(
      this.#variant,
      stage.after === undefined ? undefined : await this.get(stage.after),
      stage.prepare,
    );
  }
}

export async function runWhole(flow: Flow, template: Template): Promise<WholeRun> {
  const world = await CrashWorld.from(template);
  try {
    world.countFromHere();
    for (const act of flow.acts) await world.attempt(act, never);
    const writes = world.writes.flatMap(({ changed }, index) => (changed ? [index + 1] : []));
    await world.rest();
    return { state: await finalState(world), writes };
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

/** Runs the flow with one death in it. @returns what came out differently; `undefined` when the bot came through alive */
export async function runBroken(
  flow: Flow,
  template: Template,
  whole: WholeRun,
  death: Cut & { restart: Restart },
): Promise<string[] | undefined> {
  const world = await CrashWorld.from(template);
  let deaths = 0;
  try {
    const died = world.dieAt(death);
    for (const act of flow.acts) {
      if ((await world.attempt(act, deaths === 0 ? died : never)) === 'done') continue;
      deaths += 1;
      await world.restart(death.restart, act.runsJobs === true);
      await world.rest();
    }
    await world.rest();
    const found = differences(whole.state, await finalState(world));
    return deaths === 0 && found.length === 0 ? undefined : found;
  } finally {
    await world.stop();
  }
}
