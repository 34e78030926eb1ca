import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { jobs, nightly } from '../../jobs/index.ts';
import type { Job } from '../../jobs/job.ts';
import { beijingDateOf } from '../calendar/beijing-time.ts';
import { type DemoAccounts, demoAccounts } from '../demo/accounts.ts';
import { type DemoCounty, demoSeed, makeDemoCounty } from '../demo/county.ts';
import { emulatedPeople } from '../demo/emulated-people.ts';
import { makeDemoExchange } from '../demo/exchange.ts';
import { demoFieldSites, demoLecturers, demoRoute } from '../demo/faculty.ts';
import { makeDemoNeeds } from '../demo/needs.ts';
import { makeDemoNotice } from '../demo/notice.ts';
import { OtherPeople } from '../demo/other-people.ts';
import { makePastYears, type PastYears } from '../demo/past-years.ts';
import { makeDemoPlan } from '../demo/plan.ts';
import { makeRecentClass } from '../demo/recent-class.ts';
import { recentClassAfter } from '../demo/recent-class-after.ts';
import { recentClassLife } from '../demo/recent-class-life.ts';
import { recentClassRatings } from '../demo/recent-class-ratings.ts';
import { recentClassPool, recentClassResults } from '../demo/recent-class-results.ts';
import { recentClassScores } from '../demo/recent-class-scores.ts';
import { makeDemoSurvey } from '../demo/survey.ts';
import { makeYearlyHours } from '../demo/yearly-hours.ts';
import { type Emulator, startEmulator } from '../emulator/emulator.ts';
import type { VendorRules } from '../emulator/rules.ts';
import { jump, type OnTheWay } from '../schedule/jump.ts';
import type { Store } from '../stores.ts';

import { defaultRulePack } from '../training/rule-pack.ts';
import type { App } from './app.ts';
import { classMoments, clockStops } from './class-days.ts';
import type { Config, DingtalkConfig, WecomConfig } from './config.ts';
import { dutiesAt } from './demo-duties.ts';
import { demoGuide } from './demo-guide.ts';
import { demoWords } from './demo-words.ts';
import type { StartOptions } from './options.ts';
import { settle } from './settle.ts';

/** Of the robot in the demo's one group that people made themselves (docs/emulator.md). */
const demoRobotKey = 'demo-group-robot';
const mostInDemoGroup = 8;
/** Where the clock is moved by hand, the vendors wait for a machine that is busy with something else, too. */
const patienceMs = 10 * 60_000;
const unhurriedVendors: Partial<VendorRules> = {
  wecomTimeoutMs: patienceMs,
  robotTimeoutMs: patienceMs,
  cardTimeoutMs: patienceMs,
  eventTimeoutMs: patienceMs,
  streamAckMs: patienceMs,
};

/** The demo county, into an empty store only; with its lecturers, field sites and plan, unless another county is given. */
export async function fillDemoCounty(
  store: Store,
  { county: other, clock }: Pick<StartOptions, 'county' | 'clock'>,
): Promise<void> {
  if ((await store.cadres.count()) > 0) return;
  const own = other === undefined ? makeDemoCounty(demoSeed) : undefined;
  const { units, cadres, hourEntries = [], standIns = [] } = own ?? other?.() ?? { units: [], cadres: [] };
  await store.units.put(units.map(({ id, ...unit }) => ({ _id: id, ...unit })));
  await addInParts(store, hourEntries);
  for (const row of standIns) await store.standIns.name(row);
  if (own !== undefined) {
    await fillDemoFaculty(store, own);
    await store.planItems.fill(makeDemoPlan(own, clock.now(), defaultRulePack()));
    await fillDemoNeeds(store, own, clock.now());
    await fillPastYears(store, own, beijingDateOf(clock.now()));
    await fillRecentClass(store, own, beijingDateOf(clock.now()));
  }
  // The people last: without any the store is filled anew.
  await store.cadres.fill(cadres.map(({ id, ...cadre }) => ({ _id: id, ...cadre })));
}

async function addInParts({ hourEntries }: Store, rows: PastYears['hourEntries']): Promise<void> {
  for (let from = 0; from < rows.length; from += 500) await hourEntries.add(rows.slice(from, from + 500));
}

