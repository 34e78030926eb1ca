import type { JsonObject } from '../json.ts';
import type { World } from '../world.ts';
import type { WecomAccount } from './account.ts';
import { getAgent, listAgents, userIdByMobile } from './agents.ts';
import { encryptedMedia } from './aibot/media.ts';
import { answerLater } from './aibot/replies.ts';
import type { AibotTurns } from './aibot/turns.ts';
import { createChat, getChat, sendToChat, updateChat } from './appchat.ts';
import type { TokenCall, WecomCall } from './call.ts';
import { WecomRefusal } from './codes.ts';
import {
  departmentGet,
  departmentList,
  departmentSimpleList,
  tagGet,
  tagList,
  userGet,
  userList,
  userListId,
  userSimpleList,
} from './contacts.ts';
import { getUserDetail, getUserInfo } from './login.ts';
import { type FileAnswer, getMedia, uploadForRobot, uploadMedia } from './media.ts';
import { createMenu, deleteMenu, getMenu } from './menu.ts';
import {
  addCalendar,
  addSchedule,
  deleteSchedule,
  getSchedules,
  schedulesOfCalendar,
  updateSchedule,
} from './schedules.ts';
import { sendMessage } from './send.ts';
import type { Caller } from './state.ts';
import type { WecomTokens } from './tokens.ts';
import { recallMessage, updateCard } from './update.ts';
import { sendByWebhook } from './webhook-robot.ts';

type OpenMethod = (call: WecomCall) => JsonObject | FileAnswer;
type TokenMethod = (call: TokenCall) => JsonObject | FileAnswer;

/** What the contact-sync assistant of a new address may still call, and what only reads (docs/emulator.md, Contacts). */
const CONTACT_SYNC = ['user/list_id', 'department/simplelist', 'getcallbackip', 'get_api_domain_ip'];
const READS_DETAILS = /^(user|department|tag)\//;

/** Methods that need no token. */
export function openMethods(
  world: World,
  account: WecomAccount,
  tokens: WecomTokens,
  turns: AibotTurns | undefined,
): ReadonlyMap<string, OpenMethod> {
  const { aibot } = account;
  const knowsKey = (key: string) => account.webhookRobots?.some((robot) => robot.key === key) === true;
  const methods: Record<string, OpenMethod> = {
    gettoken: ({ http }) => tokens.issue(http.query, http.address),
    'webhook/send': (call) => sendByWebhook(world, account, call),
    'webhook/upload_media': ({ http }) => uploadForRobot(world, http, knowsKey),
    ...(turns === undefined ? {} : { 'aibot/response': (call) => answerLater(world, turns, call) }),
    ...(aibot === undefined ? {} : { 'aibot/media': ({ http }) => encryptedMedia(world, aibot, http) }),
  };
  return new Map(Object.entries(methods));
}

/** Methods that need a token. */
export function tokenMethods(world: World, account: WecomAccount): ReadonlyMap<string, TokenMethod> {
  const methods: Record<string, TokenMethod> = {
    'message/send': (call) => sendMessage(world, account, call),
    'message/update_template_card': (call) => updateCard(world, account, call),
    'message/recall': (call) => recallMessage(world, call),
    'media/upload': ({ http }) => uploadMedia(world, http),
    'media/get': ({ http }) => getMedia(world, http),
    'appchat/create': (call) => createChat(world, account, call),
    'appchat/update': (call) => updateChat(world, account, call),
    'appchat/get': (call) => getChat(world, account, call),
    'appchat/send': (call) => sendToChat(world, account, call),
    'oa/calendar/add': (call) => addCalendar(world, call),
    'oa/schedule/add': (call) => addSchedule(world, account, call),
    'oa/schedule/update': (call) => updateSchedule(world, account, call),
    'oa/schedule/del': (call) => deleteSchedule(world, call),
    'oa/schedule/get': (call) => getSchedules(world, call),
    'oa/schedule/get_by_calendar': (call) => schedulesOfCalendar(world, call),
    'menu/create': (call) => createMenu(world, account, call),
    'menu/get': (call) => getMenu(world, account, call),
    'menu/delete': (call) => deleteMenu(world, account, call),
    'auth/getuserinfo': (call) => getUserInfo(world, account, call),
    'auth/getuserdetail': (call) => getUserDetail(world, call),
    'agent/get': (call) => getAgent(world, account, call),
    'agent/list': (call) => listAgents(account, call),
    'department/list': ({ http }) => departmentList(world, account, http.query),
    'department/get': ({ http }) => departmentGet(world, account, http.query),
    'department/simplelist': (call) => departmentSimpleList(world, account, call),
    'user/list': ({ http }) => userList(world, account, http.query),
    'user/simplelist': ({ http }) => userSimpleList(world, account, http.query),
    'user/list_id': (call) => userListId(world, call),
    'user/get': ({ http }) => userGet(world, account, http.query),
    'user/getuserid': (call) => userIdByMobile(world, account, call),
    'tag/list': () => tagList(account),
    'tag/get': ({ http }) => tagGet(world, account, http.query),
    getcallbackip: () => ({ ip_list: ['127.0.0.1'] }),
    get_api_domain_ip: () => ({ ip_list: ['127.0.0.1'] }),
  };
  return new Map(Object.entries(methods));
}

/** @throws WecomRefusal 48002 for a secret of the wrong kind, 48009 for details the contact-sync assistant may not read */
export function mayCall(method: string, caller: Caller): void {
  if (caller !== 'contact-sync') {
    if (method === 'user/list_id') throw new WecomRefusal(48002);
  } else if (!CONTACT_SYNC.includes(method)) {
    throw new WecomRefusal(READS_DETAILS.test(method) ? 48009 : 48002);
  }
}
