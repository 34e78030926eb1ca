import { describe, expect, it } from 'vitest';
import { gradeLabel } from '../../../src/training/grading/grade.ts';
import { gradeClass, type TieDecision, type Trainee } from '../../../src/training/grading/grading.ts';
import type { GradingRules } from '../../../src/training/grading/grading-rules.ts';
import { scoreOf } from '../../../src/training/scoring/scoring.ts';
import { event, pack, ratings, scheme, score } from '../builders.ts';

// Whole classes with what must come out, worked out by hand from the county's table.

/** Regular points, `+` and the bonus, then what befell the trainee: `72.5+3 withdrawn`. */
function traineeOf(cadreId: string, line: string): Trainee {
  const [points = '', ...words] = line.split(' ');
  const [regular = 0, bonus = 0] = points.split('+').map((each) => Math.round(Number(each) * 100));
  const trainee: Trainee = { cadreId, name: cadreId, score: score(regular, bonus), vetoes: [] };
  const reason = '考核期间表现';
  if (words.includes('withdrawn')) return { ...trainee, withdrawnBecause: '擅自离校' };
  if (words.includes('barred')) return { ...trainee, vetoes: [{ veto: 'banquetOrGift', reason: '违规聚餐' }] };
  if (words[0] === 'to') return { ...trainee, change: { to: words[1] as 'good', reason, decidedBy: 'team' } };
  return trainee;
}

/** `rank grade title` of everybody, in the order of the lines; the title only where there is one. */
function resultsOf(lines: readonly string[], rules: Partial<GradingRules> = {}, decision?: TieDecision) {
  const trainees = lines.map((line, index) => traineeOf(`c${String(index).padStart(3, '0')}`, line));
  const graded = gradeClass(trainees, decision, { ...pack, grading: { ...pack.grading, ...rules } });
  const byId = new Map(graded.assessments.map((each) => [each.cadreId, each]));
  const results = trainees.map(({ cadreId }) => {
    const { rank, finalGrade, excellentTrainee } = byId.get(cadreId) ?? { rank: 0, excellentTrainee: 'missing' };
    const title = excellentTrainee === 'no' ? '' : ` ${excellentTrainee}`;
    return `${rank ?? '-'} ${finalGrade === undefined ? '退学' : gradeLabel(finalGrade)}${title}`;
  });
  return { results, quota: graded.excellentQuota, completed: graded.completedCount, tieAtLine: graded.tieAtLine };
}

const gradeOf = (line: string, rules?: Partial<GradingRules>) => resultsOf([line], rules).results[0]?.split(' ')[1];
const times = (count: number, line: string) => Array.from({ length: count }, () => line);
/** So many people from 95 points down, a tenth apart, all of them 优秀 as long as they are fewer than fifty. */
const falling = (count: number) => Array.from({ length: count }, (_, index) => String((950 - index) / 10));

describe('golden table: the grade', () => {
  // Total and regular points; the guards on regular points are what a high bonus cannot buy.
  it.each([
    ['59.9', '不合格'],
    ['59.99', '不合格'],
    ['60', '合格'],
    ['79.9', '合格'],
    ['79.99', '合格'],
    ['80', '良好'],
    ['89.9', '良好'],
    ['89.99', '良好'],
    ['90', '优秀'],
    ['100', '优秀'],
    ['59.99+50', '不合格'],
    ['60+19.5', '合格'],
    ['60+20', '良好'],
    ['60+60', '良好'],
    ['84.99+5', '良好'],
    ['84.99+50', '良好'],
    ['85+4.5', '良好'],
    ['85+5', '优秀'],
    ['100+60', '优秀'],
  ])('%s points by the rules of the county is %s', (line, grade) => {
    expect(gradeOf(line)).toBe(grade);
  });

  const bandsOf85: GradingRules['bands'] = [
    { grade: 'excellent', totalHundredths: 8500, regularHundredths: 8500 },
    { grade: 'good', totalHundredths: 7500, regularHundredths: 6000 },
    { grade: 'pass', totalHundredths: 6000, regularHundredths: 6000 },
  ];
  it.each([
    ['59.9', '不合格'],
    ['60', '合格'],
    ['74.9', '合格'],
    ['75', '良好'],
    ['84.9', '良好'],
    ['85', '优秀'],
    ['84.9+10', '良好'],
    ['59.9+40', '不合格'],
  ])('%s points by rules that begin 优秀 at 85 is %s', (line, grade) => {
    expect(gradeOf(line, { bands: bandsOf85 })).toBe(grade);
  });

  it.each([
    ['100 barred', '不合格'],
    ['100+60 barred', '不合格'],
    ['20 barred', '不合格'],
    ['100 withdrawn', '退学'],
    ['79 to good', '良好'],
    ['95 to good', '良好'],
    ['59 to pass', '合格'],
    ['60 to fail', '不合格'],
  ])('%s is %s', (line, grade) => {
    expect(gradeOf(line)).toBe(grade);
  });
});

