import type { SentFile } from '../chat/update.ts';

/** Sentences about pictures and files that people send. */
export const fileWords = {
  comes: (rows: number, seconds: number) =>
    `正在生成表格（共 ${rows} 行），约需 ${seconds} 秒，完成后自动发送，请勿重复操作。`,
  /**
   * @param firstRow - the beginning of a spreadsheet that nobody knows
   * @param later - what can still be done with it; where there is nothing, it was not kept
   */
  notTaken: (
    what: SentFile['what'],
    firstRow: string | undefined,
    later: readonly string[],
    offers: readonly string[],
  ) =>
    [
      firstRow === undefined
        ? `您发来的${what === 'picture' ? '图片' : '文件'}已收到，目前没有需要它的事项${later.length > 0 ? '' : '，未保存'}。`
        : `未能识别这份表格${firstRow === '' ? '' : `（首行为：${firstRow}）`}，未作任何改动。`,
      ...later,
      ...(offers.length === 0 ? [] : ['您现在可以发送：', ...offers.map((each) => `· ${each}`)]),
    ].join('\n'),
} as const;
