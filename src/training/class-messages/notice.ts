/** Someone a class notice went to, with the two separate marks it leaves: read and answered. */
export interface NoticeMark {
  cadreId: string;
  name: string;
  unitId: string;
  readAt?: Date;
  answeredAt?: Date;
  /** What the person answered, e.g. `收到`. */
  answer?: string;
}

/** Where a notice stands; the lists are in the order of the marks. */
export interface NoticeProgress {
  sent: number;
  read: number;
  answered: number;
  /** People per answer, most given first. */
  answers: readonly { answer: string; people: number }[];
  unread: readonly NoticeMark[];
  /** Read or not, without an answer; empty when the notice asks for none. */
  unanswered: readonly NoticeMark[];
  /** Whom to remind: who has not answered a notice that asks for an answer, else who has not read it. */
  toChase: readonly NoticeMark[];
}

/** Counts read and answered marks. Who answered has read, even where no read mark came in. */
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
