import { type Card, plainText } from '../chat/message.ts';

/** What the functions of a words object are called with, by their names. */
export type Samples<Words> = {
  readonly [Key in keyof Words as Words[Key] extends (...given: never[]) => unknown ? Key : never]: Words[Key] extends (
    ...given: infer Given
  ) => unknown
    ? Readonly<Given>
    : never;
};

/** One words object as it is reviewed: each sentence with its name. */
export interface Section {
  place: string;
  sentences: readonly { name: string; text: string }[];
}

type Said = (...given: readonly unknown[]) => unknown;

/** Fills every sentence of a words object with sample facts. @param place - its file */
export function section<Words extends object>(place: string, words: Words, samples: Samples<Words>): Section {
  const given = samples as Readonly<Record<string, readonly unknown[]>>;
  return {
    place,
    sentences: Object.entries(words).map(([name, said]) => ({
      name,
      text: asText(typeof said === 'function' ? (said as Said)(...(given[name] ?? [])) : said),
    })),
  };
}

function asText(said: unknown): string {
  if (typeof said === 'string') return said;
  if (isCard(said)) return plainText(said);
  if (typeof said === 'object' && said !== null)
    return Object.values(said)
      .filter((each) => each !== undefined)
      .map(asText)
      .join('\n');
  return String(said);
}

function isCard(said: unknown): said is Card {
  return typeof said === 'object' && said !== null && 'kind' in said && said.kind === 'card';
}
