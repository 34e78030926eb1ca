import type { ApiCall } from '../api.ts';
import { type JsonObject, listOf, objectOf, textOf } from '../json.ts';
import type { World } from '../world.ts';
import type { DingtalkAccount } from './account.ts';
import { unionIdOf } from './contacts.ts';
import { DingtalkRefusal } from './refusals.ts';
import type { DingtalkCalendarEvent } from './state.ts';

export const EVENTS = '/v1.0/calendar/users/{userId}/calendars/primary/events';
export const EVENT = `${EVENTS}/{eventId}`;
const PATH = /^\/v1\.0\/calendar\/users\/([^/]+)\/calendars\/primary\/events(?:\/([^/]+))?$/;
const MAX_ATTENDEES = 500;
const MAX_TITLE = 2048;
const MAX_DESCRIPTION = 5000;

type Call = Pick<ApiCall, 'path' | 'headers'>;

/** The route of a path of the calendar; `undefined` for any other. */
export function calendarRoute(path: string): string | undefined {
  const [whole, , eventId] = PATH.exec(path) ?? [];
  return whole === undefined ? undefined : eventId === undefined ? EVENTS : EVENT;
}

/** An entry in the calendar of one person, with others invited (docs/emulator.md, Calendars); one `x-client-token` makes one entry. */
export function createEvent(world: World, account: DingtalkAccount, body: JsonObject, call: Call): JsonObject {
  const event = eventOf(world, account, body, organizerOf(world, call));
  const token = textOf(call.headers['x-client-token']);
  const made = token === '' ? undefined : world.state.dingtalk.eventTokens.get(token);
  if (made !== undefined) return { id: made, summary: event.summary };
  const id = world.secret(18).replace(/[^0-9A-Za-z]/g, 'x');
  world.commit({ kind: 'dingtalk-calendar', id, event, ...(token === '' ? {} : { token }) });
  return { id, summary: event.summary };
}

/** Changes what is named, the list of attendees as a whole. */
export function changeEvent(world: World, account: DingtalkAccount, body: JsonObject, call: Call): JsonObject {
  const { id, event } = knownEvent(world, call);
  const before = {
    ...{ summary: event.summary, description: event.description, location: { displayName: event.place } },
    ...{ start: { dateTime: new Date(event.startsAtMs).toISOString() } },
    ...{ end: { dateTime: new Date(event.endsAtMs).toISOString() } },
    attendees: event.attendees.map((userId) => ({ id: unionIdOf(userId) })),
  };
  world.commit({
    ...{ kind: 'dingtalk-calendar', id },
    event: eventOf(world, account, { ...before, ...body }, event.organizer),
  });
  return { id };
}

export function deleteEvent(world: World, _account: DingtalkAccount, call: Call): JsonObject {
  world.commit({ kind: 'dingtalk-calendar-gone', id: knownEvent(world, call).id });
  return {};
}

function knownEvent(world: World, call: Call): { id: string; event: DingtalkCalendarEvent } {
  const organizer = organizerOf(world, call);
  const [, , id = ''] = PATH.exec(call.path) ?? [];
  const event = world.state.dingtalk.events.get(id);
  if (event?.organizer !== organizer) throw new DingtalkRefusal(404, 'eventNotExist');
  return { id, event };
}

/** Whose calendar it is, by the union id in the path. */
function organizerOf(world: World, { path }: Call): string {
  const [, unionId = ''] = PATH.exec(path) ?? [];
  return userOf(world, decodeURIComponent(unionId), 'invalidUserId');
}

function userOf(world: World, unionId: string, code: string): string {
  const found = [...world.directory.all()].find(
    ({ vendor, userId }) => vendor === 'dingtalk' && unionIdOf(userId) === unionId,
  );
  if (found === undefined) throw new DingtalkRefusal(400, code);
  return found.userId;
}

function eventOf(world: World, _account: DingtalkAccount, body: JsonObject, organizer: string): DingtalkCalendarEvent {
  const summary = textOf(body.summary);
  const description = textOf(body.description);
  const [startsAtMs, endsAtMs] = [body.start, body.end].map((each) => Date.parse(textOf(objectOf(each).dateTime)));
  const isWhen = startsAtMs !== undefined && endsAtMs !== undefined && startsAtMs < endsAtMs;
  if (summary === '' || summary.length > MAX_TITLE || description.length > MAX_DESCRIPTION || !isWhen)
    throw new DingtalkRefusal(400, 'invalidParameter');
  const attendees = listOf(body.attendees).map((each) => userOf(world, textOf(objectOf(each).id), 'invalidAttendee'));
  if (attendees.length > MAX_ATTENDEES) throw new DingtalkRefusal(400, 'attendeesExceedLimit');
  const place = textOf(objectOf(body.location).displayName);
  return { organizer, summary, description, place, startsAtMs, endsAtMs, attendees };
}
