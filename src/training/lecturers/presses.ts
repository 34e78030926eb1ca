import { fact, press } from '../../chat/press.ts';

// The preview of a sheet of lecturers. `file` is kept, `form` its extension.
// `basis`: how its records stood when it was shown, at `shownAt` (milliseconds); absent on cards of earlier versions.
const shown = { basis: fact.text.optional(), shownAt: fact.number.optional() };
const sent = { file: fact.text, form: fact.oneOf(['xlsx', 'csv']), ...shown };
export const importLecturers = press('lecturer.import', 'correctable', sent);
export const dropLecturers = press('lecturer.drop', 'own', sent);
export const sendLecturers = press('lecturer.sheet', 'own');

export const undoLecturers = press('lecturer.undo-import', 'correctable', { update: fact.text, at: fact.text });
export const undoLecturer = press('lecturer.undo', 'correctable', {
  lecturer: fact.text,
  update: fact.text,
  at: fact.text,
});

// The picture of a lecturer or a field site; `about` is `lecturer:<id>` or `site:<id>`.
export const givePicture = press('pool-picture.give', 'own', { about: fact.text });
/** `file` is the update that sent a picture before it was asked for. */
export const useEarlierPicture = press('pool-picture.use-earlier', 'correctable', {
  about: fact.text,
  file: fact.text,
});
export const removePicture = press('pool-picture.remove', 'correctable', { about: fact.text });
export const undoPicture = press('pool-picture.undo', 'correctable', {
  about: fact.text,
  update: fact.text,
  at: fact.text,
});
