import type { Entry } from '../entries.ts';
import type { Group } from '../items.ts';
import { type JsonObject, listOf, objectOf, textOf } from '../json.ts';
import { deliver, dropped } from '../messages.ts';
import { countWithin } from '../sliding-window.ts';
import type { World } from '../world.ts';
import type { WecomAccount } from './account.ts';
import type { TokenCall } from './call.ts';
import { chatOf } from './chats.ts';
import { WecomRefusal } from './codes.ts';
import { drawMessage } from './content.ts';
import { recentMessages } from './person-limit.ts';
import { seesRoot, visiblePerson } from './range.ts';

const MIN_MEMBERS = 2;
const MAX_MEMBERS = 2000;
const NEW_CHATS_PER_DAY = 1000;
const CHANGES_PER_HOUR = 1000;
const PER_MEMBER_AND_MINUTE = 200;
/** No template_card in group chats (docs/emulator.md, Groups). */
const KINDS = ['text', 'image', 'voice', 'video', 'file', 'textcard', 'news', 'mpnews', 'markdown'];

/**
 * `appchat/create` (docs/emulator.md, Groups).
 * @throws WecomRefusal 48002, 86001, 86215, 86005, 86006, 86007, 86216, 45009
 */
export function createChat(world: World, account: WecomAccount, { body, caller }: TokenCall): JsonObject {
  const agentId = needRooted(world, account, caller);
  const chatId = (body.chatid ?? '') === '' ? world.secret(24).replace(/[^0-9A-Za-z]/g, 'x') : textOf(body.chatid);
  if (!/^[0-9A-Za-z]{1,32}$/.test(chatId)) throw new WecomRefusal(86001);
  if (chatOf(world, chatId) !== undefined) throw new WecomRefusal(86215);
  const members = membersOf(world, account, body.userlist);
  if (members.length < MIN_MEMBERS || members.length > MAX_MEMBERS) throw new WecomRefusal(86006);
  const owner = (body.owner ?? '') === '' ? members[0] : memberNamed(members, body.owner);
  if (owner === undefined) throw new WecomRefusal(86005);
  const madeAtMs = [...world.state.wecom.chats.values()].map((chat) => chat.madeAtMs);
  if (countWithin(madeAtMs, world.nowMs(), 24 * 3_600_000) >= NEW_CHATS_PER_DAY) throw new WecomRefusal(45009);
  const group: Group = { vendor: 'wecom', id: chatId, name: nameOf(body.name) ?? '群聊', owner, members };
  world.commit({ kind: 'group', group }, { kind: 'wecom-chat', chatId, agentId, atMs: world.nowMs() });
  return { chatid: chatId };
}

/**
 * `appchat/update`.
 * @throws WecomRefusal 48002, 86003, 40050, 86008, 86005, 86006, 86007, 86216, 45009
 */
export function updateChat(world: World, account: WecomAccount, { body, caller }: TokenCall): JsonObject {
  const agentId = needRooted(world, account, caller);
  const chat = ownChat(world, agentId, body.chatid);
  const leaving = new Set(listOf(body.del_user_list).map((id) => textOf(id).toLowerCase()));
  const staying = chat.members.filter((userId) => !leaving.has(userId.toLowerCase()));
  const added = membersOf(world, account, body.add_user_list).filter((userId) => !staying.includes(userId));
  const members = [...staying, ...added];
  if (members.length < MIN_MEMBERS || members.length > MAX_MEMBERS) throw new WecomRefusal(86006);
  const owner = memberNamed(members, textOf(body.owner) || chat.owner);
  if (owner === undefined) throw new WecomRefusal(86005);
  const changes = [...world.state.wecom.chats.values()].flatMap(({ changedAtMs }) => changedAtMs);
  if (countWithin(changes, world.nowMs(), 3_600_000) >= CHANGES_PER_HOUR) throw new WecomRefusal(45009);
  const group: Group = { ...chat, name: nameOf(body.name) ?? chat.name, owner, members };
  world.commit({ kind: 'group', group }, { kind: 'wecom-chat', chatId: chat.id, agentId, atMs: world.nowMs() });
  return {};
}

