import type { CalendarEntry, Calendars } from '../chat/calendar-entry.ts';

/** What is kept of one entry (`src/training/class/calendar-entries.ts`). */
interface KeptEntry {
  _id: string;
  owner: string;
  wanted?: CalendarEntry;
  revision: number;
  kept?: number;
  calendar?: string;
  entry?: string;
  tried?: CalendarEntry;
  generation: number;
}

/** Where it is kept. */
export interface CalendarEntryNotes<Row extends KeptEntry = KeptEntry> {
  byId(id: string): Promise<Row | null>;
  openAt(id: string, calendar: string): Promise<string>;
  trying(id: string, tried: CalendarEntry): Promise<void>;
  made(id: string, entry: string): Promise<void>;
  gone(seen: Row): Promise<void>;
  kept(id: string, revision: number): Promise<void>;
  refused(id: string): Promise<void>;
}

/**
 * Brings an entry of the calendars into line with what is wanted now, whatever it was called for: calls that come late or twice do no harm.
 * What may have been made by a call without an answer is noted before the call, and found or recognised before another is made.
 *
 * @param installation - part of the key, so that keys of a wiped installation are never met again
 * @throws PlatformError, TransportError
 */
export async function keepCalendar<Row extends KeptEntry>(
  notes: CalendarEntryNotes<Row>,
  calendars: Calendars,
  id: string,
  installation: string,
): Promise<void> {
  const row = await notes.byId(id);
  if (row === null || row.kept === row.revision) return;
  if (row.wanted === undefined) await takeOut(notes, calendars, row, installation);
  else await putIn(notes, calendars, row, row.wanted, installation);
  await notes.kept(id, row.revision);
}

async function putIn<Row extends KeptEntry>(
  notes: CalendarEntryNotes<Row>,
  calendars: Calendars,
  row: Row,
  wanted: CalendarEntry,
  installation: string,
): Promise<void> {
  const { calendar, entry } = row;
  if (calendar !== undefined && entry !== undefined) {
    if (await calendars.change(calendar, entry, wanted)) return;
    // Somebody took it out by hand: it is made anew.
    await notes.gone(row);
    const anew = await notes.byId(row._id);
    if (anew !== null) await make(notes, calendars, anew, wanted, installation);
    return;
  }
  await make(notes, calendars, row, wanted, installation);
}

async function make<Row extends KeptEntry>(
  notes: CalendarEntryNotes<Row>,
  calendars: Calendars,
  { _id, owner, tried, generation, calendar: known }: Row,
  wanted: CalendarEntry,
  installation: string,
): Promise<void> {
  const calendar = known ?? (await notes.openAt(_id, await calendars.open(wanted.title, owner)));
  // What may be there already stays noted until it is found: by what is wanted now nobody would recognise it.
  if (tried === undefined) await notes.trying(_id, wanted);
  const entry = await calendars.add(
    calendar,
    tried ?? wanted,
    keyOf(installation, _id, generation),
    tried !== undefined,
  );
  await notes.made(_id, entry);
  if (tried !== undefined) await calendars.change(calendar, entry, wanted);
}

async function takeOut<Row extends KeptEntry>(
  notes: CalendarEntryNotes<Row>,
  calendars: Calendars,
  row: Row,
  installation: string,
): Promise<void> {
  const { _id, calendar, tried, generation } = row;
  let { entry } = row;
  // Nobody knows whether it was made: the same request tells how it is named.
  if (calendar !== undefined && entry === undefined && tried !== undefined)
    entry = await calendars.add(calendar, tried, keyOf(installation, _id, generation), true);
  if (calendar !== undefined && entry !== undefined) await calendars.remove(calendar, entry);
  await notes.gone(row);
}

function keyOf(installation: string, id: string, generation: number): string {
  return `${installation}:calendar:${id}:${generation}`;
}
