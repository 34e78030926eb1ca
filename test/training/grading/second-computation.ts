// Ranks, grades and titles a second time, by the table of the county and nothing else: no code and no rule pack of the bot is used. It counts
// in twentieths of a point (0.05), in which every step, and the mean of two marks with one decimal, is whole.

/** What was recorded of a trainee. */
export interface Recorded {
  item: string;
  step: string;
  /** Of a mark, in tenths of a point. */
  markTenths?: number;
  marker?: string;
  session?: string;
  achievement?: string;
  /** Of a bonus: whether a second person confirmed it. */
  confirmed?: boolean;
  /** Whether it was taken back later. */
  undone?: boolean;
}

export interface Person {
  id: string;
  records: readonly Recorded[];
  withdrawn: boolean;
  /** Barred by something that stands in no record of points. */
  barred: boolean;
  /** One step up or down, decided by the evaluation team. */
  moved?: 'up' | 'down';
}

type Title = 'candidate' | 'tiedAtLine' | 'no';

interface Reckoned {
  id: string;
  regular: number;
  total: number;
  computed: string | undefined;
  final: string | undefined;
  rank: number | undefined;
  sharedWith: number;
  title: Title;
}

export interface ReckonedClass {
  people: readonly Reckoned[];
  completed: number;
  quota: number;
}

const POINT = 20;
const LADDER = ['fail', 'pass', 'good', 'excellent'];

const taken: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  attendanceRecord: { late: 1, earlyLeave: 1, personalLeave: 0.5, sickLeave: 0.25, officialLeave: 0, absent: 5 },
  disciplineConduct: { distraction: 1, breach: 2, criticism: 5 },
};
const earned: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  studyAttitude: { taskOnTime: 1 },
  groupActivity: { activity: 1 },
  classInteraction: { interaction: 1, outstanding: 2 },
  discussionSpeech: { withOutline: 2, withoutOutline: 1 },
  forumSharing: { mainSpeaker: 4, comment: 1.5, listener: 0.5 },
};
const most: Readonly<Record<string, number>> = {
  ...{ attendanceRecord: 20, disciplineConduct: 10, studyAttitude: 5, groupActivity: 7 },
  ...{ classInteraction: 10, discussionSpeech: 8, forumSharing: 7 },
};
export const bonuses: Readonly<Record<string, number>> = {
  ...{ monitorServed: 3, committeeServed: 2, stoodForElection: 0.5, bestSpeaker: 3, praise: 2, ownLesson: 3 },
  ...{ reportTown: 1, reportCounty: 3, reportCity: 5, reportProvince: 8, articleCounty: 1, articleCity: 2 },
  ...{ articleProvince: 4, contestFirst: 2, contestSecond: 1.5, contestThird: 1, volunteering: 0.5, realHelp: 2 },
};
/** An office is held once in a class, whatever is written of it. */
const offices = ['monitorServed', 'committeeServed'];

interface Points {
  regular: number;
  total: number;
  attendance: number;
  discipline: number;
  copied: boolean;
}

function pointsOf(all: readonly Recorded[]): Points {
  const records = all.filter(({ undone }) => undone !== true);
  const of = (item: string) => records.filter((each) => each.item === item);
  const count = (item: string, step: string) => of(item).filter((each) => each.step === step).length;
  const left = (item: string) => {
    let points = (most[item] ?? 0) * POINT;
    for (const [step, minus] of Object.entries(taken[item] ?? {})) points -= count(item, step) * minus * POINT;
    return points < 0 ? 0 : points;
  };
  const gained = (item: string) => {
    const bySession: Record<string, number> = {};
    for (const { step, session = '' } of of(item))
      bySession[session] = (bySession[session] ?? 0) + (earned[item]?.[step] ?? 0) * POINT;
    const limit = item === 'classInteraction' ? 3 * POINT : Number.POSITIVE_INFINITY;
    let points = 0;
    for (const each of Object.values(bySession)) points += each > limit ? limit : each;
    const ceiling = (most[item] ?? 0) * POINT;
    return points > ceiling ? ceiling : points;
  };
  const mark = (item: string, step: string) =>
    of(item)
      .filter((each) => each.step === step)
      .reduce((sum, { markTenths = 0 }) => sum + markTenths * 2, 0);
  const copied = count('researchOutput', 'copied') > 0;
  const paper = mark('researchOutput', 'paper') / 2 - count('researchOutput', 'lateDay') * POINT;
  const [attendance, discipline] = [left('attendanceRecord'), left('disciplineConduct')];
  const practice = ['log', 'hostRating', 'summary'].map((step) => mark('practiceGrowth', step));
  const parts = [
    ...[attendance, discipline, mark('classDuty', 'duty'), copied || paper < 0 ? 0 : paper],
    ...[...Object.keys(earned).map(gained), ...practice],
  ];
  const regular = parts.reduce((sum, each) => sum + each, 0);
  const best: Record<string, number> = {};
  for (const { item, achievement = '', confirmed } of records) {
    const points = (bonuses[item] ?? 0) * POINT;
    const key = offices.includes(item) ? item : `achievement ${achievement}`;
    if (confirmed === true && points > (best[key] ?? 0)) best[key] = points;
  }
  const bonus = Object.values(best).reduce((sum, each) => sum + each, 0);
  return { regular, total: regular + bonus, attendance, discipline, copied };
}

