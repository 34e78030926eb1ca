import type { ApiCall } from '../api.ts';
import type { JsonObject } from '../json.ts';
import type { DeliveryFault } from '../messages.ts';
import type { World } from '../world.ts';
import type { DingtalkAccount } from './account.ts';
import { innerApps, microApps } from './apps.ts';
import { changeEvent, createEvent, deleteEvent, EVENT, EVENTS } from './calendar-events.ts';
import { registerRoute, streamCard, updateCard } from './card-updates.ts';
import { addSpaces, createAndDeliver, createCard, deliverCard } from './cards.ts';
import { Contacts } from './contacts.ts';
import { readFailedEvents } from './failed-events.ts';
import { userOfCode } from './login.ts';
import { fileAddress, uploadMedia } from './media.ts';
import type { DingtalkQuota } from './quota.ts';
import { batchSend, groupSend } from './send.ts';
import { batchRecall, groupReadStatus, groupRecall, readStatus } from './sent.ts';
import {
  recallWorkNotice,
  sendWorkNotice,
  updateStatusBar,
  workNoticeProgress,
  workNoticeResult,
} from './work-notices.ts';

/** One call of the new API; throws a DingtalkRefusal. All of them count toward the month. */
export type NewMethod = (
  body: JsonObject,
  call: { query: URLSearchParams; fault: DeliveryFault; path: string; headers: ApiCall['headers'] },
) => JsonObject;

/** One call of the old API; its answer stands beside `errcode`. Throws an OldRefusal. */
export interface OldMethod {
  /** Contact, login and callback calls are exempt from the monthly quota, not from the rate (docs/emulator.md, Limits). */
  metered: boolean;
  answer(body: JsonObject, call: ApiCall, fault: DeliveryFault): JsonObject;
}

/** By method and path. */
export function newMethods(
  world: World,
  account: DingtalkAccount,
  quota: DingtalkQuota,
): Readonly<Record<string, NewMethod>> {
  return {
    'POST /v1.0/robot/oToMessages/batchSend': (body, { fault }) => batchSend(world, account, quota, body, fault),
    'GET /v1.0/robot/oToMessages/readStatus': (_body, { query }) => readStatus(world, account, query),
    'POST /v1.0/robot/otoMessages/batchRecall': (body) => batchRecall(world, account, body),
    'POST /v1.0/robot/groupMessages/send': (body, { fault }) => groupSend(world, account, body, fault),
    'POST /v1.0/robot/groupMessages/query': (body) => groupReadStatus(world, account, body),
    'POST /v1.0/robot/groupMessages/recall': (body) => groupRecall(world, account, body),
    'POST /v1.0/robot/messageFiles/download': (body) => fileAddress(world, account, body),
    'POST /v1.0/card/instances/createAndDeliver': (body, { fault }) => createAndDeliver(world, account, body, fault),
    'POST /v1.0/card/instances': (body) => createCard(world, account, body),
    'POST /v1.0/card/instances/deliver': (body, { fault }) => deliverCard(world, account, body, fault),
    'PUT /v1.0/card/instances/spaces': (body) => addSpaces(world, body),
    'PUT /v1.0/card/streaming': (body) => streamCard(world, body),
    'PUT /v1.0/card/instances': (body) => updateCard(world, body),
    [`POST ${EVENTS}`]: (body, call) => createEvent(world, account, body, call),
    [`PUT ${EVENT}`]: (body, call) => changeEvent(world, account, body, call),
    [`DELETE ${EVENT}`]: (_body, call) => deleteEvent(world, account, call),
    'GET /v1.0/microApp/allInnerApps': () => innerApps(account),
    'POST /v1.0/card/callbacks/register': (body) => registerRoute(world, body),
    // The card without a template: closed to new apps, so the permission check refuses it (docs/emulator.md, Cards).
    'POST /v1.0/im/v1.0/robot/interactiveCards/send': () => ({}),
    'PUT /v1.0/im/robots/interactiveCards': () => ({}),
  };
}

/** By path. */
export function oldMethods(world: World, account: DingtalkAccount): Readonly<Record<string, OldMethod>> {
  const contacts = new Contacts(world, account);
  const free = (answer: (body: JsonObject) => unknown): OldMethod => {
    return { metered: false, answer: (body) => ({ result: answer(body) }) };
  };
  const notice = (answer: (body: JsonObject, fault: DeliveryFault) => JsonObject): OldMethod => {
    return { metered: true, answer: (body, _call, fault) => answer(body, fault) };
  };
  const work = '/topapi/message/corpconversation';
  return {
    '/topapi/v2/department/listsub': free((body) => contacts.departmentListSub(body)),
    '/topapi/v2/department/listsubid': free((body) => contacts.departmentListSubId(body)),
    '/topapi/v2/department/get': free((body) => contacts.departmentGet(body)),
    '/topapi/v2/user/list': free((body) => contacts.userList(body)),
    '/topapi/user/listid': free((body) => contacts.userListId(body)),
    '/topapi/v2/user/get': free((body) => contacts.userGet(body)),
    '/topapi/v2/user/getbymobile': free((body) => contacts.userGetByMobile(body)),
    '/topapi/user/getbyunionid': free((body) => contacts.userGetByUnionId(body)),
    '/topapi/v2/user/getuserinfo': free((body) => userOfCode(world, body)),
    '/microapp/list': { metered: true, answer: () => microApps(account) },
    '/call_back/get_call_back_failed_result': { metered: false, answer: () => readFailedEvents(world) },
    '/media/upload': { metered: true, answer: (_body, call) => uploadMedia(world, call) },
    [`${work}/asyncsend_v2`]: notice((body, fault) => sendWorkNotice(world, account, body, fault)),
    [`${work}/getsendprogress`]: notice((body) => workNoticeProgress(world, account, body)),
    [`${work}/getsendresult`]: notice((body) => workNoticeResult(world, account, body)),
    [`${work}/recall`]: notice((body) => recallWorkNotice(world, account, body)),
    [`${work}/status_bar/update`]: notice((body) => updateStatusBar(world, account, body)),
  };
}
