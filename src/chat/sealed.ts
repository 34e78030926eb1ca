import { readNumbers, splitCardCode } from './command.ts';
import type { Press } from './message.ts';
import { typedWord, visible } from './plain-text.ts';

/**
 * The fact by which a press says that nobody may learn what is chosen with it, e.g. a vote: on a button it is the choice itself, on the
 * button of a form any word. What is chosen with such a press rests sealed, and is in no id (docs/secret-ballots.md).
 */
const fact = 'sealed';
/** Stands where something is sealed. */
export const sealedMark = '（已密封）';

export function isSealed({ data }: Press): boolean {
  return Object.hasOwn(data, fact);
}

/** The press without what is chosen with it; any other press as it is. */
export function openPart(press: Press): Press {
  return isSealed(press) ? { ...press, data: { ...press.data, [fact]: sealedMark } } : press;
}

/** What is chosen on the button of a press; nothing where the form tells it. */
export function sealedChoice({ data }: Press): string | undefined {
  return data[fact];
}

/** The press as it was, from its open part. */
export function withSealedChoice(press: Press, choice: string): Press {
  return { ...press, data: { ...press.data, [fact]: choice } };
}

/**
 * Whether a typed text may be a secret choice: it begins with 投 (投张三) or 匿名, or is a number, also with the code of its card (2 #K7Q2M).
 * It is read as labels are, so that signs around it and spaces within do not matter. What else people type is never taken for one, so that
 * buttons and options of secret cards are labelled that way.
 */
export function isSealedText(typed: string): boolean {
  if (isSealedLead(typed)) return true;
  const { said } = splitCardCode(plain.test(typed) ? typed : visible(typed).trim());
  return said.length <= mostDigits && readNumbers(said) !== undefined;
}

/** The same without numbers, which mean other things as well. */
export function isSealedLead(typed: string): boolean {
  return lead.test(plain.test(typed) ? typed : typedWord(typed));
}

const lead = /^(?:我?投|匿名)/;
/** Most texts begin with another Chinese word or a slash; only of the rest it is looked what they are read as. */
const plain = /^(?![我投匿])[\u4e00-\u9fff/／]/;
const mostDigits = 24;
