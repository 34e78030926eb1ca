import { ControlError } from './control-error.ts';
import { pressInDingtalk, sayInDingtalk } from './dingtalk/acts.ts';
import type { DingtalkQuota } from './dingtalk/quota.ts';
import { CARD_TOPIC } from './dingtalk/stream-frames.ts';
import type { StreamGateway } from './dingtalk/stream-gateway.ts';
import type { Entry, Group, Item } from './entries.ts';
import { spokenInGroup } from './messages.ts';
import type { EmulatedPerson } from './options.ts';
import { conversationOf } from './state.ts';
import { type Act, describePress } from './transcript.ts';
import type { PressRequest, SayRequest, Vendor } from './view.ts';
import { viewOf } from './views.ts';
import { pressInWecom, sayInWecom } from './wecom/acts.ts';
import type { AibotTurns } from './wecom/aibot/turns.ts';
import { URL_KEY_PREFIX } from './wecom/card-view.ts';
import type { World } from './world.ts';

const DTMD_SEND = 'dtmd://dingtalkclient/sendMessage?';

/** What people do in their clients: they write and they press. */
export class Acts {
  readonly #world: World;
  readonly #quota: DingtalkQuota;
  readonly #gateway: StreamGateway | undefined;
  readonly #aibot: AibotTurns | undefined;
  readonly #baseUrl: () => string;

  /** @param baseUrl - where `sessionWebhook` addresses point */
  constructor(
    world: World,
    quota: DingtalkQuota,
    gateway: StreamGateway | undefined,
    aibot: AibotTurns | undefined,
    baseUrl: () => string,
  ) {
    this.#world = world;
    this.#quota = quota;
    this.#gateway = gateway;
    this.#aibot = aibot;
    this.#baseUrl = baseUrl;
  }

  /**
   * @returns `false` when the same `id` was done before
   * @throws ControlError
   */
  say(request: SayRequest): boolean {
    return this.#once(request.id, () => {
      const { text, group } = request;
      if (text.trim() === '') throw new ControlError('请先输入要发送的内容。');
      const person = this.person(request.vendor, request.userId);
      const act: Act = { kind: 'say', ...this.#by(person), ...inGroup(group), text };
      return [{ kind: 'done', act }, ...this.#sayEntries(person, text, group)];
    });
  }

  /**
   * @returns `false` when the same `id` was done before
   * @throws ControlError when the client would not let the person press
   */
  press(request: PressRequest): boolean {
    return this.#once(request.id, () => {
      const { group } = request;
      const person = this.person(request.vendor, request.userId);
      const { items } = conversationOf(this.#world.state, person.vendor, person.userId, group);
      const screen = items.filter(isOnScreen).map((item) => viewOf(person.vendor, item));
      const act: Act = { kind: 'press', ...this.#by(person), ...inGroup(group), ...describePress(screen, request) };
      return [{ kind: 'done', act }, ...this.#pressEntries(person, this.#item(items, request.item), request)];
    });
  }

  /** @throws ControlError */
  person(vendor: Vendor, userId: string): EmulatedPerson {
    const person = this.#world.directory.find(vendor, userId);
    if (person === undefined) throw new ControlError(`没有这个人：${userId}`, 404);
    return person;
  }

  #by({ vendor, userId }: EmulatedPerson): { atMs: number; vendor: Vendor; userId: string } {
    return { atMs: this.#world.nowMs(), vendor, userId };
  }

  #once(id: string | undefined, entriesOf: () => Entry[]): boolean {
    if (id !== undefined && this.#world.state.acts.has(id)) return false;
    const done: Entry[] = id === undefined ? [] : [{ kind: 'act', id }];
    this.#world.commit(...entriesOf(), ...done);
    return true;
  }

  #sayEntries(person: EmulatedPerson, text: string, group: string | undefined): Entry[] {
    const { wecom, dingtalk } = this.#world;
    if (group !== undefined) return this.#sayInGroup(person, text, this.#group(person, group));
    if (person.vendor === 'wecom') {
      if (wecom === undefined) throw new ControlError('没有启用企业微信。');
      return sayInWecom(this.#world, wecom, person, text);
    }
    if (dingtalk === undefined) throw new ControlError('没有启用钉钉。');
    return sayInDingtalk(this.#world, dingtalk, this.#quota, person, text, this.#baseUrl());
  }

  /** WeCom tells an app nothing of what is written in its group chats (wecom.md 8.1); the AI robot hears of it. */
  #sayInGroup(person: EmulatedPerson, text: string, group: Group): Entry[] {
    const { dingtalk } = this.#world;
    if (person.vendor === 'wecom' && this.#aibot?.isAibotChat(group.id)) {
      return this.#aibot.ask(person, { kind: 'text', text }, group.id);
    }
    if (person.vendor === 'wecom' || dingtalk === undefined) {
      return spokenInGroup(this.#world, group, person.userId, text).entries;
    }
    return sayInDingtalk(this.#world, dingtalk, this.#quota, person, text, this.#baseUrl(), group);
  }

  #pressEntries(person: EmulatedPerson, item: Item, press: PressRequest): Entry[] {
    const { wecom, dingtalk } = this.#world;
    const link = linkOf(item, press.button);
    if (link?.startsWith(DTMD_SEND)) {
      const text = new URLSearchParams(link.slice(DTMD_SEND.length)).get('content') ?? '';
      return this.#sayEntries(person, text, press.group);
    }
    if (link !== undefined) throw new ControlError(`这个按钮打开网页，请直接打开：${link}`);
    if (press.group !== undefined && this.#aibot?.isAibotChat(press.group)) {
      return this.#aibot.press(person, item, press.group, press);
    }
    if (person.vendor === 'wecom' && wecom !== undefined) return pressInWecom(this.#world, wecom, person, item, press);
    if (person.vendor === 'dingtalk' && dingtalk !== undefined) {
      const streams = this.#gateway?.takes('CALLBACK', CARD_TOPIC) ?? false;
      return pressInDingtalk(this.#world, dingtalk, person, item, press, streams);
    }
    throw new ControlError('没有启用这个平台。');
  }

  #item(items: readonly Item[], name: string): Item {
    const serial = Number(name.slice(1));
    const item = items.findLast((candidate) => candidate.serial === serial && isOnScreen(candidate));
    if (item === undefined) throw new ControlError('这个人的会话里没有这条消息。', 404);
    return item;
  }

  #group({ vendor, userId }: EmulatedPerson, id: string): Group {
    const group = this.#world.state.groups.get(`${vendor}:${id}`);
    if (group === undefined || !group.members.includes(userId)) throw new ControlError('这个人不在这个群里。', 404);
    return group;
  }
}

function inGroup(group: string | undefined): { group?: string } {
  return group === undefined ? {} : { group };
}

function isOnScreen(item: Item): boolean {
  return item.recalledAtMs === undefined;
}

/** The link a press follows: a link button, or a `dtmd` link written in a Markdown message. */
function linkOf(item: Item, button: string): string | undefined {
  const { content } = item;
  if (button.startsWith(URL_KEY_PREFIX)) return button.slice(URL_KEY_PREFIX.length);
  if (content.type === 'markdown' && content.markdown.includes(`(${button})`)) return button;
  return undefined;
}