async function fillDemoNeeds(store: Store, county: DemoCounty, now: Date): Promise<void> {
  const { surveys, sheets } = makeDemoSurvey(county, now, defaultRulePack(), demoSeed);
  await store.surveys.fill(surveys);
  await store.surveyAnswers.fill(sheets);
  const { notices, marks } = makeDemoNotice(county, now, defaultRulePack());
  await store.notices.fill(notices);
  await store.notices.openMarks(marks);
  const { rounds, reports, notes } = makeDemoNeeds(county, now, defaultRulePack());
  await store.reportRounds.fill(rounds);
  await store.unitReports.fill(reports);
  await store.researchNotes.fill(notes);
  const exchange = makeDemoExchange(county, now, defaultRulePack());
  await store.exchangePairs.fill(exchange.pairs);
  await store.exchangeNotes.fill(exchange.notes);
}

async function fillPastYears(store: Store, county: DemoCounty, todayOn: string): Promise<void> {
  const past = makePastYears(county, todayOn);
  await store.classes.fill(past.classes);
  await store.activities.fill(past.activities);
  await store.exchangePairs.fill(past.exchangePairs);
  await store.enrollments.enrol(past.enrollments);
  await addInParts(store, [
    ...past.hourEntries,
    ...makeYearlyHours(county.cadres, [...county.hourEntries, ...past.hourEntries], todayOn),
  ]);
}

/** A class of this year that is over: its lists are what a newcomer finds filled. */
async function fillRecentClass(store: Store, county: DemoCounty, todayOn: string): Promise<void> {
  const pack = defaultRulePack();
  const recent = makeRecentClass(county, todayOn, pack);
  if (recent === undefined) return;
  const { row, enrollments, sessions, hourEntries } = recent;
  await store.classes.fill([row]);
  await store.sessions.replace(row._id, sessions, new Date(0));
  await store.enrollments.enrol(enrollments);
  await store.hourEntries.add(hourEntries);
  const life = recentClassLife(recent);
  await store.activities.fill(life.activities);
  await store.tests.fill(life.tests);
  await store.testSheets.fill(life.testSheets);
  await store.assignments.fill(life.assignments);
  await store.works.fill(life.works);
  await store.satisfactionForms.fill(recentClassRatings(recent, pack.satisfaction));
  const scores = recentClassScores(recent, pack);
  await store.signIns.fill(scores.signIns);
  await store.scoreEvents.add(scores.events);
  await store.assessments.put(scores.assessments);
  const results = recentClassResults(recent, county.units);
  await store.gradings.fill([results.grading]);
  await store.feedbacks.open(results.feedbacks);
  for (const { person, source } of recentClassPool(recent, scores.assessments))
    await store.reservePool.enter(person, source, pack.reservePool);
  const { plans, followUps } = recentClassAfter(recent, county.units, todayOn, pack.followUp);
  await store.actionPlans.fill(plans);
  await store.followUps.open(followUps);
}

async function fillDemoFaculty({ lecturers, fieldSites }: Store, county: DemoCounty): Promise<void> {
  const entry = { by: '', byUpdate: 'demo', enteredAt: new Date(0), what: '' };
  const usual = { validFromOn: '2026-01-01', validToOn: '2027-12-31' };
  await lecturers.put(demoLecturers(county), usual, entry, entry.what);
  await fieldSites.put(demoFieldSites(county), entry, entry.what);
  const { name, sites, reasons } = demoRoute(await fieldSites.all());
  await fieldSites.keepRoute({ name, colour: '', siteIds: sites.map(({ _id }) => _id), reasons }, entry);
}

/** What moving the demo's clock asks of the running bot; nothing before it runs. */
export interface DemoHands {
  /** Where the bot listens. */
  url?: string;
  /** Runs what is due, of these jobs or, without any named, of all. */
  tick: (only?: readonly Job[]) => Promise<void>;
  /** Lets everything happen that can happen at the present time. */
  settle: () => Promise<void>;
}

/**
 * A clock that is put forward from the page passes the hours of the daily jobs and of the classes; what is done at night is done once, at
 * the end.
 */
