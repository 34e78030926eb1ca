import { addDays, beijingTime, mondayOf } from '../calendar/beijing-time.ts';
import type { CadreRecord, UnitRecord } from '../county/cadre.ts';
import { groupedBy } from '../county/grouped-by.ts';
import { promotionsOf } from '../county/promotions.ts';
import type { ActivityRow } from '../training/activities/activities.ts';
import type { ActivityKind } from '../training/activities/activity-rules.ts';
import type { ClassRow } from '../training/class/classes.ts';
import type { EnrollmentRow } from '../training/class/enrollments.ts';
import type { ExchangePairRow } from '../training/exchange/exchange-pairs.ts';
import type { HourEntryRow } from '../training/hours/hour-entries.ts';
import { spanOf } from '../training/hours/hour-sum.ts';

/** What the three years before the demo's hold, as a county reported its own. */
export interface PastYears {
  classes: ClassRow[];
  enrollments: EnrollmentRow[];
  activities: ActivityRow[];
  exchangePairs: ExchangePairRow[];
  hourEntries: HourEntryRow[];
}

interface County {
  units: readonly UnitRecord[];
  cadres: readonly CadreRecord[];
  hourEntries: readonly HourEntryRow[];
}

/** How many there are in each of the three years. */
const MAIN = [7, 7, 7] as const;
const TOPIC = [9, 9, 9] as const;
const UPPER = [10, 10, 10] as const;
const FORUMS = [6, 6, 7] as const;
const READINGS = [4, 5, 5] as const;
const DISCUSSIONS = [5, 5, 6] as const;
const PAIRS = [12, 14, 14] as const;
const UPPER_PEOPLE = 478;
const PROMOTED = 40;
const MAIN_PEOPLE = 24;
const TOPIC_PEOPLE = 20;
const DAY_MINUTES = 360;

const MAIN_KINDS = [
  ['youngMidClass', '中青年干部培训班', '党的理论教育'],
  ['townshipOfficeClass', '科级干部任职培训班', '党性教育'],
  ['rotationTraining', '科级干部轮训班', '党的创新理论'],
] as const;
const TOPICS = [
  '乡村振兴',
  '基层治理',
  '绿美生态',
  '招商引资',
  '应急管理',
  '依法行政',
  '数字政府',
  '信访工作',
  '公文写作',
];
const UPPER_CLASSES = [
  '县处级干部进修班',
  '乡镇党政正职培训班',
  '百千万工程专题研讨班',
  '组织人事干部培训班',
  '年轻干部培训班',
];
const FORUM_TITLES = ['我为产业强县献一策', '乡镇干部怎样做群众工作', '从一线看作风建设'];
const BOOKS = ['《习近平著作选读》', '《之江新语》', '《摆脱贫困》'];
const QUESTIONS = ['如何破解土地撂荒', '怎样减轻村级负担', '项目落地难在哪里'];

/** One class with who is to be in it. */
interface PlannedClass {
  row: ClassRow;
  days: number;
  people: number;
}

/** Classes, activities, shadowing and hours of the three years before this one, none of them real; the same for the same county and day. */
export function makePastYears(county: County, todayOn: string): PastYears {
  const first = Number(todayOn.slice(0, 4)) - MAIN.length;
  const years = MAIN.map((_, at) => String(first + at));
  const staff = staffOf(county);
  const planned = years.flatMap((year, at) => classesOf(year, at, staff));
  const main = planned.filter(({ row }) => MAIN_KINDS.some(([kind]) => kind === row.kind));
  const enrolled = new Enrolling(county, years);
  for (const [each, promoted] of promotedInto(main, enrolled.promotable(PROMOTED)))
    for (const person of promoted) enrolled.add(each, person);
  for (const each of planned) enrolled.fill(each);
  const { classes, enrollments, hourEntries } = enrolled;
  const activities = years.flatMap((year, at) => activitiesOf(year, at, main, enrollments, staff.teacher));
  return { classes, enrollments, hourEntries, activities, exchangePairs: pairsOf(county, years, staff.org) };
}

function staffOf({ cadres }: County) {
  const withRole = (role: CadreRecord['roles'][number]) => cadres.find(({ roles }) => roles.includes(role))?.id ?? '';
  return { teacher: withRole('classTeacher'), org: withRole('orgDept') };
}

