import { afterEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../src/calendar/beijing-time.ts';
import { ManualClock } from '../../src/clock.ts';
import { demoSeed, makeDemoCounty } from '../../src/demo/county.ts';
import { makeRecentClass } from '../../src/demo/recent-class.ts';
import { recentClassRatings } from '../../src/demo/recent-class-ratings.ts';
import { fillDemoCounty } from '../../src/start/demo.ts';
import { byCadre } from '../../src/training/class/by-cadre.ts';
import { classFollowUp, roundFigures } from '../../src/training/follow-up/class-follow-up.ts';
import { defaultRulePack } from '../../src/training/rule-pack.ts';
import { lecturerResults, questionResults } from '../../src/training/satisfaction/results-list.ts';
import { attendanceAdditions } from '../../src/training/scoring/attendance-score.ts';
import { scoreOf } from '../../src/training/scoring/scoring.ts';
import { heldTest } from '../../src/training/tests/held-test.ts';
import { workMarking } from '../../src/training/works/work-marks.ts';
import { type BareStore, openBareStore } from '../helpers/bare-store.ts';

const pack = defaultRulePack();
const county = makeDemoCounty(demoSeed);
let bare: BareStore | undefined;
afterEach(() => bare?.stop());

async function filledOn(todayOn: string) {
  const clock = new ManualClock(beijingTime(todayOn, '09:00'));
  bare = await openBareStore(clock);
  await fillDemoCounty(bare.store, { clock });
  return { store: bare.store, now: clock.now(), classId: `${todayOn.slice(0, 4)}-00` };
}

describe('the class that is over in the demo', () => {
  it('has something in every list of class life and follow-up', async () => {
    const { store, now, classId } = await filledOn('2026-12-01');
    expect((await store.activities.ofClass(classId)).filter(({ minutes }) => minutes === '')).toEqual([]);
    const [exit] = await store.tests.ofClasses([classId]);
    if (exit === undefined) throw new Error('no test');
    const held = await heldTest(store, exit, pack.tests, now);
    expect([held.takers.length, held.marks.size]).toEqual([20, 20]);
    const works = await store.works.of(`${classId}-W1`);
    const marked = works.map(({ marks }) => workMarking(pack.works.marking, marks, 1).resultHundredths);
    expect(marked.filter((each) => each === undefined)).toEqual([]);
    const forms = await store.satisfactionForms.ofClass(classId);
    expect(lecturerResults(forms).length).toBeGreaterThan(3);
    expect(questionResults(forms).some(({ rating }) => rating.byGroup.length > 1)).toBe(true);
    expect(
      (await store.assessments.ofClass(classId)).filter((each) => each.excellentTrainee === 'candidate'),
    ).toHaveLength(3);
    expect((await store.reservePool.all()).map(({ sources }) => sources[0]?.rank).sort()).toEqual([1, 2, 3]);
    const graded = await store.assessments.ofClass(classId);
    expect(new Set(graded.map(({ finalGrade }) => finalGrade))).toEqual(new Set(['excellent', 'good', 'pass']));
    const sums = byCadre(await store.scoreEvents.ofClass(classId));
    for (const { cadreId, totalHundredths } of graded)
      expect(scoreOf(sums(cadreId), pack.scoring).totalHundredths).toBe(totalHundredths);
    const attended = {
      ...{ sessions: await store.sessions.ofClass(classId), trainees: graded, leaves: [] },
      ...{ signIns: await store.signIns.ofClass(classId), events: await store.scoreEvents.ofClass(classId) },
    };
    expect(attendanceAdditions(classId, attended, pack, now)).toEqual([]);
    const { plans, rounds } = await classFollowUp(store, classId, '2026-12-01');
    expect([plans.length, rounds.length]).toEqual([18, 1]);
    expect(rounds[0] && roundFigures(rounds[0])).toMatchObject({ people: 20 });
    expect(new Set((await store.enrollments.traineesOf(classId)).map(({ unitId }) => unitId)).size).toBeGreaterThan(10);
  });

  it('leaves the first number of the year to the first class of a newcomer', async () => {
    const { store } = await filledOn('2026-12-01');
    const made = await store.classes.create('2026', {
      ...{ name: '新班', kind: 'topicClass', opensOn: '2026-12-21', closesOn: '2026-12-23', topicTag: '乡村振兴' },
      ...{ teacherId: 'G00001', createdBy: 'G00001', byUpdate: 'test' },
    });
    expect(made._id).toBe('2026-01');
  });

  it('is there from the first days of March on, over long enough to be nobody’s present class; in January there is none', () => {
    expect(makeRecentClass(county, '2026-01-20', pack)).toBeUndefined();
    expect(makeRecentClass(county, '2026-03-02', pack)?.row).toMatchObject({
      opensOn: '2026-01-05',
      closesOn: '2026-01-16',
    });
  });

  it('tells nothing that fewer than five answered, and is the same for the same county and day', () => {
    const recent = makeRecentClass(county, '2026-12-01', pack);
    if (recent === undefined) throw new Error('no class');
    const forms = recentClassRatings(recent, pack.satisfaction);
    const told = forms.flatMap(({ results = [] }) => results.flatMap((each) => [each, ...each.byGroup]));
    expect(told.length).toBeGreaterThan(100);
    expect(told.filter(({ answered }) => answered < pack.satisfaction.smallestGroup)).toEqual([]);
    expect(makeRecentClass(makeDemoCounty(demoSeed), '2026-12-01', pack)).toEqual(recent);
  });
});
