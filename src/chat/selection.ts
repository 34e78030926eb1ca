import type { Selection } from './message.ts';

/** What a press on drop-downs carries: `kind=sickLeave`, one for each question. */
export function selected(question: string, option: string): string {
  return `${question}=${option}`;
}

/**
 * What was chosen in each drop-down, by the question's key.
 * @param choices - as the press brought them
 * @returns `undefined` unless they are one option of each question as it stood on the card
 */
export function readSelection(
  { questions }: Selection,
  choices: readonly string[],
): Readonly<Record<string, string>> | undefined {
  if (choices.length !== questions.length) return undefined;
  const chosen = questions.map(({ key, options }) => ({
    key,
    option: options.find(({ value }) => choices.includes(selected(key, value))),
  }));
  const pairs = chosen.flatMap(({ key, option }) => (option === undefined ? [] : [[key, option.value] as const]));
  return pairs.length === questions.length ? Object.fromEntries(pairs) : undefined;
}
