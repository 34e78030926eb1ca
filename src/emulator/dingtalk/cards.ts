import type { Entry, Target } from '../entries.ts';
import { type JsonObject, objectOf, textOf } from '../json.ts';
import { type DeliveryFault, deliver, partOf } from '../messages.ts';
import type { DingtalkAccount } from '../options.ts';
import type { World } from '../world.ts';
import { DingtalkRefusal } from './refusals.ts';
import type { DingtalkCard } from './state.ts';

const MAX_TRACK_ID = 100;
const MAX_SPACE_ID = 1000;
const MAX_VALUE_BYTES = 1024;
const MAX_MAP_BYTES = 100 * 1024;
const SPACE = /^dtv1\.card\/\/([A-Za-z_]+)\.(.+)$/;

type Variables = Record<string, string>;

/**
 * `POST /v1.0/card/instances/createAndDeliver` for chats with the robot (dingtalk.md 6.3, 11.3).
 * @throws DingtalkRefusal
 */
export function createAndDeliver(
  world: World,
  account: DingtalkAccount,
  body: JsonObject,
  fault: DeliveryFault,
): JsonObject {
  const outTrackId = textOf(body.outTrackId);
  need(textOf(body.cardTemplateId) !== '', 'param.cardTemplateIdEmpty');
  need(outTrackId !== '', 'param.outTrackIdEmpty');
  need(outTrackId.length <= MAX_TRACK_ID, 'param.invalid');
  need(textOf(body.openSpaceId) !== '', 'param.openSpaceIdEmpty');
  need(body.cardData !== undefined, 'param.cardPublicDataEmpty');
  const publics = variablesOf(body.cardData);
  const privates = Object.fromEntries(
    Object.entries(objectOf(body.privateData)).map(([userId, data]) => [userId, variablesOf(data)]),
  );
  const userIds = robotSpaces(textOf(body.openSpaceId));
  need(body.cardTemplateId === account.cardTemplateId, 'param.templateNotExist');
  need(!world.state.dingtalk.cards.has(outTrackId), 'param.cardAlreadyExist');
  need(body.imRobotOpenDeliverModel !== undefined, 'param.openDeliverModelEmpty');
  const hasSpace = typeof objectOf(body.imRobotOpenSpaceModel).supportForward === 'boolean';
  const found = hasSpace ? userIds.filter((userId) => world.directory.find('dingtalk', userId) !== undefined) : [];
  const known = partOf(found, fault).accepted;
  const entries: Entry[] = [];
  const receivers: Target[] = [];
  for (const userId of known) {
    const content = { type: 'dingtalk-card' as const, variables: { ...publics, ...privates[userId] } };
    const delivery = deliver(world, 'dingtalk', [userId], content, { ref: outTrackId, fault });
    entries.push(...delivery.entries);
    receivers.push(...delivery.targets);
  }
  const callbackType = body.callbackType === 'STREAM' ? 'STREAM' : 'HTTP';
  const card: DingtalkCard = { publics, privates, receivers, callbackType, routeKey: textOf(body.callbackRouteKey) };
  world.commit(...entries, { kind: 'dingtalk-card', outTrackId, card });
  const deliverResults = userIds.map((userId) => {
    const errorMsg = hasSpace ? 'spaceId is illegal' : 'spaces of card is empty';
    const result = { spaceType: 'IM_ROBOT', spaceId: userId };
    if (!known.includes(userId)) return { ...result, success: false, errorMsg };
    return { ...result, success: true, carrierId: world.secret(), errorMsg: '' };
  });
  return { success: true, result: { outTrackId, deliverResults } };
}

/**
 * `PUT /v1.0/card/instances` (dingtalk.md 6.4): without the by-key options the whole map is replaced.
 * @throws DingtalkRefusal
 */
export function updateCard(world: World, body: JsonObject): JsonObject {
  const outTrackId = textOf(body.outTrackId);
  need(outTrackId !== '', 'param.outTrackIdEmpty');
  const card = world.state.dingtalk.cards.get(outTrackId);
  if (card === undefined) throw new DingtalkRefusal(400, 'param.cardNotExist');
  need(body.cardData !== undefined || body.privateData !== undefined, 'param.cardDataAndPrivateDataBothEmpty');
  const options = objectOf(body.cardUpdateOptions);
  const change: CardChange = { privates: {} };
  if (body.cardData !== undefined) {
    change.publics = merged(card.publics, variablesOf(body.cardData), options.updateCardDataByKey === true);
  }
  for (const [userId, data] of Object.entries(objectOf(body.privateData))) {
    const before = card.privates[userId] ?? {};
    change.privates[userId] = merged(before, variablesOf(data), options.updatePrivateDataByKey === true);
  }
  world.commit(...changeCard(world, outTrackId, card, change));
  return { success: true, result: true };
}

