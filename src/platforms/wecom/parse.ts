import { createHash } from 'node:crypto';
import { decodePress } from '../../chat/message.ts';
import type { Update } from '../../chat/update.ts';
import { Refusal } from './refusal.ts';
import { readXml, type XmlElement, type XmlValue } from './xml.ts';

/**
 * A callback's meaning: something a person did, or a notice that says nothing to us. `unknown` names a kind that WeCom's pages do not
 * have, for the log.
 */
export type Parsed =
  | { kind: 'update'; update: Update; unknown?: string }
  | { kind: 'ignored'; why: string; unknown?: string };

/** A userid in lower case (D90236): 1 to 64 letters, digits and `_ - . @`. */
const USER_ID = /^[0-9a-z_.@-]{1,64}$/;
const KIND = /^.{1,64}$/;
const MSG_ID = /^\d{1,20}$/;
const SECONDS = /^\d{10}$/;
const ANY = /^/;
const SOMETHING = /./s;
const PRESS_KEY = /^.{1,1024}$/s;
const TASK_ID = /^[0-9A-Za-z_@-]{1,128}$/;
const MAX_KEY_CHARS = 128;

/**
 * Reads the decrypted XML of one callback (D90239 for messages, D90240 for events).
 *
 * @param agentId - our app; anything meant for another one is refused
 * @throws Refusal when the XML is not well-formed or lacks what its kind must have
 */
export function parseCallback(xml: string, agentId: string): Parsed {
  const fields = readXml(xml);
  const type = required(fields, 'MsgType', KIND);
  const agent = optional(fields, 'AgentID');
  if (agent !== undefined && agent !== agentId) throw new Refusal('agentid');
  if (type === 'event') return event(fields, agent);
  if (agent === undefined) throw new Refusal('agentid');
  const common = {
    id: `wecom:${required(fields, 'MsgId', MSG_ID)}`,
    from: sender(fields, 'FromUserName'),
    at: createdAt(fields),
  };
  if (type === 'text')
    return update({ ...common, kind: 'said', text: required(fields, 'Content', ANY), where: 'single' });
  const unsupported = update({ ...common, kind: 'unsupported', what: type });
  return MEDIA_KINDS.has(type) ? unsupported : { ...unsupported, unknown: `message ${type}` };
}

/** D90239 and, though no page has it, `file`. */
const MEDIA_KINDS: ReadonlySet<string> = new Set(['image', 'voice', 'video', 'location', 'link', 'file']);

function event(fields: XmlElement, agent: string | undefined): Parsed {
  const name = required(fields, 'Event', KIND);
  const kind = EVENT_KINDS.get(name);
  if (kind === 'contact') return contactChange(fields);
  if (kind === undefined) {
    const why = `event ${name}`;
    return SILENT_EVENTS.has(name) ? { kind: 'ignored', why } : { kind: 'ignored', why, unknown: why };
  }
  if (agent === undefined) throw new Refusal('agentid');
  const from = sender(fields, 'FromUserName');
  const common = { id: eventId(fields, from.userId), from, at: createdAt(fields) };
  switch (kind) {
    case 'pressed':
      return update({ ...common, kind, ...pressed(fields, common.at) });
    case 'said':
      return update({ ...common, kind, text: required(fields, 'EventKey', SOMETHING), where: 'single' });
    case 'unsupported':
      return update({ ...common, kind, what: name });
    case 'joined':
    case 'left':
      return update({ ...common, kind });
  }
}

/**
 * A click on the app's menu says the menu key: menus are made of commands and words. What was scanned is not said in the person's name,
 * for anybody can put up a code; but WeCom shows "消息接收中" after `scancode_waitmsg`, so that it is answered.
 */
