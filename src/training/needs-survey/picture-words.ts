import { formatShare } from '../class/shares.ts';
import type { QuestionTally } from './survey-tally.ts';
import type { SurveyRow } from './surveys.ts';

export const resultPictureWords = {
  fileName: ({ _id }: SurveyRow) => `${_id}调查结果.png`,
  answered: ({ done, all }: { done: number; all: number }) =>
    `应填 ${all} 人，已填 ${done} 人（${formatShare(done, all)}）`,
  question: ({ title, answered }: QuestionTally) => `${title}（${answered} 人填写）`,
  option: (people: number, answered: number) => `${people} 人（${formatShare(people, answered)}）`,
  left: (titles: readonly string[]) => `图中未列：${titles.join('、')}。各题结果以文字为准。`,
  nothing: (survey: SurveyRow) => `“${survey.name}”没有可以画图的题目，结果以文字为准。`,
  notDrawn: (survey: SurveyRow) => `图片暂时无法生成。查看结果，请回复“/调查结果 ${survey._id}”。`,
} as const;
