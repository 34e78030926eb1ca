/** The questions on a card: one list of options, or several selectors. */
import { useId } from 'preact/hooks';
import { html } from './html.js';

/** @typedef {import('../view.ts').CardView} CardView */
/** @typedef {NonNullable<CardView['choice']>} Choice */
/** @typedef {NonNullable<CardView['selectors']>[number]} Selector */

/** Chosen values by question; a card with one list of options has the question `''`. */
/** @typedef {Readonly<Record<string, readonly string[]>>} Chosen */

/**
 * What is ticked on the card as it came.
 * @param {CardView} card
 * @returns {Chosen}
 */
export function chosenOn(card) {
  const checked = (/** @type {Choice} */ { options }) => options.filter((one) => one.checked).map((one) => one.value);
  if (card.choice !== undefined) return { '': checked(card.choice) };
  return Object.fromEntries((card.selectors ?? []).map((selector) => [selector.key, checked(selector)]));
}

/**
 * The chosen values as a press carries them.
 * @param {CardView} card
 * @param {Chosen} chosen
 * @returns {string[]}
 */
export function choicesOf(card, chosen) {
  if (card.choice !== undefined) return [...(chosen[''] ?? [])];
  return (card.selectors ?? []).flatMap(({ key }) => (chosen[key] ?? []).map((value) => `${key}=${value}`));
}

/**
 * @param {object} props
 * @param {CardView} props.card
 * @param {string} props.titleId - the element that names the card
 * @param {Chosen} props.chosen
 * @param {(chosen: Chosen) => void} props.onChange
 */
export function CardForm({ card, titleId, chosen, onChange }) {
  if (card.choice !== undefined) {
    return html`
      <${ChoiceList}
        choice=${card.choice}
        titleId=${titleId}
        chosen=${chosen[''] ?? []}
        onChange=${(/** @type {string[]} */ values) => onChange({ '': values })}
      />
    `;
  }
  return (card.selectors ?? []).map(
    (selector) => html`
      <${SelectorRow}
        key=${selector.key}
        selector=${selector}
        chosen=${chosen[selector.key]?.[0] ?? ''}
        onChange=${(/** @type {string} */ value) => onChange({ ...chosen, [selector.key]: [value] })}
      />
    `,
  );
}

/**
 * @param {object} props
 * @param {Choice} props.choice
 * @param {string} props.titleId
 * @param {readonly string[]} props.chosen
 * @param {(chosen: string[]) => void} props.onChange
 */
function ChoiceList({ choice, titleId, chosen, onChange }) {
  const name = useId();
  const single = choice.mode === 'single';
  /** @param {string} value */
  const toggle = (value) => {
    if (single) onChange([value]);
    else onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  };
  return html`
    <fieldset class="choices" disabled=${choice.disabled} aria-labelledby=${titleId}>
      <legend>${single ? '单选' : '可多选'}</legend>
      ${choice.options.map(
        ({ value, label }) => html`
          <label key=${value} class="choice">
            <input
              type=${single ? 'radio' : 'checkbox'}
              name=${name}
              checked=${chosen.includes(value)}
              onChange=${() => toggle(value)}
            />
            <span>${label}</span>
          </label>
        `,
      )}
    </fieldset>
  `;
}

/** @param {{ selector: Selector, chosen: string, onChange: (value: string) => void }} props */
function SelectorRow({ selector, chosen, onChange }) {
  const id = useId();
  return html`
    <div class="selector">
      <label for=${id}>${selector.title || '请选择'}</label>
      <select
        id=${id}
        disabled=${selector.disabled}
        onChange=${(/** @type {{ currentTarget: HTMLSelectElement }} */ event) => onChange(event.currentTarget.value)}
      >
        ${selector.options.map(
          ({ value, label }) =>
            html`<option key=${value} value=${value} selected=${value === chosen}>${label}</option>`,
        )}
      </select>
    </div>
  `;
}
