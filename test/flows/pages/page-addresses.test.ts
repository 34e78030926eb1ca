import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { areaPaths } from '../../../src/pages/staff/areas.ts';
import { classViewIds } from '../../../src/pages/staff/class-views.ts';
import { recordedClass } from '../../helpers/recorded-class.ts';
import { StaffBrowser, signedIn } from '../../helpers/staff-browser.ts';
import { startWorld, type World } from '../../helpers/world.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld('wecom');
  const { cadres, classes, standIns } = world.running.store;
  await recordedClass(world);
  await cadres.grant('admin', 'evaluationTeam');
  await cadres.grant('sun', 'inspector');
  await cadres.grant('li', 'orgDept');
  await classes.create('2026', {
    ...{ name: '专题培训班', kind: 'topicClass', opensOn: '2026-06-22', closesOn: '2026-06-24', topicTag: '乡村振兴' },
    ...{ teacherId: 'qian', createdBy: 'school', byUpdate: 'test:other' },
  });
  await standIns.name({
    ...{ _id: 'test:stand-in', principalId: 'head-agri', standInId: 'zhou', reason: '出差' },
    ...{ fromOn: '2026-06-29', untilOn: '2026-06-30', madeAt: world.clock.now() },
  });
});
afterAll(() => world.stop());

const areas = areaPaths.map((path) => path.slice('/staff/'.length));
const views = classViewIds.map((view) => `class/2026-01?view=${view}`);
/** What is behind a row, and the pages of people. */
const others = [
  'hours?of=u-fin',
  'hours?of=u-agri',
  'appraisal?of=u-agri',
  'follow-up?of=u-fin',
  'follow-up?of=u-agri',
];
const people = ['person/zhao', 'person/li'];
const addresses = [...areas, ...views, ...others, ...people];

const ofClass = (...names: string[]) => names.map((view) => `class/2026-01?view=${view}`);
const classLife = ['timetable', 'trainees', 'ledger', 'activities', 'satisfaction'];
const staffOfClass = ofClass(...classLife, 'call-up', 'arrivals', 'roll', 'team', 'objections');
const team = ['classes', 'lecturers', 'sites', 'activities', ...ofClass(...classLife, 'grading', 'team', 'objections')];
const department = [
  ...['classes', 'people', 'hours', 'plan', 'plan-execution', 'menu', 'lecturers', 'sites', 'town-schools'],
  ...['self-assessment', 'sent-out', 'exchange', 'activities', 'notices', 'statistics', 'follow-up', 'archives'],
  ...[
    'front-line',
    'honours',
    'appraisal',
    ...staffOfClass,
    ...ofClass('follow-up', 'spot-checks', 'archive'),
    ...others,
    ...people,
  ],
];
const unit = ['people', 'hours', 'plan', 'plan-execution', 'menu', 'exchange', 'notices'];

/** Everything each may look at, besides home; everything else is not there for them. */
const seen: Readonly<Record<string, { who: string; sees: readonly string[] }>> = {
  'the organisation department': { who: 'org', sees: department },
  // What the classmates object to is not theirs to read; their own register is.
  'one of the department who was a trainee of the class': {
    who: 'li',
    sees: department.filter((each) => !ofClass('objections').includes(each)),
  },
  'who leads the department and heads it': {
    who: 'head-org',
    sees: [
      ...unit,
      'self-assessment',
      'statistics',
      'follow-up',
      'appraisal',
      'honours',
      'appointments',
      'reserve',
      'appraisal?of=u-agri',
    ],
  },
  'the party school, whose liaison this is': {
    who: 'school',
    sees: [
      ...['classes', ...unit, 'lecturers', 'sites', 'town-schools', 'self-assessment', 'activities', 'statistics'],
      ...['follow-up', 'archives', ...staffOfClass, ...ofClass('archive')],
    ],
  },
  'the class teacher': {
    who: 'teacher',
    sees: ['classes', 'lecturers', 'sites', 'notices', 'exchange', 'follow-up', ...staffOfClass],
  },
  'the teacher of another class, who was a trainee of this': {
    who: 'qian',
    sees: ['classes', 'lecturers', 'sites', 'notices', 'exchange', 'follow-up'],
  },
  'the evaluation team of the class': { who: 'team1', sees: team },
  'a system admin in the evaluation team of other classes': {
    who: 'admin',
    sees: ['classes', 'lecturers', 'sites', 'activities', 'undelivered', 'dead-letters', 'roles'],
  },
  'an inspector': { who: 'sun', sees: [] },
  'the head of a unit': {
    who: 'head-fin',
    sees: [...unit, 'follow-up', 'appraisal', 'hours?of=u-fin', 'follow-up?of=u-fin', 'person/zhao'],
  },
  'who stands in for the head of another': {
    who: 'zhou',
    sees: [
      ...[...unit, 'follow-up', 'appraisal', 'hours?of=u-agri', 'appraisal?of=u-agri', 'follow-up?of=u-agri'],
      'person/li',
    ],
  },
  'the liaison of a unit': { who: 'liaison-fin', sees: [...unit, 'hours?of=u-fin', 'person/zhao'] },
};

