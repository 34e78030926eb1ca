import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type CalendarEntry, type Calendars, calendarForbidden } from '../../chat/calendar-entry.ts';
import { PlatformError } from '../../errors.ts';
import type { DingtalkApi } from './api.ts';

const maxText = { title: 2048, description: 5000 };
const timeZone = 'Asia/Shanghai';
/** What is not there any more (docs/vendors/dingtalk.md, Calendars). */
const gone = ['eventNotExist', 'http-404'];

const madeAnswer = z.object({ id: z.string().min(1) });
const personAnswer = z.object({ result: z.object({ unionid: z.string().min(1) }) });

/** Entries in the primary calendar of one person, to which the others are invited (docs/vendors/dingtalk.md, Calendars). */
export class DingtalkCalendars implements Calendars {
  readonly #api: DingtalkApi;
  /** Union ids do not change; asked once per person, which costs nothing of the month's allowance. */
  readonly #unionIds = new Map<string, string>();

  constructor(api: DingtalkApi) {
    this.#api = api;
  }

  /** @returns the union id of the owner, in whose primary calendar the entries stand */
  open(_name: string, owner: string): Promise<string> {
    return this.#unionIdOf(owner);
  }

  async add(calendar: string, entry: CalendarEntry, key: string): Promise<string> {
    const token = createHash('sha256').update(key).digest('hex').slice(0, 32);
    const body = await this.#eventOf(entry);
    const headers = { 'x-client-token': token };
    const call = () => this.#api.callNew('calendar/events/create', 'POST', pathOf(calendar), body, madeAnswer, headers);
    return (await permitted('calendar/events/create', call)).id;
  }

  async change(calendar: string, id: string, entry: CalendarEntry): Promise<boolean> {
    const body = { id, ...(await this.#eventOf(entry)) };
    const name = 'calendar/events/patch';
    return unlessGone(() =>
      permitted(name, () => this.#api.callNew(name, 'PUT', pathOf(calendar, id), body, z.object({}))),
    );
  }

  async remove(calendar: string, id: string): Promise<void> {
    const name = 'calendar/events/delete';
    await unlessGone(() =>
      permitted(name, () => this.#api.callNew(name, 'DELETE', pathOf(calendar, id), undefined, z.object({}))),
    );
  }

  async #eventOf({ title, description, place, startsAt, endsAt, people }: CalendarEntry) {
    const attendees: { id: string }[] = [];
    for (const userId of new Set(people)) attendees.push({ id: await this.#unionIdOf(userId) });
    return {
      ...{ summary: title.slice(0, maxText.title), description: description.slice(0, maxText.description) },
      ...{ location: { displayName: place }, attendees, reminders: [] },
      ...{ start: timeOf(startsAt), end: timeOf(endsAt), isAllDay: false },
    };
  }

  async #unionIdOf(userId: string): Promise<string> {
    const known = this.#unionIds.get(userId);
    if (known !== undefined) return known;
    const { result } = await this.#api.callOld('topapi/v2/user/get', { userid: userId }, personAnswer);
    this.#unionIds.set(userId, result.unionid);
    return result.unionid;
  }
}

function pathOf(unionId: string, eventId?: string): string {
  const events = `/v1.0/calendar/users/${encodeURIComponent(unionId)}/calendars/primary/events`;
  return eventId === undefined ? events : `${events}/${encodeURIComponent(eventId)}`;
}

/** With the offset of Beijing, without fractions of a second. */
function timeOf(at: Date) {
  const local = new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19);
  return { dateTime: `${local}+08:00`, timeZone };
}

async function permitted<T>(name: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof PlatformError && error.code.startsWith('Forbidden.AccessDenied.AccessTokenPermissionDenied'))
      throw new PlatformError(name, calendarForbidden, 'never', { fault: 'message' });
    throw error;
  }
}

async function unlessGone(call: () => Promise<unknown>): Promise<boolean> {
  try {
    await call();
    return true;
  } catch (error) {
    if (error instanceof PlatformError && gone.includes(error.code)) return false;
    throw error;
  }
}
