import { type JsonObject, listOf, objectOf, textOf } from '../json.ts';
import type { World } from '../world.ts';
import type { WecomAccount } from './account.ts';
import type { TokenCall } from './call.ts';
import { WecomRefusal } from './codes.ts';
import { checkAgent } from './send.ts';
import type { MenuButton } from './state.ts';

const TYPES = [
  'click',
  'view',
  'view_miniprogram',
  'scancode_push',
  'scancode_waitmsg',
  'pic_sysphoto',
  'pic_photo_or_album',
  'pic_weixin',
  'location_select',
];
const MAX_BUTTONS = 3;
const MAX_SUB_BUTTONS = 5;
const MAX_NAME_BYTES = 16;
const MAX_SUB_NAME_BYTES = 40;
const MAX_KEY_BYTES = 128;
const MAX_URL_BYTES = 1024;

/**
 * `menu/create?agentid=`: replaces the app's menu. Limits and codes are those of the vendor's menu page as commonly quoted †.
 * @throws WecomRefusal 41011, 40056, 301002, 40016, 40017, 40018, 40019, 40020, 40023
 */
export function createMenu(world: World, account: WecomAccount, call: TokenCall): JsonObject {
  const agentId = agentOf(account, call);
  const buttons = listOf(call.body.button).map(objectOf);
  if (buttons.length < 1 || buttons.length > MAX_BUTTONS) throw new WecomRefusal(40016);
  world.commit({ kind: 'wecom-menu', agentId, menu: buttons.map(readTop) });
  return {};
}

/** `menu/get?agentid=`. @throws WecomRefusal 46003 † when there is none */
export function getMenu(world: World, account: WecomAccount, call: TokenCall): JsonObject {
  const menu = world.state.wecom.menus.get(agentOf(account, call)) ?? [];
  if (menu.length === 0) throw new WecomRefusal(46003);
  return { button: menu };
}

export function deleteMenu(world: World, account: WecomAccount, call: TokenCall): JsonObject {
  world.commit({ kind: 'wecom-menu', agentId: agentOf(account, call), menu: [] });
  return {};
}

/** Here the agent stands in the query. */
function agentOf(account: WecomAccount, call: TokenCall): number {
  const agentid = call.http.query.get('agentid') ?? undefined;
  return checkAgent(account, { ...call, body: { agentid } });
}

function readTop(button: JsonObject): MenuButton {
  const below = listOf(button.sub_button).map(objectOf);
  if (below.length === 0) return readButton(button, MAX_NAME_BYTES);
  if (below.length > MAX_SUB_BUTTONS) throw new WecomRefusal(40023);
  const name = readName(button, MAX_NAME_BYTES);
  return { name, sub_button: below.map((sub) => readButton(sub, MAX_SUB_NAME_BYTES)) };
}

function readButton(button: JsonObject, maxNameBytes: number): MenuButton {
  const name = readName(button, maxNameBytes);
  const type = textOf(button.type);
  if (!TYPES.includes(type)) throw new WecomRefusal(40017);
  if (type === 'view') return { name, type, url: readUrl(button.url) };
  if (type === 'view_miniprogram')
    return { name, type, pagepath: textOf(button.pagepath), appid: textOf(button.appid) };
  const key = textOf(button.key);
  if (key === '' || Buffer.byteLength(key) > MAX_KEY_BYTES) throw new WecomRefusal(40019);
  return { name, type, key };
}

function readName(button: JsonObject, maxBytes: number): string {
  const name = textOf(button.name);
  if (name === '' || Buffer.byteLength(name) > maxBytes) throw new WecomRefusal(40018);
  return name;
}

function readUrl(url: unknown): string {
  if (textOf(url) === '' || Buffer.byteLength(textOf(url)) > MAX_URL_BYTES) throw new WecomRefusal(40020);
  return textOf(url);
}
