import type { Entry } from '../entries.ts';
import { type JsonObject, listOf, objectOf, parseJson, textOf } from '../json.ts';
import { answerThere, type DeliveryFault, deliver, partOf } from '../messages.ts';
import type { DingtalkAccount } from '../options.ts';
import type { World } from '../world.ts';
import { drawMsgKey, drawWebhook, isMsgKey } from './kinds.ts';
import { DingtalkRefusal, OldRefusal } from './refusals.ts';

const MAX_RECEIVERS = 20;
const WINDOW_MS = 24 * 3_600_000;
const MAX_KEYS = 20;

/**
 * `oToMessages/batchSend` (dingtalk.md 5.1, 11.2).
 * @throws DingtalkRefusal
 */
export function batchSend(world: World, account: DingtalkAccount, body: JsonObject, fault: DeliveryFault): JsonObject {
  checkRobot(account, body.robotCode);
  const userIds = listOf(body.userIds).map(textOf);
  if (userIds.length === 0) throw new DingtalkRefusal(400, 'invalidParameter.userIds.empty');
  if (userIds.length > MAX_RECEIVERS) throw new DingtalkRefusal(400, 'invalidParameter.userIds.overMax');
  const content = contentOf(body);
  const found = [...new Set(userIds)].filter((userId) => world.directory.find('dingtalk', userId) !== undefined);
  const known = partOf(found, fault).accepted;
  const invalid = userIds.filter((userId) => !known.includes(userId));
  const processQueryKey = world.secret();
  const { entries, targets } = deliver(world, 'dingtalk', known, content, { fault });
  world.commit(...entries, { kind: 'dingtalk-sent', key: processQueryKey, receivers: targets, atMs: world.nowMs() });
  return { processQueryKey, invalidStaffIdList: invalid, flowControlledStaffIdList: [] };
}

/**
 * `otoMessages/batchRecall`: within 24 hours, without a trace in the chat (dingtalk.md 5.5).
 * @throws DingtalkRefusal
 */
export function batchRecall(world: World, account: DingtalkAccount, body: JsonObject): JsonObject {
  if (body.robotCode !== account.robotCode) throw new DingtalkRefusal(400, 'invalidParameter.robotCode');
  const keys = listOf(body.processQueryKeys).map(textOf);
  if (keys.length === 0) throw new DingtalkRefusal(400, 'invalidParameter.processQueryKey.missing');
  if (keys.length > MAX_KEYS) throw new DingtalkRefusal(400, 'invalidParameter.processQueryKeys.overMax');
  const successResult: string[] = [];
  const failedResult: Record<string, string> = {};
  const entries: Entry[] = [];
  for (const key of keys) {
    const sent = world.state.dingtalk.sent.get(key);
    if (sent === undefined) failedResult[key] = 'invalid.processQueryKey';
    else if (world.nowMs() - sent.atMs > WINDOW_MS) failedResult[key] = 'processQueryKey.expireTime';
    else {
      successResult.push(key);
      entries.push({ kind: 'recalled', vendor: 'dingtalk', targets: sent.receivers, atMs: world.nowMs() });
    }
  }
  world.commit(...entries);
  return { successResult, failedResult };
}

/**
 * A `sessionWebhook` call: no token, the session in the URL is the right to speak (dingtalk.md 1.4).
 * @throws OldRefusal 300001, 400105, 40035
 */
export function sendBySession(
  world: World,
  query: URLSearchParams,
  body: JsonObject,
  fault: DeliveryFault,
): JsonObject {
  const session = world.state.dingtalk.sessions.get(query.get('session') ?? '');
  if (session === undefined || session.expiresAtMs <= world.nowMs()) throw new OldRefusal(300001, 'session 不存在');
  const drawn = drawWebhook(body);
  if (drawn === undefined) return {};
  if ('missing' in drawn) throw new OldRefusal(Number(drawn.missing), '缺少参数');
  world.commit(...answerThere(world, 'dingtalk', session, drawn.content, fault).entries);
  return {};
}

/** @throws DingtalkRefusal; there is one robot, so any other code does not exist */
function checkRobot(account: DingtalkAccount, robotCode: unknown): void {
  if (textOf(robotCode) === '') throw new DingtalkRefusal(400, 'invalidParameter.robotCode.empty');
  if (robotCode !== account.robotCode) throw new DingtalkRefusal(400, 'invalidParameter.robotCode.notExsit');
}

function contentOf(body: JsonObject) {
  const msgKey = textOf(body.msgKey);
  if (msgKey === '') throw new DingtalkRefusal(400, 'invalidParameter.msgKey.empty');
  if (!isMsgKey(msgKey)) throw new DingtalkRefusal(400, 'invalidParameter.msgKey.invalid');
  const param = typeof body.msgParam === 'string' ? parseJson(body.msgParam) : undefined;
  if (typeof param !== 'object' || param === null) throw new DingtalkRefusal(400, 'invalidParameter.msgParam.invalid');
  const drawn = drawMsgKey(msgKey, objectOf(param));
  if ('missing' in drawn) throw new DingtalkRefusal(400, drawn.missing);
  return drawn.content;
}
