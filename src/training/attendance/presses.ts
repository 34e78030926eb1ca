import { fact, press } from '../../chat/press.ts';

// `from`: when signing in to the next half-day opens, Beijing clock.
export const signInToday = press('sign-in.today', 'own', { classId: fact.text, dateOn: fact.text, from: fact.text });

// What else waits for the trainee in this class: on the card of a day.
export const showDayTasks = press('class-day.tasks', 'own', { classId: fact.text });

// On cards of earlier versions, each for one session.
export const signInToSession = press('sign-in.make', 'own', { session: fact.text });

// The roll of a half-day: everybody on it is there, nobody is, some are not; and its preview.
export const allPresent = press('roll.present', 'own', { roll: fact.text });
export const allAbsent = press('roll.absent', 'own', { roll: fact.text });
export const askExceptions = press('roll.ask', 'own', { roll: fact.text });
export const giveExceptions = press('roll.words', 'own', { roll: fact.text });
export const callRoll = press('roll.call', 'final', { roll: fact.text });
export const dropRoll = press('roll.drop', 'own', { roll: fact.text });

// A filled-in sheet of a day as it was understood.
export const enterSheet = press('attendance.enter-sheet', 'final', { sheet: fact.text });
export const dropSheet = press('attendance.drop-sheet', 'own', { sheet: fact.text });

// Taking back what was just entered for a day of class, or a roll that was just called. `entry`: the update that entered it.
const entered = { classId: fact.text, dateOn: fact.text, entry: fact.text, at: fact.text };
export const undoAttendance = press('attendance.undo', 'final', entered);
export const undoRoll = press('roll.undo', 'final', entered);

// Somebody was there without a mark, as they say: on the card of the next day; and the class teacher's decision.
export const claimPresence = press('presence.claim', 'own', { classId: fact.text, dateOn: fact.text });
export const confirmPresence = press('presence.confirm', 'correctable', { presence: fact.text });
export const refusePresence = press('presence.refuse', 'own', { presence: fact.text });
export const givePresenceRefusal = press('presence.refusal', 'correctable', { presence: fact.text });

// The list of one session as a sheet.
export const sendAttendance = press('attendance.send-list', 'own', { session: fact.text });
