/** Where one types: a text box, buttons to send and to attach a file, and hints for the first minutes. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { AttachButton } from './attach-button.js';
import { html } from './html.js';

/** More than any sentence to the bot needs; the bot itself refuses what is too long. */
const MAX_TEXT_LENGTH = 2000;

/**
 * @param {object} props
 * @param {string} props.name - whose words these are
 * @param {string} props.placeholder
 * @param {readonly string[]} props.hints - texts to send with one tap; a command with arguments is written into the box first
 * @param {(speech: import('./use-outgoing.js').Speech) => void} props.onSay
 */
export function Composer({ name, placeholder, hints, onSay }) {
  const [draft, setDraft] = useState('');
  const box = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  useEffect(() => {
    if (box.current === null) return;
    box.current.style.height = 'auto';
    box.current.style.height = `${box.current.scrollHeight + 2}px`;
  }, [draft]);

  const send = () => {
    if (draft.trim() === '') return;
    onSay(draft.trim());
    setDraft('');
  };

  /** @param {string} hint */
  const take = (hint) => {
    if (!hint.includes(' ')) return onSay(hint);
    setDraft(hint);
    box.current?.focus();
  };

  return html`
    <form
      class="composer"
      onSubmit=${(/** @type {Event} */ event) => {
        event.preventDefault();
        send();
        box.current?.focus();
      }}
    >
      ${
        hints.length > 0 &&
        html`
          <div class="hints" role="group" aria-label="可以这样说">
            ${hints.map((hint) => html`<button key=${hint} type="button" class="hint" onClick=${() => take(hint)}>${hint}</button>`)}
          </div>
        `
      }
      <div class="composer-row">
        <${AttachButton} onChoose=${onSay} />
        <textarea
          ref=${box}
          class="draft"
          rows="1"
          maxlength=${MAX_TEXT_LENGTH}
          enterkeyhint="send"
          aria-label=${`以${name}的身份发消息`}
          placeholder=${placeholder}
          value=${draft}
          onInput=${(/** @type {{ currentTarget: HTMLTextAreaElement }} */ event) => setDraft(event.currentTarget.value)}
          onKeyDown=${(/** @type {KeyboardEvent} */ event) => {
            // Enter that picks a word in a Chinese input method must not send.
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            send();
          }}
        ></textarea>
        <button type="submit" class="send" disabled=${draft.trim() === ''}>发送</button>
      </div>
    </form>
  `;
}
