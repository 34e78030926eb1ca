import { addMonths } from '../../calendar/beijing-time.ts';
import type { TrainingHistory } from '../../county/cadre.ts';
import type { CadreRow, CadreStore } from '../../county/cadres.ts';
import type { GroupRules } from '../../county/group-rules.ts';
import { groupsOn } from '../../county/groups.ts';
import type { HoursRules } from '../../county/hours-rules.ts';
import type { UnitStore } from '../../county/units.ts';
import { byCadre } from '../class/by-cadre.ts';
import type { ClassStore } from '../class/class-store.ts';
import type { ClassRow } from '../class/classes.ts';
import type { EnrollmentStore } from '../class/enrollments.ts';
import type { SessionStore } from '../class/sessions.ts';
import { readTopics } from '../class/topics.ts';
import { exchangeDaysIn } from '../exchange/exchange-days.ts';
import type { ExchangePairStore } from '../exchange/exchange-pairs.ts';
import { groupDuty } from '../hours/duties.ts';
import { effective, type HourEntryStore } from '../hours/hour-entries.ts';
import { ledgerSince, openingOf } from '../hours/ledger.ts';
import { type CallUpChoice, chooseForCallUp, reserveSeatsFor, type Standing, standingOf } from './call-up.ts';
import type { Criteria } from './call-up-criteria.ts';
import type { CallUpRules } from './call-up-rules.ts';
import { isExpected } from './call-up-state.ts';
import type { Busy, CallUpTarget, Candidate } from './call-up-target.ts';
import type { CallUpStore } from './call-ups.ts';
import { type ClassTopics, type KnownClasses, knownClasses, topicsOf } from './known-classes.ts';

/** The sections of the rule pack by which people are chosen. */
export interface CandidateRules {
  callUp: CallUpRules;
  groups: GroupRules;
  hours: HoursRules;
}

/** Where the people and their other classes are read. */
export interface CandidateStores {
  cadres: CadreStore;
  units: UnitStore;
  classes: ClassStore;
  callUps: CallUpStore;
  enrollments: EnrollmentStore;
  sessions: SessionStore;
  hourEntries: HourEntryStore;
  exchangePairs: ExchangePairStore;
}

/** Everyone in the information base as a candidate, including what the bot itself recorded about their classes. */
export async function chooseFor(
  store: CandidateStores,
  trainingClass: ClassRow,
  list: Criteria & { seats: number; proposedBy: string },
  rules: CandidateRules,
): Promise<CallUpChoice> {
  const { cadres, candidateOf, topics } = await gatheredFor(store, trainingClass, rules);
  const reserveSeats = reserveSeatsFor(list.seats, rules.callUp);
  const target = { ...targetOf(trainingClass, topics), alreadyNamed: await chosenThemselves(store, trainingClass._id) };
  return chooseForCallUp(eachOf(cadres, candidateOf), { ...target, ...list, reserveSeats }, rules.callUp);
}

/** One candidate at a time: of a large county they would take more room together than its records. */
function* eachOf(cadres: readonly CadreRow[], candidateOf: Gathered['candidateOf']): Generator<Candidate> {
  for (const row of cadres) {
    const candidate = candidateOf(row);
    if (candidate !== undefined) yield candidate;
  }
}

/** Trainees of the class whom nobody called up: they have chosen it. */
export async function chosenThemselves({ callUps, enrollments }: CandidateStores, classId: string) {
  const [rows, trainees] = await Promise.all([callUps.ofClass(classId), enrollments.traineesOf(classId)]);
  const called = new Set(rows.map(({ cadreId }) => cadreId));
  return trainees.filter(({ cadreId }) => !called.has(cadreId));
}

/**
 * How one person stands to the class as things are now, beside those who are called to it.
 * @returns nothing for somebody without a unit
 */
export async function standingFor(
  store: CandidateStores,
  trainingClass: ClassRow,
  cadreId: string,
  rules: CandidateRules,
): Promise<Standing | undefined> {
  const [{ cadres, candidateOf, topics }, rows] = await Promise.all([
    gatheredFor(store, trainingClass, rules),
    store.callUps.ofClass(trainingClass._id),
  ]);
  const alreadyNamed = rows.filter(
    (row) => row.cadreId !== cadreId && row.issuedAt !== undefined && isExpected(row.state),
  );
  const row = cadres.find(({ _id }) => _id === cadreId);
  const candidate = row && candidateOf(row);
  return candidate && standingOf(candidate, { ...targetOf(trainingClass, topics), alreadyNamed }, rules.callUp);
}

/** The class as the rules see it, for a list that is not narrowed. */
export function targetOf({ name, opensOn, closesOn }: ClassRow, { written, ofLessons }: ClassTopics): CallUpTarget {
  return {
    ...{ className: name, opensOn, closesOn, topicTags: written, lessonTopics: ofLessons },
    ...{ seats: 1, reserveSeats: 0, rankLevels: [], groups: [], alreadyNamed: [] },
  };
}

