import { hasRead } from '../conversation-state.ts';
import type { Entry } from '../entries.ts';
import { type JsonObject, listOf, textOf } from '../json.ts';
import type { World } from '../world.ts';
import type { DingtalkAccount } from './account.ts';
import { DingtalkRefusal } from './refusals.ts';
import type { DingtalkSent } from './state.ts';

const WINDOW_MS = 24 * 3_600_000;
const MAX_KEYS = 20;
const MAX_PAGE = 200;

/** `oToMessages/readStatus`, within 24 hours (docs/emulator.md, Messages). @throws DingtalkRefusal */
export function readStatus(world: World, account: DingtalkAccount, query: URLSearchParams): JsonObject {
  checkOwnRobot(account, query.get('robotCode'));
  const sent = sentMessage(world, query.get('processQueryKey') ?? '');
  if (sent.group !== undefined) throw new DingtalkRefusal(400, 'invalid.processQueryKey');
  return {
    sendStatus: sent.recalled === true ? 'RECALLED' : 'SUCCESS',
    messageReadInfoList: sent.receivers.map((target) => ({
      name: world.directory.find('dingtalk', target.userId)?.name ?? '',
      userId: target.userId,
      readStatus: hasRead(world.state, 'dingtalk', target) ? 'READ' : 'UNREAD',
    })),
  };
}

/** `groupMessages/query`: who has read a group message, by pages. @throws DingtalkRefusal */
export function groupReadStatus(world: World, account: DingtalkAccount, body: JsonObject): JsonObject {
  checkOwnRobot(account, body.robotCode);
  const sent = sentMessage(world, textOf(body.processQueryKey));
  if (sent.group !== body.openConversationId) throw new DingtalkRefusal(400, 'invalid.processQueryKey');
  const size = Number(body.maxResults ?? MAX_PAGE);
  const start = Number(textOf(body.nextToken) || '0');
  const isPage = Number.isInteger(size) && size > 0 && size <= MAX_PAGE && Number.isInteger(start) && start >= 0;
  if (!isPage) throw new DingtalkRefusal(400, 'invalidParameter.param.invalid');
  const readers = sent.receivers
    .filter((target) => hasRead(world.state, 'dingtalk', target))
    .map(({ userId }) => userId);
  const end = start + size;
  const hasMore = end < readers.length;
  return {
    sendStatus: sent.recalled === true ? 'RECALLED' : 'SUCCESS',
    readUserIds: readers.slice(start, end),
    hasMore,
    nextToken: hasMore ? String(end) : '',
  };
}

/** `otoMessages/batchRecall`: within 24 hours, without a trace in the chat (docs/emulator.md, Messages). @throws DingtalkRefusal */
export function batchRecall(world: World, account: DingtalkAccount, body: JsonObject): JsonObject {
  return recall(world, account, body, undefined);
}

/** `groupMessages/recall`. @throws DingtalkRefusal */
export function groupRecall(world: World, account: DingtalkAccount, body: JsonObject): JsonObject {
  const group = textOf(body.openConversationId);
  if (group === '') throw new DingtalkRefusal(400, 'miss.openConversationId');
  return recall(world, account, body, group);
}

function recall(world: World, account: DingtalkAccount, body: JsonObject, group: string | undefined): JsonObject {
  checkOwnRobot(account, body.robotCode);
  const keys = listOf(body.processQueryKeys).map(textOf);
  if (keys.length === 0) throw new DingtalkRefusal(400, 'invalidParameter.processQueryKey.missing');
  if (keys.length > MAX_KEYS) throw new DingtalkRefusal(400, 'invalidParameter.processQueryKeys.overMax');
  const successResult: string[] = [];
  const failedResult: Record<string, string> = {};
  const entries: Entry[] = [];
  for (const key of keys) {
    const sent = world.state.dingtalk.sent.get(key);
    if (sent === undefined || sent.group !== group) failedResult[key] = 'invalid.processQueryKey';
    else if (isOver(world, sent)) failedResult[key] = 'processQueryKey.expireTime';
    else {
      successResult.push(key);
      entries.push({ kind: 'recalled', vendor: 'dingtalk', targets: sent.receivers, atMs: world.nowMs() });
    }
  }
  world.commit(...entries, { kind: 'dingtalk-sent-recalled', keys: successResult });
  return { successResult, failedResult };
}

function sentMessage(world: World, key: string): DingtalkSent {
  if (key === '') throw new DingtalkRefusal(400, 'invalidParameter.processQueryKey.missing');
  const sent = world.state.dingtalk.sent.get(key);
  if (sent === undefined) throw new DingtalkRefusal(400, 'invalid.processQueryKey');
  if (isOver(world, sent)) throw new DingtalkRefusal(400, 'robot.processQueryKey.expired');
  return sent;
}

function isOver(world: World, sent: DingtalkSent): boolean {
  return world.nowMs() - sent.atMs > WINDOW_MS;
}

/** Messages of a robot are known to that robot alone. */
function checkOwnRobot(account: DingtalkAccount, robotCode: unknown): void {
  const code = textOf(robotCode);
  if (account.otherRobotCodes?.includes(code)) throw new DingtalkRefusal(400, 'not.allowed.robotCode');
  if (code !== account.robotCode) throw new DingtalkRefusal(400, 'invalidParameter.robotCode');
}
