import { cardOf } from '../chat/card.ts';
import type { Button, Card, Press } from '../chat/message.ts';

/** For how long what somebody did can be taken back by the button on its answer. */
export const undoMinutes = 10;

export const undoWords = {
  /** An answer with the button that takes the act back. @param instead - what corrects it later */
  answer: (id: string, answer: string, press: Press, instead: string, more: readonly Button[]): Card =>
    cardOf({
      id: `undo:${id}`,
      title: '已办理',
      lines: [answer, `有误的，${undoMinutes}分钟内可撤销；以后更正请用${instead}。`],
      numbers: 'none',
      buttons: [{ label: '撤销', press }, ...more],
    }),
  late: (instead: string) => `已超过${undoMinutes}分钟，不能直接撤销，未作任何改动。更正请用${instead}。`,
  lateCard: '已超过撤销时限',
} as const;
