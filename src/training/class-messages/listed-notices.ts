import type { CadreStore } from '../../county/cadres.ts';
import type { ClassStore } from '../class/class-store.ts';
import { aboutOf, toWhom } from './notice-about.ts';
import type { ListedNotice } from './notice-list-words.ts';
import type { NoticeRow, NoticeStore } from './notices.ts';

/** Notices with how far each has come. */
export async function listedNotices(
  store: { notices: NoticeStore; cadres: CadreStore; classes: ClassStore },
  rows: readonly NoticeRow[],
): Promise<ListedNotice[]> {
  const [senders, classes] = await Promise.all([
    store.cadres.many([...new Set(rows.map(({ createdBy }) => createdBy))]),
    Promise.all([...new Set(rows.flatMap(({ classId }) => classId ?? []))].map((id) => store.classes.byId(id))),
  ]);
  const names = new Map(senders.map(({ _id, name }) => [_id, name]));
  const all: ListedNotice[] = [];
  for (const notice of rows) {
    const marks = await store.notices.marksOf(notice._id);
    const trainingClass = classes.find((each) => each?._id === notice.classId);
    all.push({
      notice,
      to: toWhom(notice, aboutOf(notice, trainingClass)),
      sender: names.get(notice.createdBy) ?? '',
      people: marks.length,
      read: marks.filter(({ readAt, answeredAt }) => readAt !== undefined || answeredAt !== undefined).length,
      answered: marks.filter(({ answeredAt }) => answeredAt !== undefined).length,
    });
  }
  return all;
}
