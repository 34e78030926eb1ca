import { ControlError } from './control-error.ts';
import { conversationOf } from './conversation-state.ts';
import { pressInDingtalk } from './dingtalk/acts.ts';
import { CARD_TOPIC } from './dingtalk/stream-frames.ts';
import type { StreamGateway } from './dingtalk/stream-gateway.ts';
import type { Entry } from './entries.ts';
import type { Item } from './items.ts';
import type { EmulatedPerson } from './options.ts';
import type { PersonMessages } from './person-messages.ts';
import { type Act, type ByPerson, describePress } from './transcript.ts';
import { storeBytes } from './transcript-bytes.ts';
import type { PressRequest, SayRequest, SendRequest, Vendor } from './view.ts';
import { viewOf } from './views.ts';
import { pressInWecom } from './wecom/acts.ts';
import type { AibotTurns } from './wecom/aibot/turns.ts';
import { URL_KEY_PREFIX } from './wecom/card-view.ts';
import { eventCallback } from './wecom/events.ts';
import type { World } from './world.ts';

/** The largest file that both clients send to a bot. */
const MAX_FILE_BYTES = 20 << 20;
const DTMD_SEND = 'dtmd://dingtalkclient/sendMessage?';

/** What people do in their clients: they write, send files and press. */
export class Acts {
  readonly #world: World;
  readonly #gateway: StreamGateway | undefined;
  readonly #aibot: AibotTurns | undefined;
  readonly #messages: PersonMessages;

  constructor(
    world: World,
    messages: PersonMessages,
    gateway: StreamGateway | undefined,
    aibot: AibotTurns | undefined,
  ) {
    this.#world = world;
    this.#messages = messages;
    this.#gateway = gateway;
    this.#aibot = aibot;
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
      const act: Act = { kind: 'say', ...this.#by(person, group), text };
      return [{ kind: 'done', act }, ...this.#messages.entries(person, { text }, group)];
    });
  }

  /**
   * A person sends a picture or a file.
   * @returns `false` when the same `id` was done before
   * @throws ControlError where the client does not take it
   */
  send(request: SendRequest): boolean {
    return this.#once(request.id, () => {
      const { name, group } = request;
      const bytes = Buffer.from(request.base64, 'base64');
      if (name === '' || bytes.length === 0) throw new ControlError('这个文件是空的，发不出去。');
      if (bytes.length > MAX_FILE_BYTES) throw new ControlError('文件太大，最多 20 MB。');
      const person = this.person(request.vendor, request.userId);
      const file = storeBytes(this.#world.blobs, { name, bytes });
      const act: Act = { kind: 'send', ...this.#by(person, group), file };
      return [{ kind: 'done', act }, ...this.#messages.entries(person, { name, bytes }, group)];
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
      const act: Act = { kind: 'press', ...this.#by(person, group), ...describePress(screen, request) };
      return [{ kind: 'done', act }, ...this.#pressEntries(person, this.#item(items, request.item), request)];
    });
  }

  /** Whether somebody wrote, sent or pressed under this `id`. */
  did(id: string): boolean {
    return this.#world.state.acts.has(id);
  }

  /** A person opens the bot's conversation; only WeCom tells the bot. @throws ControlError */
  open(vendor: Vendor, userId: string): void {
    const person = this.person(vendor, userId);
    const { wecom } = this.#world;
    if (vendor !== 'wecom' || wecom === undefined) return;
    const act: Act = { kind: 'open', ...this.#by(person) };
    const entered = eventCallback(this.#world, wecom, person.userId, { event: 'enter_agent' });
    this.#world.commit({ kind: 'done', act }, entered);
  }

  /** @throws ControlError */
  person(vendor: Vendor, userId: string): EmulatedPerson {
    const person = this.#world.directory.find(vendor, userId);
    if (person === undefined) throw new ControlError(`没有这个人：${userId}`, 404);
    return person;
  }

  #by({ vendor, userId }: EmulatedPerson, group?: string): ByPerson {
    const by = { atMs: this.#world.nowMs(), vendor, userId };
    if (group === undefined) return by;
    return { ...by, group, groupName: this.#world.state.groups.get(`${vendor}:${group}`)?.name ?? '' };
  }

  #once(id: string | undefined, entriesOf: () => Entry[]): boolean {
    if (id !== undefined && this.did(id)) return false;
    const done: Entry[] = id === undefined ? [] : [{ kind: 'act', id }];
    this.#world.commit(...entriesOf(), ...done);
    return true;
  }

  #pressEntries(person: EmulatedPerson, item: Item, press: PressRequest): Entry[] {
    const { wecom, dingtalk } = this.#world;
    const link = linkOf(item, press.button);
    if (link?.startsWith(DTMD_SEND)) {
      const text = new URLSearchParams(link.slice(DTMD_SEND.length)).get('content') ?? '';
      return this.#messages.entries(person, { text }, press.group);
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
