import { ControlError } from '../control-error.ts';
import type { Callback, Entry, Group, Item } from '../entries.ts';
import { spoken, spokenInGroup } from '../messages.ts';
import type { DingtalkAccount, EmulatedPerson } from '../options.ts';
import type { World } from '../world.ts';
import { drawTemplateCard, maxChoices } from './card-view.ts';
import type { DingtalkQuota } from './quota.ts';

const SESSION_LIFE_MS = 90 * 60_000;

/**
 * A person writes to the robot in their own chat, or in a group chat mentioning it (dingtalk.md 1.2). With the month's messages used up the
 * push comes without content.
 * @param baseUrl - where `sessionWebhook` addresses point
 * @param group - the group chat it is written in
 */
export function sayInDingtalk(
  world: World,
  account: DingtalkAccount,
  quota: DingtalkQuota,
  person: EmulatedPerson,
  text: string,
  baseUrl: string,
  group?: Group,
): Entry[] {
  const { entries, serial } =
    group === undefined
      ? spoken(world, 'dingtalk', person.userId, text)
      : spokenInGroup(world, group, person.userId, text);
  const atMs = world.nowMs();
  const expiresAtMs = atMs + SESSION_LIFE_MS;
  const session = world.secret();
  const content = quota.takeMessage()
    ? { msgtype: 'text', text: { content: group === undefined ? text : ` ${text}` } }
    : { errorCode: 20001, errorMessage: 'message quota exceeded' };
  const body = {
    ...conversationFields(person, group),
    msgId: `msg${Buffer.from(`robot-message-${serial}`).toString('base64')}`,
    ...content,
    createAt: atMs,
    senderId: `$:LWCP_v1:$${Buffer.from(person.userId).toString('base64url')}`,
    senderNick: person.name,
    senderCorpId: account.corpId,
    ...(world.rules.dingtalkPublished ? { senderStaffId: person.userId, isAdmin: false } : {}),
    chatbotCorpId: account.corpId,
    chatbotUserId: '$:LWCP_v1:$robot',
    robotCode: account.robotCode,
    sessionWebhook: `${baseUrl}/robot/sendBySession?session=${session}`,
    sessionWebhookExpiredTime: expiresAtMs,
    senderPlatform: 'Win',
  };
  return [
    ...entries,
    { kind: 'dingtalk-session', session, userId: person.userId, atMs, expiresAtMs, ...groupField(group) },
    {
      kind: 'callback',
      callback: { ...callbackOf(world, 'robot', person.userId, serial, JSON.stringify(body)), ...groupField(group) },
    },
  ];
}

function groupField(group: Group | undefined): { group?: string } {
  return group === undefined ? {} : { group: group.id };
}

function conversationFields(person: EmulatedPerson, group: Group | undefined): Record<string, unknown> {
  if (group === undefined) return { conversationId: conversationIdOf(person.userId), conversationType: '1' };
  return {
    conversationId: group.id,
    conversationType: '2',
    conversationTitle: group.name,
    isInAtList: true,
    atUsers: [{ dingtalkId: '$:LWCP_v1:$robot' }],
  };
}

/**
 * A person presses a button of a card (dingtalk.md 6.5); the parameters are those of `docs/dingtalk-card.md`.
 * @param streams - whether a bot listens to card clicks over Stream
 * @throws ControlError when the client would not let them
 */
export function pressInDingtalk(
  world: World,
  account: DingtalkAccount,
  person: EmulatedPerson,
  item: Item,
  press: { button: string; choices: string[] },
  streams: boolean,
): Entry[] {
  if (item.content.type !== 'dingtalk-card' || item.ref === undefined)
    throw new ControlError('这条消息没有可以点的按钮。');
  const { variables } = item.content;
  const view = drawTemplateCard(variables, undefined);
  const button = view.buttons.find(({ key }) => key === press.button);
  if (button === undefined) throw new ControlError('卡片上没有这个按钮。');
  if (button.disabled) throw new ControlError('这张卡片已经不能再点了。');
  const values = view.choice?.options.map(({ value }) => value) ?? [];
  if (press.choices.some((choice) => !values.includes(choice))) throw new ControlError('所选的选项不在卡片上。');
  const most = maxChoices(variables);
  if (press.choices.length > most) throw new ControlError(`最多只能选 ${most} 项。`);
  const card = world.state.dingtalk.cards.get(item.ref);
  if (card === undefined) throw new ControlError('这条消息没有可以点的按钮。');
  const byStream = card.callbackType === 'STREAM';
  if (byStream && !streams) throw new ControlError('点击失败：机器人没有用 Stream 接收卡片回调。');
  if (!byStream && !world.state.dingtalk.routes.has(card.routeKey)) {
    throw new ControlError('点击失败：机器人没有登记接收卡片回调的地址。');
  }
  const { userId } = person;
  const params = { action: press.button, choices: JSON.stringify(press.choices) };
  const content = JSON.stringify({ cardPrivateData: { actionIds: [press.button], params } });
  const body = { type: 'actionCallback', outTrackId: item.ref, corpId: account.corpId, userId, content };
  // Stream frames carry more fields than HTTP callbacks (dingtalk.md 6.5).
  const place = { userIdType: 1, spaceType: 'im', spaceId: conversationIdOf(userId), extension: '{}', value: content };
  const callback = callbackOf(
    world,
    'card',
    userId,
    item.serial,
    JSON.stringify(byStream ? { ...body, ...place } : body),
  );
  return [
    { kind: 'chosen', vendor: 'dingtalk', userId, serial: item.serial, choices: press.choices },
    { kind: 'callback', callback: byStream ? callback : { ...callback, route: card.routeKey } },
  ];
}

/** The person's chat with the robot, the same for ever. */
function conversationIdOf(userId: string): string {
  return `cid${Buffer.from(userId).toString('base64')}`;
}

export function callbackOf(
  world: World,
  channel: Callback['channel'],
  userId: string,
  serial: number | undefined,
  body: string,
): Callback {
  return {
    id: String(world.nextSerial()),
    channel,
    userId,
    ...(serial === undefined ? {} : { serial }),
    body,
    tries: 0,
    nextAtMs: world.nowMs(),
  };
}