function gradeOf({ regular, total }: Points): string {
  if (regular < 60 * POINT || total < 60 * POINT) return 'fail';
  if (total >= 90 * POINT && regular >= 85 * POINT) return 'excellent';
  return total >= 80 * POINT ? 'good' : 'pass';
}

/** The grade next to it; for somebody at the end of the ladder the other way. */
export function neighbour(grade: string, way: 'up' | 'down'): string {
  const place = LADDER.indexOf(grade);
  return LADDER[place + (way === 'up' ? 1 : -1)] ?? LADDER[place + (way === 'up' ? -1 : 1)] ?? grade;
}

/** 1 if `a` is placed before `b`, 0 if nobody can tell, -1 otherwise. */
function before(a: Points, b: Points): number {
  const keys = ['total', 'regular', 'attendance', 'discipline'] as const;
  const differs = keys.find((key) => a[key] !== b[key]);
  return differs === undefined ? 0 : a[differs] > b[differs] ? 1 : -1;
}

/** @param order - the evaluation team's order of people; it counts in a tie of which it names everybody whose grade is excellent */
export function reckon(people: readonly Person[], order: readonly string[]): ReckonedClass {
  const known = people.map((person) => {
    const points = pointsOf(person.records);
    const vetoed = person.barred || points.copied;
    const computed = person.withdrawn ? undefined : vetoed ? 'fail' : gradeOf(points);
    const moves = computed !== undefined && !vetoed && person.moved !== undefined;
    const final = moves ? neighbour(computed, person.moved ?? 'up') : computed;
    return { person, points, computed, final, ranks: !person.withdrawn && !vetoed };
  });
  const completed = known.filter(({ final }) => final !== undefined && final !== 'fail').length;
  // 15 of 100, without the rest.
  let quota = 0;
  while ((quota + 1) * 100 <= completed * 15) quota += 1;
  const ranked = known.filter(({ ranks }) => ranks);
  const result = known.map(({ person: { id }, points, computed, final, ranks }): Reckoned => {
    const facts = { id, regular: points.regular, total: points.total, computed, final };
    if (!ranks) return { ...facts, rank: undefined, sharedWith: 0, title: 'no' };
    const better = ranked.filter((other) => before(other.points, points) === 1).length;
    const equal = ranked.filter((other) => before(other.points, points) === 0);
    const excellent = equal.filter((other) => other.final === 'excellent');
    const named = (other: (typeof known)[number]) => order.includes(other.person.id);
    const isSettled = (excellent.length > 0 ? excellent : equal).every(named);
    const place = order.indexOf(id);
    // Whoever is named stands before whoever is not.
    const isAhead = (other: string) => order.includes(other) && (place < 0 || order.indexOf(other) < place);
    const ahead = isSettled ? equal.filter((other) => isAhead(other.person.id)).length : 0;
    const beside = isSettled ? (place < 0 ? equal.filter((other) => !named(other)) : []) : equal;
    const sharedWith = Math.max(0, beside.length - 1);
    const rank = better + ahead + 1;
    const rivals = beside.filter((other) => other.final === 'excellent' && other.person.id !== id).length;
    const within = rank <= quota && final === 'excellent';
    const title = !within ? 'no' : rank + rivals <= quota ? 'candidate' : 'tiedAtLine';
    return { ...facts, rank, sharedWith, title };
  });
  return { people: result, completed, quota };
}
