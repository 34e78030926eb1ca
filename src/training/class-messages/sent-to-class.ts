import { type MaterialRow, materialKey } from './materials.ts';
import { noticeReminderSteps } from './notice-reminders.ts';
import type { NoticeReminderRules } from './notice-rules.ts';
import {
  dayReminder,
  type NoticeRow,
  type NoticeStore,
  noticeCorrectionKey,
  noticeFileKey,
  noticeKey,
  noticeReminderKey,
} from './notices.ts';

/** A message to a class that can be recalled. */
export type SentToClass = NoticeRow | MaterialRow;

/** A notice has no title. */
export function isMaterial(row: SentToClass): row is MaterialRow {
  return 'title' in row;
}

/** The delivery keys of everything sent to its receivers or still to be sent: the card and, for a notice, its reminders. */
export async function messagesOf(
  { notices }: { notices: NoticeStore },
  row: SentToClass,
  rules: NoticeReminderRules,
): Promise<{ cadreId: string; key: string }[]> {
  if (isMaterial(row)) return (row.receivers ?? []).map((cadreId) => ({ cadreId, key: materialKey(row._id, cadreId) }));
  const steps = [...noticeReminderSteps(rules), ...(row.reminders ?? []).map(({ on }) => dayReminder(on))];
  return (await notices.marksOf(row._id)).flatMap(({ _id, cadreId, joinedBy }) => {
    const cards: string[] = [noticeKey({ _id }), ...(joinedBy === undefined ? [] : [noticeKey({ _id, joinedBy })])];
    const corrections = (row.corrections ?? []).map(({ byUpdate }) => noticeCorrectionKey(_id, byUpdate));
    if (row.file !== undefined) cards.push(noticeFileKey(_id));
    const reminders = steps.map((step) => noticeReminderKey(_id, step));
    return [...cards, ...reminders, ...corrections].map((key) => ({ cadreId, key }));
  });
}