describe('golden table: places for 优秀学员', () => {
  it.each([
    [0, 0],
    [1, 0],
    [6, 0],
    [7, 1],
    [13, 1],
    [14, 2],
    [19, 2],
    [20, 3],
    [26, 3],
    [27, 4],
    [33, 4],
    [40, 6],
    [49, 7],
    [50, 7],
    [99, 14],
    [100, 15],
  ])('of %i who completed there are %i, and the first so many have them', (count, quota) => {
    const found = resultsOf(falling(count));
    expect([found.completed, found.quota]).toEqual([count, quota]);
    expect(found.results).toEqual(
      falling(count).map((points, index) => {
        const grade = Number(points) >= 90 ? '优秀' : '良好';
        return `${index + 1} ${grade}${index < quota ? ' candidate' : ''}`;
      }),
    );
  });

  it('are counted of those who completed, not of those who failed, were barred or withdrawn', () => {
    const others = ['59.9', '95 barred', '95 withdrawn'];
    for (const other of others) {
      expect(resultsOf([...falling(6), other]).quota, other).toBe(0);
      expect(resultsOf([...falling(7), other]).quota, other).toBe(1);
      expect(resultsOf([...falling(13), ...times(20, other)]).quota, other).toBe(1);
    }
    expect(resultsOf([...falling(6), '59.9 to pass']).quota).toBe(1);
    expect(resultsOf([...falling(6), '60 to fail']).quota).toBe(0);
  });

  it('are none for fewer than seven, whatever their points, unless the rules say at least one', () => {
    expect(resultsOf(times(6, '100')).results).toEqual(times(6, '1 优秀'));
    const atLeastOne = { excellentAtLeastOne: true };
    expect(resultsOf(['100', '99', '98'], atLeastOne).results).toEqual(['1 优秀 candidate', '2 优秀', '3 优秀']);
    expect(resultsOf(['100', '100'], atLeastOne).results).toEqual(times(2, '1 优秀 tiedAtLine'));
    expect(resultsOf(['59', '58'], atLeastOne)).toMatchObject({ quota: 0, results: ['1 不合格', '2 不合格'] });
  });
});

