import type { Period } from './period.ts';
import { yearsText } from './words.ts';

export const statisticsPictureWords = {
  fileName: (period: Period) => `培训统计${yearsText(period)}.png`,
  title: (period: Period) => `干部教育培训统计（${yearsText(period)}）`,
  classes: '办班和活动',
  people: '人次',
  hours: (year: string) => `${year}年学时达标率`,
  met: (met: number, people: number) => `${met}/${people} 人`,
  promoted: '主体班学员提拔',
  ofClass: (classId: string) => `${classId}班`,
  ofTrainees: (promoted: number, trainees: number) => `${trainees} 人中 ${promoted} 人`,
  notDrawn: '图片暂时无法生成，请点“发送表格”查看。',
} as const;
