import { fact, press } from '../../chat/press.ts';
import { CLASS_FIELDS } from './classes.ts';

// The preview of withdrawing a class.
const withdrawal = { classId: fact.text, reason: fact.text };
export const withdrawClass = press('class.withdraw', withdrawal);
export const keepClass = press('class.keep', withdrawal);

// The preview of another name or class teacher.
const change = { classId: fact.text, field: fact.oneOf(CLASS_FIELDS), to: fact.text, reason: fact.text };
export const changeClass = press('class.change', change);
export const keepUnchanged = press('class.keep-unchanged', change);

// The preview of a timetable that replaces one on which marks hang.
export const changeTimetable = press('class.change-timetable', { classId: fact.text, draft: fact.text });
export const keepTimetable = press('class.keep-timetable', { classId: fact.text, draft: fact.text });
