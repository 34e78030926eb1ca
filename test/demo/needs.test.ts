import { expect, it } from 'vitest';
import { beijingTime } from '../../src/calendar/beijing-time.ts';
import { makeDemoCounty } from '../../src/demo/county.ts';
import { makeDemoNeeds } from '../../src/demo/needs.ts';
import { makeDemoPlan } from '../../src/demo/plan.ts';
import { trainingMenu } from '../../src/training/needs/menu.ts';
import { isServed, servingOf } from '../../src/training/needs/menu-serving.ts';
import { reportTotals } from '../../src/training/needs/report-progress.ts';
import { takesReports } from '../../src/training/needs/report-rounds.ts';
import { menuTopics } from '../../src/training/needs/topics.ts';
import { defaultRulePack } from '../../src/training/rule-pack.ts';

const pack = defaultRulePack();
const county = makeDemoCounty(7);

it.each(['2026-01-05', '2026-06-15', '2026-12-31'])(
  'the demo of %s has a round that is over, one that runs with units that have not answered, and a menu partly served by its plan',
  (todayOn) => {
    const now = beijingTime(todayOn, '09:00');
    const { rounds, reports, notes } = makeDemoNeeds(county, now, pack);
    expect(rounds.map((round) => takesReports(round, now))).toEqual([false, true]);
    const [past, present] = rounds.map(({ _id }) => reportTotals(reports.filter(({ roundId }) => roundId === _id)));
    expect(past?.waiting).toEqual([]);
    expect(past?.filed).toBeGreaterThan(30);
    expect(present).toMatchObject({ units: 6, waiting: [{}, {}] });
    const menu = trainingMenu(
      {
        org: notes.map(({ _id, topics }) => ({ id: _id, topics })),
        post: reports.filter(({ state }) => state !== 'waiting').map(({ unitId, items }) => ({ unitId, items })),
        personal: [],
      },
      pack.needs,
    );
    const plan = makeDemoPlan(county, now, pack);
    const served = menu.entries.filter(({ topic }) =>
      isServed(servingOf(topic, { items: plan, classes: [] }, menuTopics(pack))),
    );
    expect(served.length).toBeGreaterThan(0);
    expect(served.length).toBeLessThan(menu.entries.length);
  },
);
