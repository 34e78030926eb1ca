import { html } from './html.js';

/**
 * The text with its mentions marked.
 * @param {string} text
 * @param {readonly string[] | undefined} highlights - what the client marks, e.g. `@张三`
 * @returns {import('preact').ComponentChildren}
 */
export function markMentions(text, highlights) {
  const marks = (highlights ?? []).filter((one) => one !== '');
  if (marks.length === 0) return text;
  const pattern = marks.map((one) => one.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|');
  return text
    .split(new RegExp(`(${pattern})`))
    .map((part) => (marks.includes(part) ? html`<span class="mention">${part}</span>` : part));
}
