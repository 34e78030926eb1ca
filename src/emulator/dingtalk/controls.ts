import { ControlError } from '../control-error.ts';
import { type Entry, requested } from '../entries.ts';
import type { Group } from '../items.ts';
import { type JsonObject, objectOf, textOf } from '../json.ts';
import type { EmulatedPerson } from '../options.ts';
import { storeBytes } from '../transcript-bytes.ts';
import type { DingtalkGroupStatus, DingtalkMessageRequest } from '../view.ts';
import type { World } from '../world.ts';
import type { DingtalkAccount } from './account.ts';
import { dingtalkEvent } from './events.ts';
import { disbandEntries } from './groups.ts';
import { issueAuthCode } from './login.ts';
import { messageOfKind } from './message-kinds.ts';
import type { DingtalkQuota } from './quota.ts';
import { robotMessage } from './robot-message.ts';

const KINDS: readonly DingtalkMessageRequest['kind'][] = [
  'text',
  'picture',
  'richText',
  'audio',
  'video',
  'file',
  'unknownMsgType',
];
const STATUSES: readonly DingtalkGroupStatus[] = ['open', 'without-robot', 'disbanded'];

/** What people and DingTalk itself do beyond writing text and pressing buttons. */
export class DingtalkControls {
  readonly #world: World;
  readonly #account: DingtalkAccount;
  readonly #quota: DingtalkQuota;
  readonly #start: () => void;

  /**
   * @param start - sends the callbacks that are due
   */
  constructor(world: World, account: DingtalkAccount, quota: DingtalkQuota, start: () => void) {
    this.#world = world;
    this.#account = account;
    this.#quota = quota;
    this.#start = start;
  }

  /** A person sends a message of any kind. @throws ControlError */
  send(request: DingtalkMessageRequest): void {
    const person = this.#person(request.userId);
    const { entries, ...message } = messageOfKind(this.#world, request);
    const inGroup = request.group === undefined ? {} : { group: this.#group(request.group, person) };
    const options = { mentions: request.mentions ?? true, bare: request.bare ?? false };
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

  /** The code a page gets inside this person's client (dingtalk.md 9). @throws ControlError */
  authCode(userId: string): string {
    return issueAuthCode(this.#world, this.#person(userId).userId);
  }

  /** Any event of dingtalk.md 8.1 that nothing else here causes, e.g. `org_dept_modify`. */
  event(type: string, payload: Readonly<Record<string, unknown>>): void {
    const callback = dingtalkEvent(this.#world, this.#account, type, payload);
    this.#do('dingtalk-event', { type, payload }, [{ kind: 'callback', callback }]);
  }

  /**
   * The same by `POST /control/dingtalk-…`.
   * @returns `undefined` for an unknown path
   * @throws ControlError
   */
  act(path: string, body: JsonObject): unknown {
    switch (path) {
      case 'dingtalk-message':
        this.send(messageRequestOf(body));
        return {};
      case 'dingtalk-group':
        this.setGroupStatus(textOf(body.id), statusOf(body.status));
        return {};
      case 'dingtalk-login':
        return { code: this.authCode(textOf(body.userId)) };
      case 'dingtalk-event':
        if (!/^[a-z_]{1,64}$/.test(textOf(body.type))) throw new ControlError('请给出事件的类型。');
        this.event(textOf(body.type), objectOf(body.payload));
        return {};
      default:
        return undefined;
    }
  }

  /** @param path - with `body` the same as `POST /control/<path>`, for the transcript */
  #do(path: string, body: JsonObject, entries: Entry[]): void {
    this.#world.commit(requested(this.#world.nowMs(), path, body), ...entries);
    this.#start();
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

function messageRequestOf(body: JsonObject): DingtalkMessageRequest {
  const kind = KINDS.find((known) => known === body.kind);
  if (kind === undefined) throw new ControlError('没有这种消息。');
  const { group, text, name, base64, mentions, bare } = body;
  return {
    userId: textOf(body.userId),
    kind,
    ...(typeof group === 'string' ? { group } : {}),
    ...(typeof text === 'string' ? { text } : {}),
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof base64 === 'string' ? { base64 } : {}),
    ...(typeof mentions === 'boolean' ? { mentions } : {}),
    ...(typeof bare === 'boolean' ? { bare } : {}),
  };
}

function statusOf(status: unknown): DingtalkGroupStatus {
  const known = STATUSES.find((candidate) => candidate === status);
  if (known === undefined) throw new ControlError('群只能是 open、without-robot 或 disbanded。');
  return known;
}
