import type { Content } from '../items.ts';
import { type JsonObject, listOf, objectOf, parseJson, textOf } from '../json.ts';
import { answerThere, type DeliveryFault, deliver, partOf } from '../messages.ts';
import type { World } from '../world.ts';
import type { DingtalkAccount } from './account.ts';
import { writableGroup } from './groups.ts';
import { drawMsgKey, isMsgKey } from './kinds.ts';
import type { DingtalkQuota } from './quota.ts';
import { DingtalkRefusal, OldRefusal } from './refusals.ts';
import { drawWebhook } from './webhook-message.ts';

const MAX_RECEIVERS = 20;
const MAX_GROUP_PARAM_BYTES = 15_000;

/**
 * `oToMessages/batchSend` (docs/emulator.md, Messages).
 * @throws DingtalkRefusal
 */
export function batchSend(
  world: World,
  account: DingtalkAccount,
  quota: DingtalkQuota,
  body: JsonObject,
  fault: DeliveryFault,
): JsonObject {
  checkRobot(account, body.robotCode);
  const userIds = [...new Set(listOf(body.userIds).map(textOf))];
  if (userIds.length === 0) throw new DingtalkRefusal(400, 'invalidParameter.userIds.empty');
  if (userIds.length > MAX_RECEIVERS) throw new DingtalkRefusal(400, 'invalidParameter.userIds.overMax');
  const content = contentOf(world, body);
  const known = userIds.filter((userId) => world.directory.find('dingtalk', userId) !== undefined);
  const { accepted, refused } = partOf(known, fault);
  const free = accepted.filter((userId) => quota.takePerson(userId));
  const processQueryKey = world.secret();
  const { entries, targets } = deliver(world, 'dingtalk', free, content, { fault });
  world.commit(...entries, { kind: 'dingtalk-sent', key: processQueryKey, receivers: targets, atMs: world.nowMs() });
  return {
    processQueryKey,
    invalidStaffIdList: userIds.filter((userId) => !known.includes(userId)),
    flowControlledStaffIdList: [...accepted.filter((userId) => !free.includes(userId)), ...refused],
  };
}

/**
 * `groupMessages/send` (docs/emulator.md, Messages); nobody can be mentioned.
 * @throws DingtalkRefusal
 */
export function groupSend(world: World, account: DingtalkAccount, body: JsonObject, fault: DeliveryFault): JsonObject {
  checkRobot(account, body.robotCode);
  const group = writableGroup(world, textOf(body.openConversationId));
  if (Buffer.byteLength(textOf(body.msgParam)) > MAX_GROUP_PARAM_BYTES) {
    throw new DingtalkRefusal(400, 'invalidParameter.msgParam.tooLong');
  }
  const content = contentOf(world, body);
  const processQueryKey = world.secret();
  const { entries, targets } = deliver(world, 'dingtalk', group.members, content, { group: group.id, fault });
  const sent = { receivers: targets, atMs: world.nowMs(), group: group.id };
  world.commit(...entries, { kind: 'dingtalk-sent', key: processQueryKey, ...sent });
  return { processQueryKey };
}

/**
 * A `sessionWebhook` call: no token, the session in the URL authorises the message (docs/emulator.md, Webhooks).
 * @throws OldRefusal 300001 and what `drawWebhook` refuses
 */
export function sendBySession(
  world: World,
  query: URLSearchParams,
  body: JsonObject,
  fault: DeliveryFault,
): JsonObject {
  const session = world.state.dingtalk.sessions.get(query.get('session') ?? '');
  if (session === undefined || session.expiresAtMs <= world.nowMs()) throw new OldRefusal(300001, 'session 不存在');
  const content = drawWebhook(body);
  if (content !== undefined) world.commit(...answerThere(world, 'dingtalk', session, content, fault).entries);
  return {};
}

/** @throws DingtalkRefusal */
function checkRobot(account: DingtalkAccount, robotCode: unknown): void {
  const code = textOf(robotCode);
  if (code === '') throw new DingtalkRefusal(400, 'invalidParameter.robotCode.empty');
  if (account.otherRobotCodes?.includes(code)) throw new DingtalkRefusal(400, 'invalidParameter.robotCode.auth');
  if (code !== account.robotCode) throw new DingtalkRefusal(400, 'invalidParameter.robotCode.notExsit');
}

function contentOf(world: World, body: JsonObject): Content {
  const msgKey = textOf(body.msgKey);
  if (msgKey === '') throw new DingtalkRefusal(400, 'invalidParameter.msgKey.empty');
  if (!isMsgKey(msgKey)) throw new DingtalkRefusal(400, 'invalidParameter.msgKey.invalid');
  const param = typeof body.msgParam === 'string' ? parseJson(body.msgParam) : undefined;
  if (typeof param !== 'object' || param === null) throw new DingtalkRefusal(400, 'invalidParameter.msgParam.invalid');
  const drawn = drawMsgKey(world, msgKey, objectOf(param));
  if ('missing' in drawn) throw new DingtalkRefusal(400, drawn.missing);
  return drawn.content;
}
