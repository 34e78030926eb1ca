import { ControlError } from '../control-error.ts';
import { conversationOf } from '../conversation-state.ts';
import { type Entry, requested } from '../entries.ts';
import type { JsonObject } from '../json.ts';
import type { EmulatedPerson } from '../options.ts';
import type { PostAnswer, Poster } from '../post.ts';
import { storeBytes } from '../transcript-bytes.ts';
import type { World } from '../world.ts';
import type { WecomAccount } from './account.ts';
import { needApp } from './acts.ts';
import type { AibotMessage } from './aibot/messages.ts';
import type { AibotFeedback, AibotTurns } from './aibot/turns.ts';
import { WecomRefusal } from './codes.ts';
import { type ContactChange, contactChanged } from './contact-changes.ts';
import { eventCallback, type WecomEvent } from './events.ts';
import { AUTHORIZE_PATH, authorize } from './login.ts';
import { type MemberMessage, sendFromMember } from './member-messages.ts';
import { type MenuInput, menuEvent } from './menu-press.ts';
import { isVisible } from './range.ts';
import type { MenuButton } from './state.ts';
import { sendWrongCallback, type WrongCallback } from './wrong-callbacks.ts';

interface Parts {
  aibot: AibotTurns | undefined;
  poster: Poster;
  start: () => void;
}

/** What happens in WeCom's client and consoles beyond saying and pressing. */
export class WecomClient {
  readonly #world: World;
  readonly #account: WecomAccount;
  readonly #parts: Parts;

  constructor(world: World, account: WecomAccount, parts: Parts) {
    this.#world = world;
    this.#account = account;
    this.#parts = parts;
  }

