import { cardOf } from '../../chat/card.ts';
import type { Card } from '../../chat/message.ts';
import type { ClassRow } from '../class/classes.ts';
import { beginGrading } from './presses.ts';
import { offerCardId } from './ready-to-grade.ts';

/** What the evaluation team is told when the grading of a class can begin. */
export const offerWords = {
  card: ({ _id: classId, name }: Pick<ClassRow, '_id' | 'name'>, trainees: number): Card =>
    cardOf({
      id: offerCardId(classId),
      task: { name: `评定等次（${name}）`, mayWait: true, classId, untilGraded: true },
      title: '可以评定等次',
      lines: [`“${name}”已结束，${trainees} 名学员的得分已评齐。`, '请先测算，核对后提请另一位同志确认。'],
      buttons: [{ label: '开始评定', style: 'primary', press: beginGrading.with({ classId }) }],
    }),
  begun: (by: string) => `${by}已开始评定`,
} as const;
