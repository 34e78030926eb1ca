import { createHash } from 'node:crypto';
import { decodePress } from '../../chat/message.ts';
import type { Update } from '../../chat/update.ts';
import { Refusal } from './refusal.ts';
import { readXml, type XmlElement, type XmlValue } from './xml.ts';

/** A callback's meaning: something a person did, or a notice that says nothing to us. */
export type Parsed = { kind: 'update'; update: Update } | { kind: 'ignored'; why: string };

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
    from: sender(fields),
    at: createdAt(fields),
  };
  if (type !== 'text') return update({ ...common, kind: 'unsupported', what: type });
  return update({ ...common, kind: 'said', text: required(fields, 'Content', ANY), where: 'single' });
}

function event(fields: XmlElement, agent: string | undefined): Parsed {
  const name = required(fields, 'Event', KIND);
  const kind = EVENT_KINDS.get(name);
  if (kind === undefined) return { kind: 'ignored', why: `event ${name}` };
  if (agent === undefined) throw new Refusal('agentid');
  const from = sender(fields);
  const common = { id: eventId(fields, from.userId), from, at: createdAt(fields) };
  switch (kind) {
    case 'pressed':
      return update({ ...common, kind, ...pressed(fields, common.at) });
    case 'said':
      return update({ ...common, kind, text: required(fields, 'EventKey', SOMETHING), where: 'single' });
    case 'joined':
    case 'left':
      return update({ ...common, kind });
  }
}

/** A click on the app's menu says the menu key: menus are made of commands and words. */
const EVENT_KINDS: ReadonlyMap<string, 'pressed' | 'said' | 'joined' | 'left'> = new Map([
  ['template_card_event', 'pressed'],
  ['click', 'said'],
  ['enter_agent', 'joined'],
  ['subscribe', 'joined'],
  ['unsubscribe', 'left'],
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

function sender(fields: XmlElement): { platform: 'wecom'; userId: string } {
  const userId = (optional(fields, 'FromUserName') ?? '').toLowerCase();
  if (!isUserId(userId)) throw new Refusal('field FromUserName');
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

function update(value: Update): Parsed {
  return { kind: 'update', update: value };
}
