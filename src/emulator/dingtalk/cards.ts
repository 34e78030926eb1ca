import type { Entry } from '../entries.ts';
import type { Target } from '../items.ts';
import { type JsonObject, objectOf, textOf } from '../json.ts';
import { type DeliveryFault, deliver } from '../messages.ts';
import type { World } from '../world.ts';
import type { DingtalkAccount } from './account.ts';
import { checkDeliverModel, placed, recipientsOf, type Space, spaceModelsOf, spacesOf } from './card-spaces.ts';
import { need, variablesOf } from './card-variables.ts';
import { DingtalkRefusal } from './refusals.ts';
import type { DingtalkCard } from './state.ts';

const MAX_TRACK_ID = 100;
/** Templates that the vendor's own packages use with any app (docs/emulator.md, Cards). */
const PUBLIC_TEMPLATES = [
  '589420e2-c1e2-46ef-a5ed-b8728e654da9.schema',
  '1366a1eb-bc54-4859-ac88-517c56a9acb1.schema',
  '382e4302-551d-4880-bf29-a30acfab2e71.schema',
  'a438d39a-b404-487f-9871-7a2347ab5b10.schema',
];

/**
 * `POST /v1.0/card/instances/createAndDeliver` for chats with the robot and for groups (docs/emulator.md, Cards).
 * @throws DingtalkRefusal
 */
export function createAndDeliver(
  world: World,
  account: DingtalkAccount,
  body: JsonObject,
  fault: DeliveryFault,
): JsonObject {
  checkNewCard(body);
  need(textOf(body.openSpaceId) !== '', 'param.openSpaceIdEmpty');
  const { outTrackId, card } = newCard(world, account, body, () => spacesOf(textOf(body.openSpaceId)));
  const { entries, results, receivers } = delivered(world, account, { outTrackId, card }, body, fault);
  world.commit(...entries, { kind: 'dingtalk-card', outTrackId, card: { ...card, receivers } });
  return { success: true, result: { outTrackId, deliverResults: results } };
}

/** `POST /v1.0/card/instances`: the card alone, shown to nobody yet (docs/emulator.md, Cards). @throws DingtalkRefusal */
export function createCard(world: World, account: DingtalkAccount, body: JsonObject): JsonObject {
  checkNewCard(body);
  const { outTrackId, card } = newCard(world, account, body);
  world.commit({ kind: 'dingtalk-card', outTrackId, card });
  return { success: true, result: outTrackId };
}

/** `POST /v1.0/card/instances/deliver`: a card that was created is put into places (docs/emulator.md, Cards). @throws DingtalkRefusal */
export function deliverCard(
  world: World,
  account: DingtalkAccount,
  body: JsonObject,
  fault: DeliveryFault,
): JsonObject {
  const known = knownCard(world, body);
  need(textOf(body.openSpaceId) !== '', 'param.openSpaceIdEmpty');
  const { entries, results, receivers } = delivered(world, account, known, body, fault);
  const card = { ...known.card, receivers: [...known.card.receivers, ...receivers] };
  world.commit(...entries, { kind: 'dingtalk-card', outTrackId: known.outTrackId, card });
  return { success: true, result: results };
}

/** `PUT /v1.0/card/instances/spaces`: adds kinds of places to a card (docs/emulator.md, Cards). @throws DingtalkRefusal */
export function addSpaces(world: World, body: JsonObject): JsonObject {
  const { outTrackId, card } = knownCard(world, body);
  const added = spaceModelsOf(body);
  need(added.length > 0, 'param.openSpaceModelInvalid');
  const spaces = [...new Set([...(card.spaces ?? []), ...added])];
  world.commit({ kind: 'dingtalk-card', outTrackId, card: { ...card, spaces } });
  return { success: true, result: true };
}

/** The card that a call names. @throws DingtalkRefusal `param.outTrackIdEmpty`, `param.cardNotExist` */
export function knownCard(world: World, body: JsonObject): { outTrackId: string; card: DingtalkCard } {
  const outTrackId = textOf(body.outTrackId);
  need(outTrackId !== '', 'param.outTrackIdEmpty');
  const card = world.state.dingtalk.cards.get(outTrackId);
  if (card === undefined) throw new DingtalkRefusal(400, 'param.cardNotExist');
  return { outTrackId, card };
}

