import type { Selection } from './message.ts';

/** A choice in a drop-down as the press contains it: `kind=sickLeave`, one for each question. */
export function selected(question: string, option: string): string {
  return `${question}=${option}`;
}

/**
 * What was chosen in each drop-down, by the question's key.
 * @param choices - those of the press
 * @returns `undefined` unless there is exactly one choice for each question of the card, and the card offered it
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
