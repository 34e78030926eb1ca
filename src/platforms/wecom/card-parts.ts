import { clean } from './literal.ts';
import { shortened } from './split-text.ts';

/** Lengths of D90236, in characters, counted in UTF-16 units so that they hold however WeCom counts. */
export const LIMITS = {
  title: 36,
  voteTitle: 16,
  body: 160,
  fields: 6,
  fieldLabel: 5,
  fieldValue: 30,
  button: 10,
  option: 17,
};
export const MAX_KEY_BYTES = 1024;
export const MAX_OPTION_ID_BYTES = 128;

const SEE_ABOVE = '全文见上一条消息。';

/** The body, or its beginning and a line that sends the reader to the message before. */
export function fitted(body: string): { text: string; isWhole: boolean } {
  if (body.length <= LIMITS.body) return { text: body, isWhole: true };
  return { text: `${shortened(body, LIMITS.body - SEE_ABOVE.length - 1)}\n${SEE_ABOVE}`, isWhole: false };
}

/** Paragraphs that are not empty, each in a line of its own. */
export function lines(...parts: string[]): string {
  return parts
    .map(clean)
    .filter((part) => part !== '')
    .join('\n');
}

/** Distinct, within their length, and such that they come back as they went. */
export function areKeys(keys: readonly string[], maxBytes: number): boolean {
  const fit = keys.every((key) => key !== '' && key === clean(key) && Buffer.byteLength(key, 'utf8') <= maxBytes);
  return fit && new Set(keys).size === keys.length;
}

/** Whether nothing of it can be seen. */
export function isBlank(text: string): boolean {
  return clean(text).trim() === '';
}
