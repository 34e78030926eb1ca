import { addDays, beijingTime, mondayOf } from '../calendar/beijing-time.ts';
import type { CadreRecord, UnitRecord } from '../county/cadre.ts';
import type { ClassRow } from '../training/class/classes.ts';
import type { EnrollmentRow } from '../training/class/enrollments.ts';
import type { SessionRow } from '../training/class/sessions.ts';
import { standardCurriculum } from '../training/class/standard-curriculum.ts';
import type { HourEntryRow } from '../training/hours/hour-entries.ts';
import { spanOf } from '../training/hours/hour-sum.ts';
import type { RulePack } from '../training/rule-pack.ts';

/** A class of this year that is over, with its people: what the lists of class life and follow-up show to a newcomer. */
export interface RecentClass {
  row: ClassRow;
  trainees: readonly CadreRecord[];
  enrollments: EnrollmentRow[];
  sessions: SessionRow[];
  hourEntries: HourEntryRow[];
  /** Who did what is entered: a class teacher, two of the school, one of the organisation department. */
  staff: { teacher: string; school: string; second: string; org: string };
}

interface County {
  units: readonly UnitRecord[];
  cadres: readonly CadreRecord[];
  hourEntries: readonly HourEntryRow[];
}

/** So long before the demo's day it opens, where the year and the rules allow: its first follow-up is over. */
const OPENS_BEFORE = 130;
/** It has been over for so long, so that the guide speaks of the newcomer's own class. */
const OVER_FOR = 45;
const CLASS_DAYS = 11;
const STAFF = 12;
const DEPUTIES = 8;
const DAY_MINUTES = 360;

/** `undefined` at the beginning of a year, when no class of it can be over; the same for the same county and day. */
export function makeRecentClass(
  { units, cadres, hourEntries }: County,
  todayOn: string,
  { validFromOn }: Pick<RulePack, 'validFromOn'>,
): RecentClass | undefined {
  const year = todayOn.slice(0, 4);
  const firstOn = mondayOf(addDays(`${year}-01-01`, 6));
  const wantedOn = mondayOf(addDays(todayOn, -OPENS_BEFORE));
  const opensOn = wantedOn > firstOn ? wantedOn : firstOn;
  const closesOn = addDays(opensOn, CLASS_DAYS);
  if (opensOn < validFromOn || addDays(closesOn, OVER_FOR) > todayOn) return undefined;
  const staff = staffOf(cadres);
  // The number before the first, so that the first class a newcomer makes is the first of the year.
  const _id = `${year}-00`;
  const row: ClassRow = {
    ...{ _id, kind: 'youngMidClass', name: `${year}年第一期中青年干部培训班`, topicTag: '党的理论教育' },
    ...{ opensOn, closesOn, teacherId: staff.teacher, state: 'published', createdBy: staff.school },
    byUpdate: `demo-recent:${_id}`,
  };
  const busy = new Set(
    hourEntries.filter(({ fromOn, toOn }) => fromOn <= closesOn && opensOn <= toOn).map(({ cadreId }) => cadreId),
  );
  const heads = new Set(units.flatMap(({ headId, liaisonId }) => [headId, liaisonId]));
  const free = cadres.filter(({ id, roles }) => roles.length === 0 && !heads.has(id) && !busy.has(id));
  const some = (level: CadreRecord['rankLevel'], count: number) => {
    const pool = free.filter(({ rankLevel }) => rankLevel === level);
    const apart = Math.max(1, Math.floor(pool.length / count));
    return pool.filter((_, at) => at % apart === apart - 1).slice(0, count);
  };
  const trainees = [...some('staff', STAFF), ...some('townshipDeputy', DEPUTIES)];
  return {
    ...{ row, trainees, staff },
    enrollments: trainees.map(({ id, unitId, name }) => ({
      ...{ _id: `${_id}:${id}`, classId: _id, cadreId: id, unitId, name, state: 'completed' },
      enrolledAt: beijingTime(addDays(opensOn, -10), '09:00'),
    })),
    sessions: standardCurriculum(opensOn).map(({ sessionId: _, ...session }, at) => ({
      ...{ _id: `${_id}-${String(at + 1).padStart(2, '0')}`, classId: _id },
      ...session,
    })),
    hourEntries: trainees.map((person) => hoursOf(person, row)),
  };
}

function staffOf(cadres: readonly CadreRecord[]): RecentClass['staff'] {
  const withRole = (role: CadreRecord['roles'][number]) =>
    cadres.filter(({ roles }) => roles.includes(role)).map(({ id }) => id);
  const [school = '', second = ''] = withRole('partySchool');
  const [teacher = ''] = withRole('classTeacher');
  const [org = ''] = withRole('orgDept');
  return { teacher, school, second, org };
}

function hoursOf({ id }: CadreRecord, { _id, name, opensOn, closesOn, teacherId }: ClassRow): HourEntryRow {
  const days = CLASS_DAYS - 1;
  return {
    ...{ _id: `class:${_id}:${id}`, cadreId: id, kind: 'group', source: 'class', sourceId: _id },
    ...{ title: name, organiser: '县委党校', fromOn: opensOn, toOn: closesOn, minutes: days * DAY_MINUTES },
    ...{ halfDays: days * 2, spanDays: spanOf(opensOn, closesOn), by: teacherId },
    at: beijingTime(addDays(closesOn, 7), '17:00'),
  };
}
