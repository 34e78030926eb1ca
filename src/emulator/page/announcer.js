/** Says aloud what changes on the screen, for screen readers. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { html } from './html.js';
import { spokenText } from './message-item.js';

/** @typedef {import('../view.ts').ItemView} ItemView */

/**
 * Reads new and revised answers of the bot out to screen readers; what was there when the conversation was opened stays unsaid.
 * @param {{ items: ItemView[] }} props
 */
export function Announcer({ items }) {
  const heard = useRef(/** @type {Set<ItemView> | undefined} */ (undefined));
  const [words, setWords] = useState('');
  useEffect(() => {
    if (items.length === 0) return;
    const news = items.filter((item) => item.from === 'bot' && heard.current !== undefined && !heard.current.has(item));
    heard.current = new Set(items);
    if (news.length > 0) setWords(news.map((item) => `学册：${spokenText(item)}`).join('\n'));
  }, [items]);
  return html`<div class="only-heard" aria-live="polite">${words}</div>`;
}
