import { beijingTime } from '../calendar/beijing-time.ts';
import type { Participants } from './participants.ts';
import type { SimulatedPeople } from './simulated-people.ts';
import type { TraineeProfile } from './typed-marks.ts';

/** One moment of the simulation: the clock is moved to it, jobs that are due run, then people act. */
export interface Step {
  name: string;
  at: Date;
  /** Its line in the printed timeline; absent for steps in which only jobs run. */
  about?: string;
  act?: (people: SimulatedPeople) => Promise<void>;
}

/** The simulated class and the people in it. */
export interface SimulatedClass {
  participants: Participants;
  profiles: readonly TraineeProfile[];
  classId: string;
}

/** Ten seconds past the minute, so that what rate limits delay by some seconds is still sent within that minute. */
function at(dateOn: string, clock: string): Date {
  return new Date(beijingTime(dateOn, clock).getTime() + 10_000);
}

/** A step at this time. @param dateOn - Beijing day; @param clock - `HH:MM` */
export function step(dateOn: string, clock: string, about?: string, act?: Step['act']): Step {
  return {
    name: `${dateOn} ${clock}`,
    at: at(dateOn, clock),
    ...(about === undefined ? {} : { about }),
    ...(act === undefined ? {} : { act }),
  };
}

/** The trainees of the class: those who were sent the card of a day of class. */
export function enrolled(people: SimulatedPeople, profiles: readonly TraineeProfile[]): TraineeProfile[] {
  return profiles.filter(({ cadre }) => people.wasSent(cadre, '今日课程与签到'));
}

/** A member of staff enters these lines of marks in one command and confirms them. */
export async function enter(
  people: SimulatedPeople,
  author: Participants['teacher'],
  classId: string,
  lines: readonly string[],
  act: string,
): Promise<void> {
  if (lines.length === 0) return;
  await people.say(author, `/记分 ${classId}\n${lines.join('\n')}`, act);
  await people.settle();
  await people.press(author, '确认记分', `${act}:confirm`);
}

/** Everybody acts at the same time. */
export async function all<Item>(items: readonly Item[], act: (item: Item) => Promise<void>): Promise<void> {
  await Promise.all(items.map(act));
}
