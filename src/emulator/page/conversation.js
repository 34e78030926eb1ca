/** The conversation of one person with the bot, as that person's client shows it. */
import { Announcer } from './announcer.js';
import { Composer } from './composer.js';
import { html } from './html.js';
import { MessageItem } from './message-item.js';
import { VENDOR_LABEL } from './people.js';
import { useStickyBottom } from './sticky-bottom.js';
import { useConversation } from './use-conversation.js';

/** @typedef {import('../view.ts').PersonView} PersonView */

const HINTS = ['/帮助', '待办', '我的成绩'];
const HINTS_UNTIL_SAID = 3;

/**
 * @param {object} props
 * @param {PersonView} props.person
 * @param {import('./live.js').Live} props.live
 */
export function Conversation({ person, live }) {
  const { items, state, outgoing, reload, sendText, dropText, pressButton } = useConversation(person, live);
  const { scroller, atBottom, toBottom } = useStickyBottom([items, outgoing.length]);

  const saidCount = items.filter((item) => item.from === 'person').length;
  const hints = state === 'ready' && saidCount < HINTS_UNTIL_SAID ? HINTS : [];
  const saySticky = (/** @type {string} */ text) => {
    toBottom();
    sendText(text);
  };

  return html`
    <section class=${`conversation look-${person.vendor}`} aria-label=${`${person.name}与学册的对话`}>
      <${Header} person=${person} />
      <div class="messages-frame">
      <div class="messages" ref=${scroller} tabindex="0" role="region" aria-label="消息">
        <${Notice} state=${state} empty=${items.length === 0 && outgoing.length === 0} name=${person.name} onRetry=${reload} />
        <ol class="message-list">
          ${items.map(
            (item, index) => html`
              <${MessageItem}
                key=${item.item}
                item=${item}
                beforeMs=${items[index - 1]?.atMs}
                person=${person}
                onSay=${saySticky}
                onPress=${pressButton}
              />
            `,
          )}
          ${outgoing.map(
            (one) =>
              html`<${OutgoingText} key=${one.id} one=${one} person=${person} onRetry=${sendText} onDrop=${dropText} />`,
          )}
        </ol>
      </div>
      ${!atBottom && html`<button type="button" class="to-bottom" onClick=${toBottom}>回到最新消息 ↓</button>`}
      </div>
      <${Announcer} items=${items} />
      <${Composer} name=${person.name} hints=${hints} onSay=${saySticky} />
    </section>
  `;
}

/** @param {{ person: PersonView }} props */
function Header({ person }) {
  return html`
    <header class="chat-header">
      <a class="back" href="#/" aria-label="返回名单">‹</a>
      <div class="chat-title">
        <div class="chat-title-row">
          <h2 tabindex="-1">学册</h2>
          ${person.vendor === 'dingtalk' && html`<span class="robot-tag">机器人</span>`}
          <span class="vendor-name">${VENDOR_LABEL[person.vendor]}</span>
        </div>
        <p>您现在是 <strong>${person.name}</strong> · ${person.unit} ${person.post}</p>
      </div>
    </header>
  `;
}

/**
 * What stands in place of messages while there are none.
 * @param {{ state: import('./use-conversation.js').LoadState, empty: boolean, name: string, onRetry: () => void }} props
 */
function Notice({ state, empty, name, onRetry }) {
  if (state === 'failed') {
    return html`
      <div class="notice" role="alert">
        <p>对话没有读出来。</p>
        <button type="button" class="plain-button" onClick=${onRetry}>再读一次</button>
      </div>
    `;
  }
  if (!empty) return null;
  if (state === 'loading') return html`<p class="notice">正在读取对话……</p>`;
  return html`<p class="notice">还没有消息。请点下面的“/帮助”，看看${name}能做什么。</p>`;
}

/**
 * @param {object} props
 * @param {import('./use-conversation.js').Outgoing} props.one
 * @param {PersonView} props.person
 * @param {(text: string, id: string) => void} props.onRetry
 * @param {(id: string) => void} props.onDrop
 */
function OutgoingText({ one, person, onRetry, onDrop }) {
  return html`
    <li class="message from-person">
      <div class="message-row">
        <span class="avatar" aria-hidden="true">${person.name.slice(-2)}</span>
        <div class="message-body">
          <p class="bubble">${one.text}</p>
          ${
            one.failed === undefined
              ? html`<p class="sending">发送中……</p>`
              : html`
                <div class="trouble" role="alert">
                  ${one.failed}
                  <span class="retry">
                    <button type="button" class="plain-button" onClick=${() => onRetry(one.text, one.id)}>重新发送</button>
                    <button type="button" class="plain-button" onClick=${() => onDrop(one.id)}>不发了</button>
                  </span>
                </div>
              `
          }
        </div>
      </div>
    </li>
  `;
}
