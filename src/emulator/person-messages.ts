import { ControlError } from './control-error.ts';
import { sayInDingtalk } from './dingtalk/acts.ts';
import { messageOfKind } from './dingtalk/message-kinds.ts';
import type { DingtalkQuota } from './dingtalk/quota.ts';
import { robotMessage } from './dingtalk/robot-message.ts';
import type { Entry } from './entries.ts';
import type { Content, Group } from './items.ts';
import { saidInGroup } from './messages.ts';
import type { EmulatedPerson } from './options.ts';
import { pictureType } from './pictures.ts';
import { needApp } from './wecom/acts.ts';
import type { AibotTurns } from './wecom/aibot/turns.ts';
import { sendFromMember } from './wecom/member-messages.ts';
import type { World } from './world.ts';

/** What a person puts into a conversation: words, a picture, or any other file. */
type Said = { text: string } | { name: string; bytes: Buffer };

/** What a person's words and files become: in their own chat with the bot, in a group chat, with the AI robot. */
export class PersonMessages {
  readonly #world: World;
  readonly #quota: DingtalkQuota | undefined;
  readonly #aibot: AibotTurns | undefined;

  constructor(world: World, quota: DingtalkQuota | undefined, aibot: AibotTurns | undefined) {
    this.#world = world;
    this.#quota = quota;
    this.#aibot = aibot;
  }

  /** @throws ControlError where the client does not take it */
  entries(person: EmulatedPerson, said: Said, groupId?: string): Entry[] {
    const group = groupId === undefined ? undefined : this.#group(person, groupId);
    return person.vendor === 'wecom' ? this.#inWecom(person, said, group) : this.#inDingtalk(person, said, group);
  }

  /** An app gets no callback for what is written in its group chats (docs/emulator.md, Groups); the AI robot does get those that mention it. */
  #inWecom(person: EmulatedPerson, said: Said, group: Group | undefined): Entry[] {
    const { wecom } = this.#world;
    const isFile = 'bytes' in said;
    if (group !== undefined && this.#aibot?.isAibotChat(group.id)) {
      const message = isFile ? { kind: kindOf(said.bytes), ...said } : { kind: 'text' as const, ...said };
      return this.#aibot.ask(person, message, group.id);
    }
    if (group !== undefined) {
      const content = isFile ? this.#shown(said) : said.text;
      return saidInGroup(this.#world, group, person.userId, content).entries;
    }
    if (wecom === undefined) throw new ControlError('没有启用企业微信。');
    needApp(this.#world, wecom, person);
    const message = isFile ? { kind: kindOf(said.bytes), ...said } : { kind: 'text' as const, ...said };
    return sendFromMember(this.#world, wecom, person.userId, message);
  }

  #inDingtalk(person: EmulatedPerson, said: Said, group: Group | undefined): Entry[] {
    const { dingtalk } = this.#world;
    const quota = this.#quota;
    if (dingtalk === undefined || quota === undefined) throw new ControlError('没有启用钉钉。');
    if ('text' in said) {
      return sayInDingtalk(this.#world, dingtalk, quota, person, said.text, group);
    }
    const { entries, ...message } = messageOfKind(this.#world, {
      userId: person.userId,
      kind: kindOf(said.bytes) === 'image' ? 'picture' : 'file',
      name: said.name,
      base64: said.bytes.toString('base64'),
      ...(group === undefined ? {} : { group: group.id }),
    });
    const full = { ...message, ...(group === undefined ? {} : { group }) };
    return [...entries, ...robotMessage(this.#world, dingtalk, quota, person, full)];
  }

  #shown({ name, bytes }: { name: string; bytes: Buffer }): Content {
    const sha256 = this.#world.blobs.put(bytes);
    if (kindOf(bytes) === 'image') return { type: 'picture', name, sha256 };
    return { type: 'file', name, sha256, bytes: bytes.length };
  }

  #group({ vendor, userId }: EmulatedPerson, id: string): Group {
    const group = this.#world.state.groups.get(`${vendor}:${id}`);
    if (group === undefined || !group.members.includes(userId)) throw new ControlError('这个人不在这个群里。', 404);
    return group;
  }
}

/** A client sends as a picture what it can show as one. */
function kindOf(bytes: Buffer): 'image' | 'file' {
  return pictureType(bytes) === undefined ? 'file' : 'image';
}
