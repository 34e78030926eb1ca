import { fact, press } from '../../chat/press.ts';

// `from`: when signing in to the next half-day opens, Beijing clock.
export const signInToday = press('sign-in.today', { classId: fact.text, dateOn: fact.text, from: fact.text });

// The roll of a half-day: everybody on it is there, nobody is, some are not; and its preview.
export const allPresent = press('roll.present', { roll: fact.text });
export const allAbsent = press('roll.absent', { roll: fact.text });
export const askExceptions = press('roll.ask', { roll: fact.text });
export const giveExceptions = press('roll.words', { roll: fact.text });
export const callRoll = press('roll.call', { roll: fact.text });
export const dropRoll = press('roll.drop', { roll: fact.text });
