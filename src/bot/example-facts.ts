import { addDays, addMinutes, addMonths, beijingDateOf, formatClock, weekdayOf } from '../calendar/beijing-time.ts';
import { type Half, halfLabel, halfOf } from '../calendar/half-day.ts';
import { isWorkingDay } from '../calendar/working-days.ts';
import type { CadreRow } from '../county/cadres.ts';
import { UnitTree } from '../county/unit-tree.ts';
import { isHeld } from '../training/activities/activity.ts';
import { isHeldHere } from '../training/class/classes.ts';
import type { SessionRow } from '../training/class/sessions.ts';
import { speaksForUnit } from '../training/follow-up/rater.ts';
import { needsYear } from '../training/needs/needs-year.ts';
import { isVoided } from '../training/registers/papers.ts';
import { branchesOf } from '../training/rooms/class-rooms.ts';
import { enteredScores } from '../training/scoring/entered-scores.ts';
import type { AssignmentRow } from '../training/works/assignments.ts';
import type { Context } from './context.ts';
import type { ExampleName } from './example-samples.ts';

/** What is put in the place of one word of an example; `undefined` where there is nothing of the kind. */
type Find = (ctx: Context, classId: string) => Promise<string | undefined>;

const at =
  (find: (ctx: Context) => string): Find =>
  async (ctx) =>
    find(ctx);

/** Finds for a person and a class what an example names. */
export const exampleFacts: Readonly<Record<ExampleName, Find>> = {
  class: async (_, classId) => classId,
  year: at((ctx) => beijingDateOf(ctx.now).slice(0, 4)),
  trainee: async (ctx, classId) => (await traineesOf(ctx, classId))[0],
  other: async (ctx, classId) => (await traineesOf(ctx, classId))[1],
  halfDay: async (ctx, classId) => halfDayName(ctx, await begun(ctx, classId)),
  lessonDay: async (ctx, classId) => dayName(ctx, (await begun(ctx, classId))?.dateOn),
  leaving: leavingTime,
  back,
  lesson: async (ctx, classId) => numberOf((await coming(ctx, classId))[0]),
  nextLesson: async (ctx, classId) => numberOf((await coming(ctx, classId))[1]),
  comingDay: async (ctx, classId) => dayName(ctx, (await coming(ctx, classId))[0]?.dateOn),
  ahead: nextHalfDay,
  leave: leaveOf,
  mark: markOf,
  otherDays,
  newClass: at(newClass),
  newTeacher: someTeacher,
  newSending: at(newSending),
  sentOut,
  colleague: someColleague,
  evaluator: async (ctx) => nameOf(ctx, await ctx.store.cadres.withRole('evaluationTeam')),
  calledUp: calledUp,
  fieldSite: async ({ store }) => (await store.fieldSites.all())[0]?.name,
  quotaPick,
  lecturer: async ({ store }) => (await store.lecturers.all())[0]?.name,
  branch: async ({ store }, classId) => branchesOf((await store.classes.byId(classId)) ?? {})[0]?.name,
  notice: noticeOf,
  noticeTo: async (ctx, classId) => ((await ctx.may('notice.send', { classId })) ? classId : '本单位'),
  staff: async (ctx) =>
    nameOf(ctx, [...(await ctx.store.cadres.withRole('partySchool')), ...(await ctx.store.cadres.withRole('orgDept'))]),
  survey: (ctx) => newestSurvey(ctx, 'open'),
  closedSurvey: (ctx) => newestSurvey(ctx, 'closed'),
  note: noteOf,
  round: async ({ store }) => (await store.reportRounds.recent(1))[0]?._id,
  planItem: planItemOf,
  mergedItem: async ({ store, now }) =>
    (await store.planItems.ofYear(beijingDateOf(now).slice(0, 4))).find(({ mergedFrom }) => mergedFrom !== undefined)
      ?._id,
  planMonth: at((ctx) => `${((Number(beijingDateOf(ctx.now).slice(5, 7)) + 1) % 12) + 1}月`),
  assignment: async (ctx, classId) => (await openAssignments(ctx, classId))[0]?._id,
  work: workOf,
  test: async ({ store, now }, classId) =>
    (await store.tests.ofClasses([classId])).find(({ state, closesAt }) => state === 'open' && closesAt > now)?._id,
  twoStaff: async (ctx) => twoStaff(ctx),
  activity: activityOf,
  activityDay,
  exchange: async (ctx) => (await exchangeOf(ctx))?._id,
  exchangeWanted,
  exchangeMentor,
  paper: async ({ store }) => (await store.papers.latest(20)).find((each) => !isVoided(each))?.number,
  voidedPaper: async ({ store }) => (await store.papers.latest(20)).find(isVoided)?.number,
  followed,
  honour: async ({ store, now }) => (await store.honours.ofYear(beijingDateOf(now).slice(0, 4)))[0]?._id,
  frontLine: async ({ store, now }) => (await store.frontLine.ofYear(beijingDateOf(now).slice(0, 4)))[0]?._id,
  suggestion: async ({ store }) => (await store.suggestions.waiting())[0]?._id,
  today: at((ctx) => beijingDateOf(ctx.now)),
  inHalfAYear: at((ctx) => addMonths(beijingDateOf(ctx.now), 6)),
  unit: async (ctx) => {
    const units = await ctx.store.units.all();
    return units.find(({ headId, liaisonId }) => ![headId, liaisonId].includes(ctx.person._id))?.name;
  },
};