  /** A member sends something into the app's conversation. @throws ControlError */
  send(userId: string, message: MemberMessage): void {
    const person = this.#member(userId);
    const entries = sendFromMember(this.#world, this.#account, person.userId, message);
    this.#do('send', { userId, message: storeBytes(this.#world.blobs, message) }, entries);
  }

  /** An event; those of the company come from `sys`. @throws ControlError for a stranger */
  fire(userId: string, event: WecomEvent): void {
    const who = userId === 'sys' ? userId : this.#member(userId).userId;
    this.#do('event', { userId, event }, [eventCallback(this.#world, this.#account, who, event)]);
  }

  /** The app's menu under the conversation; empty when there is none. */
  menu(): readonly MenuButton[] {
    return this.#world.state.wecom.menus.get(this.#account.agentId) ?? [];
  }

  /**
   * A member presses the menu.
   * @param path - positions from 0: of the button, and of the one below it
   * @throws ControlError when there is no such button
   */
  pressMenu(userId: string, path: readonly number[], input: MenuInput = {}): void {
    const [top = -1, below] = path;
    const button = this.menu()[top];
    const pressed = below === undefined ? button : button?.sub_button?.[below];
    if (pressed?.type === undefined) throw new ControlError('菜单里没有这一项。');
    const event = menuEvent(pressed.type, pressed, input);
    const { userId: who } = this.#member(userId);
    this.#do('press-menu', { userId, path, input }, [eventCallback(this.#world, this.#account, who, event)]);
  }

  /**
   * A member opens the authorize address of a page.
   * @returns where WeCom leads them, with `code` and `state`
   * @throws WecomRefusal what WeCom shows in place of the page, e.g. 50001
   */
  openLink(userId: string, url: string): string {
    const { pathname, searchParams } = new URL(url);
    if (pathname !== AUTHORIZE_PATH || !url.endsWith('#wechat_redirect')) throw new WecomRefusal(40058);
    return authorize(this.#world, this.#account, this.#person(userId).userId, searchParams);
  }

  /** The administrator sets the app's visible range; the bot gets an event for everyone who enters or leaves it. */
  setVisibleRange(departments: readonly string[]): void {
    const everyone = [...this.#world.directory.all()].filter(({ vendor }) => vendor === 'wecom');
    const before = new Set(everyone.filter((person) => isVisible(this.#world, this.#account, person)));
    this.#world.commit({ kind: 'wecom-range', departments });
    const events = everyone.flatMap((person): Entry[] => {
      const sees = isVisible(this.#world, this.#account, person);
      if (sees === before.has(person)) return [];
      return [eventCallback(this.#world, this.#account, person.userId, { event: sees ? 'subscribe' : 'unsubscribe' })];
    });
    this.#do('visible-range', { departments }, events);
  }

  /**
   * The administrator changes the contacts; the contact-sync assistant gets a callback. With a new user id the member's account and chats move to it.
   * @throws ControlError when that id is taken
   */
  changeContacts(change: ContactChange): void {
    const entries = contactChanged(this.#world, this.#account, change);
    this.#do('contact-change', { change }, [...this.#renaming(change), ...entries]);
  }

  /** A request that only looks like WeCom's is posted to the bot. @returns its answer, or `undefined` for none */
  async wrong(userId: string, wrong: WrongCallback): Promise<PostAnswer | undefined> {
    const { callbackUrl } = this.#account;
    if (callbackUrl === undefined) throw new ControlError('没有设置回调地址。');
    const { userId: who } = this.#member(userId);
    this.#do('wrong', { userId, wrong }, []);
    return await sendWrongCallback(this.#world, { ...this.#account, callbackUrl }, this.#parts.poster, who, wrong);
  }

  /** The `group` under which a member's chat with the AI robot is read. @throws ControlError when there is none */
  get aibotChat(): string {
    return this.#aibot.chat;
  }

  /** A member opens the AI robot's chat. @throws ControlError */
  openAibot(userId: string): void {
    this.#do('open-aibot', { userId }, this.#aibot.enter(this.#person(userId)));
  }

  /** A member writes to the AI robot, alone or in a group that has it. @throws ControlError */
  askAibot(userId: string, message: AibotMessage, group?: string): void {
    const entries = this.#aibot.ask(this.#person(userId), message, group);
    this.#do('ask-aibot', { userId, message: storeBytes(this.#world.blobs, message), group }, entries);
  }

  /**
   * A member judges an answer of the AI robot.
   * @param item - its name, or which of the messages there it is, the newest being 0
   * @throws ControlError
   */
  judgeAibot(userId: string, item: string | number, feedback: AibotFeedback, group = this.aibotChat): void {
    const person = this.#person(userId);
    const { items } = conversationOf(this.#world.state, 'wecom', person.userId, group);
    const newestFirst = [...items].reverse();
    const nth = typeof item === 'number' ? item : newestFirst.findIndex(({ serial }) => `w${serial}` === item);
    const found = newestFirst[nth];
    if (found === undefined) throw new ControlError('这个人的会话里没有这条消息。', 404);
    this.#do('judge-aibot', { userId, nth, ...feedback, group }, this.#aibot.judge(person, found, group, feedback));
  }

  #renaming(change: ContactChange): Entry[] {
    if (change.change !== 'update_user' || change.newUserId === undefined) return [];
    const { userId, newUserId } = change;
    const known = this.#world.directory.find('wecom', newUserId);
    if (known !== undefined && known.userId.toLowerCase() !== userId.toLowerCase())
      throw new ControlError('这个编号已经有人用了。');
    return this.#world.directory.find('wecom', userId) === undefined ? [] : [{ kind: 'renamed', userId, newUserId }];
  }

  get #aibot(): AibotTurns {
    const { aibot } = this.#parts;
    if (aibot === undefined) throw new ControlError('没有启用智能机器人。');
    return aibot;
  }

  #person(userId: string): EmulatedPerson {
    const person = this.#world.directory.find('wecom', userId);
    if (person === undefined) throw new ControlError(`没有这个人：${userId}`, 404);
    return person;
  }

  /** Someone who sees the app. */
  #member(userId: string): EmulatedPerson {
    const person = this.#person(userId);
    needApp(this.#world, this.#account, person);
    return person;
  }

  /** @param act - with `body` the same as `POST /control/wecom/<act>`, for the transcript */
  #do(act: string, body: JsonObject, entries: Entry[]): void {
    this.#world.commit(requested(this.#world.nowMs(), `wecom/${act}`, body), ...entries);
    this.#parts.start();
  }
}