/** `appchat/get`. @throws WecomRefusal 48002, 86003, 40050, 86008 */
export function getChat(world: World, account: WecomAccount, { http, caller }: TokenCall): JsonObject {
  const agentId = needRooted(world, account, caller);
  const { id, name, owner, members } = ownChat(world, agentId, http.query.get('chatid') ?? '');
  return { chat_info: { chatid: id, name, owner, userlist: members, chat_type: 0 } };
}

/**
 * `appchat/send`: no `msgid` comes back; beyond 200 a minute to one member it is dropped in silence.
 * @throws WecomRefusal as `message/send`, and as `appchat/get`
 */
export function sendToChat(world: World, account: WecomAccount, call: TokenCall): JsonObject {
  const { body, fault, caller } = call;
  const agentId = needRooted(world, account, caller);
  const chat = ownChat(world, agentId, body.chatid);
  if (!KINDS.includes(textOf(body.msgtype))) throw new WecomRefusal(40008);
  const drawn = drawMessage(world, body);
  if (drawn.cut) call.warn('text cut at 2048 bytes');
  const { content, confidential } = drawn;
  const shown = content.type === 'text' ? { ...content, text: withMentions(world, content.text, body) } : content;
  const over = chat.members.filter((userId) => recentMessages(world, userId, chat.id).minute >= PER_MEMBER_AND_MINUTE);
  const reached = chat.members.filter((userId) => !over.includes(userId));
  const { entries } = deliver(world, 'wecom', reached, shown, {
    group: chat.id,
    fault,
    ...(confidential === undefined ? {} : { confidential }),
  });
  const lost: Entry[] = over.length === 0 ? [] : [dropped(world, 'wecom', over, 'person-limit')];
  world.commit(...entries, ...lost);
  return {};
}

/** Mentioned members are appended to the text, and `<@userid>` inside it becomes a name (docs/emulator.md, Groups). */
export function withMentions(world: World, text: string, body: JsonObject): string {
  const mentioned = listOf(objectOf(body.text).mentioned_list).map(textOf);
  const named = text.replace(/<@([^>\s]{1,64})>/g, (whole, userId: string) => {
    const name = world.directory.find('wecom', userId)?.name;
    return name === undefined ? whole : `@${name}`;
  });
  const tail = mentioned.map((id) => (id === '@all' ? '@所有人' : `@${world.directory.find('wecom', id)?.name ?? id}`));
  return [named, ...tail].join(' ');
}

/** Group chats are for apps that see the whole company. @throws WecomRefusal 48002 */
function needRooted(world: World, account: WecomAccount, caller: TokenCall['caller']): number {
  if (caller === 'contact-sync' || !seesRoot(world, account)) throw new WecomRefusal(48002);
  return caller;
}

/** @throws WecomRefusal 86003, 40050, 86008 for a group another app, or people, made */
function ownChat(world: World, agentId: number, chatId: unknown): Group {
  if (textOf(chatId) === '') throw new WecomRefusal(86003);
  const chat = chatOf(world, textOf(chatId));
  if (chat === undefined) throw new WecomRefusal(40050);
  if (world.state.wecom.chats.get(chat.id)?.agentId !== agentId) throw new WecomRefusal(86008);
  return chat;
}

/** @throws WecomRefusal 86216 for what is no id at all, 86007 for strangers */
function membersOf(world: World, account: WecomAccount, list: unknown): string[] {
  const members = listOf(list).map((id) => {
    if (!/^[0-9A-Za-z_.@-]{1,64}$/.test(textOf(id))) throw new WecomRefusal(86216);
    const person = visiblePerson(world, account, textOf(id));
    if (person === undefined) throw new WecomRefusal(86007);
    return person.userId;
  });
  return [...new Set(members)];
}

function memberNamed(members: readonly string[], userId: unknown): string | undefined {
  return members.find((member) => member.toLowerCase() === textOf(userId).toLowerCase());
}

function nameOf(name: unknown): string | undefined {
  return textOf(name) === '' ? undefined : [...textOf(name)].slice(0, 50).join('');
}
