import { beijingTime } from '../calendar/beijing-time.ts';
import type { Cast } from './cast.ts';
import type { Talent } from './script.ts';
import type { Stage } from './stage.ts';

/** One moment of the simulation: the clock is moved there, due jobs run, then people act. */
export interface Step {
  name: string;
  at: Date;
  /** For the printed timeline; steps that only let jobs run have none. */
  about?: string;
  act?: (stage: Stage) => Promise<void>;
}

/** Who plays, and in which class. */
export interface Scene {
  cast: Cast;
  talents: readonly Talent[];
  classId: string;
}

/** Ten seconds past the minute: what rate limits hold back for some seconds still goes out within that minute. */
function at(dateOn: string, clock: string): Date {
  return new Date(beijingTime(dateOn, clock).getTime() + 10_000);
}

/** A step of the day; what it prints and who acts may be left out. @param dateOn - Beijing day; @param clock - `HH:MM` */
export function step(dateOn: string, clock: string, about?: string, act?: Step['act']): Step {
  return {
    name: `${dateOn} ${clock}`,
    at: at(dateOn, clock),
    ...(about === undefined ? {} : { about }),
    ...(act === undefined ? {} : { act }),
  };
}

/** Those who have a sign-in card: the trainees of the class. */
export function onTheRoll(stage: Stage, talents: readonly Talent[]): Talent[] {
  return talents.filter(({ cadre }) => stage.wasSent(cadre, '上课签到'));
}

/** Staff enter these lines of marks at once and confirm them. */
export async function enter(
  stage: Stage,
  author: Cast['teacher'],
  classId: string,
  lines: readonly string[],
  act: string,
): Promise<void> {
  if (lines.length === 0) return;
  await stage.say(author, `/记分 ${classId}\n${lines.join('\n')}`, act);
  await stage.settle();
  await stage.press(author, '确认记分', `${act}:confirm`);
}

/** People act at the same time, as in a hall. */
export async function all<Item>(items: readonly Item[], act: (item: Item) => Promise<void>): Promise<void> {
  await Promise.all(items.map(act));
}
