import { fact, press } from '../../chat/press.ts';

// The preview of a notice.
export const sendNotice = press('notice.send', 'final', { noticeId: fact.text, group: fact.oneOf(['yes']).optional() });
export const dropNotice = press('notice.drop', 'own', { noticeId: fact.text });
export const setNotice = press('notice.set', 'own', {
  noticeId: fact.text,
  receipt: fact.oneOf(['yes', 'no']).optional(),
  escalates: fact.oneOf(['yes', 'no']).optional(),
  label: fact.oneOf(['internal', 'workSensitive']).optional(),
  file: fact.oneOf(['no']).optional(),
});
/** The file its sender sent before, by the update that sent it. */
export const attachEarlierFile = press('notice.attach', 'own', { noticeId: fact.text, file: fact.text });
export const correctNotice = press('notice.correct', 'final', { noticeId: fact.text, draft: fact.text });
export const dropCorrection = press('notice.drop-correction', 'own', { noticeId: fact.text, draft: fact.text });
export const askCollectPlace = press('notice.ask-place', 'own', { noticeId: fact.text });
export const giveCollectPlace = press('notice.place', 'own', { noticeId: fact.text });

// Who has read and answered, as a sheet.
export const sendNoticeList = press('notice.list-sheet', 'own');
export const remindNotice = press('notice.remind', 'final', { noticeId: fact.text });
export const sendNoticeProgress = press('notice.progress-sheet', 'own', { noticeId: fact.text });

// A notice on a trainee's screen.
export const readNotice = press('notice.read', 'own', { noticeId: fact.text });
export const answerNotice = press('notice.answer', 'own', {
  noticeId: fact.text,
  answer: fact.oneOf(['willDo', 'difficulty']),
});
export const giveNoticeWords = press('notice.words', 'own', { noticeId: fact.text });

// The preview of study material.
export const sendMaterial = press('material.send', 'final', {
  material: fact.text,
  group: fact.oneOf(['yes']).optional(),
});
export const dropMaterial = press('material.drop', 'own', { material: fact.text });

// The preview of recalling a notice or material.
export const confirmRecall = press('recall.confirm', 'final', { number: fact.text });
export const dropRecall = press('recall.drop', 'own', { number: fact.text });

// What was sent, by whoever sent it.
export const undoSending = press('notice.undo', 'final', { number: fact.text, at: fact.text });

// The preview of a group for the class.
export const createClassGroup = press('class-group.create', 'final', { classId: fact.text });
export const dropClassGroup = press('class-group.drop', 'own');
