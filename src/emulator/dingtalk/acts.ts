import { ControlError } from '../control-error.ts';
import type { Entry } from '../entries.ts';
import type { Group, Item } from '../items.ts';
import type { EmulatedPerson } from '../options.ts';
import type { World } from '../world.ts';
import type { DingtalkAccount } from './account.ts';
import { callbackOf } from './callback.ts';
import { drawTemplateCard, maxChoices } from './card-view.ts';
import type { DingtalkQuota } from './quota.ts';
import { conversationIdOf, robotMessage } from './robot-message.ts';

/** A person writes to the robot in their own chat, or in a group chat mentioning it (docs/emulator.md, Robot messages). */
export function sayInDingtalk(
  world: World,
  account: DingtalkAccount,
  quota: DingtalkQuota,
  person: EmulatedPerson,
  text: string,
  group?: Group,
): Entry[] {
  // The mention is taken out of the text; the blank behind it stays.
  const content = group === undefined ? text : ` ${text}`;
  const fields = { msgtype: 'text', text: { content } };
  const message = { shown: { type: 'text', text } as const, fields, ...(group === undefined ? {} : { group }) };
  return robotMessage(world, account, quota, person, message);
}

/**
 * A person presses a button of a card (docs/emulator.md, Cards); the parameters are those of `docs/dingtalk-card.md`.
 * @param streams - whether a bot listens to card clicks over Stream
 * @throws ControlError when the client would not let them
 */
export function pressInDingtalk(
  world: World,
  account: DingtalkAccount,
  person: EmulatedPerson,
  item: Item,
  press: { button: string; choices: string[]; group?: string },
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
  // Stream frames carry more fields than HTTP callbacks (docs/emulator.md, Cards).
  const place = {
    userIdType: 1,
    spaceType: 'im',
    spaceId: press.group ?? conversationIdOf(userId),
    extension: '{}',
    value: content,
  };
  const callback = callbackOf(
    world,
    'card',
    userId,
    item.serial,
    JSON.stringify(byStream ? { ...body, ...place } : body),
  );
  const inGroup = press.group === undefined ? {} : { group: press.group };
  const route = byStream ? {} : { route: card.routeKey };
  return [
    { kind: 'chosen', vendor: 'dingtalk', userId, serial: item.serial, choices: press.choices, ...inGroup },
    { kind: 'callback', callback: { ...callback, ...inGroup, ...route } },
  ];
}
