import { createRequire } from 'node:module';
import type { DateArray } from 'ics';
import type { ClassRow } from './classes.ts';
import type { SessionRow } from './sessions.ts';

const require = createRequire(import.meta.url);

/**
 * The timetable as an iCalendar file, with which a calendar takes every lesson, and takes it anew under the same id when the file comes
 * again.
 *
 * @param now - when it was made
 * @throws Error for a lesson without a length, which no timetable that passed has
 */
export function calendarFile({ name }: Pick<ClassRow, 'name'>, sessions: readonly SessionRow[], now: Date): Buffer {
  const { createEvents } = require('ics') as typeof import('ics');
  const { error, value } = createEvents(
    sessions.map((session) => ({
      ...{
        uid: `${session._id}@xuece`,
        title: session.title,
        location: session.place,
        description: `${name}　${session.lecturer}`,
      },
      ...{ start: utc(session.startsAt), startInputType: 'utc', end: utc(session.endsAt), endInputType: 'utc' },
      ...{ startOutputType: 'utc', endOutputType: 'utc', busyStatus: 'BUSY' },
    })),
    { calName: name, productId: 'xuece', method: 'PUBLISH' },
  );
  if (typeof value !== 'string') throw error ?? new Error('no calendar');
  // The package stamps with the time it was loaded; the same file is wanted in a second run.
  return Buffer.from(value.replace(/^DTSTAMP:.*$/gm, `DTSTAMP:${stamp(now)}`), 'utf8');
}

function utc(at: Date): DateArray {
  return [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate(), at.getUTCHours(), at.getUTCMinutes()];
}

const stamp = (at: Date) => at.toISOString().replace(/[-:]|\.\d{3}/g, '');
