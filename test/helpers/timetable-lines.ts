import { formatClock } from '../../src/calendar/beijing-time.ts';
import type { Store } from '../../src/stores.ts';
import { courseTypeLabel, methodLabel } from '../../src/training/class/session.ts';

/** The present timetable as it is pasted, each session a line. */
export async function timetableLines(store: Store, classId: string): Promise<string[]> {
  const sessions = await store.sessions.ofClass(classId);
  return sessions.map(({ dateOn, startsAt, endsAt, title, parts, method }) => {
    const types = parts.map(({ type }) => courseTypeLabel(type)).join('、');
    return [dateOn, formatClock(startsAt), formatClock(endsAt), title, types, methodLabel(method)].join('\t');
  });
}
