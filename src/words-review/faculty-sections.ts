import { asSession } from '../training/class/sessions.ts';
import { dropNotice, sendNotice } from '../training/class-messages/presses.ts';
import type { FieldSiteRow, StudyRouteRow } from '../training/field-sites/field-sites.ts';
import { planRoute } from '../training/field-sites/route-plan.ts';
import { routeWords } from '../training/field-sites/route-words.ts';
import { fieldSiteWords } from '../training/field-sites/words.ts';
import type { LecturerCourse } from '../training/lecturers/lecturer.ts';
import type { LecturerRow } from '../training/lecturers/lecturers.ts';
import { pictureWords } from '../training/lecturers/picture-words.ts';
import { termShares } from '../training/lecturers/term-shares.ts';
import { termWords } from '../training/lecturers/term-words.ts';
import { lecturerWords } from '../training/lecturers/words.ts';
import { defaultRulePack } from '../training/rule-pack.ts';
import { now, session, trainingClass } from './facts.ts';
import { type Section, section } from './section.ts';

const buttons = { confirm: sendNotice.with({ noticeId: 'x' }), drop: dropNotice.with({ noticeId: 'x' }) };
const course: LecturerCourse = {
  ...{ title: '红色家风', type: 'partySpirit' as const, methods: ['lecture' as const], minutes: 180 },
  ...{ audience: '科级干部', version: '2', reviewedOn: '2026-01-12' },
};
const entry = { by: 'c1', byUpdate: 'x', enteredAt: now };
const lecturer: LecturerRow = {
  ...{ _id: 'x', name: '张三', unit: '县委党校', post: '副校长', kind: 'expert', rank: '副教授', tags: ['党史'] },
  ...{ courses: [course], proposer: '县委党校', approvedBy: '县委组织部', feeClass: '', state: 'paused' },
  ...{ validFromOn: '2026-01-01', validToOn: '2027-12-31', stateReason: '连续 2 节课测评低于 80 分' },
  ...{ pinyin: 'zhangsan', initials: 'zs', changes: [] },
  evaluations: [{ title: '红色家风', hundredths: 8850, count: 45, ...entry }],
};

const site: FieldSiteRow = {
  ...{ _id: 'x', name: '良洞村', town: '良洞镇', type: '基层治理', colour: '橙色', theme: '乡村善治', guide: '李讲解' },
  ...{ courses: ['乡村治理'], phone: '', capacity: 60, opensAt: '08:30', closesAt: '17:00', closedWeekdays: ['一'] },
  ...{ seasonFrom: '', seasonTo: '', visitMinutes: 90, leadDays: 2, access: '可停两辆大巴', cost: '', safety: '' },
  ...{ filedBy: '县委党校', validToOn: '2027-12-31', state: 'active', pinyin: '', initials: '', changes: [] },
};
const wanted = { name: '乡村善治', dateOn: '2026-03-18', people: 40 };
const plan = planRoute([site], wanted, defaultRulePack().fieldSites);
const route: StudyRouteRow = {
  ...{ _id: 'x', name: '乡村善治', colour: '橙色', siteIds: ['x'], reasons: [], state: 'active', changes: [] },
};

const term = { name: '2026年春季学期', fromOn: '2026-02-01', toOn: '2026-07-31' };
const lessons = [{ trainingClass, sessions: [asSession(session)] }];
const shares = termShares(lessons, term, [lecturer], '2026-03-01', defaultRulePack().faculty);

/** What is said of lecturers and field sites. */
export const facultySections: readonly Section[] = [
  section('src/training/lecturers/term-words.ts', termWords, {
    shares: [term, 2, shares],
    none: [term],
    badTerm: ['今年'],
  }),
  section('src/training/field-sites/words.ts', fieldSiteWords, {
    list: [[site], undefined, buttons.confirm],
    none: ['红色教育'],
    one: [site, [{ title: '乡村治理', hundredths: 9250, count: 45 }]],
    bad: [{ sites: [], problems: [{ row: 3, column: 'B', header: '类型', message: '应填红色教育', value: '' }] }],
    preview: ['x', { sites: [site], problems: [] }, [], buttons],
    imported: [6],
    changeOf: ['接待人数', '40', '60'],
    changed: ['红色教育现场教学点', '接待人数由“40”改为“60”'],
    back: ['接待人数由“40”改为“60”'],
    badColumn: ['人数多少', ['接待人数', '状态']],
    badValue: ['接待人数', '很多', '应填人数，1 至 2000'],
    sameValue: ['红色教育现场教学点', '接待人数'],
  }),
  section('src/training/field-sites/route-words.ts', routeWords, {
    plan: ['x', wanted, plan, buttons],
    impossible: ['乡村善治', { stops: [], capacity: 60, reasons: ['良洞村周一不开放。'] }],
    kept: ['乡村善治'],
    list: [[route], () => '良洞村'],
    paused: ['乡村善治'],
  }),
  section('src/training/lecturers/picture-words.ts', pictureWords, {
    wanted: ['x', '张三', 8, { useEarlier: buttons.confirm, remove: buttons.drop }],
    taken: ['张三'],
    kept: ['张三', true],
    removed: ['张三'],
    none: ['张三'],
  }),
  section('src/training/lecturers/words.ts', lecturerWords, {
    sinceTakenOut: [['3月2日 周一 09:00　吴党校：张教授，课酬档次改为“一级”']],
    lately: [['3月2日 周一 09:03　郑党校：张教授，状态由“在库”改为“暂停”']],
    pool: [[lecturer], '党性教育', buttons.confirm],
    none: [undefined],
    one: [lecturer, [session], { lessons: 4, minutes: 720 }],
    bad: [
      { lecturers: [], problems: [{ row: 3, column: 'B', header: '师资类别', message: '应填领导干部', value: '' }] },
    ],
    preview: ['x', { lecturers: [lecturer], problems: [] }, [], buttons],
    imported: [12],
    added: [lecturer, '2028-03-01'],
    badKind: ['老师'],
    changed: [lecturer, '状态由“暂停”改为“在库”'],
    changeOf: ['状态', '暂停', '在库'],
    reviewed: [2, '2026-03-02'],
    back: ['状态由“暂停”改为“在库”'],
    badField: ['电话', ['职务', '职称']],
    badColumn: ['课酬档次', '很高', '应填一级'],
    sameValue: ['张教授', '职称'],
    changedTo: ['职务', '副校长'],
    badValue: ['平均分', '120'],
    evaluated: [lecturer, '红色家风', 7650],
    withdrawn: [lecturer, '红色家风'],
    evaluationBack: ['红色家风'],
    lowReason: [2, 80],
  }),
];
