import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerHandlers } from '../../handlers/index.ts';
import { Router } from '../../src/bot/router.ts';
import type { Press } from '../../src/chat/message.ts';
import { countyRefusals } from '../../src/county/refusals.ts';
import { type BareBot, startBareBot } from '../helpers/bare-bot.ts';
import { declaredPresses } from '../helpers/declared-presses.ts';
import { type OtherClass, otherClass } from '../helpers/other-class.ts';

/** Everybody who has no business with class 2026-02 or its trainee 钱二. */
const strangers: Readonly<Record<string, string>> = {
  zhou: 'a cadre',
  teacher: 'the teacher of another class',
  'head-agri': 'the head of another unit',
  'liaison-agri': 'the liaison of another unit',
};
/** Who may do something to every class, and the rest to none. */
const staff: Readonly<Record<string, string>> = {
  admin: 'the system admin',
  org: 'the organisation department',
  school: 'the party school',
  team1: 'the evaluation team',
};

const refusals = ['policy.denied', 'policy.not-yours'].map((code) => countyRefusals[code]?.({}) ?? '');

const router = new Router();
registerHandlers(router);
const presses = await declaredPresses();

let bot: BareBot;
let there: OtherClass;
beforeAll(async () => {
  bot = await startBareBot();
  there = await otherClass(bot);
});
afterAll(() => bot.stop());

/** What a command's example or a press names: of something that is there, and of something that is not. */
type Named = Readonly<Record<string, string>>;
const nowhere: Named = {
  ...{ classId: '1999-99', person: '查无此人', noticeId: '1999-99-T1', survey: 'D1999-9', cadreId: 'nobody' },
  ...{ teacherId: 'nobody' },
  ...{ proposal: 'none', draft: 'none', event: 'none', leave: 'none', material: '1999-99-Z1', number: '1999-99-T1' },
  ...{
    session: '1999-99-01',
    key: 'none',
    question: 'none',
    sheet: 'none',
    suggestion: 'Y1999-9',
    objection: 'S1999-9',
    roll: 'none',
    presence: 'none',
  },
  ...{ claim: 'none', hourEntry: 'none', assignment: '1999-99-W1', work: '1999-99-W1-1', test: '1999-99-C1' },
  ...{ proof: 'none', about: 'leave:none' },
  ...{ item: 'J1999-9', one: 'J1999-9', other: 'J1999-8', filing: 'none' },
  ...{ round: 'Z1999-9', note: 'R1999-9', call: 'none', pair: 'G1999-9', activity: 'H1999-9', frontLine: 'F1999-9' },
  honour: 'B1999-9',
};
/** Facts that name nothing. */
const rest: Named = {
  ...{ reason: '理由', role: 'partySchool', page: '1', answer: 'willDo', kind: 'sickLeave', day: '今天' },
  ...{
    ...{ lodging: 'stays', meals: 'usual', missing: 'none' },
    task: 'grade',
    outcome: 'upheld',
    change: 'none',
    update: 'none',
    release: 'none',
    replacedBy: 'none',
    name: '名次',
    word: '张',
    part: '上午',
    dateOn: '2026-03-17',
    onDay: '2026-03-17',
    opensOn: '2026-03-30',
    closesOn: '2026-03-30',
    ...{ wasFrom: '2026-03-16', wasUntil: '2026-03-27' },
    from: '08:00',
    field: 'name',
    to: '新名称',
    ...{ sealed: 'very', same: 'none' },
    at: '2026-03-17T00:30:00Z',
    unitId: 'u-fin',
    entry: 'none',
    room: '1',
    shows: 'phone',
    ...{ file: 'no', upTo: '0', version: '1' },
    form: 'csv',
    figure: 'topicClasses',
    lecturer: 'none',
    site: 'none',
    sites: 'none',
    column: '4',
    holds: 'lecturer',
    importId: 'none',
    item: '职务',
    words: '张',
    fromOn: '2026-03-17',
    untilOn: '2026-03-18',
    standIn: 'none',
    cadreIds: 'qian',
    value: '局长',
    seats: '3',
    closesAt: '2026-03-20T09:30:00.000Z',
    audience: '全体干部',
    ...{ verdict: 'refuse', decision: 'keep', cut: 'lesson' },
    basis: 'none',
    act: 'review',
    ...{ year: '2026', fromYear: '2024', toYear: '2026' },
    people: '2',
    scope: '全县',
    unitIds: 'u-fin',
    ...{ pairs: 'G2026-1', how: 'period', writing: 'day', points: '20-20' },
    ...{ months: '3', first: '目标' },
    ...{ fromFile: '1', count: '1', election: '1', post: '1', turn: '1', sealed: 'form', posts: '班长' },
    ...{ nominatesUntil: '2026-03-20T09:30:00.000Z', votesUntil: '2026-03-21T09:30:00.000Z' },
  },
};

