import { readNumbers } from './command.ts';
import type { Press } from './message.ts';
import { visible } from './plain-text.ts';

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
 * Whether a typed text may be a secret choice: it begins with 投 (投张三) or 匿名, or is a number. What else people type is never taken for
 * one, so that buttons and options of secret cards are labelled that way.
 */
export function isSealedText(typed: string): boolean {
  const words = plain.test(typed) ? typed : visible(typed).trim();
  return lead.test(words) || (words.length <= mostDigits && readNumbers(words) !== undefined);
}

/** The same without numbers, which mean other things as well. */
export function isSealedLead(typed: string): boolean {
  return lead.test(visible(typed).trim());
}

const lead = /^(?:我?投|匿名)/;
/** Most texts begin with a Chinese word or a slash; only of others it is looked what is visible. */
const plain = /^[\p{Script=Han}/／]/u;
const mostDigits = 24;
