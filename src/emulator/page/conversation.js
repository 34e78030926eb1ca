/** The conversation of one person with the bot, as that person's client shows it. */
import { useState } from 'preact/hooks';
import { Announcer } from './announcer.js';
import { CalendarList } from './calendar-list.js';
import { Composer } from './composer.js';
import { html } from './html.js';
import { MessageItem } from './message-item.js';
import { OutgoingMessage } from './outgoing-message.js';
import { keyOf, VENDOR_LABEL } from './people.js';
import { useStickyBottom } from './sticky-bottom.js';
import { useConversation } from './use-conversation.js';
import { useGroups } from './use-groups.js';
import { useHints } from './use-hints.js';

/** @typedef {import('../view.ts').PersonView} PersonView */
/** @typedef {import('../view.ts').GroupView} GroupView */

/**
 * The conversation of one person with the bot, and the group chats they are in.
 * @param {object} props
 * @param {PersonView} props.person
 * @param {import('./live.js').Live} props.live
 * @param {(() => void) | undefined} props.onClose - present where several stand side by side
 */
export function Conversation({ person, live, onClose }) {
  const [open, setOpen] = useState(/** @type {string | undefined} */ (undefined));
  const groups = useGroups(person, live);
  const group = groups.find(({ id }) => id === open);
  return html`
    <section
      class=${`conversation look-${person.vendor}`}
      id=${`conversation-${keyOf(person)}`}
      aria-label=${group === undefined ? `${person.name}与学册的对话` : `${person.name}所在的群：${group.name}`}
    >
      <${Header} person=${person} group=${group} onClose=${onClose} />
      ${groups.length > 0 && html`<${ChatTabs} groups=${groups} open=${open} onOpen=${setOpen} />`}
      <${CalendarList} person=${person} live=${live} />
      <${Chat} key=${open ?? ''} person=${person} group=${group} live=${live} />
    </section>
  `;
}

/**
 * @param {object} props
 * @param {PersonView} props.person
 * @param {GroupView | undefined} props.group
 * @param {import('./live.js').Live} props.live
 */
function Chat({ person, group, live }) {
  const { items, state, outgoing, reload, send, drop, pressButton } = useConversation(person, group?.id, live);
  const { scroller, atBottom, toBottom } = useStickyBottom([items, outgoing.length]);

  const hints = useHints(person, live);
  const saySticky = (/** @type {import('./use-outgoing.js').Speech} */ speech) => {
    toBottom();
    send(speech);
  };

  return html`
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
              html`<${OutgoingMessage} key=${one.id} one=${one} person=${person} onRetry=${send} onDrop=${drop} />`,
          )}
        </ol>
      </div>
      ${!atBottom && html`<button type="button" class="to-bottom" onClick=${toBottom}>回到最新消息 ↓</button>`}
      </div>
      <${Announcer} items=${items} />
      <${Composer} name=${person.name} hints=${group === undefined ? hints : []} placeholder=${group === undefined ? '发消息' : '在群里@学册说'} onSay=${saySticky} />
  `;
}

/** @param {{ person: PersonView, group: GroupView | undefined, onClose: (() => void) | undefined }} props */
function Header({ person, group, onClose }) {
  return html`
    <header class="chat-header">
      <a class="back" href="#/" aria-label="返回名单">‹</a>
      <div class="chat-title">
        <div class="chat-title-row">
          <h2 tabindex="-1">${group === undefined ? '学册' : `${group.name}（${group.members}）`}</h2>
          ${person.vendor === 'dingtalk' && group === undefined && html`<span class="robot-tag">机器人</span>`}
          <span class="vendor-name">${VENDOR_LABEL[person.vendor]}</span>
        </div>
        <p>您现在是 <strong>${person.name}</strong> · <span>${person.unit}</span> <span>${person.post}</span></p>
      </div>
      ${onClose && html`<button type="button" class="close-chat" aria-label=${`关闭${person.name}的对话`} onClick=${onClose}>×</button>`}
    </header>
  `;
}

/**
 * The person's own chat with the bot first, then their group chats.
 * @param {{ groups: GroupView[], open: string | undefined, onOpen: (group: string | undefined) => void }} props
 */
function ChatTabs({ groups, open, onOpen }) {
  return html`
    <nav class="chat-tabs" aria-label="这个人的会话">
      <button type="button" aria-pressed=${open === undefined} onClick=${() => onOpen(undefined)}>学册</button>
      ${groups.map(
        ({ id, name, unread }) => html`
          <button key=${id} type="button" aria-pressed=${open === id} onClick=${() => onOpen(id)}>
            ${name}${unread > 0 && open !== id && html` <span class="unread">${unread}<span class="only-heard"> 条未读</span></span>`}
          </button>
        `,
      )}
    </nav>
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
  return html`<p class="notice">还没有消息。请点下面的“/帮助”，看看${name}可以办理哪些事项。</p>`;
}
