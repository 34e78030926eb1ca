import { type JsonObject, listOf, objectOf, textOf } from '../json.ts';
import type { World } from '../world.ts';
import type { WecomAccount } from './account.ts';
import type { TokenCall } from './call.ts';
import { WecomRefusal } from './codes.ts';
import { visiblePerson } from './range.ts';
import type { WecomSchedule } from './state.ts';

const MAX_ATTENDEES = 1000;
const MAX_TITLE = 128;
const MAX_DESCRIPTION = 1000;
const MAX_LISTED = 1000;

/** `oa/calendar/add` (docs/emulator.md, Calendars). @throws WecomRefusal 48002, 40058 */
export function addCalendar(world: World, { body, caller }: TokenCall): JsonObject {
  const agentId = needApp(caller);
  const summary = textOf(objectOf(body.calendar).summary);
  if (summary === '' || summary.length > MAX_TITLE) throw new WecomRefusal(40058);
  const calId = `wc${world.secret(24)}`;
  world.commit({ kind: 'wecom-calendar', calId, agentId, summary });
  return { cal_id: calId };
}

/** `oa/schedule/add`: the same request again is another entry. @throws WecomRefusal 48002, 40058, 40031, 40032 */
export function addSchedule(world: World, account: WecomAccount, { body, caller }: TokenCall): JsonObject {
  needApp(caller);
  const schedule = scheduleOf(world, account, caller, objectOf(body.schedule));
  const id = world.secret(24);
  world.commit({ kind: 'wecom-schedule', id, schedule });
  return { schedule_id: id };
}

/** `oa/schedule/update`: everything is written anew. @throws WecomRefusal as `oa/schedule/add` */
export function updateSchedule(world: World, account: WecomAccount, { body, caller }: TokenCall): JsonObject {
  const given = objectOf(body.schedule);
  const id = textOf(given.schedule_id);
  const known = ownSchedule(world, caller, id);
  if (known.isCancelled) throw new WecomRefusal(40058);
  const schedule = scheduleOf(world, account, caller, { ...given, cal_id: given.cal_id ?? known.calId });
  if (schedule.calId !== known.calId) throw new WecomRefusal(40058);
  world.commit({ kind: 'wecom-schedule', id, schedule });
  return {};
}

/** `oa/schedule/del`; a cancelled one can still be read. @throws WecomRefusal 48002, 40058 */
export function deleteSchedule(world: World, { body, caller }: TokenCall): JsonObject {
  const id = textOf(body.schedule_id);
  const schedule = ownSchedule(world, caller, id);
  world.commit({ kind: 'wecom-schedule', id, schedule: { ...schedule, isCancelled: true } });
  return {};
}

/** `oa/schedule/get`. @throws WecomRefusal 48002, 40058 */
export function getSchedules(world: World, { body, caller }: TokenCall): JsonObject {
  const ids = listOf(body.schedule_id_list).map(textOf);
  if (ids.length === 0 || ids.length > MAX_LISTED) throw new WecomRefusal(40058);
  return { schedule_list: ids.map((id) => written(id, ownSchedule(world, caller, id))) };
}

/** `oa/schedule/get_by_calendar`, those cancelled included. @throws WecomRefusal 48002, 40058 */
export function schedulesOfCalendar(world: World, { body, caller }: TokenCall): JsonObject {
  const calId = ownCalendar(world, caller, body.cal_id);
  const { offset = 0, limit = 500 } = body;
  if (typeof offset !== 'number' || typeof limit !== 'number' || limit < 1 || limit > MAX_LISTED || offset < 0)
    throw new WecomRefusal(40058);
  const all = [...world.state.wecom.schedules].filter(([, schedule]) => schedule.calId === calId);
  return { schedule_list: all.slice(offset, offset + limit).map(([id, schedule]) => written(id, schedule)) };
}

function written(
  id: string,
  { calId, summary, description, location, startSeconds, endSeconds, attendees, isCancelled }: WecomSchedule,
) {
  return {
    ...{ schedule_id: id, cal_id: calId, summary, description, location },
    ...{ start_time: startSeconds, end_time: endSeconds, status: isCancelled ? 1 : 0 },
    attendees: attendees.map((userid) => ({ userid, response_status: 0 })),
  };
}

function scheduleOf(
  world: World,
  account: WecomAccount,
  caller: TokenCall['caller'],
  given: JsonObject,
): WecomSchedule {
  const { start_time: startSeconds, end_time: endSeconds } = given;
  const isWhen = typeof startSeconds === 'number' && typeof endSeconds === 'number' && startSeconds < endSeconds;
  const [summary, description, location] = [given.summary, given.description, given.location].map(textOf);
  const isWritten = (summary ?? '').length <= MAX_TITLE && (description ?? '').length <= MAX_DESCRIPTION;
  if (!isWhen || !isWritten || (location ?? '').length > MAX_TITLE) throw new WecomRefusal(40058);
  const attendees = listOf(given.attendees).map((each) => {
    const person = visiblePerson(world, account, textOf(objectOf(each).userid));
    if (person === undefined) throw new WecomRefusal(40031);
    return person.userId;
  });
  if (attendees.length > MAX_ATTENDEES) throw new WecomRefusal(40032);
  return {
    ...{ calId: ownCalendar(world, caller, given.cal_id), startSeconds, endSeconds, attendees, isCancelled: false },
    ...{
      summary: summary === '' ? '新建事件' : (summary ?? ''),
      description: description ?? '',
      location: location ?? '',
    },
  };
}

/** @throws WecomRefusal 40058 for a calendar that another app made, or nobody */
function ownCalendar(world: World, caller: TokenCall['caller'], calId: unknown): string {
  const agentId = needApp(caller);
  const known = world.state.wecom.calendars.get(textOf(calId));
  if (known?.agentId !== agentId) throw new WecomRefusal(40058);
  return textOf(calId);
}

function ownSchedule(world: World, caller: TokenCall['caller'], id: string): WecomSchedule {
  const schedule = world.state.wecom.schedules.get(id);
  if (schedule === undefined) throw new WecomRefusal(40058);
  ownCalendar(world, caller, schedule.calId);
  return schedule;
}

/** @throws WecomRefusal 48002 for the contact-sync assistant */
function needApp(caller: TokenCall['caller']): number {
  if (caller === 'contact-sync') throw new WecomRefusal(48002);
  return caller;
}
