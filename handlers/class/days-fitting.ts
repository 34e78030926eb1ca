import type { Context } from '../../src/bot/context.ts';
import { beijingDateOf, formatDate } from '../../src/calendar/beijing-time.ts';
import { isWorkingDay } from '../../src/calendar/working-days.ts';
import { RuleError } from '../../src/errors.ts';
import { unavailableOn } from '../../src/training/call-up/call-up-conflicts.ts';
import { candidatesFor, targetOf } from '../../src/training/call-up/candidates.ts';
import { type ClassDays, movedAlong, openingMovesBy } from '../../src/training/class/class-days.ts';
import { type ClassRow, isNotGraded } from '../../src/training/class/classes.ts';
import { classDaysWords } from '../../src/training/class/days-words.ts';
import type { Session } from '../../src/training/class/session.ts';
import { asSession } from '../../src/training/class/sessions.ts';
import { timetableChange } from '../../src/training/class/timetable-change.ts';
import { timetableChangeWords } from '../../src/training/class/timetable-change-words.ts';
import { expectedPeople } from './expected-people.ts';
import { clashesOf } from './timetable-clashes.ts';
import { verdictOn } from './timetable-store.ts';
import { calendarRemarks } from './training-class.ts';

/**
 * Whether a class can be held on these days: its lessons fit into them and meet no others, and people still choose it or are picked for it
 * before it opens.
 * @returns how many lessons it has, and what is to be looked at
 * @throws RuleError that says what stands against it
 */
export async function daysFitting(
  ctx: Context,
  row: ClassRow,
  to: ClassDays,
): Promise<{ lessons: number; remarks: string[] }> {
  await refuseDays(ctx, row, to);
  const present = (await ctx.store.sessions.ofClass(row._id)).map(asSession);
  const days = openingMovesBy(row, to);
  if (days !== 0 && (await hasBegun(ctx, row, present))) throw new RuleError('class.begun-days', { name: row.name });
  await refuseLaterPeople(ctx, row, to);
  const moved = { ...row, ...to };
  return {
    lessons: present.length,
    remarks: [
      ...calendarRemarks(to),
      ...(present.length === 0 ? [] : await lessonRemarks(ctx, moved, present, movedAlong(present, days))),
      ...(await peopleRemarks(ctx, moved)),
    ],
  };
}

/** @throws RuleError `class.graded-already`, `class.same-days`, `class.bad-days`, `class.opens-in-past`, `class.closes-in-past` */
async function refuseDays(ctx: Context, row: ClassRow, { opensOn, closesOn }: ClassDays): Promise<void> {
  const classId = row._id;
  const todayOn = beijingDateOf(ctx.now);
  if (!isNotGraded(row) || (await ctx.store.gradings.byClass(classId)) !== null)
    throw new RuleError('class.graded-already', { classId });
  if (row.opensOn === opensOn && row.closesOn === closesOn)
    throw new RuleError('class.same-days', { classId, days: classDaysWords.days(row) });
  if (closesOn < opensOn) throw new RuleError('class.bad-days', {});
  if (opensOn !== row.opensOn && opensOn < todayOn) throw new RuleError('class.opens-in-past', {});
  if (closesOn < todayOn) throw new RuleError('class.closes-in-past', {});
}

/** From its first lesson on, or once somebody has arrived, a class has begun. */
async function hasBegun(ctx: Context, row: ClassRow, present: readonly Session[]): Promise<boolean> {
  const beginsAt = present.map(({ startsAt }) => startsAt).sort((a, b) => a.getTime() - b.getTime())[0];
  if (beginsAt === undefined ? row.opensOn < beijingDateOf(ctx.now) : beginsAt <= ctx.now) return true;
  return (await ctx.store.callUps.ofClass(row._id)).some(({ state }) => state === 'checkedIn' || state === 'noShow');
}

/** @throws RuleError `class.people-later` while people choose the class, or units pick for it, until after it opens */
async function refuseLaterPeople(ctx: Context, { _id: classId }: ClassRow, { opensOn }: ClassDays): Promise<void> {
  const opens = formatDate(opensOn);
  const elective = await ctx.store.electives.byId(classId);
  if (elective?.state === 'open' && beijingDateOf(elective.closesAt) >= opensOn)
    throw new RuleError('class.people-later', { what: '选学报名截止日期', command: '/改选学', opens });
  const quota = await ctx.store.quotaCalls.ofClass(classId);
  if (quota?.state === 'open' && quota.closesOn >= opensOn)
    throw new RuleError('class.people-later', { what: '单位报送人选的截止日期', command: '/名额截止', opens });
}

/** @throws RuleError `class.days-unfit` */
async function lessonRemarks(
  ctx: Context,
  row: ClassRow,
  present: readonly Session[],
  moved: readonly Session[],
): Promise<string[]> {
  const verdict = verdictOn(ctx, row, moved);
  const impossible = verdict.faults.filter(({ blocking }) => blocking).map(({ sentence }) => sentence);
  const clashes = await clashesOf(ctx, row, timetableChange(present, moved));
  const against = [...impossible, ...clashes.filter(({ blocking }) => blocking).map(({ sentence }) => sentence)];
  if (against.length > 0)
    throw new RuleError('class.days-unfit', { faults: against.slice(0, classDaysWords.mostLines).join('\n') });
  const daysOff = [...new Set(moved.map(({ dateOn }) => dateOn))].filter((dateOn) => !isWorkingDay(dateOn));
  return [
    ...(daysOff.length === 0 ? [] : [classDaysWords.onDaysOff(daysOff)]),
    ...clashes.map(({ sentence }) => timetableChangeWords.clash(sentence)).slice(0, classDaysWords.mostLines),
    ...(verdict.passed ? [] : timetableChangeWords.amber(verdict)),
  ];
}

/** Who of the people of the class is elsewhere on these days. */
async function peopleRemarks(ctx: Context, row: ClassRow): Promise<string[]> {
  const people = await expectedPeople(ctx, row._id);
  if (people.length === 0) return [];
  const ids = new Set(people.map(({ _id }) => _id));
  const units = [...new Set(people.map(({ unitId }) => unitId))];
  const { candidates, topics } = await candidatesFor(ctx.store, row, ctx.rulesOf(row), units);
  const target = targetOf(row, topics);
  const lines = candidates
    .filter(({ cadre }) => ids.has(cadre.id))
    .map((each) => ({ name: each.cadre.name, why: unavailableOn(each, target) }))
    .filter(({ why }) => why.length > 0)
    .map(({ name, why }) => `${name}${why.join('')}`);
  return lines.length === 0 ? [] : [classDaysWords.elsewhere(lines)];
}
