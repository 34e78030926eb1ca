import assert from 'node:assert/strict';
import { beijingTime } from '../../src/calendar/beijing-time.ts';
import type { CadreRecord, UnitRecord } from '../../src/county/cadre.ts';
import type { Store } from '../../src/stores.ts';
import { smallCounty } from '../helpers/county.ts';
import { eventsOf, lastDayOn, signIn } from '../helpers/scored-class.ts';
import { worldStartsAt } from '../helpers/world.ts';

/** How many classes `bench:grades` makes. `BENCH_CLASSES=100` makes a first look. */
export const classes = Number(process.env.BENCH_CLASSES ?? 2_000);
export const perClass = 50;
/** A class comes from ten units, five from each; a unit sends people to two classes. */
const unitsPerClass = 10;
const perUnit = 10;

export const people = classes * perClass;
export const units = people / perUnit;

export const classIdOf = (index: number) => `2026-${String(index + 1).padStart(2, '0')}`;
export const cadreIdOf = (index: number) => `c${index}`;
export const headIdOf = (unit: number) => `h${unit}`;

/** Sign-ins and 30 score events of each trainee. */
export async function makeClasses(store: Store): Promise<void> {
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

/** The staff of the small county, and units of ten trainees with a head each. */
export function madeCounty(): { units: UnitRecord[]; cadres: CadreRecord[] } {
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
