import { fact, press } from '../../chat/press.ts';
import { CLASS_FIELDS } from './classes.ts';
import { CONTACT_CHOICES } from './enrollments.ts';
import { SHEET_FIELDS } from './sheet-column.ts';

// The preview of a new class.
const newClass = {
  name: fact.text,
  opensOn: fact.text,
  closesOn: fact.text,
  teacherId: fact.text,
  topic: fact.text.optional(),
  /** The item of the annual plan of which it is made. */
  planItem: fact.text.optional(),
};
export const createClass = press('class.create', 'own', newClass);
export const dropNewClass = press('class.drop', 'own', newClass);

export const undoClass = press('class.undo', 'final', { classId: fact.text, at: fact.text });

export const undoTimetable = press('class.undo-timetable', 'final', {
  classId: fact.text,
  replacedBy: fact.text,
  at: fact.text,
});

// The preview of withdrawing a class.
// `askedBy`: who handed it over to those who decide; `card`: the card they all have.
const withdrawal = {
  ...{ classId: fact.text, reason: fact.text },
  ...{ askedBy: fact.text.optional(), card: fact.text.optional() },
};
export const withdrawClass = press('class.withdraw', 'final', withdrawal);
export const keepClass = press('class.keep', 'own', withdrawal);

// The preview of another name or class teacher.
const change = { classId: fact.text, field: fact.oneOf(CLASS_FIELDS), to: fact.text, reason: fact.text };
export const changeClass = press('class.change', 'final', change);
export const keepUnchanged = press('class.keep-unchanged', 'own', change);

// The preview of other days of a class. `wasFrom`, `wasUntil`: the days that stood when it was shown.
const days = {
  ...{ classId: fact.text, opensOn: fact.text, closesOn: fact.text, reason: fact.text },
  ...{ wasFrom: fact.text, wasUntil: fact.text },
};
export const moveClass = press('class.move-days', 'final', days);
export const keepDays = press('class.keep-days', 'own', days);

// The preview of a timetable that replaces one on which marks hang.
export const changeTimetable = press('class.change-timetable', 'final', { classId: fact.text, draft: fact.text });
export const keepTimetable = press('class.keep-timetable', 'own', { classId: fact.text, draft: fact.text });

// A timetable in a school's own form: which class it is of, what a column holds. `file` is kept, `form` its extension, `answers` what was
// said of columns so far, e.g. `4:lecturer`.
const sent = { file: fact.text, form: fact.oneOf(['xlsx', 'csv']), answers: fact.text.optional() };
export const chooseTimetableClass = press('class.timetable-of', 'own', { classId: fact.text, ...sent });
export const answerTimetableColumn = press('class.timetable-column', 'own', {
  classId: fact.text,
  ...sent,
  column: fact.number,
  holds: fact.oneOf(SHEET_FIELDS),
});
export const sendTimetableDraft = press('class.timetable-draft-sheet', 'own', { classId: fact.text, draft: fact.text });

// Whether somebody leaves a class.
const place = { classId: fact.text, cadreId: fact.text };
export const confirmDropOut = press('trainee.drop-out', 'final', { ...place, reason: fact.text });
export const dropDropOut = press('trainee.keep-as-is', 'own', { ...place, reason: fact.text });
export const askPlaceKept = press('trainee.ask-kept', 'own', place);
export const givePlaceKept = press('trainee.kept', 'correctable', place);

// The contacts of a class: what one lets it see, and what the others do.
export const chooseContact = press('contacts.choose', 'own', {
  classId: fact.text,
  shows: fact.oneOf(CONTACT_CHOICES),
});
export const sendContacts = press('contacts.sheet', 'own', { classId: fact.text });

// A filled-in sheet of seats.
export const enterSeats = press('room.enter-seats', 'correctable', { sheet: fact.text });
export const dropSeats = press('room.drop-seats', 'own', { sheet: fact.text });