/** A week later for a class that is ahead, a day longer for one that has begun. */
async function otherDays(ctx: Context, classId: string): Promise<string | undefined> {
  const row = await ctx.store.classes.byId(classId);
  if (row === null) return undefined;
  const isAhead = row.opensOn > beijingDateOf(ctx.now);
  const days = [addDays(row.opensOn, isAhead ? 7 : 0), addDays(row.closesOn, isAhead ? 7 : 1)];
  return days.map((each) => each.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, '$1年$2月$3日')).join(' ');
}

async function openAssignments({ store }: Context, classId: string): Promise<AssignmentRow[]> {
  return (await store.assignments.ofClass(classId)).filter(({ state }) => state === 'open');
}

/** A work that waits for the person who asks, or any that was handed in. */
async function workOf(ctx: Context, classId: string): Promise<string | undefined> {
  const rows = await openAssignments(ctx, classId);
  const mine = rows.find(({ markers }) => markers.includes(ctx.person._id)) ?? rows[0];
  const works = mine === undefined ? [] : await ctx.store.works.of(mine._id);
  return works.find(({ state }) => state === 'handedIn')?._id;
}

/** Members of the school or the evaluation team, as they are found by name. */
async function twoStaff({ store }: Context): Promise<string | undefined> {
  const people = [...(await store.cadres.withRole('partySchool')), ...(await store.cadres.withRole('evaluationTeam'))];
  const ids = [...new Set(people.map(({ _id }) => _id))].slice(0, 2);
  const named = await Promise.all(
    people
      .filter(({ _id }) => ids.includes(_id))
      .map(async ({ _id, name }) => ((await store.cadres.named(name)).length > 1 ? _id : name)),
  );
  return named.length < 2 ? undefined : named.slice(0, 2).join('、');
}

/** The latest notice that was sent to the class, or from a unit of the person who asks. */
async function noticeOf(ctx: Context, classId: string): Promise<string | undefined> {
  const inClass = (await ctx.store.notices.standingIn(classId, ctx.now)).at(-1);
  if (inClass !== undefined && (await ctx.may('notice.progress', { classId, authorId: inClass.createdBy })))
    return inClass._id;
  const outside = await ctx.store.notices.outsideClasses(beijingDateOf(ctx.now).slice(0, 4));
  const placed = outside.filter(({ state }) => state === 'sent');
  const mine = await ctx.allowedOf('notice.progress', placed, ({ unitId }) => (unitId === undefined ? {} : { unitId }));
  return mine.at(-1)?._id;
}

/** Names that mean one trainee of the class. */
async function traineesOf(ctx: Context, classId: string): Promise<string[]> {
  const rows = await ctx.store.enrollments.traineesOf(classId);
  const others = rows.filter(({ cadreId }) => cadreId !== ctx.person._id);
  return others.map(({ cadreId, name }) => (rows.filter((each) => each.name === name).length > 1 ? cadreId : name));
}

