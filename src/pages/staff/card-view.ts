import { randomBytes } from 'node:crypto';
import { html } from 'htm/preact';
import { allButtons, type Card, cardCode, type Message, takesNumbers, typedPress } from '../../chat/message.ts';
import { staffPageWords as words } from '../words.ts';
import type { Part } from './layout.ts';

/** What a form carries besides what it says: that it is ours, and which submission it is, so that a second click is no second act. */
export function formMarks(csrf: string): Part {
  return html`<input type="hidden" name="csrf" value=${csrf} /><input type="hidden" name="once" value=${randomBytes(12).toString('hex')} />`;
}

/** A message of the bot, as far as it can be read on a page. */
export function messageView(message: Message, csrf: string, isOpen: boolean): Part {
  switch (message.kind) {
    case 'card':
      return cardView(message, csrf, isOpen);
    case 'text':
      return html`<div class="said">${linesOf(message.text)}</div>`;
    default:
      return html`<div class="said"><p>${words.fileSent(message.name)}</p></div>`;
  }
}

/** A card with its buttons; pressing one says its words to the bot, as typing them in chat does. */
function cardView(card: Card, csrf: string, isOpen: boolean): Part {
  const { title, lines, fields, form, buttons, selection, settled } = card;
  const mayChoose = form === undefined || form.kind === 'single' || takesNumbers(card);
  const isLeft = isOpen && settled === undefined;
  return html`<section class="card">
    <h2>${title}</h2>
    ${lines.map((line) => linesOf(line))}
    ${
      fields.length === 0
        ? undefined
        : html`<dl>${fields.map(({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`
    }
    ${settled === undefined ? undefined : html`<p class="settled">${words.settled(settled)}</p>`}
    ${isLeft && form !== undefined && mayChoose ? choiceForm(card, form, csrf) : undefined}
    ${
      isLeft && buttons.length > 0
        ? html`<form method="post" action="/staff/press" class="buttons">
            ${formMarks(csrf)}<input type="hidden" name="card" value=${cardCode(card.id)} />
            ${buttons.map(
              (button) =>
                html`<button name="say" value=${typedPress(card, button)} class=${button.style ?? 'plain'}>${button.label}</button>`,
            )}
          </form>`
        : undefined
    }
    ${isLeft && buttons.length === 0 && (!mayChoose || selection !== undefined) ? html`<p>${words.inChat}</p>` : undefined}
  </section>`;
}

function choiceForm(card: Card, { kind, options, submit }: NonNullable<Card['form']>, csrf: string): Part {
  const type = kind === 'single' ? 'radio' : 'checkbox';
  return html`<form method="post" action="/staff/press" class="choices">
    ${formMarks(csrf)}<input type="hidden" name="card" value=${cardCode(card.id)} />
    <fieldset>
      <legend>${words.choose}</legend>
      ${options.map(
        ({ label }, index) =>
          html`<label><input type=${type} name="choice" value=${String(index + 1)} required=${type === 'radio'} />${label}</label>`,
      )}
    </fieldset>
    <button class=${submit.style ?? 'primary'}>${submit.label}</button>
  </form>`;
}

/** What was chosen on a card, in the words that say so in chat; `undefined` for what the card does not offer. */
export function saidOnCard(card: Card, say: string | null, choices: readonly string[]): string | undefined {
  if (say !== null)
    return allButtons(card)
      .map((button) => typedPress(card, button))
      .find((each) => each === say);
  const { form } = card;
  const numbers = choices.map(Number);
  if (form === undefined || numbers.length === 0 || !numbers.every((number) => form.options[number - 1] !== undefined))
    return undefined;
  const [first = 0] = numbers;
  const said = takesNumbers(card)
    ? numbers.join(' ')
    : numbers.length === 1
      ? form.options[first - 1]?.label
      : undefined;
  return said === undefined ? undefined : `${said} #${cardCode(card.id)}`;
}

function linesOf(text: string): Part {
  return text.split('\n').map((line) => html`<p>${withFileLink(line)}</p>`);
}

/** The address of a file that waits on these pages. */
const ownFile = /https?:\/\/[^\s/]+(\/staff\/file\/[\w-]{43})/u;

/** The line with the file behind a link, where it names one of ours. */
function withFileLink(line: string): Part {
  const [address, path] = ownFile.exec(line) ?? [];
  if (address === undefined || path === undefined) return line;
  const [before, after] = line.split(address);
  return html`${before}<a href=${path}>${words.file}</a>${after}`;
}
