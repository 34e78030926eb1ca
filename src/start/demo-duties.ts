import { addMinutes, beijingDateOf, beijingTime } from '../calendar/beijing-time.ts';
import { shareOf } from '../demo/habits.ts';
import type { Duty } from '../demo/other-people.ts';
import { dayLines, schoolMarks, teacherMarks } from '../demo/typed-marks.ts';
import type { Store } from '../stores.ts';

type Stores = Pick<Store, 'sessions' | 'classes' | 'enrollments' | 'cadres'>;

/** How long after the last lesson of a day its marks are given. */
const marksAfterMinutes = 15;

/**
 * What the staff of running classes do of their own accord as long as nobody plays them: after the last lesson of a day the class teacher
 * records that day's marks, after the last day of all also those for the papers, which the party school marks a second time.
 * @param seed - how able somebody is follows from it
 */
export async function dutiesAt(store: Stores, now: Date, seed: string): Promise<Duty[]> {
  const todayOn = beijingDateOf(now);
  const today = await store.sessions.startingBetween(beijingTime(todayOn, '00:00'), beijingTime(todayOn, '23:59'));
  const duties: Duty[] = [];
  for (const classId of new Set(today.map((session) => session.classId))) {
    const lastEndsAt = Math.max(
      ...today.filter((each) => each.classId === classId).map(({ endsAt }) => endsAt.getTime()),
    );
    if (now >= addMinutes(new Date(lastEndsAt), marksAfterMinutes))
      duties.push(...(await marksOf(store, classId, todayOn, seed)));
  }
  return duties;
}

async function marksOf(store: Stores, classId: string, todayOn: string, seed: string): Promise<Duty[]> {
  const [trainingClass, trainees, all] = await Promise.all([
    store.classes.byId(classId),
    store.enrollments.traineesOf(classId),
    store.sessions.ofClass(classId),
  ]);
  if (trainingClass?.state !== 'planned' || trainees.length === 0) return [];
  const days = [...new Set(all.map(({ dateOn }) => dateOn))];
  const day = days.indexOf(todayOn) + 1;
  const profiles = trainees.map(({ cadreId }) => {
    return { cadre: { id: cadreId }, trait: 'diligent', ability: shareOf(seed, cadreId, 'ability') };
  });
  const { teacherId } = trainingClass;
  const duty = (people: readonly string[], what: string, lines: readonly string[]): Duty => {
    return { people, text: `/记分 ${classId}\n${lines.join('\n')}`, id: `marks:${classId}:${todayOn}:${what}` };
  };
  const daily = [duty([teacherId], 'day', dayLines(profiles, day))];
  if (day < days.length) return daily;
  const school = (await store.cadres.withRole('partySchool')).map(({ _id }) => _id).filter((id) => id !== teacherId);
  return [...daily, duty([teacherId], 'papers', teacherMarks(profiles)), duty(school, 'second', schoolMarks(profiles))];
}
