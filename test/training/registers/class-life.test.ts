import { describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import type { ActivityRow } from '../../../src/training/activities/activities.ts';
import type { ExchangePairRow } from '../../../src/training/exchange/exchange-pairs.ts';
import { type ClassLifeRows, classLife } from '../../../src/training/registers/class-life.ts';
import { exchangeIn } from '../../../src/training/registers/register-exchanges.ts';
import { defaultRulePack } from '../../../src/training/rule-pack.ts';
import type { TestSheetRow } from '../../../src/training/tests/test-sheets.ts';
import type { TestRow } from '../../../src/training/tests/tests.ts';
import type { AssignmentRow } from '../../../src/training/works/assignments.ts';
import type { WorkRow } from '../../../src/training/works/works.ts';
import { trainingClass } from '../../../src/words-review/facts.ts';
import { fourQuestions } from '../../helpers/test-form.ts';

const rules = defaultRulePack();
const at = beijingTime('2026-03-18', '10:00');
const later = beijingTime('2026-03-27', '18:00');
const kept = { number: 1, createdBy: 'teacher', byUpdate: 'u1', changes: [], updates: [], revision: 0 };
const assignment: AssignmentRow = {
  ...{ _id: '2026-01-W1', classId: '2026-01', kind: 'reflection', title: '读书心得', closesOn: '2026-03-17' },
  ...{ ...kept, state: 'open', markers: ['school'] },
};
const version = { file: 'f1', type: 'docx' as const, at, lateDays: 1, aiUse: 'none' as const, byUpdate: 'u2' };
const work: WorkRow = {
  ...{ _id: '2026-01-W1-1', assignmentId: '2026-01-W1', classId: '2026-01', cadreId: 'c1', number: 1, byUpdate: 'u2' },
  ...{ state: 'handedIn', versions: [version], marks: [], returns: [], updates: [], revision: 0 },
  likeness: { workId: '2026-02-W1-4', percent: 61 },
};
const entryTest: TestRow = {
  ...{ _id: '2026-01-C1', classId: '2026-01', name: '入学测试', purpose: 'entry', minutes: 30, closesOn: '2026-03-20' },
  ...{ ...kept, closesAt: beijingTime('2026-03-20', '23:59'), questions: fourQuestions, state: 'open' },
};
const sheet: TestSheetRow = {
  ...{ _id: '2026-01-C1:c1', testId: '2026-01-C1', cadreId: 'c1', startedAt: at, endsAt: at, state: 'done', backs: [] },
  answers: [{ questionId: 'q1', choices: ['o1'], text: '', byUpdate: 'u3' }],
};
const activity: ActivityRow = {
  ...{ _id: 'H2026-1', year: '2026', number: 1, classId: '2026-01', kind: 'traineeForum', state: 'planned' },
  ...{ title: '我看乡村振兴', dateOn: '2026-03-19', place: '', speakers: [], recorder: '', absent: [], minutes: '' },
  ...{ madeBy: 'teacher', madeAt: at, byUpdate: 'u4', history: [], steps: 1 },
};

function life(more: Partial<ClassLifeRows>, own: { work?: WorkRow; sheet?: TestSheetRow } = {}, now = later) {
  const rows = { trainingClass, assignments: [], tests: [], activities: [], sharings: [], ...more };
  const works = own.work === undefined ? [] : [own.work];
  return classLife(rows, { cadreId: 'c1', works, sheets: own.sheet === undefined ? [] : [own.sheet] }, rules, now);
}

const mark = (markerId: string, markHundredths: number) => ({
  ...{ markerId, markHundredths, words: '选题好', version: 1, at, byUpdate: `mark:${markerId}` },
});

describe('works in a register', () => {
  const works = (own: WorkRow) => life({ assignments: [assignment] }, { work: own }).works;

  it('have no mark before their marking is over, and then the one their author is told', () => {
    expect(works({ ...work, marks: [mark('school', 8000)] })).toEqual([
      {
        ...{ kind: '心得体会', title: '读书心得', handedInOn: '2026-03-18', lateDays: 1, isReturned: false },
        mostHundredths: 10_000,
      },
    ]);
    const [marked] = works({ ...work, marks: [mark('school', 8000), mark('teacher', 9000)] });
    expect(marked?.resultHundredths).toBe(8500);
  });

  it('never tell likeness, markers or their words', () => {
    const told = JSON.stringify(works({ ...work, marks: [mark('school', 8000), mark('teacher', 9000)] }));
    expect(told).toContain('读书心得');
    expect(told).not.toMatch(/61|2026-02|school|选题好/);
  });

  it('are no longer there when they are taken back or their assignment is cancelled', () => {
    expect(works({ ...work, state: 'takenBack' })).toEqual([]);
    expect(life({ assignments: [{ ...assignment, state: 'cancelled' }] }, { work }).works).toEqual([]);
    expect(works({ ...work, state: 'returned', marks: [mark('school', 8000), mark('teacher', 9000)] })).toMatchObject([
      { isReturned: true },
    ]);
  });
});

describe('tests in a register', () => {
  it('have their result once they are over, and only those that were taken', () => {
    expect(life({ tests: [entryTest] }, { sheet }, at).tests).toEqual([]);
    expect(life({ tests: [entryTest] }).tests).toEqual([]);
    expect(life({ tests: [{ ...entryTest, state: 'cancelled' }] }, { sheet }).tests).toEqual([]);
    const [taken] = life({ tests: [entryTest] }, { sheet }).tests;
    expect(taken?.score).toEqual({ right: 1, of: 4, pointsHundredths: 2500, mostHundredths: 10_000 });
  });
});

it('what somebody shared at the closing stands among the activities, from the day after it was due', () => {
  const sharing = {
    ...{ _id: '2026-01:c1', classId: '2026-01', className: '一班', cadreId: 'c1', name: '张三', unitId: 'u1' },
    ...{ state: 'given' as const, dueOn: '2026-04-10', topic: '把会开到田埂上', askedBy: 'org', askedByUpdate: 'u1' },
    ...{ revision: 1, updates: [] },
  };
  const shared = (now: string, more: Partial<typeof sharing> = {}) =>
    life({ sharings: [{ ...sharing, ...more }] }, {}, new Date(now)).activities;
  expect(shared('2026-04-10T02:00:00Z')).toEqual([]);
  expect(shared('2026-04-11T02:00:00Z', { cadreId: 'c2' })).toEqual([]);
  expect(shared('2026-04-11T02:00:00Z')).toEqual([
    { kind: '结业交流', title: '把会开到田埂上', dateOn: '2026-04-10', part: 'speaker' },
  ]);
});

describe('activities in a register', () => {
  const parts = (more: Partial<ActivityRow>) =>
    life({ activities: [{ ...activity, ...more }] }).activities.map(({ part }) => part);

  it('say the part that says most', () => {
    expect(parts({})).toEqual(['present']);
    expect(parts({ recorder: 'c1' })).toEqual(['recorder']);
    expect(parts({ recorder: 'c1', speakers: ['c1'] })).toEqual(['speaker']);
  });

  it('are those that were held with the person there', () => {
    expect(parts({ absent: ['c1'] })).toEqual([]);
    expect(parts({ state: 'cancelled' })).toEqual([]);
    expect(parts({ state: 'offered' })).toEqual([]);
    expect(parts({ dateOn: '2026-03-28' })).toEqual([]);
  });
});

it('a post on the class committee is the one somebody has, not one they were relieved of', () => {
  const naming = { post: 'monitor' as const, cadreId: 'c1', by: 'teacher', byUpdate: 'u5', enteredAt: at };
  expect(life({ trainingClass: { ...trainingClass, keepers: [naming] } }).post).toBe('班长');
  const over = { ...naming, isOver: true as const, byUpdate: 'u6' };
  expect(life({ trainingClass: { ...trainingClass, keepers: [naming, over] } }).post).toBeUndefined();
});

describe('exchange shadowing in a register', () => {
  const pair: ExchangePairRow = {
    ...{ _id: 'G2026-1', year: '2026', number: 1, kind: 'lineGeneral', fromOn: '2026-04-07', toOn: '2026-06-05' },
    sides: [
      { cadreId: 'c1', unitId: 'u-fin', hostUnitId: 'u-agri' },
      { cadreId: 'c2', unitId: 'u-agri', hostUnitId: 'u-fin' },
    ],
    ...{ reasons: [], state: 'agreed', answers: [], answerBy: at, proposal: 'p', madeBy: 'school', madeAt: at },
    ratings: [
      { cadreId: 'c1', points: [10, 10, 10, 10, 10], by: 'head', byUpdate: 'u7', at },
      { cadreId: 'c2', points: [1, 1, 1, 1, 1], by: 'head', byUpdate: 'u8', at },
      { cadreId: 'c1', points: [20, 17, 20, 17, 20], by: 'head', byUpdate: 'u9', at },
    ],
    ...{ byUpdate: 'u10', history: [], steps: 1 },
  };
  const notes = [
    { pairId: 'G2026-1', cadreId: 'c2', kind: 'summary' as const, words: '别人的总结' },
    { pairId: 'G2026-1', cadreId: 'c1', kind: 'visit' as const, words: '走访记录' },
    { pairId: 'G2026-1', cadreId: 'c1', kind: 'summary' as const, words: '我的总结' },
  ];
  const told = (row: ExchangePairRow, cadreId = 'c1', todayOn = '2026-06-10') =>
    exchangeIn(row, cadreId, notes, (id) => `单位${id}`, rules.exchange, todayOn);

  it('has period, place, the last rating and the own summary, nothing of the other', () => {
    expect(told(pair)).toEqual({
      ...{ pairId: 'G2026-1', fromOn: '2026-04-07', toOn: '2026-06-05', place: '单位u-agri' },
      ...{ rating: { points: 94, most: 100 }, summary: '我的总结' },
    });
  });

  it('is there from its first day on, and only where it takes place', () => {
    expect(told(pair, 'c1', '2026-04-06')).toBeUndefined();
    expect(told({ ...pair, state: 'cancelled' })).toBeUndefined();
    expect(told(pair, 'c3')).toBeUndefined();
  });
});