/** The same with each thing, or all of them, not there; of two that are the same one. */
function without(names: readonly string[]): Named[] {
  const gone = (some: readonly string[]) => ({
    ...there,
    ...Object.fromEntries(some.map((name) => [name, nowhere[name] ?? ''])),
  });
  return names.length === 1 ? [gone(names)] : [...names.map((name) => gone([name])), gone(names)];
}

/** The answer without the names that the person gave. */
function bare(answer: string, named: Named): string {
  return Object.values(named).reduce((text, name) => text.replaceAll(name, '※'), answer);
}

/**
 * By person, the answers to what is there and to what is not, where they differ.
 * @param names - the things that are named
 * @param ask - what each of them is answered
 * @param mayDo - whether who asks may do something like it; then only a refusal must not tell more
 */
async function telling(
  names: readonly string[],
  userIds: readonly string[],
  ask: (named: Named, userIds: readonly string[]) => Promise<string[]>,
  mayDo: boolean,
): Promise<Record<string, { there: string; otherwise: readonly string[] }>> {
  const answers = async (named: Named, ids: readonly string[]) =>
    (await ask(named, ids)).map((answer) => bare(answer, named));
  const first = await answers(there, userIds);
  const said = new Map(userIds.map((userId, index) => [userId, first[index] ?? '']));
  const isHeld = (answer: string) => !mayDo || refusals.some((refusal) => answer.includes(refusal));
  const held = userIds.filter((userId) => isHeld(said.get(userId) ?? ''));
  const others = new Map(held.map((userId) => [userId, new Set<string>()]));
  if (held.length > 0)
    for (const named of without(names))
      for (const [index, answer] of (await answers(named, held)).entries()) others.get(held[index] ?? '')?.add(answer);
  const told = [...others].flatMap(([userId, otherwise]) => {
    otherwise.delete(said.get(userId) ?? '');
    return otherwise.size === 0
      ? []
      : [[userId, { there: said.get(userId) ?? '', otherwise: [...otherwise] }] as const];
  });
  return Object.fromEntries(told);
}

/** What somebody was told by what, to be shown. */
type Told = Record<string, Awaited<ReturnType<typeof telling>>>;

function keep(told: Told, what: string, found: Told[string]): void {
  if (Object.keys(found).length > 0) told[what] = found;
}

/** Where the examples of commands name something. */
const commandPlaces: Readonly<Record<string, RegExp>> = {
  noticeId: /2026-01-T1/g,
  survey: /D2026-1(?!\d)/g,
  suggestion: /Y2026-1(?!\d)/g,
  item: /J2026-1(?!\d)/g,
  round: /Z2026-1(?!\d)/g,
  note: /R2026-1(?!\d)/g,
  assignment: /2026-01-W1(?!-)/g,
  work: /2026-01-W1-3/g,
  test: /2026-01-C1/g,
  pair: /G2026-1(?!\d)/g,
  activity: /H2026-1(?!\d)/g,
  frontLine: /F2026-1(?!\d)/g,
  honour: /B2026-1(?!\d)/g,
  classId: /2026-01(?!-)/g,
  person: /张三|李四|王五/g,
};

function commandNaming(example: string, named: Named): string {
  return Object.entries(commandPlaces).reduce(
    (text, [name, place]) => text.replaceAll(place, named[name] ?? ''),
    example,
  );
}

