import { fact, press } from '../../chat/press.ts';

// The preview of a timetable that replaces one on which marks hang.
export const changeTimetable = press('class.change-timetable', { classId: fact.text, draft: fact.text });
export const keepTimetable = press('class.keep-timetable', { classId: fact.text, draft: fact.text });
