import { comparable } from '../../chat/plain-text.ts';

/** What one achievement is known by, however it was typed: width, case, spaces and punctuation make no second one of it. */
export function achievementKey(typed: string): string {
  return comparable(typed).replace(/[\p{P}\p{S}\s]/gu, '');
}