it('what is named is there', async () => {
  const { store } = bot;
  const { classId = '', cadreId = '', draft = '', reversal = '', proposal } = there;
  const found = await Promise.all([
    store.classes.byId(classId),
    store.cadres.byId(cadreId),
    store.sessions.byId(there.session ?? ''),
    store.enrollments.byId(classId, cadreId),
    store.feedbacks.byId(classId, cadreId),
    store.notices.byId(there.noticeId ?? ''),
    store.materials.byId(there.material ?? ''),
    store.surveys.byId(there.survey ?? ''),
    store.suggestions.byId(there.suggestion ?? ''),
    store.objections.byId(there.objection ?? ''),
    store.planItems.byId(there.item ?? ''),
    store.reportRounds.byId(there.round ?? ''),
    store.quotaCalls.byId(there.call ?? ''),
    store.researchNotes.byId(there.note ?? ''),
    store.activities.byId(there.activity ?? ''),
    store.exchangePairs.byId(there.pair ?? ''),
    store.frontLine.byId(there.frontLine ?? ''),
    store.honours.byId(there.honour ?? ''),
    store.actionPlans.byId(classId, cadreId),
    store.followUps.byId(classId, 3, cadreId),
    store.exchangeProposals.byId(there.proposal ?? ''),
    store.leaves.byId(there.leave ?? ''),
    store.hourClaims.byId(there.claim ?? ''),
    store.hourEntries.byId(there.hourEntry ?? ''),
    store.proofs.byId(there.proof ?? ''),
    store.assignments.byId(there.assignment ?? ''),
    store.works.byId(there.work ?? ''),
    store.tests.byId(there.test ?? ''),
    store.scoreEvents.byId(there.event ?? ''),
    store.scoreEvents.draft(draft),
    store.scoreEvents.draft(reversal),
    store.rolls.byId(there.roll ?? ''),
    store.attendanceSheets.byId(there.sheet ?? ''),
    store.presenceClaims.byId(there.presence ?? ''),
    store.elections.byId(`${there.classId}:1`),
    store.deliveries.byKey(there.key ?? ''),
  ]);
  expect(found.filter((row) => row === null)).toEqual([]);
  expect((await store.callUps.byId(classId, cadreId))?.proposal).toBe(proposal);
  expect((await store.gradings.byClass(classId))?.proposal).toBe(proposal);
  expect((await store.classes.byId(classId))?.timetableDraft?.byUpdate).toBe(draft);
});

/** Everybody in `npm run test:flows`; in `npm test` every second one, and of the next command or press the others. */
function tryingThe(index: number, userIds: readonly string[]): readonly string[] {
  if (process.env.VARIANTS === 'all') return userIds;
  return userIds.filter((_, at) => at % 2 === index % 2);
}

describe.each([
  ['who has no business with a class', strangers, false],
  ['of the staff', staff, true],
] as const)('nobody %s learns from a refusal what there is', (_who, people, isStaff) => {
  const userIds = Object.keys(people);

  it('by a command', async () => {
    const told: Told = {};
    for (const [index, { names, example }] of router.specs.entries()) {
      const things = Object.keys(commandPlaces).filter((name) => example.search(commandPlaces[name] ?? /$^/) >= 0);
      if (things.length === 0) continue;
      const ask = (named: Named, ids: readonly string[]) =>
        bot.askAll(ids.map((userId) => ({ userId, words: commandNaming(example, named) })));
      keep(told, names[0], await telling(things, tryingThe(index, userIds), ask, isStaff));
    }
    expect(told).toEqual({});
  });

  it('by a press', async () => {
    const told: Told = {};
    for (const [index, { action, read }] of presses.entries()) {
      const isOfReversal = /^score\.(reverse|keep)$/.test(action);
      const press = (named: Named): Press => {
        const draft = (isOfReversal && named.draft === there.draft ? there.reversal : named.draft) ?? '';
        return { action, data: { ...rest, ...named, draft } };
      };
      const facts = read(press(there));
      expect(facts, action).toBeDefined();
      const things = Object.keys(facts ?? {}).filter((name) => name in nowhere);
      if (things.length === 0) continue;
      const ask = (named: Named, ids: readonly string[]) => bot.forgeAll(ids, press(named));
      keep(told, action, await telling(things, tryingThe(index, userIds), ask, isStaff));
    }
    expect(told).toEqual({});
  });

  it.each(Object.entries(people))(
    '%s, %s, by a press about proofs of a request to stay away, and of an entry',
    async (userId) => {
      for (const matter of ['callUp:2026-02:qian', 'score:2026-02:test'])
        for (const action of ['proof.show', 'proof.take-back', 'proof.ask', 'proof.no-need']) {
          const press = ({ about = '' }: Named): Press => ({ action, data: { about } });
          const ask = (about: string) => bot.forge(userId, press({ about })).then((said) => bare(said, there));
          const said = await ask(matter);
          if (isStaff && !refusals.some((refusal) => said.includes(refusal))) continue;
          for (const none of [matter.replace('2026-02', '1999-99'), matter.replace(/[a-z]+$/, 'nobody')])
            expect(await ask(none), `${action} ${matter}`).toBe(said);
        }
    },
  );

  it.each(Object.entries(people))('%s, %s, by 绑定本群 said in a group', async (userId) => {
    const bind = async (named: Named) => {
      await bot.sayInGroup(userId, `绑定本群 ${named.classId}`, `group-${userId}`);
      return [await bot.lastInGroup(`group-${userId}`)];
    };
    expect(await telling(['classId'], [userId], bind, isStaff)).toEqual({});
  });
});