function checkNewCard(body: JsonObject): void {
  need(textOf(body.cardTemplateId) !== '', 'param.cardTemplateIdEmpty');
  need(textOf(body.outTrackId) !== '', 'param.outTrackIdEmpty');
  need(textOf(body.outTrackId).length <= MAX_TRACK_ID, 'param.invalid');
}

/** @param check - what else the call must get right before templates and track ids are looked up */
function newCard(
  world: World,
  account: DingtalkAccount,
  body: JsonObject,
  check: () => void = () => {},
): { outTrackId: string; card: DingtalkCard } {
  const { cardTemplateId, privateData } = body;
  const outTrackId = textOf(body.outTrackId);
  need(body.cardData !== undefined, 'param.cardPublicDataEmpty');
  const publics = variablesOf(body.cardData);
  const privates = Object.entries(objectOf(privateData)).map(([userId, data]) => [userId, variablesOf(data)] as const);
  check();
  need(cardTemplateId !== account.unpublishedCardTemplateId, 'param.templateUnpublished');
  const isPublished = cardTemplateId === account.cardTemplateId || PUBLIC_TEMPLATES.includes(textOf(cardTemplateId));
  need(isPublished, 'param.templateNotExist');
  need(!world.state.dingtalk.cards.has(outTrackId), 'param.cardAlreadyExist');
  const card: DingtalkCard = {
    publics,
    privates: Object.fromEntries(privates),
    receivers: [],
    callbackType: body.callbackType === 'STREAM' ? 'STREAM' : 'HTTP',
    routeKey: textOf(body.callbackRouteKey),
    spaces: spaceModelsOf(body),
  };
  return { outTrackId, card };
}

/** Puts a card into the places a call names; where that fails, the result says so and the call succeeds. */
function delivered(
  world: World,
  account: DingtalkAccount,
  { outTrackId, card }: { outTrackId: string; card: DingtalkCard },
  body: JsonObject,
  fault: DeliveryFault,
): { entries: Entry[]; results: JsonObject[]; receivers: Target[] } {
  const spaces = spacesOf(textOf(body.openSpaceId));
  for (const { type } of spaces) checkDeliverModel(account, body, type);
  const entries: Entry[] = [];
  const receivers: Target[] = [];
  const results = placed(world, spaces, fault).map(({ space, userIds, errorMsg }) => {
    const result = { spaceType: space.type, spaceId: space.id };
    const hasSpace = card.spaces?.includes(space.type) === true;
    if (!hasSpace || errorMsg !== '') {
      return { ...result, success: false, errorMsg: hasSpace ? errorMsg : 'spaces of card is empty' };
    }
    const carrierId = world.secret();
    const shown = show(world, card, outTrackId, space, recipientsOf(body, userIds), fault);
    const group = space.type === 'IM_GROUP' ? { group: space.id } : {};
    entries.push(...shown.entries);
    entries.push({ kind: 'dingtalk-sent', key: carrierId, receivers: shown.targets, atMs: world.nowMs(), ...group });
    receivers.push(...shown.targets);
    return { ...result, success: true, carrierId, errorMsg: '' };
  });
  return { entries, results, receivers };
}

function show(
  world: World,
  card: DingtalkCard,
  ref: string,
  space: Space,
  userIds: readonly string[],
  fault: DeliveryFault,
): { entries: Entry[]; targets: Target[] } {
  const group = space.type === 'IM_GROUP' ? { group: space.id } : {};
  const deliveries = userIds.map((userId) => {
    const content = { type: 'dingtalk-card' as const, variables: { ...card.publics, ...card.privates[userId] } };
    return deliver(world, 'dingtalk', [userId], content, { ref, fault, ...group });
  });
  return {
    entries: deliveries.flatMap(({ entries }) => entries),
    targets: deliveries.flatMap(({ targets }) => targets),
  };
}
