import { formatPoints } from './points.ts';
import { isFullyRated, type Score } from './scoring.ts';
import type { Spread } from './spread.ts';

export const scorePictureWords = {
  fileName: (classId: string) => `${classId}班成绩图.png`,
  classFileName: (classId: string) => `${classId}班得分分布.png`,
  own: ({ totalHundredths, regularHundredths, bonusHundredths }: Score) =>
    `总分${formatPoints(totalHundredths)}分：常规项${formatPoints(regularHundredths)}分，加分项${formatPoints(bonusHundredths)}分`,
  points: (hundredths: number, maxHundredths: number, waits: boolean) =>
    `${formatPoints(hundredths)}/${formatPoints(maxHundredths)}分${waits ? '，待评' : ''}`,
  middleHalf: (people: number) => `橙线：全班 ${people} 人中居中一半学员的得分，竖线为中位。`,

  people: (scores: readonly Score[], isGraded: boolean) => {
    const waiting = scores.filter((score) => !isFullyRated(score)).length;
    return `共 ${scores.length} 人${waiting === 0 ? '' : `，其中 ${waiting} 人有待评项`}${isGraded ? '' : '，等次未评定'}，仅供工作使用`;
  },
  byTotal: '总分',
  byBoard: '四个板块',
  count: (people: number) => `${people} 人`,
  step: (low: number, above: number, lowest: number) =>
    low < lowest ? `不足${lowest}分` : above === Number.POSITIVE_INFINITY ? `${low}分以上` : `${low}至${above}分`,
  middle: ({ middle }: Spread, maxHundredths: number) =>
    `中位${formatPoints(Math.round(middle * maxHundredths))}/${formatPoints(maxHundredths)}分`,
  middleHalfOfClass: '橙线：居中一半学员的得分，竖线为中位。',

  nobody: (className: string) => `“${className}”还没有学员，没有得分。`,
  /** Where a picture was asked for and there is none. */
  notDrawn: (classId: string) => `图片暂时无法生成。查看全班得分，请回复“/成绩 ${classId}”。`,
  ownInWords: (className: string, score: Score) =>
    [
      `“${className}”我的得分：`,
      ...score.boards.map(
        ({ name, pointsHundredths, maxHundredths }) =>
          `${name} ${formatPoints(pointsHundredths)}/${formatPoints(maxHundredths)}分`,
      ),
      `${scorePictureWords.own(score)}。`,
    ].join('\n'),
} as const;