/**
 * The reply to a card callback: `cardData` and `userPrivateData` both reach the clicker alone (dingtalk.md 6.6).
 * @throws DingtalkRefusal when a value is not a text
 */
export function replyEntries(world: World, outTrackId: string, userId: string, reply: JsonObject): Entry[] {
  const card = world.state.dingtalk.cards.get(outTrackId);
  if (card === undefined || (reply.cardData === undefined && reply.userPrivateData === undefined)) return [];
  const options = objectOf(reply.cardUpdateOptions);
  const publics = variablesOf(reply.cardData ?? {});
  const own = variablesOf(reply.userPrivateData ?? {});
  const shown = options.updateCardDataByKey === true ? publics : { ...blanks(card.publics), ...publics };
  const before = card.privates[userId] ?? {};
  const kept =
    reply.userPrivateData === undefined ? before : merged(before, own, options.updatePrivateDataByKey === true);
  const mine = reply.cardData === undefined ? kept : { ...kept, ...shown, ...own };
  return changeCard(world, outTrackId, card, { privates: { [userId]: mine } });
}

/** `POST /v1.0/card/callbacks/register` (dingtalk.md 6.7): without `forceUpdate` an existing route stays. */
export function registerRoute(world: World, body: JsonObject): JsonObject {
  const key = textOf(body.callbackRouteKey);
  const url = textOf(body.callbackUrl);
  need(key !== '' && /^https?:\/\//.test(url), 'param.invalid');
  const before = world.state.dingtalk.routes.get(key);
  if (before !== undefined && body.forceUpdate !== true) {
    return { success: true, result: { callbackUrl: before.url, apiSecret: before.secret } };
  }
  const secret = textOf(body.apiSecret);
  world.commit({ kind: 'dingtalk-route', key, url, secret });
  return { success: true, result: { callbackUrl: url, apiSecret: secret } };
}

interface CardChange {
  publics?: Variables;
  privates: Record<string, Variables>;
}

function changeCard(world: World, outTrackId: string, before: DingtalkCard, change: CardChange): Entry[] {
  const card = {
    ...before,
    publics: change.publics ?? before.publics,
    privates: { ...before.privates, ...change.privates },
  };
  const touched = before.receivers.filter(({ userId }) => change.publics !== undefined || userId in change.privates);
  const revised = touched.map((target): Entry => {
    const content = { type: 'dingtalk-card' as const, variables: { ...card.publics, ...card.privates[target.userId] } };
    return { kind: 'revised', vendor: 'dingtalk', targets: [target], content, atMs: world.nowMs() };
  });
  return [{ kind: 'dingtalk-card', outTrackId, card }, ...revised];
}

/** Every value must be a text (dingtalk.md 11.3 row 28), at most 1 KB each and 100 KB in all. */
function variablesOf(data: unknown): Variables {
  const map = objectOf(objectOf(data).cardParamMap);
  const variables: Variables = {};
  let bytes = 0;
  for (const [key, value] of Object.entries(map)) {
    if (typeof value !== 'string') throw new DingtalkRefusal(400, 'param.invalid');
    bytes += Buffer.byteLength(key) + Buffer.byteLength(value);
    need(Buffer.byteLength(value) <= MAX_VALUE_BYTES && bytes <= MAX_MAP_BYTES, 'param.invalid');
    variables[key] = value;
  }
  return variables;
}

function merged(before: Variables, change: Variables, byKey: boolean): Variables {
  return byKey ? { ...before, ...change } : change;
}

/** A whole-map reply makes the unmentioned variables vanish for the clicker. */
function blanks(variables: Variables): Variables {
  return Object.fromEntries(Object.keys(variables).map((key) => [key, '']));
}

function robotSpaces(openSpaceId: string): string[] {
  need(openSpaceId.length <= MAX_SPACE_ID, 'param.openSpaceIdInvalid');
  return openSpaceId.split(';').map((space) => {
    const [, type = '', id = ''] = SPACE.exec(space) ?? [];
    need(type.toUpperCase() === 'IM_ROBOT', 'param.openSpaceIdInvalid');
    return id;
  });
}

function need(condition: boolean, code: string): void {
  if (!condition) throw new DingtalkRefusal(400, code);
}
