/** A receiver of a class notice, and whether they have read and answered it. */
export interface NoticeMark {
  cadreId: string;
  name: string;
  unitId: string;
  readAt?: Date;
  answeredAt?: Date;
  /** What the person answered, e.g. `收到`. */
  answer?: string;
}

/** The state of a notice; the lists are in the order of the marks. */
export interface NoticeProgress {
  sent: number;
  read: number;
  answered: number;
  /** People per answer, the most frequent first. */
  answers: readonly { answer: string; people: number }[];
  unread: readonly NoticeMark[];
  /** People without an answer, whether they have read it or not; empty if the notice asks for none. */
  unanswered: readonly NoticeMark[];
  /** People to remind: those without an answer, if the notice asks for one, otherwise those who have not read it. */
  toChase: readonly NoticeMark[];
}

/** Counts who has read and answered. An answer counts as read, even without a read mark. */
export function noticeProgress(marks: readonly NoticeMark[], asksForAnswer: boolean): NoticeProgress {
  const answered = marks.filter((mark) => mark.answeredAt !== undefined);
  const unread = marks.filter((mark) => mark.readAt === undefined && mark.answeredAt === undefined);
  const unanswered = asksForAnswer ? marks.filter((mark) => mark.answeredAt === undefined) : [];
  return {
    sent: marks.length,
    read: marks.length - unread.length,
    answered: answered.length,
    answers: countAnswers(answered),
    unread,
    unanswered,
    toChase: asksForAnswer ? unanswered : unread,
  };
}

function countAnswers(answered: readonly NoticeMark[]): { answer: string; people: number }[] {
  const counts = new Map<string, number>();
  for (const { answer } of answered) {
    if (answer !== undefined) counts.set(answer, (counts.get(answer) ?? 0) + 1);
  }
  return [...counts]
    .map(([answer, people]) => ({ answer, people }))
    .sort((a, b) => b.people - a.people || (a.answer < b.answer ? -1 : 1));
}
