import { cardOf } from '../chat/card.ts';
import type { Card } from '../chat/message.ts';
import { carryOutForAll, dropForAll } from './presses.ts';

/** Somebody it cannot be done to, and why. */
export interface NotPossible {
  name: string;
  sentence: string;
}

/** Sentences about acts for several people of a class. */
export const severalWords = {
  /** @param what - what is entered for each, e.g. `3月16日 周一 上午更正为按时出勤` */
  preview: (
    id: string,
    classId: string,
    what: string,
    names: readonly string[],
    left: readonly NotPossible[],
    all: number,
  ): Card =>
    cardOf({
      id: `several:${id}`,
      title: '请核对',
      lines: [what, `共 ${names.length} 人：${names.join('、')}`, ...leftOut(left)],
      buttons: [
        {
          label: '确认办理',
          style: 'primary',
          press: carryOutForAll.with({ update: id, classId, people: all }),
        },
        { label: '取消', press: dropForAll.with({ update: id }) },
      ],
    }),
  none: (what: string, left: readonly NotPossible[]) => [what, ...leftOut(left)].join('\n'),
  /** @param instead - what corrects it later, where no button takes it back */
  done: (people: number, instead?: string) =>
    `已办理 ${people} 人${instead === undefined ? '' : `，更正请用${instead}`}`,
  doneReply: (what: string, names: readonly string[], left: readonly NotPossible[], instead?: string) =>
    [
      `已办理 ${names.length} 人：${names.join('、')}。`,
      what,
      ...leftOut(left),
      ...(instead === undefined ? [] : [`更正请用${instead}。`]),
    ].join('\n'),
  dropped: '已取消，未作任何处理',
} as const;

function leftOut(left: readonly NotPossible[]): string[] {
  if (left.length === 0) return [];
  return [
    `下列 ${left.length} 人未办理：`,
    ...left.map(({ name, sentence }) => `· ${sentence.startsWith(name) ? sentence : `${name}：${sentence}`}`),
  ];
}
