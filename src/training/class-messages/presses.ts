import { fact, press } from '../../chat/press.ts';

// The preview of a notice.
export const sendNotice = press('notice.send', { noticeId: fact.text, group: fact.oneOf(['yes']).optional() });
export const dropNotice = press('notice.drop', { noticeId: fact.text });

// A notice on a trainee's screen.
export const readNotice = press('notice.read', { noticeId: fact.text });
export const answerNotice = press('notice.answer', {
  noticeId: fact.text,
  answer: fact.oneOf(['willDo', 'difficulty']),
});
export const giveNoticeWords = press('notice.words', { noticeId: fact.text });

// The preview of study material.
export const sendMaterial = press('material.send', { material: fact.text, group: fact.oneOf(['yes']).optional() });
export const dropMaterial = press('material.drop', { material: fact.text });

// The preview of recalling a notice or material.
export const confirmRecall = press('recall.confirm', { number: fact.text });
export const dropRecall = press('recall.drop', { number: fact.text });

// The preview of a group for the class.
export const createClassGroup = press('class-group.create', { classId: fact.text });
export const dropClassGroup = press('class-group.drop');
