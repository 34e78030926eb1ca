import { isSameWord } from '../chat/plain-text.ts';

/** Said to show that one has read something. */
export const receivedWords = ['收到', '好的', '好', '知道了', '明白', '明白了', '嗯', 'ok', '行', '可以'] as const;

export const thanksWords = ['谢谢', '谢谢您', '感谢', '多谢', '辛苦了', '再见'] as const;

/** Whether the words are one courtesy and nothing else. */
export function isCourtesy(words: string): boolean {
  return [...receivedWords, ...thanksWords].some((each) => isSameWord(each, words));
}
