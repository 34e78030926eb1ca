import { describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { spelled } from '../../../src/county/spelling.ts';
import { parseDelimited } from '../../../src/sheets/delimited.ts';
import { SHEET_LIMITS } from '../../../src/sheets/sheet.ts';
import { checkCurriculum } from '../../../src/training/class/curriculum.ts';
import type { Session } from '../../../src/training/class/session.ts';
import {
  bookingFaults,
  isMeant,
  type Lecturer,
  type LecturerCourse,
  lecturerOf,
  meanOf,
  needsReview,
} from '../../../src/training/lecturers/lecturer.ts';
import { isLecturerSheet, lecturerSheet, readLecturers } from '../../../src/training/lecturers/lecturer-sheet.ts';
import { repairsFromPool } from '../../../src/training/lecturers/pool-courses.ts';
import { defaultRulePack } from '../../../src/training/rule-pack.ts';

const pack = defaultRulePack();
const rules = pack.faculty;

const course = (more: Partial<LecturerCourse> = {}): LecturerCourse => ({
  ...{ title: '红色家风', type: 'partySpirit', methods: ['lecture'], minutes: 180, audience: '', version: '' },
  ...{ reviewedOn: '2026-01-12', ...more },
});
const lecturer = (more: Partial<Lecturer> = {}): Lecturer => ({
  ...{ name: '张三', unit: '县委党校', post: '副校长', kind: 'expert', rank: '', tags: ['党史'], courses: [course()] },
  ...{ proposer: '', approvedBy: '', feeClass: '', state: 'active', stateReason: '' },
  ...{ validFromOn: '2026-01-01', validToOn: '2027-12-31', ...more },
});
const lesson = (more: Partial<Session> = {}): Session => ({
  ...{ sessionId: 's1', title: '红色家风', method: 'lecture', dateOn: '2026-03-16', lecturer: '张三', place: '' },
  ...{ startsAt: beijingTime('2026-03-16', '08:30'), endsAt: beijingTime('2026-03-16', '11:30') },
  ...{ parts: [{ type: 'partySpirit', minutes: 180 }], countsInRatio: true, ...more },
});

describe('what stands against a lesson', () => {
  const sentences = (one: Lecturer, session = lesson()) =>
    bookingFaults(one, session, rules).map(({ sentence }) => sentence);

  it('nothing, for an active lecturer with a reviewed course', () => {
    expect(sentences(lecturer())).toEqual([]);
  });

  it('a review that is older than twelve months, to the day', () => {
    const old = lecturer({ courses: [course({ reviewedOn: '2025-03-16' })] });
    expect(sentences(old)).toEqual([]);
    expect(sentences(old, lesson({ dateOn: '2026-03-17' }))).toEqual([
      '“红色家风”（张三）上次审核是2025年3月16日，已超过 12 个月，重新审核后才能排课。',
    ]);
    expect(sentences(lecturer({ courses: [course({ reviewedOn: '' })] }))).toEqual([
      '“红色家风”（张三）没有审核日期，审核后才能排课。',
    ]);
  });

  it('a state, the validity, and, for somebody to look at, a course nobody offered', () => {
    expect(sentences(lecturer({ state: 'paused', stateReason: '请假' }))).toEqual([
      '张三在师资库中为“暂停”（请假），不能排课。',
    ]);
    expect(sentences(lecturer({ validToOn: '2026-03-01' }))).toEqual([
      '张三的入库有效期为2026年1月1日至2026年3月1日，当天不能排课。',
    ]);
    expect(bookingFaults(lecturer(), lesson({ title: '公文写作' }), rules)).toEqual([
      { blocking: false, sentence: '“公文写作”不在张三的可授课程中，请核对。' },
    ]);
  });

  it('knows two people of one name by what stands beside it', () => {
    const pool = [lecturer(), lecturer({ unit: '县财政局', post: '局长' })];
    expect(lecturerOf({ lecturer: '张三' }, pool)).toEqual([]);
    expect(lecturerOf({ lecturer: '张三（县财政局局长）' }, pool)).toEqual([pool[1]]);
  });
});

describe('evaluations', () => {
  const given = (...points: number[]) => points.map((each) => ({ title: '', hundredths: each * 100, count: 10 }));

  it('below 80 on two lessons running lead to review; 80 itself, or one between, do not', () => {
    expect(needsReview(given(90, 79, 79), rules)).toBe(true);
    expect(needsReview(given(79, 80), rules)).toBe(false);
    expect(needsReview(given(79, 90, 79), rules)).toBe(false);
    expect(needsReview(given(79), rules)).toBe(false);
  });

  it('have a mean weighed by the number of answers', () => {
    expect(
      meanOf([
        { title: '', hundredths: 9000, count: 30 },
        { title: '', hundredths: 6000, count: 10 },
      ]),
    ).toEqual({
      hundredths: 8250,
      count: 40,
    });
  });
});

describe('looking somebody up', () => {
  const one = { ...lecturer(), ...spelled('张三') };

  it.each(['张三', 'zhangsan', 'zs', 'zhang', '党校', '党史', '家风', '党性教育', '专家教授', '在库'])(
    'by %s',
    (word) => {
      expect(isMeant(one, word)).toBe(true);
    },
  );

  it('not by what is none of it', () => {
    expect(['李四', 'lisi', '履职能力', 'z'].some((word) => isMeant(one, word))).toBe(false);
  });

  it('reads the family name of several readings as one', () => {
    expect([spelled('单小明'), spelled('曾国强')]).toEqual([
      { pinyin: 'shanxiaoming', initials: 'sxm' },
      { pinyin: 'zengguoqiang', initials: 'zgq' },
    ]);
  });
});

describe('the sheet of lecturers', () => {
  const header = '姓名,师资类别,单位,职务,可授课程,课程类型,教学方式,课时（分钟）,审核日期';
  const read = (...lines: string[]) =>
    readLecturers(parseDelimited([header, ...lines].join('\n'), '师资库', SHEET_LIMITS), rules);

  it('has a row for each course; rows of one person make one lecturer', () => {
    const { lecturers, problems } = read(
      '张三,专家教授,县委党校,副校长,红色家风,党性教育,集中授课、现场教学,180,2026-01-12',
      '张三,专家教授,县委党校,副校长,党章导读,党的理论教育,,,',
    );
    expect(problems).toEqual([]);
    expect(lecturers).toHaveLength(1);
    expect(lecturers[0]).toMatchObject({
      courses: [
        { title: '红色家风', methods: ['lecture', 'fieldTeaching'] },
        { title: '党章导读', reviewedOn: '' },
      ],
    });
  });

  it('reads back as what it was written from', () => {
    const pool = [lecturer(), lecturer({ name: '李四', courses: [] })];
    const { columns, rows } = lecturerSheet(pool);
    const lines = [columns.map(({ header: name }) => name), ...rows].map((row) => row.join('\t'));
    const sheet = parseDelimited(lines.join('\n'), '师资库', SHEET_LIMITS);
    expect(isLecturerSheet(sheet)).toBe(true);
    expect(readLecturers(sheet, rules)).toEqual({
      lecturers: pool.map(({ stateReason: _, ...entry }) => entry),
      problems: [],
    });
  });

  it.each([
    ['张三,教授,县委党校,,,,,,', '应填领导干部、专家教授、标兵能手、企业人员'],
    ['张三,专家教授,县委党校,,红色家风,,,,', '“课程类型”不能为空'],
    ['张三,专家教授,县委党校,,红色家风,党性教育,唱歌,,', '应填集中授课、专题研讨、现场教学等，几种之间用顿号'],
    ['张三,专家教授,县委党校,,红色家风,党性教育,,3,', '应填分钟数，如 180'],
  ])('is refused with what is wrong: %s', (line, message) => {
    expect(read(line)).toMatchObject({ lecturers: [], problems: [{ message }] });
  });
});

describe('the repairs of a timetable', () => {
  const sessions = [
    lesson({ title: '公文写作', lecturer: '', parts: [{ type: 'professional', minutes: 180 }] }),
    lesson({
      ...{
        sessionId: 's2',
        title: '导论',
        lecturer: '',
        dateOn: '2026-03-17',
        parts: [{ type: 'partyTheory', minutes: 180 }],
      },
      ...{ startsAt: beijingTime('2026-03-17', '08:30'), endsAt: beijingTime('2026-03-17', '11:30') },
    }),
  ];
  const verdict = checkCurriculum(
    { classKind: 'mainClass', opensOn: '2026-03-16', closesOn: '2026-03-17', sessions },
    pack.curriculum,
  );
  const repairs = (pool: readonly Lecturer[], isFree = () => true) =>
    repairsFromPool(verdict.repairs, sessions, pool, rules, isFree);

  it('name real courses that may be scheduled and whose lecturers are free', () => {
    const shown = repairs([lecturer()]);
    expect(shown).toEqual(['可用“红色家风”（张三，县委党校）替换3月16日 周一 08:30“公文写作”（3小时）。']);
    expect(repairs([lecturer()], () => false)).toEqual([]);
    expect(repairs([lecturer({ state: 'paused' })])).toEqual([]);
    expect(repairs([lecturer({ courses: [course({ reviewedOn: '2024-01-01' })] })])).toEqual([]);
    expect(repairs([lecturer({ courses: [course({ minutes: 240 })] })])).toEqual([]);
  });
});
