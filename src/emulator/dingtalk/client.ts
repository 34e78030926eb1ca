import { ControlError } from '../control-error.ts';
import { type Entry, requested } from '../entries.ts';
import type { Group } from '../items.ts';
import type { JsonObject } from '../json.ts';
import type { EmulatedPerson } from '../options.ts';
import type { PostAnswer, Poster } from '../post.ts';
import { storeBytes } from '../transcript-bytes.ts';
import type { World } from '../world.ts';
import type { DingtalkAccount } from './account.ts';
import { dingtalkEvent } from './events.ts';
import { disbandEntries } from './groups.ts';
import { issueAuthCode } from './login.ts';
import { messageOfKind } from './message-kinds.ts';
import type { DingtalkQuota } from './quota.ts';
import { robotMessage } from './robot-message.ts';
import { forgedBody, postWith, type SentStamps } from './stamps.ts';
import type { DingtalkGroupStatus, DingtalkMessageRequest, DingtalkReplayRequest } from './view.ts';

interface Parts {
  stamps: SentStamps;
  poster: Poster;
  /** Sends the callbacks that are due. */
  start(): void;
}

/** What people and DingTalk itself do beyond writing text and pressing buttons. */
export class DingtalkClient {
  readonly #world: World;
  readonly #account: DingtalkAccount;
  readonly #quota: DingtalkQuota;
  readonly #parts: Parts;

  constructor(world: World, account: DingtalkAccount, quota: DingtalkQuota, parts: Parts) {
    this.#world = world;
    this.#account = account;
    this.#quota = quota;
    this.#parts = parts;
  }

  /** A person sends a message of any kind. @throws ControlError */
  send(request: DingtalkMessageRequest): void {
    const person = this.#person(request.userId);
    const { entries, ...message } = messageOfKind(this.#world, request);
    const inGroup = request.group === undefined ? {} : { group: this.#group(request.group, person) };
    const { mentions = true, bare = false, stranger = false } = request;
    const options = { mentions, bare, stranger };
    const full = { ...message, ...inGroup, ...options };
    const said = robotMessage(this.#world, this.#account, this.#quota, person, full);
    this.#do('dingtalk-message', storeBytes(this.#world.blobs, request), [...entries, ...said]);
  }

  /** The owner dissolves a group, or takes the robot out or back in. @throws ControlError */
  setGroupStatus(id: string, status: DingtalkGroupStatus): void {
    const group = this.#group(id);
    const entries: Entry[] =
      status === 'disbanded'
        ? disbandEntries(this.#world, this.#account, group)
        : [{ kind: 'dingtalk-group-status', id, status }];
    this.#do('dingtalk-group', { id, status }, entries);
  }

  /** The code a page gets inside this person's client (docs/emulator.md, Login). @throws ControlError */
  authCode(userId: string): string {
    return issueAuthCode(this.#world, this.#person(userId).userId);
  }

  /** Any event that nothing else here causes, e.g. `org_dept_modify`. */
  event(type: string, payload: Readonly<Record<string, unknown>>): void {
    const callback = dingtalkEvent(this.#world, this.#account, type, payload);
    this.#do('dingtalk-event', { type, payload }, [{ kind: 'callback', callback }]);
  }

  /**
   * Somebody who saw an earlier callback over HTTP posts a message of their own under its `timestamp` and `sign`.
   * @returns the bot's answer, or `undefined` for none
   * @throws ControlError where no callback was sent over HTTP
   */
  async replayStamp(request: DingtalkReplayRequest): Promise<PostAnswer | undefined> {
    const person = this.#person(request.userId);
    const stamp = this.#parts.stamps.newest(request.nth ?? 0);
    const url = this.#account.robotUrl;
    if (stamp === undefined || url === undefined) throw new ControlError('还没有用 HTTP 发给机器人的消息。');
    this.#do('dingtalk-replayed-stamp', { ...request }, []);
    const body = forgedBody(this.#world, this.#account, person, request.text);
    return await postWith(this.#parts.poster, url, stamp, body, this.#world.rules.robotTimeoutMs);
  }

  /** @param path - with `body` the same as `POST /control/<path>`, for the transcript */
  #do(path: string, body: JsonObject, entries: Entry[]): void {
    this.#world.commit(requested(this.#world.nowMs(), path, body), ...entries);
    this.#parts.start();
  }

  #person(userId: string): EmulatedPerson {
    const person = this.#world.directory.find('dingtalk', userId);
    if (person === undefined) throw new ControlError(`没有这个人：${userId}`, 404);
    return person;
  }

  #group(id: string, member?: EmulatedPerson): Group {
    const group = this.#world.state.groups.get(`dingtalk:${id}`);
    if (group === undefined) throw new ControlError('没有这个群。', 404);
    if (member !== undefined && !group.members.includes(member.userId)) {
      throw new ControlError('这个人不在这个群里。', 404);
    }
    return group;
  }
}