describe('golden table: ties and titles', () => {
  const tail = times(17, '70').map((line, index) => String(Number(line) - index / 10));
  const restOf = (from: number) => tail.map((_, index) => `${index + from} 合格`);
  it.each<[string, string[], string[]]>([
    [
      'all places to different people',
      ['95', '94', '93'],
      ['1 优秀 candidate', '2 优秀 candidate', '3 优秀 candidate'],
    ],
    ['a tie within the line', ['95', '94', '94'], ['1 优秀 candidate', '2 优秀 candidate', '2 优秀 candidate']],
    ['a tie at the top within the line', ['95', '95', '95'], times(3, '1 优秀 candidate')],
    [
      'a total reached by bonus after one reached by regular points',
      ['90+4', '94', '92+2'],
      ['3 优秀 candidate', '1 优秀 candidate', '2 优秀 candidate'],
    ],
    ['too few regular points for 优秀', ['84+20', '94', '93'], ['1 良好', '2 优秀 candidate', '3 优秀 candidate']],
    ['nobody with 优秀', ['89', '88', '87'], ['1 良好', '2 良好', '3 良好']],
    ['one lifted to 优秀', ['89 to excellent', '88', '87'], ['1 优秀 candidate', '2 良好', '3 良好']],
    ['one lowered from it', ['95 to good', '94', '93'], ['1 良好', '2 优秀 candidate', '3 优秀 candidate']],
  ])('three places of twenty: %s', (_, lines, expected) => {
    expect(resultsOf([...lines, ...tail])).toMatchObject({
      ...{ quota: 3, tieAtLine: [] },
      results: [...expected, ...restOf(4)],
    });
  });

  it.each<[string, string[], string[]]>([
    [
      'two for the last place',
      ['95', '94', '93', '93'],
      ['1 优秀 candidate', '2 优秀 candidate', ...times(2, '3 优秀 tiedAtLine')],
    ],
    ['three for two places', ['95', '94', '94', '94'], ['1 优秀 candidate', ...times(3, '2 优秀 tiedAtLine')]],
    ['four for three places', times(4, '95'), times(4, '1 优秀 tiedAtLine')],
    ['four without 优秀', times(4, '89'), times(4, '1 良好')],
    [
      'four, of whom two were lifted: three places are enough for them',
      ['89 to excellent', '89', '89 to excellent', '89'],
      ['1 优秀 candidate', '1 良好', '1 优秀 candidate', '1 良好'],
    ],
    [
      'two for the last place, of whom one was lowered',
      ['95', '94', '93', '93 to good'],
      ['1 优秀 candidate', '2 优秀 candidate', '3 优秀 candidate', '3 良好'],
    ],
    [
      'four for two places, of whom one was lowered',
      ['95', '94', '94', '94 to good', '94'],
      ['1 优秀 candidate', ...times(2, '2 优秀 tiedAtLine'), '2 良好', '2 优秀 tiedAtLine'],
    ],
  ])('three places of twenty-one, a tie across the line: %s', (_, lines, expected) => {
    const found = resultsOf([...lines, ...tail]);
    expect(found.results).toEqual([...expected, ...restOf(lines.length + 1)]);
    expect(found.tieAtLine).toHaveLength(expected.filter((each) => each.includes('tiedAtLine')).length);
  });

  it('everybody tied: nobody is proposed, the whole class is shown as tied', () => {
    for (const count of [7, 20, 50])
      expect(resultsOf(times(count, '95')).results).toEqual(times(count, '1 优秀 tiedAtLine'));
    expect(resultsOf(times(20, '85'))).toMatchObject({ tieAtLine: [], results: times(20, '1 良好') });
  });

  it('an order of everybody in the tie settles it, one of some of them does not', () => {
    const lines = ['95', '94', '93', '93', ...tail.slice(0, 16)];
    const by = (cadreIds: string[]) => resultsOf(lines, {}, { cadreIds, reason: '结业答辩表现' });
    expect(by(['c003', 'c002']).results.slice(2, 4)).toEqual(['4 优秀', '3 优秀 candidate']);
    expect(by(['c002', 'c003']).results.slice(2, 4)).toEqual(['3 优秀 candidate', '4 优秀']);
    expect(by(['c003']).results.slice(2, 4)).toEqual(times(2, '3 优秀 tiedAtLine'));
    expect(by(['c001', 'c003']).results.slice(2, 4)).toEqual(times(2, '3 优秀 tiedAtLine'));
  });

  it('an order of those whose grade is 优秀 settles it; whoever is equal to them with another grade shares the rank after them', () => {
    const lines = ['95', '94', '94', '94 to good', '94', '94 to good', ...tail.slice(0, 15)];
    const by = (cadreIds: string[]) => resultsOf(lines, {}, { cadreIds, reason: '结业答辩表现' });
    expect(by(['c004', 'c001', 'c002'])).toMatchObject({ quota: 3, tieAtLine: [] });
    const settled = ['3 优秀 candidate', '4 优秀', '5 良好', '2 优秀 candidate', '5 良好'];
    expect(by(['c004', 'c001', 'c002']).results.slice(1, 6)).toEqual(settled);
    expect(by(['c004', 'c001', 'c003']).tieAtLine).toEqual(['c001', 'c002', 'c004']);
  });

  it('the barred and the withdrawn take no place and no rank from anybody', () => {
    const found = resultsOf(['100 barred', '99 withdrawn', ...falling(7)]);
    expect(found.results.slice(0, 4)).toEqual(['- 不合格', '- 退学', '1 优秀 candidate', '2 优秀']);
  });

  it('who fails keeps a rank, and stands behind all who completed', () => {
    expect(resultsOf(['59.9', '60', '59.9', '61']).results).toEqual(['3 不合格', '2 合格', '3 不合格', '1 合格']);
  });

  it('a class with somebody not fully scored has no result at all, except where they were withdrawn', () => {
    const unmarked = scoreOf(ratings(3300).slice(1), scheme);
    const lines = falling(7).map((line, index) => traineeOf(`c${index}`, line));
    const grade = (trainee: Partial<Trainee>) =>
      gradeClass([...lines, { cadreId: 'z', name: '未评', score: unmarked, vetoes: [], ...trainee }], undefined, pack);
    expect(() => grade({})).toThrow(
      expect.objectContaining({ code: 'grade.unrated', facts: { count: 1, name: '未评' } }),
    );
    expect(() => grade({ vetoes: [{ veto: 'signInFraud', reason: '代签' }] })).toThrow(
      expect.objectContaining({ code: 'grade.unrated' }),
    );
    expect(grade({ withdrawnBecause: '擅自离校' }).assessments.at(-1)).toMatchObject({
      cadreId: 'z',
      outcome: 'withdrawn',
    });
  });

  it('attendance, then discipline, tell apart who is equal in points, and nothing else does', () => {
    const full = ratings(3300);
    const of = (...more: Parameters<typeof event>[0][]) => scoreOf([...full, ...more.map(event)], scheme);
    const task = { item: 'studyAttitude', step: 'taskOnTime', deltaHundredths: 100 };
    const late = { item: 'attendanceRecord', step: 'late', deltaHundredths: -100 };
    const phone = { item: 'disciplineConduct', step: 'distraction', deltaHundredths: -100 };
    const activity = { item: 'groupActivity', step: 'activity', deltaHundredths: 100 };
    const scores = [of(task, late), of(task, phone), of(activity, phone), of()];
    const trainees = scores.map(
      (each, index): Trainee => ({ cadreId: `c${index}`, name: '甲', score: each, vetoes: [] }),
    );
    const ranks = gradeClass(trainees, undefined, pack).assessments.map(({ cadreId, rank }) => `${cadreId} ${rank}`);
    expect(ranks).toEqual(['c3 1', 'c1 2', 'c2 2', 'c0 4']);
  });
});