/** A name by which the first of these people is found, the person who asks left out. */
async function nameOf(ctx: Context, people: readonly (CadreRow | undefined)[]): Promise<string | undefined> {
  const one = people.find((each) => each !== undefined && each._id !== ctx.person._id);
  if (one === undefined) return undefined;
  return (await ctx.store.cadres.named(one.name)).length > 1 ? one._id : one.name;
}

async function begun(ctx: Context, classId: string): Promise<SessionRow | undefined> {
  const sessions = await ctx.store.sessions.ofClass(classId);
  return sessions.findLast(({ startsAt }) => startsAt <= ctx.now);
}

function halfDayName(ctx: Context, session: SessionRow | undefined): string | undefined {
  return session && named(ctx, session.dateOn, halfOf(session));
}

const named = (ctx: Context, dateOn: string, half: Half) => `${dayName(ctx, dateOn)} ${halfLabel(half)}`;

/** `今天`, `3月4日`; with the year where it is another one. */
function dayName(ctx: Context, dateOn: string | undefined): string | undefined {
  const todayOn = beijingDateOf(ctx.now);
  if (dateOn === undefined || dateOn === todayOn) return dateOn && '今天';
  const [year, month, day] = dateOn.split('-').map(Number);
  return `${todayOn.startsWith(`${year}-`) ? '' : `${year}年`}${month}月${day}日`;
}

async function coming(ctx: Context, classId: string): Promise<SessionRow[]> {
  const sessions = await ctx.store.sessions.ofClass(classId);
  return sessions.filter(({ startsAt }) => startsAt > ctx.now);
}

const numberOf = (session: SessionRow | undefined) => session && String(Number(session._id.split('-').at(-1)));

async function leavingTime(ctx: Context, classId: string): Promise<string | undefined> {
  const session = await begun(ctx, classId);
  if (session === undefined) return undefined;
  const left = new Date(Math.min(addMinutes(session.endsAt, -10).getTime(), ctx.now.getTime()));
  return `${dayName(ctx, session.dateOn)} ${formatClock(left)}`;
}

async function back(ctx: Context, classId: string): Promise<string | undefined> {
  if (!(await ctx.may('leave.decide', { classId, cadreIds: [] }))) return '';
  const leaves = await ctx.store.leaves.grantedIn(classId);
  const away = leaves.find(
    ({ fromAt, toAt, cadreId }) => fromAt <= ctx.now && ctx.now < toAt && cadreId !== ctx.person._id,
  );
  const name = away?.name ?? (await traineesOf(ctx, classId))[0];
  return name && `${classId} ${name} 今天 ${formatClock(ctx.now)}`;
}

async function nextHalfDay(ctx: Context): Promise<string | undefined> {
  const { store, now } = ctx;
  const enrolled = (await store.enrollments.ofCadre(ctx.person._id)).filter(({ state }) => state === 'enrolled');
  const sessions = await Promise.all(enrolled.map(({ classId }) => store.sessions.ofClass(classId)));
  const ahead = sessions.flat().filter(({ startsAt }) => startsAt > now);
  const [next] = ahead.sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
  return halfDayName(ctx, next);
}

async function leaveOf(ctx: Context, classId: string): Promise<string | undefined> {
  const decided = await ctx.store.leaves.grantedIn(classId);
  const leave = decided.find(({ cadreId }) => cadreId !== ctx.person._id);
  const [name, dateOn] = leave
    ? [leave.name, leave.dateOn]
    : [(await traineesOf(ctx, classId))[0], (await begun(ctx, classId))?.dateOn];
  return name && dateOn && `${name} ${dayName(ctx, dateOn)}`;
}

async function markOf(ctx: Context, classId: string): Promise<string | undefined> {
  const trainees = await ctx.store.enrollments.traineesOf(classId);
  for (const { cadreId, name } of trainees) {
    if (cadreId === ctx.person._id) continue;
    const entered = await enteredScores(ctx.store, classId, cadreId);
    if (entered.length > 0) return `${name} ${entered.length}`;
  }
  const [first] = await traineesOf(ctx, classId);
  return first && `${first} 1`;
}

