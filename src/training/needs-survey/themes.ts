import { comparable } from '../../chat/plain-text.ts';

/** How many of these texts speak of each topic, the most often first; a text that names one by several words speaks of it once. */
export function themesOf(
  topics: readonly { name: string; words: readonly string[] }[],
  texts: readonly string[],
): { name: string; people: number }[] {
  const said = texts.map(comparable);
  return topics
    .map(({ name, words }) => {
      const known = [name, ...words].map(comparable);
      return { name, people: said.filter((text) => known.some((word) => text.includes(word))).length };
    })
    .filter(({ people }) => people > 0)
    .sort((a, b) => b.people - a.people);
}
