import type { SentFile } from '../chat/update.ts';

/** Sentences about pictures and files that people send. */
export const fileWords = {
  /** @param firstRow - the beginning of a spreadsheet that nobody knows */
  notTaken: (what: SentFile['what'], firstRow: string | undefined, offers: readonly string[]) =>
    [
      firstRow === undefined
        ? `您发来的${what === 'picture' ? '图片' : '文件'}已收到，目前没有需要它的事项，未保存。`
        : `未能识别这份表格${firstRow === '' ? '' : `（首行为：${firstRow}）`}，未作任何改动。`,
      ...(offers.length === 0 ? [] : ['您现在可以发送：', ...offers.map((each) => `· ${each}`)]),
    ].join('\n'),
} as const;
