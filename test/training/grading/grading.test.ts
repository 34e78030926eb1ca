import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Grade, gradeByPoints, gradeLabel, readGrade } from '../../../src/training/grading/grade.ts';
import { explainGrade, sidesOf } from '../../../src/training/grading/grade-explanation.ts';
import { type Assessment, gradeClass, type TieDecision, type Trainee } from '../../../src/training/grading/grading.ts';
import { objectionUntilOn, postingUntilOn } from '../../../src/training/grading/result-deadlines.ts';
import { scoreOf } from '../../../src/training/scoring/scoring.ts';
import { backwards, event, pack, ratings, scheme, score } from '../builders.ts';

function trainee(cadreId: string, regularHundredths: number, more: Partial<Trainee> = {}): Trainee {
  return { cadreId, name: `学员${cadreId}`, score: score(regularHundredths), vetoes: [], ...more };
}

const grade = (trainees: Trainee[], decision?: TieDecision) => gradeClass(trainees, decision, pack);
const one = (trainees: Trainee[], cadreId: string, decision?: TieDecision): Assessment => {
  const found = grade(trainees, decision).assessments.find((each) => each.cadreId === cadreId);
  if (found === undefined) throw new Error(`no assessment of ${cadreId}`);
  return found;
};

/** People with different scores from 95 points down, a hundredth of a point apart. */
function classOf(count: number): Trainee[] {
  return Array.from({ length: count }, (_, index) => trainee(`c${String(index).padStart(2, '0')}`, 9500 - index));
}

describe('the grade by points', () => {
  it.each<[number, number, Grade]>([
    [9000, 9000, 'excellent'],
    [8999, 8999, 'good'],
    [8000, 8000, 'good'],
    [7999, 7999, 'pass'],
    [6000, 6000, 'pass'],
    [5999, 5999, 'fail'],
    [9000, 8500, 'excellent'],
    [12000, 8499, 'good'],
    [9500, 6000, 'good'],
    [9500, 5999, 'fail'],
    [6500, 5999, 'fail'],
    [0, 0, 'fail'],
  ])('total %i with regular %i hundredths is %s', (total, regular, expected) => {
    expect(gradeByPoints(total, regular, pack.grading).grade).toBe(expected);
  });

  it('explains a higher grade missed for want of regular points', () => {
    expect(gradeByPoints(9200, 8400, pack.grading).reason).toBe(
      '总分92分（常规项84分），按标准为良好；总分已达优秀线，但常规项未达85分。',
    );
    expect(gradeByPoints(8400, 8400, pack.grading).reason).toBe('总分84分（常规项84分），按标准为良好。');
  });

  it('never falls when points rise', () => {
    const order: Grade[] = ['fail', 'pass', 'good', 'excellent'];
    const points = fc.nat(12_000);
    fc.assert(
      fc.property(points, points, fc.nat(500), (total, regular, more) => {
        const lower = order.indexOf(gradeByPoints(total, regular, pack.grading).grade);
        expect(order.indexOf(gradeByPoints(total + more, regular + more, pack.grading).grade)).toBeGreaterThanOrEqual(
          lower,
        );
      }),
    );
  });

  it('is read back from its Chinese name', () => {
    expect((['excellent', 'good', 'pass', 'fail'] as const).map((each) => readGrade(gradeLabel(each)))).toEqual([
      'excellent',
      'good',
      'pass',
      'fail',
    ]);
    expect(readGrade('很好')).toBeUndefined();
  });
});

