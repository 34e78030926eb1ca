import { fact, press } from '../../chat/press.ts';

// The preview of a round of unit reports.
const round = { name: fact.text, scope: fact.text, closesOn: fact.text };
export const openRound = press('need.open-round', 'final', round);
export const dropRound = press('need.drop-round', 'own', round);
export const undoRound = press('need.undo-round', 'final', { round: fact.text, at: fact.text });

// The previews of another last day, and of cancelling.
const otherEnd = { round: fact.text, closesOn: fact.text };
export const extendRound = press('need.extend-round', 'final', otherEnd);
export const leaveRound = press('need.leave-round', 'own', otherEnd);
const cancelling = { round: fact.text, reason: fact.text };
export const cancelRound = press('need.cancel-round', 'final', cancelling);
export const keepRound = press('need.keep-round', 'own', cancelling);

// The report on the screen of a unit.
const report = { round: fact.text, unitId: fact.text };
export const startReport = press('need.start', 'own', report);
export const giveReport = press('need.words', 'own', report);
export const sendBlankReport = press('need.blank-sheet', 'own', report);
export const reportNothing = press('need.nothing', 'correctable', report);

// The preview of a sheet of reports, which is kept as a file, named by its SHA-256.
const draft = { round: fact.text, file: fact.text };
export const fileReport = press('need.file', 'correctable', draft);
export const dropReport = press('need.drop-report', 'own', draft);
/** `unitIds`: those whose reports the update changed, joined by commas. */
export const undoReport = press('need.undo-report', 'correctable', {
  round: fact.text,
  unitIds: fact.text,
  update: fact.text,
  at: fact.text,
});

// What the organisation department sees of a round.
export const chaseReports = press('need.chase', 'final', { round: fact.text });
export const sendReports = press('need.reports-sheet', 'own', { round: fact.text });

// Notes of research.
/** What was asked for by the words 调研记录 alone. */
export const giveNote = press('need.note-words', 'own');
export const confirmTopics = press('need.confirm-topics', 'correctable', { note: fact.text });
export const askTopics = press('need.ask-topics', 'own', { note: fact.text });
export const giveTopics = press('need.topics', 'correctable', { note: fact.text });
export const undoNote = press('need.undo-note', 'correctable', { note: fact.text, update: fact.text, at: fact.text });
export const sendNotes = press('need.notes-sheet', 'own', { year: fact.text });

export const sendMenu = press('need.menu-sheet', 'own', { year: fact.text });