/** The classes of a year: main ones of two weeks, topic ones of three days, and those of a higher level. */
function classesOf(year: string, at: number, { teacher, org }: ReturnType<typeof staffOf>): PlannedClass[] {
  const main = steps(MAIN[at]).map((step) => {
    const [kind, name, topicTag] = MAIN_KINDS[step % MAIN_KINDS.length] ?? MAIN_KINDS[0];
    return { kind, name: `${year}年第${step + 1}期${name}`, topicTag, fromOn: dayOf(year, 60 + step * 32), days: 12 };
  });
  const topic = steps(TOPIC[at]).map((step) => {
    const topicTag = TOPICS[step % TOPICS.length] ?? '';
    return {
      kind: 'topicClass',
      name: `${topicTag}专题培训班`,
      topicTag,
      fromOn: dayOf(year, 74 + step * 24),
      days: 3,
    };
  });
  const upper = steps(UPPER[at]).map((step) => {
    const name = UPPER_CLASSES[step % UPPER_CLASSES.length] ?? '';
    const days = { fromOn: dayOf(year, 67 + step * 22), days: 5 };
    return { kind: 'upperClass', name, topicTag: name, ...days, organiser: step % 3 === 0 ? '省委党校' : '市委党校' };
  });
  return [...main, ...topic, ...upper].map(({ fromOn, days, ...facts }, index) => ({
    row: {
      ...{ _id: `${year}-${String(index + 1).padStart(2, '0')}`, ...facts, opensOn: fromOn },
      ...{ closesOn: addDays(fromOn, days - 1), teacherId: 'organiser' in facts ? org : teacher },
      ...{
        state: 'organiser' in facts ? 'draft' : 'published',
        createdBy: org,
        byUpdate: `demo-past:${year}:${index}`,
      },
    },
    days: days > 5 ? days - 2 : days,
    people:
      facts.kind === 'upperClass'
        ? upperPeople(at * UPPER[0] + index - main.length - topic.length)
        : ownPeople(facts.kind),
  }));
}

const ownPeople = (kind: string) => (kind === 'topicClass' ? TOPIC_PEOPLE : MAIN_PEOPLE);

/** How many go to the class of a higher level with this place among all of them. */
function upperPeople(place: number): number {
  const all = UPPER.reduce<number>((sum, count) => sum + count, 0);
  return Math.floor(UPPER_PEOPLE / all) + (place < UPPER_PEOPLE % all ? 1 : 0);
}

/** Puts people into classes: nobody twice a year, or while they are trained elsewhere. */
class Enrolling {
  readonly classes: ClassRow[] = [];
  readonly enrollments: EnrollmentRow[] = [];
  readonly hourEntries: HourEntryRow[] = [];
  readonly #eligible: readonly CadreRecord[];
  readonly #entries: ReadonlyMap<string, readonly HourEntryRow[]>;
  readonly #years: readonly string[];
  readonly #taken = new Set<string>();
  #next = 0;

  constructor({ cadres, hourEntries }: County, years: readonly string[]) {
    this.#years = years;
    this.#entries = groupedBy(hourEntries, ({ cadreId }) => cadreId);
    const since = years[0] ?? '';
    this.#eligible = cadres.filter(({ roles, joinedWorkOn }) => roles.length === 0 && joinedWorkOn < since);
  }

  /** Those who were promoted in the later part of these years, so that they can have been in a class before. */
  promotable(count: number): CadreRecord[] {
    const [first = ''] = this.#years;
    const found = this.#eligible.filter((person) =>
      promotionsOf(person).some(({ on }) => on >= `${first}-10` && this.#years.includes(on.slice(0, 4))),
    );
    return found.filter((_, at) => at % Math.max(1, Math.floor(found.length / count)) === 0).slice(0, count);
  }

  add({ row, days }: PlannedClass, { id, unitId, name }: CadreRecord): void {
    const { _id: classId, opensOn, closesOn, organiser = '县委党校' } = row;
    this.#taken.add(`${opensOn.slice(0, 4)}:${id}`);
    const at = beijingTime(addDays(closesOn, 7), '17:00');
    const outside = {
      what: 'completed',
      minutes: days * DAY_MINUTES,
      by: row.createdBy,
      byUpdate: row.byUpdate,
      at,
    } as const;
    this.enrollments.push({
      ...{ _id: `${classId}:${id}`, classId, cadreId: id, unitId, name, state: 'completed' },
      ...{ enrolledAt: beijingTime(addDays(opensOn, -10), '09:00') },
      ...(row.organiser !== undefined && { outside: [outside] }),
    });
    this.hourEntries.push({
      ...{ _id: `class:${classId}:${id}`, cadreId: id, kind: 'group', source: 'class', sourceId: classId },
      ...{ title: row.name, organiser, fromOn: opensOn, toOn: closesOn, minutes: days * DAY_MINUTES },
      ...{ halfDays: days * 2, spanDays: spanOf(opensOn, closesOn), by: row.teacherId, at },
    });
  }

