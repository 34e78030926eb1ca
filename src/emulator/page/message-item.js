/** One message in a conversation, in the vendor's look. */
import { Component } from 'preact';
import { timeLine } from './beijing-time.js';
import { Card } from './card.js';
import { html } from './html.js';
import { Markdown } from './markdown-view.js';
import { File, News, Picture } from './media.js';
import { markMentions } from './mentions.js';

/** @typedef {import('../view.ts').ItemView} ItemView */
/** @typedef {import('../view.ts').PersonView} PersonView */

/**
 * @typedef {object} MessageItemProps
 * @property {ItemView} item
 * @property {number | undefined} beforeMs when the message above it came
 * @property {PersonView} person
 * @property {(text: string) => void} onSay
 * @property {(item: string, button: string, choices: string[]) => Promise<void>} onPress
 */

/** Drawn again only when the message itself changed: a conversation may be 500 long. */
export class MessageItem extends Component {
  /**
   * @override
   * @param {MessageItemProps} next
   */
  shouldComponentUpdate(next) {
    return next.item !== this.props.item || next.beforeMs !== this.props.beforeMs;
  }

  /**
   * @override
   * @param {MessageItemProps} props
   */
  render({ item, beforeMs, person, onSay, onPress }) {
    const time = timeLine(item.atMs, beforeMs);
    const sender = item.from === 'bot' ? '学册' : (item.speaker ?? person.name);
    return html`
      <li class=${`message from-${item.from}`}>
        ${time !== undefined && html`<p class="time">${time}</p>`}
        <div class="message-row">
          <span class="avatar" aria-hidden="true">${item.from === 'bot' ? '册' : sender.slice(-2)}</span>
          <div class="message-body">
            <span class=${item.from === 'member' ? 'speaker' : 'only-heard'}>${sender}<span class="only-heard">：</span></span>
            ${drawBody(item, person, onSay, onPress)}
            ${item.confidential && html`<p class="confidential">保密消息，仅供${person.name}本人查看，不可转发</p>`}
            ${item.trouble !== undefined && html`<p class="trouble" role="note">${item.trouble}</p>`}
          </div>
        </div>
      </li>
    `;
  }
}

/**
 * @param {ItemView} item
 * @param {PersonView} person
 * @param {MessageItemProps['onSay']} onSay
 * @param {MessageItemProps['onPress']} onPress
 */
function drawBody({ item, body }, person, onSay, onPress) {
  switch (body.kind) {
    case 'text':
      return html`<p class="bubble">${markMentions(body.text, body.highlights)}</p>`;
    case 'markdown':
      return html`
        <div class="bubble">
          <${Markdown} vendor=${person.vendor} markdown=${body.markdown} onSay=${onSay} highlights=${body.highlights} />
        </div>
      `;
    case 'picture':
      return html`<${Picture} name=${body.name} url=${body.url} />`;
    case 'file':
      return html`<${File} name=${body.name} bytes=${body.bytes} url=${body.url} />`;
    case 'news':
      return html`<${News} articles=${body.articles} />`;
    case 'card':
      return html`
        <${Card}
          vendor=${person.vendor}
          card=${body}
          onPress=${(/** @type {string} */ button, /** @type {string[]} */ choices) => onPress(item, button, choices)}
        />
      `;
  }
}

/**
 * What a message says in one line, for the live region.
 * @param {ItemView} item
 */
export function spokenText({ body }) {
  if (body.kind === 'text') return body.text;
  if (body.kind === 'markdown') return body.title;
  if (body.kind === 'picture') return `图片 ${body.name}`;
  if (body.kind === 'file') return `文件 ${body.name}`;
  if (body.kind === 'news') return body.articles.map(({ title }) => title).join('。');
  return [body.title, body.replaced ?? body.desc].filter((part) => part !== '').join('。');
}
