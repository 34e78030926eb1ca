/** An entry in the calendars of several people; the same for all of them, e.g. one day of a class. */
export interface CalendarEntry {
  title: string;
  description: string;
  place: string;
  startsAt: Date;
  endsAt: Date;
  /** As the platform names them. */
  people: readonly string[];
}

/** The calendars of a platform's people, as far as an app may write there. Everything throws PlatformError and TransportError as `send`. */
export interface Calendars {
  /** Where entries of one kind are kept. @param owner - in whose name they stand, where the platform needs somebody. @returns how the platform names it */
  open(name: string, owner: string): Promise<string>;
  /**
   * Makes an entry. @returns how the platform names it
   * @param key - unique per entry
   * @param again - an earlier attempt under this key got no answer: what it may have made is looked for first, where the vendor does not recognise the key
   */
  add(calendar: string, entry: CalendarEntry, key: string, again: boolean): Promise<string>;
  /** Writes an entry anew. @returns `false` when it is not there any more */
  change(calendar: string, id: string, entry: CalendarEntry): Promise<boolean>;
  /** Takes an entry out of everybody's calendar; one that is gone already is no fault. */
  remove(calendar: string, id: string): Promise<void>;
}

/** The code with which a platform says that this app may not write into calendars. */
export const calendarForbidden = 'calendar-forbidden';
