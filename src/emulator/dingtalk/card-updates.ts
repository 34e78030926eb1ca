import type { Outcome } from '../channel.ts';
import type { Entry } from '../entries.ts';
import type { Callback } from '../items.ts';
import { type JsonObject, objectOf, parseJson, textOf } from '../json.ts';
import type { World } from '../world.ts';
import { blanks, merged, need, type Variables, variablesOf } from './card-variables.ts';
import { knownCard } from './cards.ts';
import { DingtalkRefusal } from './refusals.ts';
import type { DingtalkCard } from './state.ts';

/** The variable that holds an AI card's progress: typing, done or failed (as the vendor's packages set it). */
const FLOW_STATUS = 'flowStatus';
const TYPING = '2';
const DONE = '3';
const FAILED = '5';

/**
 * `PUT /v1.0/card/instances` (docs/emulator.md, Cards): without the by-key options the whole map is replaced.
 * @throws DingtalkRefusal
 */
export function updateCard(world: World, body: JsonObject): JsonObject {
  const { outTrackId, card } = knownCard(world, body);
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
 * `PUT /v1.0/card/streaming`: adds to one variable or replaces it while a text is being generated (docs/emulator.md, Cards). Which codes stand for missing fields is not
 * documented †.
 * @throws DingtalkRefusal
 */
export function streamCard(world: World, body: JsonObject): JsonObject {
  const { outTrackId, card } = knownCard(world, body);
  const key = textOf(body.key);
  need(textOf(body.guid) !== '', 'param.stream.guidEmpty');
  need(key !== '', 'param.stream.keyEmpty');
  need(typeof body.content === 'string', 'param.stream.contentEmpty');
  const before = body.isFull === true ? '' : (card.publics[key] ?? '');
  const status = body.isError === true ? FAILED : body.isFinalize === true ? DONE : TYPING;
  const publics = { ...card.publics, [key]: `${before}${textOf(body.content)}`, [FLOW_STATUS]: status };
  world.commit(...changeCard(world, outTrackId, card, { publics, privates: {} }));
  return { success: true, result: true };
}

/** What the bot answered to a click, as the clicker's client shows it; the same over HTTP and Stream. */
export function showCardReply(world: World, callback: Callback, reply: unknown): Outcome {
  if (typeof reply !== 'object' || reply === null) return { trouble: '点击失败：机器人的回应不是 JSON', again: false };
  const { outTrackId, userId } = objectOf(parseJson(callback.body));
  try {
    return { entries: replyEntries(world, textOf(outTrackId), textOf(userId), objectOf(reply)) };
  } catch (error) {
    if (!(error instanceof DingtalkRefusal)) throw error;
    return { trouble: '点击失败：机器人回应里的变量不是文本', again: false };
  }
}

/**
 * The reply to a card callback: `cardData` and `userPrivateData` both reach the clicker alone (docs/emulator.md, Cards).
 * @throws DingtalkRefusal when a value is not a text
 */
function replyEntries(world: World, outTrackId: string, userId: string, reply: JsonObject): Entry[] {
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

/** `POST /v1.0/card/callbacks/register` (docs/emulator.md, Cards): without `forceUpdate` an existing route stays. */
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
