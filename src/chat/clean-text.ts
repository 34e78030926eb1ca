import type { Card, Message } from './message.ts';

/** Controls but line feeds, and format controls: among them those that turn the direction of writing. */
const invisible = /(?!\n)[\p{Cc}\p{Cf}]/gu;
/** Between two pictures it makes one of them, e.g. a family. */
const joiner = /(\p{Extended_Pictographic}\ufe0f?)\u200d(?=\p{Extended_Pictographic})/gu;
const keptJoiner = '\uffff';

/**
 * Words as they are shown: whatever somebody typed, no sign in it moves, hides or reorders the words around it. Every line break is a line
 * feed, a tab a space, half a character a question mark.
 */
export function cleanText(words: string): string {
  return words
    .replaceAll(/\r\n?|[\u2028\u2029\u0085\v\f]/g, '\n')
    .replaceAll('\t', ' ')
    .replaceAll(keptJoiner, '')
    .replaceAll(joiner, `$1${keptJoiner}`)
    .replaceAll(invisible, '')
    .replaceAll(keptJoiner, '\u200d')
    .replaceAll(/\p{Cs}/gu, '\ufffd');
}

/** A message as it is shown. Facts of buttons and values of options stay as they are: nobody sees them. */
export function cleanMessage(message: Message): Message {
  switch (message.kind) {
    case 'text':
      return { ...message, text: cleanText(message.text) };
    case 'card':
      return cleanCard(message);
    case 'picture':
    case 'file':
      return { ...message, name: cleanText(message.name) };
  }
}

/** A card as it is shown. */
export function cleanCard(card: Card): Card {
  const { form, link, selection, settled } = card;
  return {
    ...card,
    title: cleanText(card.title),
    lines: card.lines.map(cleanText),
    fields: card.fields.map(({ label, value }) => ({ label: cleanText(label), value: cleanText(value) })),
    buttons: card.buttons.map(cleanLabel),
    ...(link === undefined ? {} : { link: { ...link, label: cleanText(link.label) } }),
    ...(form === undefined
      ? {}
      : { form: { ...form, options: form.options.map(cleanLabel), submit: cleanLabel(form.submit) } }),
    ...(selection === undefined
      ? {}
      : {
          selection: {
            questions: selection.questions.map((each) => ({
              ...cleanLabel(each),
              options: each.options.map(cleanLabel),
            })),
            submit: cleanLabel(selection.submit),
          },
        }),
    ...(settled === undefined ? {} : { settled: cleanText(settled) }),
  };
}

function cleanLabel<T extends { label: string }>(labelled: T): T {
  return { ...labelled, label: cleanText(labelled.label) };
}
