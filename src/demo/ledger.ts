import { addDays, beijingTime } from '../calendar/beijing-time.ts';
import type { CadreRecord, UnitRecord } from '../county/cadre.ts';
import type { StandInRow } from '../county/stand-ins.ts';
import type { HourEntryRow } from '../training/hours/hour-entries.ts';
import { spanOf } from '../training/hours/hour-sum.ts';

const COURSES = ['乡村振兴专题班', '科级干部轮训班', '基层治理专题班', '应急管理专题班', '年轻干部培训班'] as const;
const DAY_MINUTES = 480;
const ONLINE = '干部网络学院';

/**
 * Past years' hours of the leaders who were ever trained, and online study: a course that ends on the day of their last training, or a year
 * before it where that day is in this year, and another one two years earlier.
 */
export function demoHours(cadres: readonly CadreRecord[], todayOn: string): HourEntryRow[] {
  const year = todayOn.slice(0, 4);
  return cadres.flatMap((cadre, number) => {
    const last = cadre.training.lastTrainedOn;
    if (cadre.rankLevel === 'staff' || last === undefined) return [];
    const first = last.startsWith(year) ? earlier(last, 1) : last;
    const courses = [first, earlier(first, 2)].map((toOn, index) => course(cadre.id, toOn, number + index));
    return number % 3 === 0 ? courses : [...courses, online(cadre.id, todayOn, number)];
  });
}

/** The head of a unit is away this week, and the first deputy does the office. */
export function demoStandIn(
  units: readonly UnitRecord[],
  cadres: readonly CadreRecord[],
  todayOn: string,
): StandInRow[] {
  const unit = units.find(({ name }) => name === '县水务局');
  const [, deputy] = cadres.filter(({ unitId }) => unitId === unit?.id);
  if (unit?.headId === undefined || deputy === undefined) return [];
  const days = { fromOn: todayOn, untilOn: addDays(todayOn, 4) };
  const madeAt = beijingTime(todayOn, '08:00');
  return [{ _id: 'demo:stand-in', principalId: unit.headId, standInId: deputy.id, ...days, reason: '出差', madeAt }];
}

function earlier(dateOn: string, years: number): string {
  return addDays(dateOn, -365 * years);
}

function course(cadreId: string, toOn: string, number: number): HourEntryRow {
  const days = 2 + (number % 4);
  const fromOn = addDays(toOn, 1 - days);
  return {
    ...{ _id: `demo:${cadreId}:${toOn}`, cadreId, kind: 'group', source: 'sheet', sourceId: 'demo' },
    ...{ title: COURSES[number % COURSES.length] ?? COURSES[0], organiser: '市委党校', fromOn, toOn },
    ...{ minutes: days * DAY_MINUTES, halfDays: days * 2, spanDays: spanOf(fromOn, toOn) },
    ...{ by: 'demo', at: beijingTime(toOn, '18:00') },
  };
}

function online(cadreId: string, todayOn: string, number: number): HourEntryRow {
  const toOn = addDays(todayOn, -1 - (number % 20));
  return {
    ...{ _id: `demo:${cadreId}:online`, cadreId, kind: 'online', source: 'sheet', sourceId: 'demo' },
    ...{ title: ONLINE, organiser: ONLINE, fromOn: `${todayOn.slice(0, 4)}-01-05`, toOn },
    ...{ minutes: 600 * (1 + (number % 6)), halfDays: 0, spanDays: 0, by: 'demo', at: beijingTime(toOn, '18:00') },
  };
}
