import { fact, press } from '../chat/press.ts';

export const showWaiting = press('todo.show', 'own', { key: fact.text });

/** Carries out the command of an earlier update, put right in one thing (`Correction`). */
export const runAgain = press('command.again', 'own', {
  update: fact.text,
  name: fact.text.optional(),
  classId: fact.text.optional(),
  word: fact.text.optional(),
  to: fact.text.optional(),
});

/** Carries out a command as if its name had been typed, and the number of the class behind it. */
export const startCommand = press('command.start', 'own', { name: fact.text, classId: fact.text.optional() });

/** Opens one task of `/帮助` (`TaskName`). */
export const openTask = press('help.task', 'own', { task: fact.text });

/** What a voice message was understood to say: to be carried out, or said again. It may be the words of a final button. */
export const carryOutHeard = press('heard.carry-out', 'final', { update: fact.text });
export const changeHeard = press('heard.change', 'own', { update: fact.text });

// An act for several people, as it was shown.
export const carryOutForAll = press('several.carry-out', 'final', {
  update: fact.text,
  classId: fact.text,
  people: fact.number,
});
export const dropForAll = press('several.drop', 'own', { update: fact.text });
