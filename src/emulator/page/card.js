/** An interactive card: fields, questions, buttons, and what is left of them once the card was revised. */
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { messageOf } from './api.js';
import { CardForm, choicesOf, chosenOn } from './card-form.js';
import { html } from './html.js';
import { Markdown } from './markdown-view.js';
import { WebLink } from './media.js';

/** @typedef {import('../view.ts').CardView} CardView */
/** @typedef {import('../view.ts').Vendor} Vendor */

/** The emulator's mark of a button that opens a page: the rest of the key is the address. */
const LINK_PREFIX = 'url:';
/** Labels up to this length stand two in a row. */
const SHORT_LABEL = 5;

/**
 * @param {object} props
 * @param {Vendor} props.vendor
 * @param {CardView} props.card
 * @param {(button: string, choices: string[]) => Promise<void>} props.onPress
 */
export function Card({ vendor, card, onPress }) {
  const titleId = useId();
  const [chosen, setChosen] = useState(() => chosenOn(card));
  const [pressed, setPressed] = useState(/** @type {string | undefined} */ (undefined));
  const [problem, setProblem] = useState('');
  const wasPressed = useRef(false);
  const section = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    setChosen(chosenOn(card));
    setProblem('');
    // The pressed button may be gone with the revision; the keyboard then stays at its card.
    if (!wasPressed.current || document.activeElement !== document.body) return;
    wasPressed.current = false;
    section.current?.focus({ preventScroll: true });
  }, [card]);

  /** @param {string} button */
  const press = async (button) => {
    if (pressed !== undefined) return;
    setPressed(button);
    setProblem('');
    wasPressed.current = true;
    try {
      await onPress(button, choicesOf(card, chosen));
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setPressed(undefined);
    }
  };

  // The template of `docs/dingtalk-card.md` shows its status in place of the form too; WeCom leaves it there, greyed.
  const asks = card.replaced === undefined || vendor === 'wecom';
  // A revised card keeps the buttons that only open pages.
  const buttons = card.replaced === undefined ? card.buttons : card.buttons.filter(({ disabled }) => !disabled);
  return html`
    <section class="card" ref=${section} tabindex="-1" aria-labelledby=${titleId}>
      <div class="card-source" aria-hidden="true">学册</div>
      <h3 class="card-title" id=${titleId}>
        ${card.url === undefined ? card.title : html`<${WebLink} url=${card.url} label=${card.title} />`}
      </h3>
      ${card.pictureUrl !== undefined && html`<p class="card-picture"><${WebLink} url=${card.pictureUrl} label="［图片］" /></p>`}
      ${card.desc !== '' && html`<${Description} vendor=${vendor} desc=${card.desc} />`}
      ${card.fields.length > 0 && html`<${Fields} fields=${card.fields} />`}
      ${asks && html`<${CardForm} card=${card} titleId=${titleId} chosen=${chosen} onChange=${setChosen} />`}
      ${card.replaced !== undefined && html`<p class="card-replaced">${card.replaced}</p>`}
      ${buttons.length > 0 && html`<${Buttons} buttons=${buttons} pressed=${pressed} onPress=${press} />`}
      <p class="card-problem" role="alert">${problem}</p>
    </section>
  `;
}

/**
 * The template of `docs/dingtalk-card.md` draws Markdown; WeCom's cards show plain text.
 * @param {{ vendor: Vendor, desc: string }} props
 */
function Description({ vendor, desc }) {
  if (vendor === 'dingtalk')
    return html`<div class="card-desc"><${Markdown} vendor=${vendor} markdown=${desc} /></div>`;
  return html`<p class="card-desc">${desc}</p>`;
}

/** @param {{ fields: CardView['fields'] }} props */
function Fields({ fields }) {
  return html`
    <dl class="card-fields">
      ${fields.map(
        ({ label, value, url }) => html`
          <div>
            <dt>${label}</dt>
            <dd>${url === undefined ? value : html`<${WebLink} url=${url} label=${value} />`}</dd>
          </div>
        `,
      )}
    </dl>
  `;
}

/**
 * @param {object} props
 * @param {CardView['buttons']} props.buttons
 * @param {string | undefined} props.pressed - the button that is being handed over
 * @param {(button: string) => void} props.onPress
 */
function Buttons({ buttons, pressed, onPress }) {
  const short = buttons.every(({ label }) => label.length <= SHORT_LABEL);
  return html`
    <div class=${short ? 'card-buttons in-pairs' : 'card-buttons'}>
      ${buttons.map(({ key, label, style, disabled }) => {
        if (key.startsWith(LINK_PREFIX))
          return html`<${LinkButton} key=${key} address=${key.slice(LINK_PREFIX.length)} label=${label} />`;
        return html`
          <button
            key=${key}
            type="button"
            class=${`card-button ${style}`}
            disabled=${disabled}
            aria-busy=${pressed === key}
            onClick=${() => onPress(key)}
          >
            ${label}
          </button>
        `;
      })}
    </div>
  `;
}

/** @param {{ address: string, label: string }} props */
function LinkButton({ address, label }) {
  if (!/^https?:\/\//i.test(address)) return html`<button type="button" class="card-button" disabled>${label}</button>`;
  return html`
    <a class="card-button plain" href=${address} target="_blank" rel="noopener noreferrer">${label}</a>
  `;
}