/** @param inUnits - only those of these units; without it everybody */
export async function candidatesFor(
  store: CandidateStores,
  trainingClass: ClassRow,
  rules: CandidateRules,
  inUnits?: readonly string[],
): Promise<{ candidates: Candidate[]; topics: ClassTopics }> {
  const { cadres, candidateOf, topics } = await gatheredFor(store, trainingClass, rules, inUnits);
  return { candidates: [...eachOf(cadres, candidateOf)], topics };
}

/** What the rules need to know of people, read once. */
interface Gathered {
  cadres: readonly CadreRow[];
  topics: ClassTopics;
  /** With what the bot itself recorded; `undefined` for somebody without a unit. */
  candidateOf: (row: CadreRow) => Candidate | undefined;
}

async function gatheredFor(
  store: CandidateStores,
  trainingClass: ClassRow,
  rules: CandidateRules,
  inUnits?: readonly string[],
): Promise<Gathered> {
  const [cadres, units, others] = await Promise.all([
    inUnits === undefined ? store.cadres.all() : store.cadres.inUnits(inUnits),
    store.units.all(),
    store.classes.endingFrom(addMonths(trainingClass.opensOn, -12 * rules.callUp.longCourse.withinYears)),
  ]);
  const named = [...cadres.flatMap(topicsHad), ...others.flatMap(({ topicTag }) => readTopics(topicTag))];
  const known = await knownClasses(
    store,
    others.filter((each) => each._id !== trainingClass._id),
    named,
    rules.callUp,
  );
  const [deferred, exchanges] = await Promise.all([
    deferredFrom(store, trainingClass._id),
    exchangeDaysIn(store, trainingClass),
  ]);
  const topics = await topicsOf(store, trainingClass, named, rules.callUp);
  const unitById = new Map(units.map(({ _id, ...unit }) => [_id, { id: _id, ...unit }]));
  const year = trainingClass.opensOn.slice(0, 4);
  const entriesOf = byCadre(await store.hourEntries.endingFrom(ledgerSince(year, rules.hours)));
  const candidateOf = ({ _id, ...cadre }: CadreRow): Candidate | undefined => {
    const unit = unitById.get(cadre.unitId);
    if (unit === undefined) return undefined;
    const { called = [], trained = [] } = known.get(_id) ?? {};
    const entries = entriesOf(_id);
    const training = trainingIn(Number(year), cadre.training, called, [
      ...trained,
      ...effective(entries).filter(({ kind }) => kind === 'group'),
    ]);
    const courses = [...called, ...trained].map((each) => ({ name: each.what, fromOn: each.fromOn, toOn: each.toOn }));
    const groups = groupsOn(cadre, unit.headId === _id, trainingClass.opensOn, rules.groups);
    const duty = groupDuty(year, cadre, [...openingOf(cadre), ...entries], rules.hours);
    const from = deferred.get(_id);
    const elsewhere = [exchanges.get(_id)].filter((each) => each !== undefined);
    const facts = { ...(duty && { duty }), ...(from !== undefined && { deferredFrom: from }) };
    return { cadre: { id: _id, ...cadre, training }, unit, groups, ...facts, busy: [...called, ...elsewhere], courses };
  };
  return { cadres, topics, candidateOf };
}

/** The names of the classes from which people were deferred to this one, by cadre id. */
async function deferredFrom(
  { callUps, classes }: Pick<CandidateStores, 'callUps' | 'classes'>,
  classId: string,
): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const row of await callUps.deferredTo(classId))
    names.set(row.cadreId, (await classes.byId(row.classId))?.name ?? row.classId);
  return names;
}

export function topicsHad({ training }: { training: TrainingHistory }): string[] {
  return training.topicTags.map(({ tag }) => tag);
}

/** The training history including the classes recorded by the bot, as of the year in which the class opens. */
export function trainingIn(
  year: number,
  history: TrainingHistory,
  called: KnownClasses['called'],
  trained: readonly { toOn: string; topics?: readonly string[] }[],
): TrainingHistory {
  const inYear = (each: Busy) => each.toOn.startsWith(String(year)) && each.chosen === undefined;
  const sameYear = history.year === year;
  const lastTrainedOn = [history.lastTrainedOn ?? '', ...trained.map((each) => each.toOn)].sort().at(-1) ?? '';
  return {
    ...history,
    year,
    callUpsThisYear: (sameYear ? history.callUpsThisYear : 0) + called.filter(inYear).length,
    topicTags: [
      ...history.topicTags,
      ...trained.flatMap(({ topics = [], toOn }) => topics.map((tag) => ({ tag, on: toOn }))),
    ],
    ...(lastTrainedOn === '' ? {} : { lastTrainedOn }),
  };
}
