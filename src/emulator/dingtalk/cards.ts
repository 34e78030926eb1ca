import type { Entry } from '../entries.ts';
import type { Target } from '../items.ts';
import { type JsonObject, objectOf, textOf } from '../json.ts';
import { type DeliveryFault, deliver } from '../messages.ts';
import type { World } from '../world.ts';
import type { DingtalkAccount } from './account.ts';
import { checkDeliverModel, MODELS, placed, recipientsOf, type Space, spacesOf } from './card-spaces.ts';
import { blanks, merged, need, type Variables, variablesOf } from './card-variables.ts';
import { DingtalkRefusal } from './refusals.ts';
import type { DingtalkCard } from './state.ts';

const MAX_TRACK_ID = 100;

/**
 * `POST /v1.0/card/instances/createAndDeliver` for chats with the robot and for groups (dingtalk.md 6.3, 11.3).
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
  const spaces = spacesOf(textOf(body.openSpaceId));
  need(body.cardTemplateId !== account.unpublishedCardTemplateId, 'param.templateUnpublished');
  need(body.cardTemplateId === account.cardTemplateId, 'param.templateNotExist');
  need(!world.state.dingtalk.cards.has(outTrackId), 'param.cardAlreadyExist');
  for (const { type } of spaces) checkDeliverModel(account, objectOf(body), type);
  const callbackType = body.callbackType === 'STREAM' ? 'STREAM' : 'HTTP';
  const card: DingtalkCard = {
    publics,
    privates,
    receivers: [],
    callbackType,
    routeKey: textOf(body.callbackRouteKey),
  };
  const entries: Entry[] = [];
  const deliverResults = placed(world, spaces, fault).map(({ space, userIds, errorMsg }) => {
    const result = { spaceType: space.type, spaceId: space.id };
    const hasSpace = typeof objectOf(body[`${MODELS[space.type]}OpenSpaceModel`]).supportForward === 'boolean';
    if (!hasSpace || errorMsg !== '') {
      return { ...result, success: false, errorMsg: hasSpace ? errorMsg : 'spaces of card is empty' };
    }
    const carrierId = world.secret();
    const receivers = show(world, card, outTrackId, space, recipientsOf(body, userIds), fault, entries);
    const group = space.type === 'IM_GROUP' ? { group: space.id } : {};
    entries.push({ kind: 'dingtalk-sent', key: carrierId, receivers, atMs: world.nowMs(), ...group });
    card.receivers.push(...receivers);
    return { ...result, success: true, carrierId, errorMsg: '' };
  });
  world.commit(...entries, { kind: 'dingtalk-card', outTrackId, card });
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
  need(key !== '' && /^https?:\/\//.test(url) && URL.canParse(url), 'param.invalid');
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

function show(
  world: World,
  card: DingtalkCard,
  ref: string,
  space: Space,
  userIds: readonly string[],
  fault: DeliveryFault,
  entries: Entry[],
): Target[] {
  const group = space.type === 'IM_GROUP' ? { group: space.id } : {};
  return userIds.flatMap((userId) => {
    const content = { type: 'dingtalk-card' as const, variables: { ...card.publics, ...card.privates[userId] } };
    const delivery = deliver(world, 'dingtalk', [userId], content, { ref, fault, ...group });
    entries.push(...delivery.entries);
    return delivery.targets;
  });
}
