import { fact, press } from '../../chat/press.ts';

// The preview of a sheet of lecturers. `file` is kept, `form` its extension.
const sent = { file: fact.text, form: fact.oneOf(['xlsx', 'csv']) };
export const importLecturers = press('lecturer.import', 'correctable', sent);
export const dropLecturers = press('lecturer.drop', 'own', sent);
export const sendLecturers = press('lecturer.sheet', 'own');

export const undoLecturers = press('lecturer.undo-import', 'correctable', { update: fact.text, at: fact.text });
export const undoLecturer = press('lecturer.undo', 'correctable', {
  lecturer: fact.text,
  update: fact.text,
  at: fact.text,
});