describe('what beats points', () => {
  it('a veto from a score event leaves 不合格, without a rank', () => {
    const copied = scoreOf(
      [...ratings(3300), event({ item: 'researchOutput', step: 'copied', deltaHundredths: 0 })],
      scheme,
    );
    const result = one([{ ...trainee('a', 9500), score: copied }, trainee('b', 7000)], 'a');
    expect(result).toMatchObject({
      outcome: 'notCompleted',
      computedGrade: 'fail',
      finalGrade: 'fail',
      excellentTrainee: 'no',
    });
    expect(result.rank).toBeUndefined();
    expect(result.reasons).toContain('存在一票否决情形：成果抄袭（课堂记录），等次定为不合格。');
  });

  it('a veto found elsewhere does the same, and its seat does not count for the quota', () => {
    const people = [...classOf(7), trainee('v', 9800, { vetoes: [{ veto: 'signInFraud', reason: '代他人签到' }] })];
    const result = grade(people);
    expect([result.completedCount, result.rankedCount, result.excellentQuota]).toEqual([7, 7, 1]);
    expect(one(people, 'v').reasons).toContain('存在一票否决情形：签到弄虚作假（代他人签到），等次定为不合格。');
    expect(one(people, 'c00')).toMatchObject({ rank: 1, excellentTrainee: 'candidate' });
  });

  it('withdrawal is an outcome of its own, without grade and rank, also with unmarked papers', () => {
    const gone: Trainee = {
      ...trainee('w', 9500),
      score: scoreOf([], scheme),
      withdrawnBecause: '请假超过总学时的1/7',
    };
    const result = one([gone, trainee('b', 7000)], 'w');
    expect(result.outcome).toBe('withdrawn');
    expect([result.computedGrade, result.finalGrade, result.rank]).toEqual([undefined, undefined, undefined]);
    expect(result.reasons).toEqual(['按退学处理：请假超过总学时的1/7。']);
  });

  it('an empty rating of anyone stops the whole class', () => {
    const unmarked: Trainee = { ...trainee('a', 9500), score: scoreOf([], scheme) };
    expect(() => grade([trainee('b', 7000), unmarked])).toThrow(
      expect.objectContaining({ code: 'grade.unrated', facts: { count: 1, name: '学员a' } }),
    );
  });

  it('a veto the scheme does not know is refused', () => {
    expect(() => grade([trainee('a', 9000, { vetoes: [{ veto: 'yawning', reason: '打哈欠' }] })])).toThrow(
      expect.objectContaining({ code: 'grade.unknown-veto' }),
    );
  });
});

describe('the change of one step', () => {
  const changed = (to: Grade, more: Partial<Trainee> = {}, reason = '在抗洪抢险中表现突出') =>
    one([trainee('a', 8400, { change: { to, reason, decidedBy: 'team' }, ...more })], 'a');

  it('stands beside the computed grade with its reason', () => {
    const result = changed('excellent');
    expect([result.computedGrade, result.finalGrade]).toEqual(['good', 'excellent']);
    expect(result.reasons).toContain('考评工作小组调整为优秀，理由：在抗洪抢险中表现突出。');
    expect(changed('pass').finalGrade).toBe('pass');
  });

  it('may not be two steps, none, or without a reason', () => {
    expect(() => changed('fail')).toThrow(expect.objectContaining({ code: 'grade.change-too-far' }));
    expect(() => changed('good')).toThrow(expect.objectContaining({ code: 'grade.change-too-far' }));
    expect(() => changed('excellent', {}, ' ')).toThrow(
      expect.objectContaining({ code: 'grade.change-reason-missing' }),
    );
  });

  it('cannot lift anyone over a veto', () => {
    const vetoes = [{ veto: 'banquetOrGift', reason: '违规聚餐' }];
    expect(() => changed('pass', { vetoes })).toThrow(expect.objectContaining({ code: 'grade.change-vetoed' }));
  });
});

