import type { ActivityRow } from '../training/activities/activities.ts';
import { countActivities } from '../training/activities/activity.ts';
import { ownPartWords } from '../training/activities/own-part-words.ts';
import { type ActivityNames, activityWords } from '../training/activities/words.ts';
import { defaultRulePack } from '../training/rule-pack.ts';
import { now } from './facts.ts';
import { type Section, section } from './section.ts';

const rules = defaultRulePack().activities;
const people = new Map([
  ['c1', '张三'],
  ['c2', '李四'],
]);
const names: ActivityNames = { kind: (kind) => rules.kinds[kind].name, person: (id) => people.get(id) ?? id };
const forum: ActivityRow = {
  ...{ _id: 'H2026-1', year: '2026', number: 1, classId: '2026-01', kind: 'traineeForum', state: 'planned' },
  ...{ title: '我为基层治理献一策', dateOn: '2026-03-18', place: '党校报告厅', speakers: ['c1'], recorder: 'c2' },
  ...{ absent: [], minutes: '三名学员围绕基层治理交流发言', madeBy: 'c2', madeAt: now, byUpdate: 'u1' },
  ...{ history: [], steps: 1 },
};
const { dateOn: _, ...rest } = forum;
const lesson: ActivityRow = {
  ...rest,
  _id: 'H2026-2',
  kind: 'ownLesson',
  state: 'offered',
  title: '茶产业怎样带动增收',
};
const classes = new Map([['2026-01', '中青年干部培训班']]);
const counts = countActivities([forum], '2026-03-20');

/** What is said about activities of a class. */
export const activitySections: readonly Section[] = [
  section('src/training/activities/words.ts', activityWords, {
    planned: [forum, names],
    changed: [forum, '地点', '党校报告厅', names],
    cancelled: [forum, names],
    minutesKept: [forum, names],
    askMinutes: [forum, names],
    named: [forum, '记录人', names],
    told: [forum, '地点改为第二教室', names],
    offerCard: [lesson, names],
    offered: [lesson, '王五'],
    askDay: [lesson],
    askDecline: [lesson],
    admitted: [forum],
    declinedTold: [lesson, '本班课程已满'],
    declinedReply: [lesson],
    list: ['2026-01', '中青年干部培训班', [forum, lesson], names, '2026-03-20', 'x'],
    card: ['x', forum, names, '2026-03-20', []],
    sheet: ['中青年干部培训班', [forum, lesson], names, '2026-03-20'],
    counts: ['x', '2026', counts, classes, rules],
    countsSheet: ['2026', counts, classes, rules],
    pointReason: [forum, names, true],
    matter: [forum, names],
  }),
  section('src/training/activities/own-part-words.ts', ownPartWords, {
    line: [{ is: 'recorder', dateOn: '2026-03-18', kind: 'traineeForum', title: forum.title }, '2026-03-18', rules],
  }),
];
