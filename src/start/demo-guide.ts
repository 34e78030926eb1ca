import { addDays, beijingDateOf, weekdayOf } from '../calendar/beijing-time.ts';
import type { Clock } from '../clock.ts';
import type { CadreRow } from '../county/cadres.ts';
import type { Role } from '../county/roles.ts';
import type { PageGuide } from '../emulator/options.ts';
import type { Store } from '../stores.ts';
import { isSubmitted } from '../training/call-up/approval.ts';
import { demoHintWords as hints } from './demo-hint-words.ts';
import { demoWords } from './demo-words.ts';

type Stores = Pick<Store, 'cadres' | 'units' | 'classes' | 'callUps' | 'callUpLists' | 'feedbacks' | 'notices'>;

/** A class as the guide needs it: the one that ends next. */
type Class = Awaited<ReturnType<Store['classes']['endingFrom']>>[number];

/** From when on a class that is suggested opens: long enough for notices and answers. */
const leastDaysAhead = 10;
const classDays = 11;
/** For how long a class that is over is still the one that is spoken of. */
const daysAfterClass = 30;

/** What the demo's page tells newcomers: what this is, a first walk, and what this person may want to say next. */
export function demoGuide(store: Stores, clock: Clock, about: () => readonly string[]): PageGuide {
  return {
    about,
    walk: () => walkOn(store, clock),
    hints: async (person) => hintsFor(await store.cadres.byId(person), store, clock),
  };
}

/** From the survey to the acknowledged results, each step with somebody who can take it now. */
async function walkOn(store: Stores, clock: Clock): ReturnType<PageGuide['walk']> {
  const present = await presentClass(store, clock);
  const [org, school, trainee] = await Promise.all([
    firstWith(store, 'orgDept'),
    firstWith(store, 'partySchool'),
    waitingTrainee(store, present),
  ]);
  const head = await headOf(store, present, trainee);
  const waiting = await approverOf(store, present);
  const { walk } = demoWords;
  const steps = [
    { ...walk.look, who: org },
    { ...walk.survey, who: org },
    { ...walk.class, who: school },
    waiting === undefined ? { ...walk.callUp, who: org } : { ...walk.approve, who: waiting },
    { ...walk.trainee, who: trainee },
    { ...walk.head, who: head },
  ];
  return steps.flatMap(({ title, about, who }) => (who === undefined ? [] : [{ title, about, person: who._id }]));
}

async function presentClass({ classes }: Stores, clock: Clock): Promise<Class | undefined> {
  const from = addDays(beijingDateOf(clock.now()), -daysAfterClass);
  return (await classes.endingFrom(from)).find((row) => row.state !== 'withdrawn' && row.organiser === undefined);
}

async function firstWith({ cadres }: Stores, role: 'orgDept' | 'partySchool'): Promise<CadreRow | undefined> {
  return (await cadres.withRole(role)).filter(hasAccount).sort((a, b) => (a._id < b._id ? -1 : 1))[0];
}

/** Who may approve a list that waits for it. */
async function approverOf(store: Stores, present: Class | undefined): Promise<CadreRow | undefined> {
  const list = present === undefined ? null : await store.callUpLists.ofClass(present._id);
  if (list === null || !isSubmitted(list)) return undefined;
  const others = (await store.cadres.withRole('orgDept')).filter(({ _id }) => _id !== list.proposedBy);
  return others.filter(hasAccount).sort((a, b) => (a._id < b._id ? -1 : 1))[0];
}

/** Somebody whose call-up waits for an answer; anybody who may be called up, as long as nobody is. */
async function waitingTrainee(store: Stores, present: Class | undefined): Promise<CadreRow | undefined> {
  const called = present === undefined ? [] : await store.callUps.ofClass(present._id);
  const waiting = [...called].sort((a, b) => Number(b.state === 'issued') - Number(a.state === 'issued'));
  const people = await store.cadres.many(waiting.slice(0, 20).map(({ cadreId }) => cadreId));
  const place = new Map(waiting.map(({ cadreId }, index) => [cadreId, index]));
  const [first] = people.filter(hasAccount).sort((a, b) => (place.get(a._id) ?? 0) - (place.get(b._id) ?? 0));
  if (first !== undefined) return first;
  return (await store.cadres.all()).find(
    (cadre) => cadre.rankLevel === 'townshipChief' && cadre.roles.length === 0 && hasAccount(cadre),
  );
}