describe('the rank', () => {
  const ranksOf = (people: Trainee[], decision?: TieDecision) =>
    grade(people, decision).assessments.map((each) => [each.cadreId, each.rank]);

  it('goes by total, then by regular points, then by attendance', () => {
    const people = [
      trainee('regular', 8900, { score: score(8900, 100) }),
      trainee('bonus', 8800, { score: score(8800, 200) }),
      trainee('late', 9000, { score: score(9000, 0, 100) }),
      trainee('punctual', 9000),
      trainee('top', 9100),
    ];
    expect(ranksOf(people)).toEqual([
      ['top', 1],
      ['punctual', 2],
      ['late', 3],
      ['regular', 4],
      ['bonus', 5],
    ]);
  });

  it('goes by discipline when even attendance is equal', () => {
    const lapse = event({ item: 'disciplineConduct', step: 'distraction', deltaHundredths: -100 });
    const noisy = scoreOf(
      [...ratings(3300), lapse, event({ item: 'studyAttitude', step: 'taskOnTime', deltaHundredths: 100 })],
      scheme,
    );
    const calm = scoreOf(ratings(3300), scheme);
    expect(noisy.totalHundredths).toBe(calm.totalHundredths);
    const people = [
      { ...trainee('noisy', 6300), score: noisy },
      { ...trainee('quiet', 6300), score: calm },
    ];
    expect(ranksOf(people)).toEqual([
      ['quiet', 1],
      ['noisy', 2],
    ]);
  });

  it('is shared by those nobody can tell apart, and counts on after them', () => {
    const people = [trainee('a', 9000), trainee('b', 8500), trainee('c', 8500), trainee('d', 8000)];
    expect(ranksOf(people)).toEqual([
      ['a', 1],
      ['b', 2],
      ['c', 2],
      ['d', 4],
    ]);
    expect(one(people, 'b').tiedCount).toBe(1);
    expect(one(people, 'b').reasons).toContain('在 4 名参加排名的学员中列第 2 名，与另外 1 人并列。');
  });

  it('is settled by the evaluation team only when its order names everyone in the tie', () => {
    const people = [trainee('a', 8500), trainee('b', 8500), trainee('c', 8500)];
    expect(ranksOf(people, { cadreIds: ['c', 'a', 'b'], reason: '结业答辩表现' })).toEqual([
      ['c', 1],
      ['a', 2],
      ['b', 3],
    ]);
    expect(one(people, 'c', { cadreIds: ['c', 'a', 'b'], reason: '结业答辩表现' }).reasons).toContain(
      '名次由考评工作小组研究确定，理由：结业答辩表现。',
    );
    expect(ranksOf(people, { cadreIds: ['c', 'a'], reason: '结业答辩表现' }).map(([, rank]) => rank)).toEqual([
      1, 1, 1,
    ]);
    expect(() => grade(people, { cadreIds: ['c', 'a', 'b'], reason: '' })).toThrow(
      expect.objectContaining({ code: 'grade.tie-reason-missing' }),
    );
  });

  it('puts the barred after everyone ranked and the withdrawn last', () => {
    const people = [
      trainee('w', 9000, { withdrawnBecause: '擅自离校' }),
      trainee('v', 9000, { vetoes: [{ veto: 'copiedPaper', reason: '查重率过高' }] }),
      trainee('low', 5000),
    ];
    expect(grade(people).assessments.map((each) => each.cadreId)).toEqual(['low', 'v', 'w']);
  });
});

describe('excellent trainees', () => {
  it.each([
    [49, 7],
    [40, 6],
    [33, 4],
    [20, 3],
    [7, 1],
    [6, 0],
  ])('of %i who completed, %i are proposed', (count, quota) => {
    const result = grade(classOf(count));
    const proposed = result.assessments.filter((each) => each.excellentTrainee === 'candidate');
    expect([result.excellentQuota, proposed.length]).toEqual([quota, quota]);
    expect(proposed.every((each) => (each.rank ?? 99) <= quota)).toBe(true);
  });

  it('may be at least one where the rules say so', () => {
    const generous = { ...pack, grading: { ...pack.grading, excellentAtLeastOne: true } };
    expect(gradeClass(classOf(6), undefined, generous).excellentQuota).toBe(1);
    expect(gradeClass([], undefined, generous).excellentQuota).toBe(0);
  });

  it('need the grade 优秀 too', () => {
    const people = Array.from({ length: 20 }, (_, index) =>
      trainee(`c${index + 10}`, index === 0 ? 9200 : 8900 - index),
    );
    const result = grade(people).assessments.filter((each) => each.excellentTrainee !== 'no');
    expect(result.map((each) => [each.cadreId, each.excellentTrainee])).toEqual([['c10', 'candidate']]);
  });

  it('do not count those who failed into the base of the quota', () => {
    const people = [...classOf(19), trainee('failed', 5000)];
    expect(grade(people)).toMatchObject({ completedCount: 19, rankedCount: 20, excellentQuota: 2 });
  });

  it('are not chosen silently when a tie crosses the line', () => {
    const people = classOf(20).map((each, index) =>
      index >= 2 && index <= 4 ? { ...each, score: score(9498) } : each,
    );
    const result = grade(people);
    expect(result.excellentQuota).toBe(3);
    expect(result.tieAtLine).toEqual(['c02', 'c03', 'c04']);
    expect(
      result.assessments.filter((each) => each.excellentTrainee === 'candidate').map((each) => each.cadreId),
    ).toEqual(['c00', 'c01']);
    expect(one(people, 'c03').reasons).toContain('优秀学员名额 3 个，并列跨线，由考评工作小组研究确定。');
    const decided = grade(people, { cadreIds: ['c04', 'c02', 'c03'], reason: '调研报告质量' });
    expect(decided.tieAtLine).toEqual([]);
    expect(
      decided.assessments.filter((each) => each.excellentTrainee === 'candidate').map((each) => each.cadreId),
    ).toEqual(['c00', 'c01', 'c04']);
  });

  it('are all proposed when a tie ends exactly at the line', () => {
    const people = classOf(20).map((each, index) =>
      index === 1 || index === 2 ? { ...each, score: score(9499) } : each,
    );
    const result = grade(people);
    expect(result.tieAtLine).toEqual([]);
    expect(result.assessments.slice(0, 3).map((each) => each.excellentTrainee)).toEqual([
      'candidate',
      'candidate',
      'candidate',
    ]);
  });
});