export function withJobsOnTheWay(options: StartOptions, store: Store, hands: DemoHands): StartOptions {
  const { clock, setClock } = options;
  if (setClock === undefined) return options;
  const onTheWay: OnTheWay<Job> = {
    clock,
    moveTo: setClock,
    passed: jobs.filter((job) => !nightly.includes(job)),
    tick: (only) => hands.tick(only),
    moments: (after, until) => classMoments(store, after, until),
    settle: () => hands.settle(),
  };
  return { ...options, setClock: (to) => jump(to, onTheWay) };
}

/** Everything happens that can happen now: the bot's work, what is due within moments, and what people do whom nobody plays. */
export async function settleDemo(
  { app, store, emulator, others }: Pick<Emulated, 'emulator' | 'others'> & { app: App; store: Store },
  { clock, setClock = () => undefined }: Pick<StartOptions, 'clock' | 'setClock'>,
): Promise<void> {
  const movable = { now: () => clock.now(), moveTo: setClock };
  do await settle({ app, store, emulator }, movable);
  while ((await others.act()) > 0);
}

/** The emulator of both vendors, and the accounts that the bot has with it. */
interface Emulated {
  emulator: Emulator;
  others: OtherPeople;
  wecom: WecomConfig;
  dingtalk: DingtalkConfig;
}

/** Starts both emulated vendors with the people of the store; they are stopped with the bot. */
export async function startDemoVendors(
  config: Config,
  store: Store,
  options: StartOptions,
  hands: Pick<DemoHands, 'url'>,
  stops: (() => Promise<unknown>)[],
): Promise<Emulated> {
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const accounts: DemoAccounts = demoAccounts(config.dataDir);
  const { cardTemplateId, ...dingtalk } = accounts.dingtalk;
  const template = options.dingtalkTemplate === false ? {} : { cardTemplateId };
  const [cadres, units] = await Promise.all([store.cadres.all(), store.units.all()]);
  const people = emulatedPeople(cadres, units);
  const members = people.flatMap(({ vendor, userId }) => (vendor === 'wecom' ? [userId] : []));
  const robot = { key: demoRobotKey, group: '工作群', name: '群机器人', members: members.slice(0, mostInDemoGroup) };
  const others = new OtherPeople(config.dataDir, String(demoSeed), options.clock, (now) =>
    dutiesAt(store, now, String(demoSeed)),
  );
  const emulator = await startEmulator({
    port: config.emulatorPort,
    clock: options.clock,
    journalFile: join(config.dataDir, 'emulator.jsonl'),
    wecom: { ...accounts.wecom, agentId: Number(accounts.wecom.agentId), webhookRobots: [robot] },
    dingtalk: { ...dingtalk, ...template },
    people,
    bystanders: others,
    guide: demoGuide(store, options.clock, () => demoWords.about(config, hands.url)),
    ...(options.setClock === undefined
      ? {}
      : { setClock: options.setClock, clockStops: () => clockStops(store, options.clock.now()) }),
    rules: { ...(options.loops ? {} : unhurriedVendors), ...options.vendorRules },
  });
  const leave = others.attend(emulator);
  stops.push(async () => {
    await leave();
    await emulator.close();
  });
  return {
    emulator,
    others,
    wecom: { ...accounts.wecom, apiBase: emulator.wecomApiBase },
    dingtalk: {
      ...{ ...dingtalk, ...template, mode: config.dingtalkMode },
      ...{ apiBase: emulator.dingtalkApiBase, oapiBase: emulator.dingtalkOapiBase },
    },
  };
}

/** Tells the emulator where callbacks go, and has it verify the addresses as the vendors do. */
export async function connectEmulator(emulator: Emulator, url: string): Promise<void> {
  emulator.setCallbackUrls({
    wecom: `${url}/wecom/callback`,
    robot: `${url}/dingtalk/robot`,
    events: `${url}/dingtalk/events`,
  });
  let faults = await emulator.verifyUrls();
  // Within a second, while everything starts: on a busy machine an administrator would have to save the address once more.
  for (let tries = 1; faults.length > 0 && tries < mostTries; tries += 1) faults = await emulator.verifyUrls();
  if (faults.length > 0) throw new Error(`模拟器未能连上机器人：${faults.join('；')}`);
}

const mostTries = 5;