async function shownTo(browser: StaffBrowser, paths: readonly string[]): Promise<Map<string, string>> {
  const shown = new Map<string, string>();
  await browser.open('/staff/class/1999-99');
  const refused = browser.html;
  for (const path of paths) {
    const html = await browser.open(`/staff/${path}`);
    if (browser.status === 200) shown.set(path, html);
    else expect([path, browser.status, html]).toEqual([path, 404, refused]);
  }
  return shown;
}

describe('every address of the staff page', () => {
  it.each(Object.entries(seen))(
    'shows to %s what the role may see, and hides whether the rest is there',
    async (_, { who, sees }) => {
      const shown = await shownTo(await signedIn(world, who), addresses);
      expect([...shown.keys()].sort()).toEqual([...sees].sort());
    },
  );

  it('shows to heads and liaisons nobody of another unit', async () => {
    for (const who of ['head-fin', 'liaison-fin']) {
      const browser = await signedIn(world, who);
      const shown = await shownTo(browser, [...addresses, 'people?q=财政局', 'people?q=李四']);
      for (const [path, html] of shown)
        for (const name of ['李四', '周五', '吴六', '沈局长']) {
          // The search repeats what was looked for.
          const found = html.replace('value="李四"', '');
          expect([path, found.includes(name)]).toEqual([path, false]);
        }
      expect(shown.get('people?q=财政局')).toContain('赵一');
    }
  });

  it('shows places to the team of the class alone, and a grade to nobody who may not know it', async () => {
    /** The year of each person, for the department, its leaders and heads; the register; the places before they are published. */
    const known: Readonly<Record<string, readonly string[]>> = {
      org: ['appraisal', 'appraisal?of=u-agri', 'person/li', 'person/zhao'],
      li: ['appraisal', 'appraisal?of=u-agri', 'person/li', 'person/zhao'],
      'head-org': ['appraisal', 'appraisal?of=u-agri'],
      'head-fin': ['appraisal'],
      zhou: ['appraisal', 'appraisal?of=u-agri'],
      team1: ofClass('grading'),
    };
    for (const { who } of Object.values(seen)) {
      const shown = await shownTo(await signedIn(world, who), addresses);
      const graded = [...shown].filter(([, html]) =>
        /等次(优秀|良好|合格)|，(优秀|良好|合格)）|<td[^>]*>(优秀|良好)</.test(html),
      );
      expect([who, graded.map(([path]) => path).sort()]).toEqual([who, known[who] ?? []]);
    }
  });

  it('is nothing to a cadre, and nothing without signing in', async () => {
    const stranger = new StaffBrowser(world);
    for (const path of addresses) {
      await stranger.open(`/staff/${path}`);
      expect(stranger.path).toBe('/staff/sign-in');
    }
    expect((await world.running.store.pageCodes.use('AAAA-AAAA-AAAA', world.clock.now())) ?? null).toBeNull();
    await world.say('zhao', '/工作台');
    expect(world.last('zhao')).not.toContain('/staff/');
  });
});