describe('any class', () => {
  const pool = [4000, 5900, 6100, 7900, 8100, 8900, 9100, 9100, 9500].map((points) => score(points));
  const anyTrainee = fc.record({
    of: fc.nat(pool.length - 1),
    vetoed: fc.boolean(),
    withdrawn: fc.boolean(),
  });
  const anyClass = fc.array(anyTrainee, { maxLength: 40 }).map((all) =>
    all.map(
      ({ of, vetoed, withdrawn }, index): Trainee => ({
        cadreId: `c${index}`,
        name: `学员${index}`,
        score: pool[of] ?? score(9000),
        vetoes: vetoed && index % 3 === 0 ? [{ veto: 'banquetOrGift', reason: '违规聚餐' }] : [],
        ...(withdrawn && index % 4 === 0 ? { withdrawnBecause: '擅自离校' } : {}),
      }),
    ),
  );

  it('is graded the same in any order, everyone once and each with reasons', () => {
    fc.assert(
      fc.property(anyClass, (people) => {
        const result = grade(people);
        expect(grade(backwards(people))).toEqual(result);
        expect(result.assessments.map((each) => each.cadreId).sort()).toEqual(
          people.map((each) => each.cadreId).sort(),
        );
        expect(result.assessments.every((each) => each.reasons.length > 0)).toBe(true);
      }),
    );
  });

  it('never proposes more than the quota, nor anyone without 优秀, nor over someone better who has it', () => {
    fc.assert(
      fc.property(anyClass, (people) => {
        const { assessments, excellentQuota } = grade(people);
        const proposed = assessments.filter((each) => each.excellentTrainee === 'candidate');
        expect(proposed.length).toBeLessThanOrEqual(excellentQuota);
        expect(proposed.every((each) => each.finalGrade === 'excellent')).toBe(true);
        const worst = Math.max(0, ...proposed.map((each) => each.rank ?? 0));
        const skipped = assessments.filter(
          (each) => each.excellentTrainee === 'no' && each.finalGrade === 'excellent' && (each.rank ?? 99) < worst,
        );
        expect(skipped).toEqual([]);
      }),
    );
  });
});

describe('the explanation', () => {
  const events = [
    ...ratings(3200),
    event({ item: 'attendanceRecord', step: 'late', deltaHundredths: -100, reason: '08:35签到，迟到5分钟。' }),
    event({
      item: 'praise',
      step: 'praise',
      deltaHundredths: 200,
      achievementId: 'a',
      confirmedBy: 'team',
      reason: '县通报表扬',
    }),
  ];
  const result = scoreOf(events, scheme);

  it('leads from every event to the grade', () => {
    const people = [{ ...trainee('a', 7000), score: result }];
    const lines = explainGrade(one(people, 'a'), result);
    expect(lines).toContain('学风学纪：29分（满分35分）');
    expect(lines).toContain('　出勤情况：起评20分，得19/20分');
    expect(lines).toContain('　　迟到扣1分：08:35签到，迟到5分钟。');
    expect(lines).toContain('　　受到书面点名表扬加2分：县通报表扬');
    expect(lines).toContain('常规项61分，加分项2分，总分63分。');
    expect(lines.at(-1)).toContain('列第 1 名');
  });

  it('says what is still unmarked', () => {
    const lines = explainGrade(one([trainee('a', 7000)], 'a'), scoreOf([], scheme));
    expect(lines).toContain('　调研与结业成果：得0/15分，待评：成果评阅');
  });

  it('names strong and weak boards for the unit head, without any single event', () => {
    expect(sidesOf(result, pack.grading)).toEqual({
      strong: ['能力拓展（24/25分）'],
      weak: ['班级管理（8/15分）', '课堂表现（0/25分）'],
    });
  });
});

describe('days that follow from a result', () => {
  it('leave two working days to object and three of posting', () => {
    expect(objectionUntilOn('2026-03-06', pack.grading)).toBe('2026-03-10');
    expect(postingUntilOn('2026-03-06', pack.grading)).toBe('2026-03-11');
  });
});
