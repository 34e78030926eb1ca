import { describe, expect, it } from 'vitest';
import { defaultRulePack } from '../../../src/training/rule-pack.ts';
import { classChart, ownBoardsChart } from '../../../src/training/scoring/score-pictures.ts';
import { type Score, scoreOf } from '../../../src/training/scoring/scoring.ts';

const { scoring } = defaultRulePack();
const empty = scoreOf([], scoring);

/** A score without anything left to mark, of so many hundredths. */
function scored(totalHundredths: number): Score {
  const indicators = empty.indicators.map((each) => ({ ...each, unrated: [] }));
  const boards = empty.boards.map((board) => ({ ...board, pointsHundredths: totalHundredths / 4 }));
  return { ...empty, indicators, boards, totalHundredths };
}
const class5 = [6100, 7100, 8100, 9100, 9600].map(scored);

const zhang = { className: '一班', trainee: '张䶮' };

describe('the picture of one’s own boards', () => {
  it('shows each board with its points and its maximum', () => {
    const { parts } = ownBoardsChart(zhang, scored(4000), class5, 5);
    expect(parts.flatMap(({ bars }) => bars.map(({ label, text }) => `${label} ${text}`))).toEqual([
      '学风学纪 10/35分',
      '班级管理 10/15分',
      '课堂表现 10/25分',
      '能力拓展 10/25分',
    ]);
  });

  it('shows where the class lies from five people up, and says how many they are', () => {
    const shown = ownBoardsChart(zhang, scored(4000), class5, 5);
    expect(shown.parts[0]?.bars.every(({ middleHalf }) => middleHalf !== undefined)).toBe(true);
    expect(shown.notes).toEqual(['橙线：全班 5 人中居中一半学员的得分，竖线为中位。']);
    const few = ownBoardsChart(zhang, scored(4000), class5.slice(1), 5);
    expect(few.parts[0]?.bars.some(({ middleHalf }) => middleHalf !== undefined)).toBe(false);
    expect(few.notes).toEqual([]);
  });

  it('shows nothing of the class on a board that is not marked for all of it', () => {
    const { parts } = ownBoardsChart(zhang, empty, [...class5, empty], 5);
    const [discipline, , , growth] = parts[0]?.bars ?? [];
    expect(discipline?.middleHalf).toBeDefined();
    expect(growth?.middleHalf).toBeUndefined();
    expect(growth?.text).toMatch(/，待评$/);
  });
});

describe('the picture of a class', () => {
  it('counts people by steps of five points, from the highest that anybody reached to the lowest', () => {
    const { parts, lines } = classChart({ name: '一班', isGraded: false }, class5, 5);
    expect(lines).toEqual(['共 5 人，等次未评定，仅供工作使用']);
    const counted = parts[0]?.bars.map(({ label, text }) => `${label} ${text}`);
    expect(counted?.[0]).toBe('95至100分 1 人');
    expect(counted?.at(-1)).toBe('60至65分 1 人');
    expect(counted).toHaveLength(8);
    expect(parts).toHaveLength(2);
  });

  it('counts everybody once, also below and above the steps', () => {
    const { parts } = classChart({ name: '一班', isGraded: false }, [scored(0), scored(10_000), scored(12_000)], 5);
    const people = parts[0]?.bars.map(({ text }) => Number.parseInt(text, 10)) ?? [];
    expect(people.reduce((sum, each) => sum + each, 0)).toBe(3);
    expect(parts).toHaveLength(1);
  });
});
