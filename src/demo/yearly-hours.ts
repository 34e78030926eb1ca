import { addDays, addMonths, beijingTime } from '../calendar/beijing-time.ts';
import type { CadreRecord } from '../county/cadre.ts';
import { groupedBy } from '../county/grouped-by.ts';
import type { HourEntryRow } from '../training/hours/hour-entries.ts';
import { spanOf } from '../training/hours/hour-sum.ts';
import { RandomNumbers } from './random-numbers.ts';

const TITLE = '党的创新理论集中轮训';
const ORGANISER = '县委党校';
const DAY_MINUTES = 480;
/** Twelve days are a year's share, so that some have it and some lack a few days. */
const DAYS = { fewest: 9, most: 15 };
/** The classes of past years are over by then. */
const PAST_FROM = '11-03';
/** The first in a year that one can have been trained for so long. */
const EARLIEST = '01-06';
/** Whoever was promoted so lately has this training still to come, and is called up for it. */
const PROMOTED_MONTHS = 24;
/** Hours of online study of those who did theirs. */
const ONLINE = { title: '干部网络学院', share: 0.7, fewestHours: 50, mostHours: 80 };
const SEED = 20260102;

/**
 * The yearly course of every cadre: this year's as far as it can lie behind, and last year's of those with a rank, or of all where this year is
 * too young; nobody while they are trained elsewhere. With it what most of them studied online in the latest of these years. The same for the
 * same people and day.
 */
export function makeYearlyHours(
  cadres: readonly CadreRecord[],
  others: readonly HourEntryRow[],
  todayOn: string,
): HourEntryRow[] {
  const random = new RandomNumbers(SEED);
  const known = groupedBy(others, ({ cadreId }) => cadreId);
  const year = todayOn.slice(0, 4);
  const past = `${Number(year) - 1}-${PAST_FROM}`;
  return cadres.flatMap(({ id, joinedWorkOn, rankLevel, promotedOn }) => {
    const recent = addDays(todayOn, -30 - random.between(0, 60));
    const isInYear = recent >= `${year}-${EARLIEST}`;
    const starts = [...(isInYear ? [recent] : []), ...(rankLevel !== 'staff' || !isInYear ? [past] : [])];
    const online = random.happens(ONLINE.share) ? [onlineOf(id, starts[0] ?? past, random)] : [];
    const courses = starts.flatMap((fromOn) => {
      const days = random.between(DAYS.fewest, DAYS.most);
      const toOn = addDays(fromOn, days - 1);
      const isElsewhere = (known.get(id) ?? []).some((entry) => entry.fromOn <= toOn && fromOn <= entry.toOn);
      const isStillToCome = promotedOn !== undefined && promotedOn >= addMonths(todayOn, -PROMOTED_MONTHS);
      return joinedWorkOn < fromOn && !isElsewhere && !isStillToCome ? [entryOf(id, fromOn, toOn, days)] : [];
    });
    return [...courses, ...online];
  });
}

function entryOf(cadreId: string, fromOn: string, toOn: string, days: number): HourEntryRow {
  return {
    ...{ _id: `demo:${cadreId}:year:${toOn}`, cadreId, kind: 'group', source: 'sheet', sourceId: 'demo' },
    ...{ title: TITLE, organiser: ORGANISER, fromOn, toOn },
    ...{ minutes: days * DAY_MINUTES, halfDays: days * 2, spanDays: spanOf(fromOn, toOn) },
    ...{ by: 'demo', at: beijingTime(toOn, '18:00') },
  };
}

function onlineOf(cadreId: string, toOn: string, random: RandomNumbers): HourEntryRow {
  return {
    ...{ _id: `demo:${cadreId}:online:${toOn}`, cadreId, kind: 'online', source: 'sheet', sourceId: 'demo' },
    ...{ title: ONLINE.title, organiser: ONLINE.title, fromOn: `${toOn.slice(0, 4)}-01-05`, toOn },
    ...{ minutes: 60 * random.between(ONLINE.fewestHours, ONLINE.mostHours), halfDays: 0, spanDays: 0 },
    ...{ by: 'demo', at: beijingTime(toOn, '18:00') },
  };
}