/** The head who has a result to acknowledge, or the one of the trainee's unit. */
async function headOf(store: Stores, present: Class | undefined, trainee: CadreRow | undefined) {
  const results = present === undefined ? [] : await store.feedbacks.ofClass(present._id);
  const unitId = results.find(({ state }) => state === 'sent')?.unitId ?? trainee?.unitId;
  const unit = unitId === undefined ? null : await store.units.byId(unitId);
  const head = unit?.headId === undefined ? null : await store.cadres.byId(unit.headId);
  return head !== null && hasAccount(head) ? head : undefined;
}

function hasAccount({ identities }: CadreRow): boolean {
  return identities.wecom !== undefined || identities.dingtalk !== undefined;
}

/** What this person may want to say next, the likeliest first; the last ones are always there. */
async function hintsFor(cadre: CadreRow | null, store: Stores, clock: Clock): Promise<string[]> {
  if (cadre === null) return [...hints.cadre];
  const present = await presentClass(store, clock);
  const todayOn = beijingDateOf(clock.now());
  const has = (role: Role) => cadre.roles.includes(role);
  const said: string[] = [];
  if (has('orgDept'))
    said.push(...(await orgHints(store, present)), hints.menu, ...(await noticeHints(store, todayOn)));
  if (has('partySchool') && present === undefined) said.push(await openingHint(store, todayOn));
  const teaches = has('partySchool') || present?.teacherId === cadre._id;
  if (teaches && present !== undefined) said.push(...teachingHints(present, todayOn));
  if (has('partySchool')) said.push(hints.faculty);
  if (has('evaluationTeam') && present !== undefined) said.push(...gradingHints(present, todayOn));
  if (has('systemAdmin')) said.push(...hints.admin);
  if (said.length > 0 || cadre.roles.length > 0) return [...said, ...hints.staff];
  return [...((await standsForUnit(store, cadre._id)) ? hints.unit : hints.cadre)];
}

async function standsForUnit({ units }: Stores, cadreId: string): Promise<boolean> {
  return (await Promise.all([units.headedBy(cadreId), units.liaisedBy(cadreId)])).flat().length > 0;
}

async function orgHints({ callUps }: Stores, present: Class | undefined): Promise<string[]> {
  if (present === undefined) return [hints.survey, hints.classes];
  if (present.state === 'draft') return [hints.survey];
  if (present.state === 'graded') return [hints.publish(present._id)];
  if (present.state === 'published') return [hints.feedback(present._id)];
  return (await callUps.ofClass(present._id)).length === 0
    ? [hints.callUp(present._id)]
    : [hints.progress(present._id)];
}

/** The newest notice outside a class. */
async function noticeHints({ notices }: Stores, todayOn: string): Promise<string[]> {
  const sent = (await notices.outsideClasses(todayOn.slice(0, 4))).filter(({ state }) => state === 'sent');
  return sent.slice(-1).map(({ _id }) => hints.noticeProgress(_id));
}

async function openingHint({ cadres }: Stores, todayOn: string): Promise<string> {
  let opensOn = addDays(todayOn, leastDaysAhead);
  while (weekdayOf(opensOn) !== 1) opensOn = addDays(opensOn, 1);
  const teachers = (await cadres.withRole('classTeacher')).filter(hasAccount).sort((a, b) => (a._id < b._id ? -1 : 1));
  const called = await Promise.all(teachers.map(({ name }) => cadres.named(name)));
  // One who need not be named by number.
  const teacher = teachers.find((_, index) => called[index]?.length === 1);
  return hints.open(opensOn, addDays(opensOn, classDays), teacher?.name ?? teachers[0]?._id ?? '');
}

function teachingHints({ _id, state, opensOn }: Class, todayOn: string): string[] {
  if (state === 'draft') return [hints.timetable(_id)];
  if (state !== 'planned') return [hints.scores(_id)];
  return todayOn < opensOn ? [hints.notice(_id)] : [hints.attendance(_id)];
}

function gradingHints(present: Class, todayOn: string): string[] {
  if (isOver(present, todayOn)) return [hints.grade(present._id)];
  return present.state === 'graded' || present.state === 'published' ? [hints.ranking(present._id)] : [];
}

function isOver({ closesOn, state }: Class, todayOn: string): boolean {
  return state === 'planned' && todayOn >= closesOn;
}
