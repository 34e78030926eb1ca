import { addDays, beijingDateOf, beijingTime } from '../../calendar/beijing-time.ts';
import { type Choice, type Elective, hadSeatAt } from './elective.ts';

/** What a unit is told of its people: who has a seat when enrolment ends, and after that each day who came and who left. */
export interface UnitNews {
  unitId: string;
  /** Names the news, so that each is told once. */
  about: string;
  /** At the end of enrolment. */
  seated: readonly Choice[];
  joined: readonly Choice[];
  left: readonly Choice[];
}

/** For how many days news are told that were not. */
const days = 3;

/**
 * The news of an elective up to now, one piece per unit.
 * @param clock - the time at which a day of changes ends
 */
export function unitNews({ state, closesAt, choices }: Elective, now: Date, clock: string): UnitNews[] {
  if (state === 'cancelled' || now < closesAt) return [];
  const todayOn = beijingDateOf(now);
  const closed =
    beijingDateOf(closesAt) < addDays(todayOn, -days)
      ? []
      : byUnit(choices, (one) => (hadSeatAt(one, closesAt) ? 'seated' : undefined), `closed:${closesAt.getTime()}`);
  const changes = Array.from({ length: days }, (_, back) => addDays(todayOn, -back))
    .filter((dayOn) => beijingTime(dayOn, clock) <= now && beijingTime(dayOn, clock) > closesAt)
    .flatMap((dayOn) => {
      const until = beijingTime(dayOn, clock);
      const dayBefore = beijingTime(addDays(dayOn, -1), clock);
      const since = dayBefore < closesAt ? closesAt : dayBefore;
      return byUnit(choices, (one) => changeBetween(one, since, until), `changed:${dayOn}`);
    });
  return [...closed, ...changes];
}

/** Whoever left or is back by a decision of the class is told of with the decision. */
function changeBetween(choice: Choice, since: Date, until: Date): 'joined' | 'left' | undefined {
  const last = choice.moves.findLast(({ at }) => at <= until);
  if (last?.what === 'droppedOut' || last?.what === 'restored') return undefined;
  const [before, after] = [hadSeatAt(choice, since), hadSeatAt(choice, until)];
  if (before === after) return undefined;
  return after ? 'joined' : 'left';
}

function byUnit(
  choices: readonly Choice[],
  of: (choice: Choice) => 'seated' | 'joined' | 'left' | undefined,
  about: string,
): UnitNews[] {
  const units = new Map<string, { seated: Choice[]; joined: Choice[]; left: Choice[] }>();
  for (const choice of choices) {
    const what = of(choice);
    if (what === undefined) continue;
    const news = units.get(choice.unitId) ?? { seated: [], joined: [], left: [] };
    news[what].push(choice);
    units.set(choice.unitId, news);
  }
  return [...units].map(([unitId, news]) => ({ unitId, about, ...news }));
}
