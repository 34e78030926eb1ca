import { MAX_BUTTONS } from '../chat/message.ts';
import { typedWord } from '../chat/plain-text.ts';

interface Findable {
  names: readonly string[];
  about: string;
}

interface Found<T> {
  words: string[];
  commands: T[];
}

/**
 * What the words after 帮助 have to do with, by how much is the same: the whole in a name (作业: 我的作业, 布置作业), the whole in what a command
 * does, or else two characters in a name (交作业). Only the best of these counts, and at most what a card has buttons for.
 * @param words - the plain words of this person
 * @param mine - the commands of this person
 */
export function aboutWhat<T extends Findable>(about: string, words: readonly string[], mine: readonly T[]): Found<T> {
  const typed = typedWord(about);
  const pairs = pairsOf(typed);
  if (pairs.length === 0) return { words: [], commands: [] };
  const hasPair = (text: string) => pairs.some((pair) => text.includes(pair));
  const ways: readonly [isWord: (word: string) => boolean, isCommand: (command: T) => boolean][] = [
    [(word) => word.includes(typed), ({ names }) => names.some((name) => name.includes(typed))],
    [() => false, (command) => command.about.includes(typed)],
    [hasPair, ({ names }) => names.some(hasPair)],
  ];
  for (const [isWord, isCommand] of ways) {
    const found = words.filter(isWord);
    const commands = mine.filter((each) => isCommand(each) && !found.some((word) => each.names.includes(word)));
    if (found.length + commands.length > 0)
      return { words: found.slice(0, MAX_BUTTONS), commands: commands.slice(0, MAX_BUTTONS - found.length) };
  }
  return { words: [], commands: [] };
}

/** Each two characters that follow one another, where both are Chinese. */
function pairsOf(typed: string): string[] {
  const characters = [...typed];
  return characters
    .slice(1)
    .map((each, at) => `${characters[at]}${each}`)
    .filter((pair) => /^\p{Script=Han}{2}$/u.test(pair));
}
