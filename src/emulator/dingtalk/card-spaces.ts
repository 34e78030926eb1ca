import { type JsonObject, objectOf } from '../json.ts';
import { type DeliveryFault, partOf } from '../messages.ts';
import type { World } from '../world.ts';
import type { DingtalkAccount } from './account.ts';
import { need } from './card-variables.ts';
import { DingtalkRefusal } from './refusals.ts';

const MAX_SPACE_ID = 1000;
const SPACE = /^dtv1\.card\/\/([A-Za-z_]+)\.(.+)$/;
/** What the names of a place's models begin with. */
const MODELS = { IM_ROBOT: 'imRobot', IM_GROUP: 'imGroup' } as const;

/** Where a card is put: a chat with the robot (`id` = userId) or a group (`id` = openConversationId). */
export interface Space {
  type: 'IM_ROBOT' | 'IM_GROUP';
  id: string;
}

/** @throws DingtalkRefusal `param.openSpaceIdInvalid` */
export function spacesOf(openSpaceId: string): Space[] {
  need(openSpaceId.length <= MAX_SPACE_ID, 'param.openSpaceIdInvalid');
  return openSpaceId.split(';').map((space) => {
    const [, type = '', id = ''] = SPACE.exec(space) ?? [];
    const known = type.toUpperCase();
    if (known !== 'IM_ROBOT' && known !== 'IM_GROUP') throw new DingtalkRefusal(400, 'param.openSpaceIdInvalid');
    return { type: known, id };
  });
}

/** The kinds of places a card may be put into, by the space models of the request. */
export function spaceModelsOf(body: JsonObject): Space['type'][] {
  const types: readonly Space['type'][] = ['IM_ROBOT', 'IM_GROUP'];
  return types.filter((type) => typeof objectOf(body[`${MODELS[type]}OpenSpaceModel`]).supportForward === 'boolean');
}

/** @throws DingtalkRefusal */
export function checkDeliverModel(account: DingtalkAccount, body: JsonObject, type: Space['type']): void {
  const model = body[`${MODELS[type]}OpenDeliverModel`];
  need(model !== undefined, 'param.openDeliverModelEmpty');
  // Group cards name the robot that delivers them.
  need(type !== 'IM_GROUP' || objectOf(model).robotCode === account.robotCode, 'param.openDeliverModelError');
}

/** Who sees the card in each place, or why nobody does. */
export function placed(world: World, spaces: readonly Space[], fault: DeliveryFault) {
  const robots = spaces.filter(
    ({ type, id }) => type === 'IM_ROBOT' && world.directory.find('dingtalk', id) !== undefined,
  );
  const { accepted } = partOf(
    robots.map(({ id }) => id),
    fault,
  );
  return spaces.map((space) => {
    const userIds =
      space.type === 'IM_ROBOT' ? accepted.filter((userId) => userId === space.id) : inGroup(world, space.id);
    return { space, userIds, errorMsg: userIds.length === 0 ? 'spaceId is illegal' : '' };
  });
}

function inGroup(world: World, id: string): string[] {
  const isOpen = (world.state.dingtalk.groupStatus.get(id) ?? 'open') === 'open';
  return isOpen ? (world.state.groups.get(`dingtalk:${id}`)?.members ?? []) : [];
}

/** In a group, `recipients` alone see the card. */
export function recipientsOf(body: JsonObject, userIds: readonly string[]): string[] {
  const { recipients } = objectOf(body.imGroupOpenDeliverModel);
  return Array.isArray(recipients) ? userIds.filter((userId) => recipients.includes(userId)) : [...userIds];
}
