import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerHandlers } from '../../handlers/index.ts';
import { Router } from '../../src/bot/router.ts';
import type { Press } from '../../src/chat/message.ts';
import { countyRefusals } from '../../src/county/refusals.ts';
import { type BareBot, startBareBot } from '../helpers/bare-bot.ts';
import { declaredPresses } from '../helpers/declared-presses.ts';
import { type OtherClass, otherClass } from '../helpers/other-class.ts';

/** Everybody who has no business with class 2026-02 or its trainee 钱二. */
const strangers = [
  ['a cadre', 'zhou'],
  ['the teacher of another class', 'teacher'],
  ['the head of another unit', 'head-agri'],
  ['the liaison of another unit', 'liaison-agri'],
] as const;
/** Who may do something to every class, and the rest to none. */
const staff = [
  ['the system admin', 'admin'],
  ['the organisation department', 'org'],
  ['the party school', 'school'],
  ['the evaluation team', 'team1'],
] as const;

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
  ...{ claim: 'none', hourEntry: 'none', assignment: '1999-99-W1', work: '1999-99-W1-1' },
  ...{ proof: 'none', about: 'leave:none' },
  ...{ item: 'J1999-9', one: 'J1999-9', other: 'J1999-8', filing: 'none' },
  ...{ round: 'Z1999-9', note: 'R1999-9', call: 'none' },
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
    from: '08:00',
    field: 'name',
    to: '新名称',
    at: '2026-03-17T00:30:00Z',
    unitId: 'u-fin',
    entry: 'none',
    room: '1',
    file: 'none',
    form: 'csv',
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
    verdict: 'refuse',
    basis: 'none',
    act: 'review',
    year: '2026',
    people: '2',
    scope: '全县',
    unitIds: 'u-fin',
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
 * The answers to what is there and to what is not, where they differ.
 * @param names - the things that are named
 * @param mayDo - whether who asks may do something like it; then only a refusal must not tell more
 */
async function telling(
  names: readonly string[],
  ask: (named: Named) => Promise<string>,
  mayDo: boolean,
): Promise<{ there: string; otherwise: string[] } | undefined> {
  const said = bare(await ask(there), there);
  if (mayDo && !refusals.some((refusal) => said.includes(refusal))) return undefined;
  const others = new Set<string>();
  for (const named of without(names)) others.add(bare(await ask(named), named));
  others.delete(said);
  return others.size === 0 ? undefined : { there: said, otherwise: [...others] };
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
    store.leaves.byId(there.leave ?? ''),
    store.hourClaims.byId(there.claim ?? ''),
    store.hourEntries.byId(there.hourEntry ?? ''),
    store.proofs.byId(there.proof ?? ''),
    store.assignments.byId(there.assignment ?? ''),
    store.works.byId(there.work ?? ''),
    store.scoreEvents.byId(there.event ?? ''),
    store.scoreEvents.draft(draft),
    store.scoreEvents.draft(reversal),
    store.rolls.byId(there.roll ?? ''),
    store.attendanceSheets.byId(there.sheet ?? ''),
    store.presenceClaims.byId(there.presence ?? ''),
    store.deliveries.byKey(there.key ?? ''),
  ]);
  expect(found.filter((row) => row === null)).toEqual([]);
  expect((await store.callUps.byId(classId, cadreId))?.proposal).toBe(proposal);
  expect((await store.gradings.byClass(classId))?.proposal).toBe(proposal);
  expect((await store.classes.byId(classId))?.timetableDraft?.byUpdate).toBe(draft);
});

describe.each([
  ...strangers.map((each) => [...each, false] as const),
  ...staff.map((each) => [...each, true] as const),
])('%s learns from a refusal nothing of what there is', (_who, userId, isStaff) => {
  it('by a command', async () => {
    const told: Record<string, unknown> = {};
    for (const { names, example } of router.specs) {
      const things = Object.keys(commandPlaces).filter((name) => example.search(commandPlaces[name] ?? /$^/) >= 0);
      if (things.length === 0) continue;
      const found = await telling(things, (named) => bot.ask(userId, commandNaming(example, named)), isStaff);
      if (found !== undefined) told[names[0]] = found;
    }
    expect(told).toEqual({});
  });

  it('by a press', async () => {
    const told: Record<string, unknown> = {};
    for (const { action, read } of presses) {
      const isOfReversal = /^score\.(reverse|keep)$/.test(action);
      const press = (named: Named): Press => {
        const draft = (isOfReversal && named.draft === there.draft ? there.reversal : named.draft) ?? '';
        return { action, data: { ...rest, ...named, draft } };
      };
      const facts = read(press(there));
      expect(facts, action).toBeDefined();
      const things = Object.keys(facts ?? {}).filter((name) => name in nowhere);
      if (things.length === 0) continue;
      const found = await telling(things, (named) => bot.forge(userId, press(named)), isStaff);
      if (found !== undefined) told[action] = found;
    }
    expect(told).toEqual({});
  });

  it('by a press about proofs of a request to stay away, and of an entry', async () => {
    for (const matter of ['callUp:2026-02:qian', 'score:2026-02:test'])
      for (const action of ['proof.show', 'proof.take-back', 'proof.ask', 'proof.no-need']) {
        const press = ({ about = '' }: Named): Press => ({ action, data: { about } });
        const ask = (about: string) => bot.forge(userId, press({ about })).then((said) => bare(said, there));
        const said = await ask(matter);
        if (isStaff && !refusals.some((refusal) => said.includes(refusal))) continue;
        for (const none of [matter.replace('2026-02', '1999-99'), matter.replace(/[a-z]+$/, 'nobody')])
          expect(await ask(none), `${action} ${matter}`).toBe(said);
      }
  });

  it('by 绑定本群 said in a group', async () => {
    const bind = async (named: Named) => {
      await bot.sayInGroup(userId, `绑定本群 ${named.classId}`, `group-${userId}`);
      return bot.lastInGroup(`group-${userId}`);
    };
    expect(await telling(['classId'], bind, isStaff)).toBeUndefined();
  });
});