const EVENT_KINDS: ReadonlyMap<string, 'pressed' | 'said' | 'joined' | 'left' | 'unsupported' | 'contact'> = new Map([
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
const SILENT_EVENTS: ReadonlySet<string> = new Set([
  ...['LOCATION', 'view', 'view_miniprogram', 'scancode_push', 'location_select'],
  ...['pic_sysphoto', 'pic_photo_or_album', 'pic_weixin', 'batch_job_result', 'open_approval_change'],
  ...['share_agent_change', 'share_chain_change', 'inactive_alert', 'low_active_alert'],
  ...['close_inactive_agent', 'reopen_inactive_agent', 'low_active', 'active_restored'],
]);

/**
 * D90970, where the contact assistant's callback was given our address, Token and key: whoever was deleted has left. Everything else
 * that changes in the contacts is read by the nightly comparison, since new configurations are told little more than that it did.
 */
function contactChange(fields: XmlElement): Parsed {
  const change = required(fields, 'ChangeType', KIND);
  if (change === 'delete_user') {
    const from = sender(fields, 'UserID');
    return update({ kind: 'left', id: eventId(fields, from.userId), from, at: createdAt(fields) });
  }
  const why = `event change_contact ${change}`;
  return CONTACT_CHANGES.has(change) ? { kind: 'ignored', why } : { kind: 'ignored', why, unknown: why };
}

const CONTACT_CHANGES: ReadonlySet<string> = new Set([
  ...['create_user', 'update_user', 'create_party', 'update_party', 'delete_party', 'update_tag'],
]);

function pressed(fields: XmlElement, at: number) {
  const cardRef = required(fields, 'TaskId', TASK_ID);
  const responseCode = optional(fields, 'ResponseCode');
  const cardType = optional(fields, 'CardType');
  return {
    cardRef,
    press: decodePress(required(fields, 'EventKey', PRESS_KEY)),
    choices: choices(fields.get('SelectedItems')),
    handle: {
      taskId: cardRef,
      ...(responseCode === undefined || responseCode === '' ? {} : { responseCode, codeAtMs: String(at) }),
      ...(cardType === undefined ? {} : { cardType }),
    },
  };
}

/** `SelectedItem` and `OptionId` come once or many times. */
function choices(items: XmlValue | undefined): string[] {
  if (items === undefined || isBlank(items)) return [];
  return all(element(items).get('SelectedItem')).flatMap((item) => {
    const options = element(item).get('OptionIds');
    return options === undefined || isBlank(options) ? [] : all(element(options).get('OptionId')).map(word);
  });
}

function all(value: XmlValue | undefined): (string | XmlElement)[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function isBlank(value: XmlValue): boolean {
  return typeof value === 'string' && value.trim() === '';
}

function element(value: XmlValue): XmlElement {
  if (typeof value === 'string' || Array.isArray(value)) throw new Refusal('field SelectedItems');
  return value;
}

function word(value: string | XmlElement): string {
  if (typeof value !== 'string') throw new Refusal('field OptionId');
  return value;
}

function optional(fields: XmlElement, name: string): string | undefined {
  const value = fields.get(name);
  if (value !== undefined && typeof value !== 'string') throw new Refusal(`field ${name}`);
  return value;
}

function required(fields: XmlElement, name: string, shape: RegExp): string {
  const value = optional(fields, name);
  if (value === undefined || !shape.test(value)) throw new Refusal(`field ${name}`);
  return value;
}

function sender(fields: XmlElement, name: 'FromUserName' | 'UserID'): { platform: 'wecom'; userId: string } {
  const userId = (optional(fields, name) ?? '').toLowerCase();
  if (!isUserId(userId)) throw new Refusal(`field ${name}`);
  return { platform: 'wecom', userId };
}

/** Whether one person can be addressed by this: never a list and never `@all`. */
export function isUserId(userId: string): boolean {
  return USER_ID.test(userId) && userId !== '@all';
}

function createdAt(fields: XmlElement): number {
  return Number(required(fields, 'CreateTime', SECONDS)) * 1000;
}

/**
 * Events carry no id. The documented key, sender and second, takes two presses in one second for one, so that everything that
 * tells events apart goes in (wecom.md 1.6); a long key is hashed.
 */
function eventId(fields: XmlElement, userId: string): string {
  const rest = ['CreateTime', 'EventKey', 'TaskId', 'ResponseCode', 'ChangeType'].map((name) => optional(fields, name));
  const parts = [optional(fields, 'Event'), userId, ...rest].map((part) => encodeURIComponent(part ?? ''));
  const key = parts.join(':').replace(/:+$/, '');
  return `wecom:event:${key.length <= MAX_KEY_CHARS ? key : createHash('sha256').update(key).digest('hex')}`;
}

function update(value: Update): { kind: 'update'; update: Update } {
  return { kind: 'update', update: value };
}
