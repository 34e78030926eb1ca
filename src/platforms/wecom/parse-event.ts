import { createHash } from 'node:crypto';
import { decodePress, encodePress } from '../../chat/message.ts';
import { isSealed, openPart } from '../../chat/sealed.ts';
import { CallbackRefused } from './callback-refused.ts';
import { pressed } from './parse-press.ts';
import { type Parsed, updated } from './parsed.ts';
import type { XmlElement } from './xml.ts';
import { createdAt, optional, required, sender } from './xml-fields.ts';

const kindShape = /^.{1,64}$/;
const someText = /./s;
const maxKeyChars = 128;

/**
 * Reads one event (D90240, D90970).
 * @param agent - the app it names, already found to be ours
 * @throws CallbackRefused when it lacks what its kind must have
 */
export function parseEvent(fields: XmlElement, agent: string | undefined): Parsed {
  const name = required(fields, 'Event', kindShape);
  // Other senders write `CLICK` and `VIEW`.
  const kind = eventKinds.get(name.toLowerCase());
  if (kind === 'contact') return contactChange(fields);
  if (kind === undefined) {
    const why = `event ${name}`;
    return silentEvents.has(name.toLowerCase()) ? { kind: 'ignored', why } : { kind: 'ignored', why, unknown: why };
  }
  if (agent === undefined) throw new CallbackRefused('agentid');
  const from = sender(fields, 'FromUserName');
  const common = { id: eventId(fields, from.userId), from, at: createdAt(fields) };
  switch (kind) {
    case 'pressed':
      return updated({ ...common, kind, ...pressed(fields, common.at) });
    case 'said':
      return updated({ ...common, kind, text: required(fields, 'EventKey', someText), where: 'single' });
    case 'unsupported':
      return updated({ ...common, kind, what: name });
    case 'joined':
    case 'left':
      return updated({ ...common, kind });
  }
}

/**
 * A click on the app's menu says the menu key: menus are made of commands and words. What was scanned is not said in the person's name,
 * for anybody can put up a code; but WeCom shows "消息接收中" after `scancode_waitmsg`, so that it is answered.
 */
const eventKinds: ReadonlyMap<string, 'pressed' | 'said' | 'joined' | 'left' | 'unsupported' | 'contact'> = new Map([
  ['template_card_event', 'pressed'],
  ['template_card_menu_event', 'pressed'],
  ['click', 'said'],
  ['scancode_waitmsg', 'unsupported'],
  ['enter_agent', 'joined'],
  ['subscribe', 'joined'],
  ['unsubscribe', 'left'],
  ['change_contact', 'contact'],
]);

/** The other events of D90240: those of pictures and places are followed by the message itself, the rest asks nothing of us. */
const silentEvents: ReadonlySet<string> = new Set([
  ...['location', 'view', 'view_miniprogram', 'scancode_push', 'location_select'],
  ...['pic_sysphoto', 'pic_photo_or_album', 'pic_weixin', 'batch_job_result', 'open_approval_change'],
  ...['share_agent_change', 'share_chain_change', 'inactive_alert', 'low_active_alert'],
  ...['close_inactive_agent', 'reopen_inactive_agent', 'low_active', 'active_restored'],
]);

/**
 * D90970, where the contact assistant's callback was given our address, Token and key: whoever was deleted has left, and a userid may
 * change. Everything else that changes in the contacts is read by the nightly comparison, since new configurations are told little more
 * than that it did.
 */
function contactChange(fields: XmlElement): Parsed {
  const change = required(fields, 'ChangeType', kindShape);
  if (change === 'delete_user') {
    const from = sender(fields, 'UserID');
    return updated({ kind: 'left', id: eventId(fields, from.userId), from, at: createdAt(fields) });
  }
  if (change === 'update_user' && optional(fields, 'NewUserID') !== undefined) {
    const from = sender(fields, 'UserID');
    const to = sender(fields, 'NewUserID').userId;
    return updated({ kind: 'renamed', id: eventId(fields, `${from.userId}:${to}`), from, to, at: createdAt(fields) });
  }
  const why = `event change_contact ${change}`;
  return contactChanges.has(change) ? { kind: 'ignored', why } : { kind: 'ignored', why, unknown: why };
}

const contactChanges: ReadonlySet<string> = new Set([
  ...['create_user', 'update_user', 'create_party', 'update_party', 'delete_party', 'update_tag'],
]);

/**
 * Events carry no id. The documented key, sender and second, takes two presses in one second for one, so that everything that
 * tells events apart goes in (docs/vendors/wecom.md, Callbacks); a long key is hashed.
 */
function eventId(fields: XmlElement, userId: string): string {
  const rest = ['CreateTime', 'EventKey', 'TaskId', 'ResponseCode', 'ChangeType'].map((name) =>
    name === 'EventKey' ? toldKey(optional(fields, name)) : optional(fields, name),
  );
  const parts = [optional(fields, 'Event'), userId, ...rest].map((part) => encodeURIComponent(part ?? ''));
  const key = parts.join(':').replace(/:+$/, '');
  return `wecom:event:${key.length <= maxKeyChars ? key : createHash('sha256').update(key).digest('hex')}`;
}

/** The key of a button as it may stand in an id: what is chosen in secret is left out. */
function toldKey(key: string | undefined): string | undefined {
  const press = key === undefined ? undefined : decodePress(key);
  return press !== undefined && isSealed(press) ? encodePress(openPart(press)) : key;
}
