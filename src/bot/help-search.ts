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
 * What the words after 帮助 have to do with: the whole is in a name (作业: 我的作业, 布置作业) or in what a command does, or else two characters
 * are in a name (交作业). At most what a card has buttons for, the names first.
 * @param words - the plain words of this person
 * @param mine - the commands of this person
 * @param isSameAs - whether what was typed is another name of this word
 */
export function aboutWhat<T extends Findable>(
  about: string,
  words: readonly string[],
  mine: readonly T[],
  isSameAs: (word: string) => boolean = () => false,
): Found<T> {
  const typed = typedWord(about);
  const pairs = pairsOf(typed);
  if (pairs.length === 0) return { words: [], commands: [] };
  const hasPair = (text: string) => pairs.some((pair) => text.includes(pair));
  const matched = words.filter((word) => word.includes(typed) || isSameAs(word));
  const named = mine.filter(({ names }) => names.some((name) => name.includes(typed)));
  const described = mine.filter((each) => !named.includes(each) && each.about.includes(typed));
  const isWhole = matched.length + named.length + described.length > 0;
  const said = (isWhole ? matched : words.filter(hasPair)).slice(0, MAX_BUTTONS);
  const commands = isWhole ? [...named, ...described] : mine.filter(({ names }) => names.some(hasPair));
  const others = commands.filter(({ names }) => !said.some((word) => names.includes(word)));
  return { words: said, commands: others.slice(0, MAX_BUTTONS - said.length) };
}

/** Each two characters that follow one another, where both are Chinese. */
function pairsOf(typed: string): string[] {
  const characters = [...typed];
  return characters
    .slice(1)
    .map((each, at) => `${characters[at]}${each}`)
    .filter((pair) => /^\p{Script=Han}{2}$/u.test(pair));
}
