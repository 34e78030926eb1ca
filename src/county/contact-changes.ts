import type { PlatformPerson } from '../chat/platform.ts';
import type { PlatformName } from '../chat/update.ts';
import type { ContactNews, ContactRow } from './contacts.ts';

/** The contacts of one platform: as they were known, as the platform lists them, and whom the information base expects there. */
interface Contacts {
  platform: PlatformName;
  known: readonly ContactRow[];
  listed: ReadonlyMap<string, PlatformPerson>;
  expected: readonly { userId: string; name: string; unit: string }[];
}

/**
 * What has changed in a platform's contacts, as the rows to be written. At the first reading nobody is new: only whom the information base
 * expects and the platform does not list is news. A second comparison of the same lists gives nothing.
 */
export function contactChanges({ platform, known, listed, expected }: Contacts, todayOn: string): ContactRow[] {
  const isFirst = known.length === 0;
  const rows = new Map(known.map((row) => [row.userId, row]));
  const present = [...listed.values()].flatMap((person) => {
    const before = rows.get(person.userId);
    const now = entryOf(platform, person);
    if (before === undefined) return [isFirst ? now : { ...now, news: 'joined' as const, newsOn: todayOn }];
    return seenAgain(before, now, todayOn);
  });
  const left = known
    .filter(({ userId, leftOn }) => leftOn === undefined && !listed.has(userId))
    .map((row) => withNews(row, 'left', todayOn, { leftOn: todayOn }));
  const unseen = expected
    .filter(({ userId }) => !rows.has(userId) && !listed.has(userId))
    .map(({ userId, name, unit }) => entryOf(platform, { userId, name, departments: [unit], title: '' }))
    .map((row) => withNews(row, 'unseen', todayOn, { leftOn: todayOn }));
  return [...present, ...left, ...unseen];
}

function seenAgain(before: ContactRow, now: ContactRow, todayOn: string): ContactRow[] {
  if (before.leftOn !== undefined) return [withNews({ ...before, ...now }, 'back', todayOn, { backOn: todayOn })];
  const was = contactPlace(before);
  if (was !== contactPlace(now)) return [withNews({ ...before, ...now }, 'moved', todayOn, { before: was })];
  return before.name === now.name ? [] : [{ ...before, name: now.name }];
}

function withNews(
  { leftOn: _left, before: _before, toldOn: _told, ...row }: ContactRow,
  news: ContactNews,
  newsOn: string,
  more: Partial<ContactRow>,
): ContactRow {
  return { ...row, news, newsOn, ...more };
}

function entryOf(platform: PlatformName, { userId, name, departments, title }: PlatformPerson): ContactRow {
  return { _id: `${platform}:${userId}`, platform, userId, name, departments: [...departments].sort(), title };
}

/** `县财政局、县委党校 科长` */
export function contactPlace({ departments, title }: Pick<ContactRow, 'departments' | 'title'>): string {
  return [departments.join('、'), title].filter((part) => part !== '').join(' ');
}
