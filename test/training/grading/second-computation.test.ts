import fc from 'fast-check';
import { expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import type { Grade } from '../../../src/training/grading/grade.ts';
import { gradeClass, type Trainee } from '../../../src/training/grading/grading.ts';
import { reversalOf, type ScoreEvent, scoreEvent } from '../../../src/training/scoring/score-event.ts';
import { scoreOf } from '../../../src/training/scoring/scoring.ts';
import { backwards, pack, scheme } from '../builders.ts';
import { bonuses, neighbour, type Person, type Recorded, reckon } from './second-computation.ts';

/** Marks for every rated part, the two of a paper not further apart than 3 points, as a third marker would be asked otherwise. */
const marks = fc
  .tuple(
    fc.constantFrom(80, 65, 50, 0),
    fc.integer({ min: 60, max: 150 }),
    fc.integer({ min: -30, max: 30 }),
    ...[fc.nat(40), fc.nat(40), fc.nat(20)],
  )
  .map(([duty, paper, apart, log, host, summary]): Recorded[] => [
    { item: 'classDuty', step: 'duty', markTenths: duty },
    { item: 'researchOutput', step: 'paper', markTenths: paper, marker: 'one' },
    { item: 'researchOutput', step: 'paper', markTenths: Math.min(150, paper + apart), marker: 'two' },
    { item: 'practiceGrowth', step: 'log', markTenths: log },
    { item: 'practiceGrowth', step: 'hostRating', markTenths: host },
    { item: 'practiceGrowth', step: 'summary', markTenths: summary },
  ]);

const session = fc.constantFrom('s1', 's2', 's3', 's4');
const stepsTaken = fc.constantFrom(
  ...['late', 'earlyLeave', 'personalLeave', 'sickLeave', 'officialLeave', 'absent'].map((step) => ({
    item: 'attendanceRecord',
    step,
  })),
  ...['distraction', 'breach', 'criticism'].map((step) => ({ item: 'disciplineConduct', step })),
  { item: 'researchOutput', step: 'lateDay' },
);
const stepsEarned = fc.constantFrom(
  { item: 'studyAttitude', step: 'taskOnTime' },
  { item: 'groupActivity', step: 'activity' },
  ...['interaction', 'outstanding'].map((step) => ({ item: 'classInteraction', step })),
  ...['withOutline', 'withoutOutline'].map((step) => ({ item: 'discussionSpeech', step })),
  ...['mainSpeaker', 'comment', 'listener'].map((step) => ({ item: 'forumSharing', step })),
);
const undone = fc.nat(9).map((one) => one === 0);
const entry = (steps: typeof stepsTaken) =>
  fc
    .tuple(steps, session, undone)
    .map(([{ item, step }, at, isUndone]): Recorded => ({ item, step, session: at, undone: isUndone }));
const bonus = fc
  .tuple(fc.constantFrom(...Object.keys(bonuses)), fc.constantFrom('甲', '乙', '丙'), fc.boolean(), undone)
  .map(
    ([item, achievement, confirmed, isUndone]): Recorded => ({
      item,
      step: item,
      achievement,
      confirmed,
      undone: isUndone,
    }),
  );
const copied = fc.nat(19).map((one): Recorded[] => (one === 0 ? [{ item: 'researchOutput', step: 'copied' }] : []));
const records = fc
  .tuple(
    marks,
    fc.array(entry(stepsTaken), { maxLength: 5 }),
    fc.array(entry(stepsEarned), { minLength: 12, maxLength: 45 }),
    fc.array(bonus, { maxLength: 4 }),
    copied,
  )
  .map((parts) => parts.flat());
/** Few points are as likely as many: everything of an industrious trainee is full before what is taken. */
const industrious: Recorded[] = [
  ...Array.from({ length: 5 }, () => ({ item: 'studyAttitude', step: 'taskOnTime' })),
  ...Array.from({ length: 7 }, () => ({ item: 'groupActivity', step: 'activity' })),
  ...['s1', 's2', 's3', 's4'].flatMap((at) =>
    ['interaction', 'outstanding'].map((step) => ({ item: 'classInteraction', step, session: at })),
  ),
  ...Array.from({ length: 4 }, () => ({ item: 'discussionSpeech', step: 'withOutline' })),
  ...Array.from({ length: 2 }, () => ({ item: 'forumSharing', step: 'mainSpeaker' })),
];
const ledger = fc.tuple(records, fc.nat(2)).map(([own, more]) => (more === 0 ? own : [...own, ...industrious]));

/** Classes of up to 45 people who share few ledgers, so that many are equal. */
const anyClass = fc
  .tuple(
    fc.array(ledger, { minLength: 1, maxLength: 6 }),
    fc.array(fc.record({ of: fc.nat(), fate: fc.nat(29), moved: fc.nat(9), order: fc.nat() }), {
      maxLength: 45,
      size: 'max',
    }),
    fc.constantFrom('nobody', 'the tied', 'some'),
  )
  .map(([ledgers, all, decided]) => {
    const people = all.map(
      ({ of, fate, moved }, index): Person => ({
        id: `c${String(index).padStart(2, '0')}`,
        records: ledgers[of % ledgers.length] ?? [],
        withdrawn: fate === 0,
        barred: fate === 1,
        ...(moved === 0 ? { moved: 'up' as const } : moved === 1 ? { moved: 'down' as const } : {}),
      }),
    );
    const byLot = all
      .map(({ order }, index) => ({ order, id: people[index]?.id ?? '' }))
      .sort((a, b) => a.order - b.order);
    const ids = byLot.map(({ id }) => id);
    return { people, order: decided === 'nobody' ? [] : decided === 'some' ? ids.slice(0, ids.length / 2) : ids };
  });

let events = 0;

/** The changes of grades as they come out of a class. */
function traineesOf(people: readonly Person[]): Trainee[] {
  const { people: reckoned } = reckon(people, []);
  return people.map((person, index) => traineeOf(person, reckoned[index]?.computed));
}

/** The record as the bot keeps it: entered through its own rules. */
function eventsOf(cadreId: string, recorded: Recorded): ScoreEvent[] {
  const { item, step, markTenths, marker = 'teacher', session: sessionId, achievement, confirmed } = recorded;
  events += 1;
  const made = scoreEvent(
    {
      ...{ _id: `e${events}`, cadreId, item, step, reason: '课堂记录', source: 'test', authorId: marker },
      at: beijingTime('2026-03-10', '10:00'),
      ...(markTenths === undefined ? {} : { markHundredths: markTenths * 10 }),
      ...(sessionId === undefined ? {} : { sessionId }),
      ...(achievement === undefined ? {} : { achievementId: achievement }),
    },
    scheme,
  );
  const event = confirmed === true ? { ...made, confirmedBy: 'team' } : made;
  return recorded.undone === true ? [event, reversalOf(event, '登记有误', 'teacher', event.at)] : [event];
}

function traineeOf({ id, records: own, withdrawn, barred, moved }: Person, computed: string | undefined): Trainee {
  const score = scoreOf(
    own.flatMap((each) => eventsOf(id, each)),
    scheme,
  );
  const mayMove = moved !== undefined && computed !== undefined && !barred && score.vetoes.length === 0;
  const to = mayMove ? (neighbour(computed, moved) as Grade) : undefined;
  return {
    ...{ cadreId: id, name: id, score, vetoes: barred ? [{ veto: 'signInFraud', reason: '代他人签到' }] : [] },
    ...(withdrawn ? { withdrawnBecause: '擅自离校' } : {}),
    ...(to === undefined ? {} : { change: { to, reason: '抗洪抢险表现突出', decidedBy: 'team' } }),
  };
}

it('points, grades, ranks, quota and titles come out the same when they are computed a second time, without any code of the bot', () => {
  const seen = {
    titles: 0,
    ties: 0,
    across: 0,
    settled: 0,
    moved: 0,
    barred: 0,
    withdrawn: 0,
    grades: new Set<string>(),
  };
  fc.assert(
    fc.property(anyClass, ({ people, order }) => {
      const again = reckon(people, order);
      const trainees = people.map((person, index) => traineeOf(person, again.people[index]?.computed));
      const decision = order.length === 0 ? undefined : { cadreIds: order, reason: '结业答辩表现' };
      const ours = gradeClass(backwards(trainees), decision, pack);
      const mine = people.map(({ id }, index) => {
        const found = ours.assessments.find(({ cadreId }) => cadreId === id);
        const { regularHundredths, totalHundredths } = trainees[index]?.score ?? {
          regularHundredths: 0,
          totalHundredths: 0,
        };
        return {
          ...{ id, regular: regularHundredths / 5, total: totalHundredths / 5, computed: found?.computedGrade },
          ...{
            final: found?.finalGrade,
            rank: found?.rank,
            sharedWith: found?.tiedCount,
            title: found?.excellentTrainee,
          },
        };
      });
      expect({ people: mine, completed: ours.completedCount, quota: ours.excellentQuota }).toEqual(again);
      for (const { title, sharedWith, computed, final, rank } of again.people) {
        seen.titles += Number(title === 'candidate');
        seen.across += Number(title === 'tiedAtLine');
        seen.ties += Number(sharedWith > 0);
        seen.settled += Number(order.length > 0 && rank !== undefined && sharedWith === 0);
        seen.moved += Number(computed !== final);
        seen.withdrawn += Number(final === undefined);
        seen.barred += Number(final !== undefined && rank === undefined);
        seen.grades.add(computed ?? 'none');
      }
    }),
    { numRuns: 100 },
  );
  // The classes held every case, so that the comparison meant something.
  for (const [what, count] of Object.entries({ ...seen, grades: seen.grades.size }))
    expect(count, what).toBeGreaterThan(what === 'grades' ? 4 : 5);
});

it('once the tie at the line is put in an order, no place is open to several and none is given twice, whoever was moved a step', () => {
  let decided = 0;
  fc.assert(
    fc.property(anyClass, ({ people }) => {
      const trainees = traineesOf(people);
      const { tieAtLine } = gradeClass(trainees, undefined, pack);
      if (tieAtLine.length === 0) return;
      decided += 1;
      expect(tieAtLine.length).toBeGreaterThan(1);
      const settled = gradeClass(trainees, { cadreIds: tieAtLine, reason: '结业答辩表现' }, pack);
      expect(settled.tieAtLine).toEqual([]);
      const titles = settled.assessments.filter(({ excellentTrainee }) => excellentTrainee === 'candidate');
      expect(titles.length).toBeLessThanOrEqual(settled.excellentQuota);
      expect(titles.every(({ finalGrade }) => finalGrade === 'excellent')).toBe(true);
    }),
    { numRuns: 100 },
  );
  expect(decided).toBeGreaterThan(5);
});