/** Two weeks without a holiday, from the first such Monday in a week or later. */
function newClass(ctx: Context): string {
  const todayOn = beijingDateOf(ctx.now);
  let opensOn = addDays(todayOn, 7 + ((8 - weekdayOf(todayOn)) % 7));
  const isWhole = (monday: string) =>
    [0, 1, 2, 3, 4, 7, 8, 9, 10, 11].every((day) => isWorkingDay(addDays(monday, day)));
  for (let weeks = 0; weeks < 8 && !isWhole(opensOn); weeks += 1) opensOn = addDays(opensOn, 7);
  return `${opensOn.slice(0, 4)}年中青年干部培训班 ${opensOn} ${addDays(opensOn, 11)}`;
}

/** Who teaches another class, or else somebody of the county. */
async function someTeacher(ctx: Context, classId: string): Promise<string | undefined> {
  const todayOn = beijingDateOf(ctx.now);
  const rows = await ctx.store.classes.endingFrom(addDays(todayOn, -365));
  const present = rows.find(({ _id }) => _id === classId)?.teacherId;
  const others = rows.map(({ teacherId }) => teacherId).filter((id) => id !== present);
  return (await nameOf(ctx, await ctx.store.cadres.many(others))) ?? someColleague(ctx, classId);
}

/** A liaison of a unit who is not in the class, and does not teach it. */
function newSending(ctx: Context): string {
  const opensOn = addDays(beijingDateOf(ctx.now), 14);
  return `乡村振兴专题班 ${opensOn} ${addDays(opensOn, 4)} 市委党校`;
}

/** The own unit's seats, with the first of its people; nothing where it has none, so that the cards are shown. */
async function quotaPick({ store, now, person }: Context): Promise<string | undefined> {
  const calls = await store.quotaCalls.endingFrom(now);
  const quotas = await store.unitQuotas.ofCalls(calls.map(({ _id }) => _id));
  const quota = quotas.find(({ unitId, seats }) => unitId === person.unitId && seats > 0);
  const call = calls.find(({ _id }) => _id === quota?.callId);
  const one = (await store.cadres.inUnits([person.unitId])).find(({ _id }) => _id !== person._id);
  return call && one && `${call.classId} ${one.name}`;
}

async function sentOut(ctx: Context): Promise<string | undefined> {
  const todayOn = beijingDateOf(ctx.now);
  const rows = await ctx.store.classes.endingFrom(addDays(todayOn, -365));
  const over = rows.findLast((row) => !isHeldHere(row) && row.state !== 'withdrawn' && row.closesOn <= todayOn);
  if (over === undefined) return undefined;
  const [trainee] = await traineesOf(ctx, over._id);
  return trainee && `${over._id} ${trainee}`;
}

async function someColleague(ctx: Context, classId: string): Promise<string | undefined> {
  const { store } = ctx;
  const [units, enrolled, found] = await Promise.all([
    store.units.all(),
    store.enrollments.ofClass(classId),
    store.classes.byId(classId),
  ]);
  const inClass = new Set([found?.teacherId, ...enrolled.map(({ cadreId }) => cadreId)]);
  const ids = units.flatMap(({ liaisonId }) => (liaisonId === undefined || inClass.has(liaisonId) ? [] : [liaisonId]));
  return nameOf(ctx, await store.cadres.many(ids));
}

async function calledUp(ctx: Context, classId: string): Promise<string | undefined> {
  const rows = await ctx.store.callUps.ofClass(classId);
  const issued = rows.filter(({ issuedAt, cadreId }) => issuedAt !== undefined && cadreId !== ctx.person._id);
  const one = await nameOf(ctx, await ctx.store.cadres.many(issued.slice(0, 1).map(({ cadreId }) => cadreId)));
  return one ?? someColleague(ctx, classId);
}

/** An item that waits, or else the newest of the year, of the person's own unit first. */
async function planItemOf({ store, now, person }: Context): Promise<string | undefined> {
  const rows = [
    ...(await store.planItems.waiting()),
    ...(await store.planItems.ofYear(beijingDateOf(now).slice(0, 4))),
  ];
  return (rows.find(({ unitId }) => unitId === person.unitId) ?? rows[0])?._id;
}

