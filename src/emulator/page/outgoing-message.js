/** What a person has just sent, until the conversation itself shows it. */
import { html } from './html.js';

/**
 * @param {object} props
 * @param {import('./use-outgoing.js').Outgoing} props.one
 * @param {import('../view.ts').PersonView} props.person
 * @param {(speech: import('./use-outgoing.js').Speech, id: string) => void} props.onRetry
 * @param {(id: string) => void} props.onDrop
 */
export function OutgoingMessage({ one, person, onRetry, onDrop }) {
  return html`
    <li class="message from-person">
      <div class="message-row">
        <span class="avatar" aria-hidden="true">${person.name.slice(-2)}</span>
        <div class="message-body">
          <p class="bubble">${typeof one.speech === 'string' ? one.speech : one.speech.name}</p>
          ${
            one.failed === undefined
              ? html`<p class="sending">发送中……</p>`
              : html`
                <div class="trouble" role="alert">
                  ${one.failed}
                  <span class="retry">
                    <button type="button" class="plain-button" onClick=${() => onRetry(one.speech, one.id)}>重新发送</button>
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
