import { z } from 'zod';
import { type CalendarEntry, type Calendars, calendarForbidden } from '../../chat/calendar-entry.ts';
import { PlatformError } from '../../errors.ts';
import { beijingDay } from '../shared/beijing-day.ts';
import { shortened } from '../shared/split-text.ts';
import type { WecomApi } from './api.ts';
import { clean } from './literal.ts';
import { isUserId } from './xml-fields.ts';

/** D93647, D93648. */
const maxText = { title: 128, description: 1000, place: 128 };
const pageSize = 1000;

/** The app may not use calendars. A refusal of the whole app elsewhere; here messages go on. */
const forbidden = ['48002', '301002', '60011'];
/** What is not there or was cancelled (docs/vendors/wecom.md, Calendars). */
const unknownEntry = '40058';

const calendarAnswer = z.object({ cal_id: z.string().min(1) });
const madeAnswer = z.object({ schedule_id: z.string().min(1) });
const listAnswer = z.object({
  schedule_list: z.array(
    z.object({ schedule_id: z.string(), summary: z.string(), start_time: z.number(), status: z.number().nullish() }),
  ),
});

/** Entries in a calendar of the app's own, with those concerned as attendees (日程; docs/vendors/wecom.md, Calendars). */
export class WecomCalendars implements Calendars {
  readonly #api: WecomApi;
  readonly #agentId: number;

  constructor(api: WecomApi, agentId: number) {
    this.#api = api;
    this.#agentId = agentId;
  }

  async open(name: string): Promise<string> {
    const calendar = { summary: shortened(clean(name), maxText.title), color: '#1E5AA8' };
    const body = { calendar, agentid: this.#agentId };
    return (await this.#call('oa/calendar/add', calendarAnswer, body)).cal_id;
  }

  async add(calendar: string, entry: CalendarEntry, _key: string, again: boolean): Promise<string> {
    const made = again ? await this.#find(calendar, entry) : undefined;
    if (made !== undefined) {
      await this.change(calendar, made, entry);
      return made;
    }
    const body = { schedule: scheduleOf(calendar, entry), agentid: this.#agentId };
    return (await this.#call('oa/schedule/add', madeAnswer, body)).schedule_id;
  }

  async change(calendar: string, id: string, entry: CalendarEntry): Promise<boolean> {
    const schedule = { schedule_id: id, ...scheduleOf(calendar, entry) };
    return this.#unlessGone(() => this.#call('oa/schedule/update', z.object({}), { schedule, agentid: this.#agentId }));
  }

  async remove(_calendar: string, id: string): Promise<void> {
    await this.#unlessGone(() => this.#call('oa/schedule/del', z.object({}), { schedule_id: id }));
  }

  /** WeCom recognises no repeat: an entry of the same day and title in the class's own calendar is the one. */
  async #find(calendar: string, { title, startsAt }: CalendarEntry): Promise<string | undefined> {
    const wanted = { summary: shortened(clean(title), maxText.title), day: beijingDay(startsAt.getTime()) };
    for (let offset = 0; ; offset += pageSize) {
      const body = { cal_id: calendar, offset, limit: pageSize };
      const { schedule_list: page } = await this.#call('oa/schedule/get_by_calendar', listAnswer, body);
      const found = page.find(
        ({ summary, start_time, status }) =>
          summary === wanted.summary && beijingDay(start_time * 1000) === wanted.day && (status ?? 0) === 0,
      );
      if (found !== undefined) return found.schedule_id;
      if (page.length < pageSize) return undefined;
    }
  }

  async #unlessGone(call: () => Promise<unknown>): Promise<boolean> {
    try {
      await call();
      return true;
    } catch (error) {
      if (error instanceof PlatformError && error.code === unknownEntry) return false;
      throw error;
    }
  }

  async #call<T>(method: string, answer: z.ZodType<T>, body: object): Promise<T> {
    try {
      return await this.#api.call(method, answer, { body });
    } catch (error) {
      if (error instanceof PlatformError && forbidden.includes(error.code))
        throw new PlatformError(method, calendarForbidden, 'never', { fault: 'message' });
      throw error;
    }
  }
}

function scheduleOf(calendar: string, { title, description, place, startsAt, endsAt, people }: CalendarEntry) {
  const attendees = [...new Set(people.map((userId) => userId.toLowerCase()))].filter(isUserId);
  return {
    ...{ cal_id: calendar, summary: shortened(clean(title), maxText.title) },
    ...{ description: shortened(clean(description), maxText.description) },
    ...{ location: shortened(clean(place), maxText.place), reminders: { is_remind: 0 } },
    ...{ start_time: Math.floor(startsAt.getTime() / 1000), end_time: Math.floor(endsAt.getTime() / 1000) },
    attendees: attendees.map((userid) => ({ userid })),
  };
}
