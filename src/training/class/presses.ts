import { fact, press } from '../../chat/press.ts';

// The preview of withdrawing a class.
const withdrawal = { classId: fact.text, reason: fact.text };
export const withdrawClass = press('class.withdraw', withdrawal);
export const keepClass = press('class.keep', withdrawal);

// The preview of a timetable that replaces one on which marks hang.
export const changeTimetable = press('class.change-timetable', { classId: fact.text, draft: fact.text });
export const keepTimetable = press('class.keep-timetable', { classId: fact.text, draft: fact.text });
