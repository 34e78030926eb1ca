import { cardOf } from '../../chat/card.ts';
import type { Button, Card, Press } from '../../chat/message.ts';

export const pictureCardId = (about: string) => `pool-picture:${about}`;

/** Sentences about the pictures of lecturers and field sites. */
export const pictureWords = {
  /** @param presses - what can be done with a picture sent before, and with the one that is shown */
  wanted: (about: string, name: string, megabytes: number, presses: { useEarlier?: Press; remove?: Press }): Card => {
    const { useEarlier, remove } = presses;
    const buttons: Button[] = [
      ...(useEarlier === undefined ? [] : [{ label: '用刚发的图片', press: useEarlier }]),
      ...(remove === undefined ? [] : [{ label: '移除现有图片', press: remove }]),
    ];
    return cardOf({
      id: pictureCardId(about),
      title: `${name}的图片`,
      lines: [
        `请直接发送一张图片（JPG或PNG，不超过 ${megabytes} MB）。`,
        remove === undefined ? '查看时随资料一并显示。' : '现有图片将被替换。',
      ],
      buttons,
    });
  },
  taken: (name: string) => `已保存${name}的图片`,
  kept: (name: string, isReplaced: boolean) => `${isReplaced ? '已替换' : '已保存'}${name}的图片。`,
  removed: (name: string) => `已移除${name}的图片。`,
  none: (name: string) => `${name}没有图片，无需移除。`,
  takenBack: '已撤销',
} as const;
