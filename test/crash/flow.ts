import { beijingTime } from '../../src/calendar/beijing-time.ts';
import type { World } from '../helpers/world.ts';

export interface Act {
  (world: World): Promise<void>;
  /** Whether it is a moment of the clock, at which jobs run. */
  runsJobs?: true;
}

/** What has happened before a flow begins; `after` names the stage it builds on. */
export interface Stage {
  after?: string;
  prepare: Act;
}

/** One flow: what people do, one act after the other; an act is one thing one person does, or one moment of the clock. */
export interface Flow {
  name: string;
  stage: string;
  acts: readonly Act[];
  /** The platform it is about; all of them unless given. */
  onlyOn?: 'wecom';
  /** Whether `npm test` plays it too, with some deaths; the soak plays every flow with all of them. */
  inSample?: true;
}

export const say =
  (userId: string, text: string): Act =>
  (world) =>
    world.say(userId, text);
export const press =
  (userId: string, label: string, choices: readonly string[] = []): Act =>
  (world) =>
    world.press(userId, label, choices);
export const send =
  (userId: string, name: string, bytes: Buffer): Act =>
  (world) =>
    world.send(userId, name, bytes);
/** Waits until a Beijing time, which a restart before may not have passed, and lets the jobs of that moment run. */
export const jobsAt = (dateOn: string, clock: string): Act =>
  Object.assign((world: World) => world.at(dateOn, clock), { runsJobs: true as const });
export const later =
  (dateOn: string, clock: string, act: Act): Act =>
  (world) => {
    world.clock.moveTo(beijingTime(dateOn, clock));
    return act(world);
  };
export const inTurn =
  (...acts: readonly Act[]): Act =>
  async (world) => {
    for (const act of acts) await act(world);
  };

/** The first class of every world. */
export const classId = '2026-01';
