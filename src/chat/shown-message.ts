import { type Button, type Card, MAX_BUTTONS, type Message } from './message.ts';
import { visible } from './plain-text.ts';
import { putOff } from './presses.ts';

/**
 * A message as it is shown: free of characters, typed by somebody, that would move, hide or reorder the text around them. Facts of buttons and
 * values of options are not changed, because nobody sees them.
 */
export function shownMessage(message: Message): Message {
  switch (message.kind) {
    case 'text':
      return { ...message, text: visible(message.text) };
    case 'card':
      return shownCard(message);
    case 'picture':
    case 'file':
      return { ...message, name: visible(message.name) };
  }
}

/** A card as it is shown; one that may wait has a button to put it off. */
export function shownCard(card: Card): Card {
  const { form, link, selection, settled } = card;
  return {
    ...card,
    title: visible(card.title),
    lines: card.lines.map(visible),
    fields: card.fields.map(({ label, value }) => ({ label: visible(label), value: visible(value) })),
    buttons: withPutOff(card).map(shownLabel),
    ...(link === undefined ? {} : { link: { ...link, label: visible(link.label) } }),
    ...(form === undefined
      ? {}
      : { form: { ...form, options: form.options.map(shownLabel), submit: shownLabel(form.submit) } }),
    ...(selection === undefined
      ? {}
      : {
          selection: {
            questions: selection.questions.map((each) => ({
              ...shownLabel(each),
              options: each.options.map(shownLabel),
            })),
            submit: shownLabel(selection.submit),
          },
        }),
    ...(settled === undefined ? {} : { settled: visible(settled) }),
  };
}

const putOffButton: Button = { label: '稍后提醒', press: putOff.with({}) };

function withPutOff({ buttons, form, task, settled }: Card): readonly Button[] {
  const isThere = buttons.some(({ press }) => press.action === putOff.action);
  const mayWait = task?.mayWait === true && settled === undefined && form === undefined;
  return mayWait && !isThere && buttons.length < MAX_BUTTONS ? [...buttons, putOffButton] : buttons;
}

function shownLabel<T extends { label: string }>(labelled: T): T {
  return { ...labelled, label: visible(labelled.label) };
}