/** The newest note of research that was not withdrawn. */
async function noteOf({ store, now, rules }: Context): Promise<string | undefined> {
  const notes = await store.researchNotes.forYear(needsYear(beijingDateOf(now), rules.needs));
  return notes.find(({ state, kind }) => state !== 'withdrawn' && kind === 'fieldResearch')?._id;
}

/** Outside a class for whoever may do that, else the days of the class that are left. */
async function exchangeWanted(ctx: Context, classId: string): Promise<string | undefined> {
  const todayOn = beijingDateOf(ctx.now);
  const fromOn = addDays(todayOn, 30);
  if (await ctx.may('exchange.propose', { cadreIds: [] })) return `全县 ${fromOn} ${addMonths(fromOn, 2)} 2`;
  const found = await ctx.store.classes.byId(classId);
  if (found === null) return undefined;
  return `${classId} ${todayOn > found.opensOn ? todayOn : found.opensOn} ${found.closesOn}`;
}

/** An activity of the class that is over or begins today, one that the person records first. */
async function activityOf({ store, now, person }: Context, classId: string): Promise<string | undefined> {
  const rows = (await store.activities.ofClass(classId)).filter((row) => isHeld(row, beijingDateOf(now)));
  return (rows.find(({ recorder }) => recorder === person._id) ?? rows[0])?._id;
}

/** Today, or the first day of a class that has not begun. */
async function activityDay({ store, now }: Context, classId: string): Promise<string | undefined> {
  const todayOn = beijingDateOf(now);
  const found = await store.classes.byId(classId);
  return found === null ? undefined : todayOn > found.opensOn ? todayOn : found.opensOn;
}

/** The newest pair that is not cancelled, of the person's own unit first. */
async function exchangeOf({ store, now, person }: Context) {
  const rows = (await store.exchangePairs.ofYear(beijingDateOf(now).slice(0, 4))).filter(
    ({ state }) => state !== 'cancelled',
  );
  const own = rows.find(({ sides }) => sides.some(({ hostUnitId }) => hostUnitId === person.unitId));
  return own ?? rows[0];
}

/** Somebody of the host unit, of the person's own first, who is not the mentor yet. */
async function exchangeMentor(ctx: Context): Promise<string | undefined> {
  const pair = await exchangeOf(ctx);
  const side = pair?.sides.find(({ hostUnitId }) => hostUnitId === ctx.person.unitId) ?? pair?.sides[0];
  if (pair === undefined || side === undefined) return undefined;
  const inPair = pair.sides.flatMap(({ cadreId, mentorId }) => [cadreId, mentorId]);
  const people = (await ctx.store.cadres.inUnits([side.hostUnitId])).filter(({ _id }) => !inPair.includes(_id));
  const name = await nameOf(ctx, people);
  return name && `${pair._id} 导师 ${name}`;
}

async function followed(ctx: Context): Promise<string | undefined> {
  const todayOn = beijingDateOf(ctx.now);
  const rows = await ctx.store.followUps.dueBetween(addMonths(todayOn, -1), todayOn);
  const open = rows.filter(({ state }) => state === 'open').map(({ cadreId }) => cadreId);
  const people = await ctx.store.cadres.many([...new Set(open)]);
  const subjectOf = ({ _id: cadreId, unitId }: CadreRow) => ({ cadreId, unitId });
  const [actor, units] = await Promise.all([ctx.actor(), ctx.store.units.all()]);
  const tree = new UnitTree(units);
  const spokenFor = people.filter((each) => speaksForUnit(actor, each, tree));
  return nameOf(ctx, await ctx.allowedOf('follow-up.rate', spokenFor, subjectOf));
}

/** The newest survey, one in this state first. */
async function newestSurvey(ctx: Context, wanted: 'open' | 'closed'): Promise<string | undefined> {
  const [newest, shared] = await Promise.all([
    ctx.store.surveys.recent(5),
    ctx.store.surveys.sharedWith(ctx.person._id),
  ]);
  const recent = await ctx.allowedOf('survey.progress', [...newest, ...shared], ({ _id: surveyId }) => ({ surveyId }));
  return (recent.find(({ state }) => state === wanted) ?? recent[0])?._id;
}