  /** Fills the class up, with people who were not promoted since. */
  fill(each: PlannedClass): void {
    const { _id, opensOn, closesOn } = each.row;
    this.classes.push(each.row);
    let missing = each.people - this.enrollments.filter(({ classId }) => classId === _id).length;
    for (let tried = 0; missing > 0 && tried < this.#eligible.length; tried += 1) {
      const person = this.#eligible[this.#next % this.#eligible.length];
      this.#next += 1;
      if (person === undefined || !this.#isFree(person, opensOn, closesOn)) continue;
      this.add(each, person);
      missing -= 1;
    }
  }

  #isFree(person: CadreRecord, fromOn: string, toOn: string): boolean {
    const [first = ''] = this.#years;
    if (this.#taken.has(`${fromOn.slice(0, 4)}:${person.id}`)) return false;
    if (promotionsOf(person).some(({ on }) => on >= first)) return false;
    return !(this.#entries.get(person.id) ?? []).some((entry) => entry.fromOn <= toOn && fromOn <= entry.toOn);
  }
}

/** Each of these people in the last main class that ended three months or more before their promotion. */
function promotedInto(main: readonly PlannedClass[], people: readonly CadreRecord[]): Map<PlannedClass, CadreRecord[]> {
  const into = new Map<PlannedClass, CadreRecord[]>();
  for (const person of people) {
    const on = promotionsOf(person).at(-1)?.on ?? '';
    const before = main.filter(({ row }) => addDays(row.closesOn, 90).slice(0, 7) < on);
    const last = before.at(-1);
    if (last !== undefined) into.set(last, [...(into.get(last) ?? []), person]);
  }
  return into;
}

/** Forums, readings and discussions of the main classes of a year, with speakers from the class. */
function activitiesOf(
  year: string,
  at: number,
  main: readonly PlannedClass[],
  enrollments: readonly EnrollmentRow[],
  by: string,
): ActivityRow[] {
  const classes = main.filter(({ row }) => row.opensOn.startsWith(year)).map(({ row }) => row);
  const kinds: readonly (readonly [ActivityKind, number, readonly string[]])[] = [
    ['traineeForum', FORUMS[at] ?? 0, FORUM_TITLES],
    ['bookSharing', READINGS[at] ?? 0, BOOKS],
    ['groupDiscussion', DISCUSSIONS[at] ?? 0, QUESTIONS],
  ];
  const planned = kinds.flatMap(([kind, count, titles], day) =>
    steps(count).map((step) => ({ kind, day, step, title: titles[step % titles.length] ?? '' })),
  );
  return planned.flatMap(({ kind, day, step, title }, index): ActivityRow[] => {
    const row = classes[step % classes.length];
    if (row === undefined) return [];
    const dateOn = addDays(row.opensOn, 2 + day + (step >= classes.length ? 7 : 0));
    const madeAt = beijingTime(row.opensOn, '09:00');
    const byUpdate = `demo-past:activity:${year}:${index}`;
    const speakers = enrollments.filter(({ classId }) => classId === row._id).slice(step, step + 4);
    return [
      {
        ...{
          _id: `H${year}-${index + 1}`,
          year,
          number: index + 1,
          classId: row._id,
          kind,
          state: 'planned',
          title,
          dateOn,
        },
        ...{
          place: '县委党校',
          speakers: speakers.map(({ cadreId }) => cadreId),
          recorder: '',
          absent: [],
          minutes: '',
        },
        ...{ madeBy: by, madeAt, byUpdate, history: [{ act: 'plan', by, byUpdate, at: madeAt }], steps: 1 },
      },
    ];
  });
}

/** Pairs of the past years, each of somebody from a town and somebody from an office of the county. */
function pairsOf({ units, cadres }: County, years: readonly string[], by: string): ExchangePairRow[] {
  const kindOf = new Map(units.map(({ id, kind }) => [id, kind]));
  const staff = cadres.filter(({ rankLevel, roles }) => rankLevel === 'staff' && roles.length === 0);
  const towns = staff.filter(({ unitId }) => kindOf.get(unitId) === 'town').filter((_, at) => at % 9 === 0);
  const offices = staff.filter(({ unitId }) => kindOf.get(unitId) === 'government').filter((_, at) => at % 7 === 0);
  const planned = years.flatMap((year, at) => steps(PAIRS[at]).map((step) => ({ year, step })));
  return planned.flatMap(({ year, step }, at): ExchangePairRow[] => {
    const [one, other] = [towns[at], offices[at]];
    if (one === undefined || other === undefined) return [];
    const fromOn = dayOf(year, 100 + step * 10);
    const madeAt = beijingTime(addDays(fromOn, -10), '09:00');
    const byUpdate = `demo-past:exchange:${year}:${step}`;
    const side = (going: CadreRecord, host: CadreRecord) => ({
      ...{ cadreId: going.id, unitId: going.unitId, hostUnitId: host.unitId },
    });
    return [
      {
        ...{ _id: `G${year}-${step + 1}`, year, number: step + 1, kind: 'grassrootsOffice', state: 'agreed' },
        ...{ fromOn, toOn: addDays(fromOn, 60), sides: [side(one, other), side(other, one)], reasons: [] },
        answers: [one, other].map(({ unitId }) => ({ unitId, agrees: true, by })),
        ...{ answerBy: beijingTime(addDays(fromOn, -5), '17:30'), ratings: [], proposal: byUpdate, madeBy: by, madeAt },
        ...{ byUpdate, history: [{ act: 'propose', by, byUpdate, at: madeAt }], steps: 1 },
      },
    ];
  });
}

const steps = (count = 0) => Array.from({ length: count }, (_, step) => step);

/** The Monday of the week in which a day of the year lies. */
function dayOf(year: string, day: number): string {
  return mondayOf(addDays(`${year}-01-01`, day));
}
