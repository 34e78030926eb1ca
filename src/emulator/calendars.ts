import type { State } from './state.ts';
import type { CalendarEntryView, Vendor } from './view.ts';

/** What stands in this person's calendar, in the order of time; what was cancelled is gone. */
export function calendarOf(state: State, { vendor, userId }: { vendor: Vendor; userId: string }): CalendarEntryView[] {
  const entries = vendor === 'wecom' ? wecomEntries(state, userId) : dingtalkEntries(state, userId);
  return entries.sort((a, b) => a.startsAtMs - b.startsAtMs);
}

function wecomEntries({ wecom }: State, userId: string): CalendarEntryView[] {
  return [...wecom.schedules]
    .filter(([, { attendees, isCancelled }]) => !isCancelled && attendees.includes(userId))
    .map(([id, { summary, location, description, startSeconds, endSeconds }]) => ({
      ...{ id, title: summary, place: location, description },
      ...{ startsAtMs: startSeconds * 1000, endsAtMs: endSeconds * 1000 },
    }));
}

function dingtalkEntries({ dingtalk }: State, userId: string): CalendarEntryView[] {
  return [...dingtalk.events]
    .filter(([, { organizer, attendees }]) => organizer === userId || attendees.includes(userId))
    .map(([id, { summary, place, description, startsAtMs, endsAtMs }]) => ({
      ...{ id, title: summary, place, description, startsAtMs, endsAtMs },
    }));
}
