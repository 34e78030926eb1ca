import { describe, expect, it } from 'vitest';
import { type NoticeMark, noticeProgress } from '../../../src/training/class-messages/notice.ts';

const at = new Date('2026-03-04T01:00:00Z');
const mark = (cadreId: string, more: Partial<NoticeMark> = {}): NoticeMark => ({
  cadreId,
  name: `学员${cadreId}`,
  unitId: 'u1',
  ...more,
});
const marks = [
  mark('silent'),
  mark('read', { readAt: at }),
  mark('answered', { readAt: at, answeredAt: at, answer: '收到' }),
  mark('typed', { answeredAt: at, answer: '收到' }),
  mark('cannot', { answeredAt: at, answer: '有困难' }),
];
const ids = (list: readonly NoticeMark[]) => list.map((one) => one.cadreId);

describe('the progress of a class notice', () => {
  it('keeps read and answered apart, and takes who answered as having read', () => {
    const progress = noticeProgress(marks, true);
    expect([progress.sent, progress.read, progress.answered]).toEqual([5, 4, 3]);
    expect(ids(progress.unread)).toEqual(['silent']);
    expect(ids(progress.unanswered)).toEqual(['silent', 'read']);
    expect(progress.answers).toEqual([
      { answer: '收到', people: 2 },
      { answer: '有困难', people: 1 },
    ]);
  });

  it('chases who has not answered, or, where no answer is asked for, who has not read', () => {
    expect(ids(noticeProgress(marks, true).toChase)).toEqual(['silent', 'read']);
    expect(ids(noticeProgress(marks, false).toChase)).toEqual(['silent']);
    expect(noticeProgress(marks, false).unanswered).toEqual([]);
  });
});
