import { ControlError } from '../control-error.ts';
import type { Entry } from '../entries.ts';
import type { Content, Group } from '../items.ts';
import type { JsonObject } from '../json.ts';
import { saidByPerson, saidInGroup } from '../messages.ts';
import type { EmulatedPerson } from '../options.ts';
import type { World } from '../world.ts';
import type { DingtalkAccount } from './account.ts';
import { callbackOf } from './callback.ts';
import type { DingtalkQuota } from './quota.ts';

const SESSION_LIFE_MS = 90 * 60_000;
/** Where strangers belong. */
const OTHER_CORP = 'dingothercompany';
const ROBOT_ID = '$:LWCP_v1:$robot';

/** One message of a person: what their client shows and what the robot receives. */
export interface RobotMessage {
  shown: Content;
  /** `msgtype` and what belongs to it. */
  fields: Readonly<Record<string, unknown>>;
  group?: Group;
  /** In a group the robot receives only messages that mention it. */
  mentions?: boolean;
  /** The sender belongs to another company. */
  stranger?: boolean;
  /** Leaves out every field that the documents do not promise. */
  bare?: boolean;
}

/**
 * A person sends something to the robot in their own chat, or in a group chat (docs/emulator.md, Robot messages). With the month's messages used up the push
 * comes without content.
 * @throws ControlError in a group that was dissolved
 */
export function robotMessage(
  world: World,
  account: DingtalkAccount,
  quota: DingtalkQuota,
  person: EmulatedPerson,
  message: RobotMessage,
): Entry[] {
  const { shown, group } = message;
  const status = group === undefined ? 'open' : (world.state.dingtalk.groupStatus.get(group.id) ?? 'open');
  if (status === 'disbanded') throw new ControlError('这个群已经解散了。');
  const { entries, serial } =
    group === undefined
      ? saidByPerson(world, 'dingtalk', person.userId, shown)
      : saidInGroup(world, group, person.userId, shown);
  if (group !== undefined && (message.mentions === false || status === 'without-robot')) return entries;
  const atMs = world.nowMs();
  const expiresAtMs = atMs + SESSION_LIFE_MS;
  const session = world.secret();
  const inGroup = group === undefined ? {} : { group: group.id };
  const body = robotBody(world, account, person, message, {
    msgId: `msg${Buffer.from(`robot-message-${serial}`).toString('base64')}`,
    fields: quota.takeMessage() ? message.fields : { errorCode: 20001, errorMessage: 'message quota exceeded' },
    session,
  });
  const callback = { ...callbackOf(world, 'robot', person.userId, serial, JSON.stringify(body)), ...inGroup };
  return [
    ...entries,
    { kind: 'dingtalk-session', session, userId: person.userId, atMs, expiresAtMs, ...inGroup },
    { kind: 'callback', callback },
  ];
}

/** What the robot is sent. People of another company, and all who write to a robot that was never published, come without `senderStaffId`. */
export function robotBody(
  world: World,
  account: DingtalkAccount,
  person: EmulatedPerson,
  message: RobotMessage,
  { msgId, fields, session }: { msgId: string; fields: RobotMessage['fields']; session: string },
): JsonObject {
  const atMs = world.nowMs();
  const isKnown = world.rules.dingtalkPublished && message.stranger !== true;
  return {
    ...conversationFields(person, message.group),
    msgId,
    ...fields,
    createAt: atMs + world.rules.stampsOffMs,
    senderId: `$:LWCP_v1:$${Buffer.from(person.userId).toString('base64url')}`,
    senderNick: person.name,
    ...(isKnown ? { senderStaffId: person.userId } : {}),
    ...(message.bare === true ? {} : usualFields(account, isKnown, message.stranger === true)),
    chatbotUserId: ROBOT_ID,
    robotCode: account.robotCode,
    sessionWebhook: `${world.url}/robot/sendBySession?session=${session}`,
    sessionWebhookExpiredTime: atMs + SESSION_LIFE_MS,
  };
}

function usualFields(account: DingtalkAccount, isKnown: boolean, isStranger: boolean): JsonObject {
  return {
    senderCorpId: isStranger ? OTHER_CORP : account.corpId,
    ...(isKnown ? { isAdmin: false } : {}),
    chatbotCorpId: account.corpId,
    senderPlatform: 'Win',
  };
}

function conversationFields(person: EmulatedPerson, group: Group | undefined) {
  if (group === undefined) return { conversationId: conversationIdOf(person.userId), conversationType: '1' };
  return {
    conversationId: group.id,
    conversationType: '2',
    conversationTitle: group.name,
    isInAtList: true,
    atUsers: [{ dingtalkId: ROBOT_ID }],
  };
}

/** The person's chat with the robot, the same for ever. */
export function conversationIdOf(userId: string): string {
  return `cid${Buffer.from(userId).toString('base64')}`;
}
