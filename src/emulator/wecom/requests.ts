import { ControlError } from '../control-error.ts';
import { type JsonObject, listOf, objectOf, textOf } from '../json.ts';
import type { AibotMessage } from './aibot/messages.ts';
import type { AibotFeedback } from './aibot/turns.ts';
import type { ContactChange } from './contact-changes.ts';
import { EVENT_FIELDS, isEventName, type WecomEvent } from './events.ts';
import type { MemberMessage } from './member-messages.ts';
import type { MenuInput } from './menu-press.ts';

const MEDIA = ['image', 'voice', 'video', 'file'] as const;

// Each reader takes what nobody has checked yet and throws a ControlError for what cannot be read.

export function messageOf(source: JsonObject): MemberMessage {
  const kind = textOf(source.kind);
  const medium = MEDIA.find((known) => known === kind);
  if (medium !== undefined) return { kind: medium, ...mediumOf(source) };
  switch (kind) {
    case 'text':
      return { kind, text: textOf(source.text) };
    case 'location':
      return { kind, ...placeOf(source) };
    case 'link':
      return { kind, title: textOf(source.title), description: textOf(source.description), url: textOf(source.url) };
    case 'unknown':
      return { kind, msgType: textOf(source.msgType) };
    default:
      throw new ControlError('没有这种消息。');
  }
}

export function askedOf(source: JsonObject): AibotMessage {
  const { kind } = source;
  const quote = textOf(source.quote) === '' ? {} : { quote: textOf(source.quote) };
  const text = textOf(source.text);
  if (kind === 'text' || kind === 'voice') return { kind, text, ...quote };
  if (kind === 'mixed') return { kind, text, picture: mediumOf(objectOf(source.picture)), ...quote };
  if (kind === 'image' || kind === 'file' || kind === 'video') return { kind, ...mediumOf(source), ...quote };
  throw new ControlError('没有这种消息。');
}

function mediumOf(source: JsonObject): { name: string; bytes: Buffer } {
  const bytes = Buffer.from(textOf(source.base64), 'base64');
  if (textOf(source.name) === '' || bytes.length === 0) throw new ControlError('请给出文件的名称和内容。');
  return { name: textOf(source.name), bytes };
}

function placeOf(source: JsonObject): { latitude: number; longitude: number; label: string } {
  const { latitude, longitude } = source;
  if (typeof latitude !== 'number' || typeof longitude !== 'number') throw new ControlError('请给出经纬度。');
  return { latitude, longitude, label: textOf(source.label) };
}

/** The fields of each event are read by their kind: numbers, lists and texts. */
export function eventOf(source: JsonObject): WecomEvent {
  const { event } = source;
  if (!isEventName(event)) throw new ControlError('没有这种事件。');
  const fields = EVENT_FIELDS[event].map((name) => [name, source[name]] as const);
  const isRight = fields.every(([name, value]) => isFieldOf(name, value));
  if (!isRight) throw new ControlError(`这种事件要有 ${EVENT_FIELDS[event].join('、')}。`);
  return { event, ...Object.fromEntries(fields) } as WecomEvent;
}

function isFieldOf(name: string, value: unknown): boolean {
  if (name === 'md5s') return Array.isArray(value) && value.every((each) => typeof each === 'string');
  const isNumber = ['latitude', 'longitude', 'precision', 'errCode', 'status', 'effectTime'].includes(name);
  return typeof value === (isNumber ? 'number' : 'string');
}

export function changeOf(source: JsonObject): ContactChange {
  const { change } = source;
  switch (change) {
    case 'create_user':
      return { change, userId: needText(source.userId), departments: numbersOf(source.departments) };
    case 'update_user': {
      const newUserId = textOf(source.newUserId);
      return {
        change,
        userId: needText(source.userId),
        ...(newUserId === '' ? {} : { newUserId }),
        ...(source.departments === undefined ? {} : { departments: numbersOf(source.departments) }),
      };
    }
    case 'delete_user':
      return { change, userId: needText(source.userId) };
    case 'create_party':
      return { change, id: needId(source.id), name: needText(source.name), parentId: needId(source.parentId) };
    case 'update_party': {
      const name = textOf(source.name);
      const parent = source.parentId === undefined ? {} : { parentId: needId(source.parentId) };
      return { change, id: needId(source.id), ...(name === '' ? {} : { name }), ...parent };
    }
    case 'delete_party':
      return { change, id: needId(source.id) };
    case 'update_tag': {
      const [addUsers, delUsers] = [source.addUsers, source.delUsers].map((users) => listOf(users).map(textOf));
      return { change, tagId: needId(source.tagId), ...(addUsers && { addUsers }), ...(delUsers && { delUsers }) };
    }
    default:
      throw new ControlError('没有这种通讯录变更。');
  }
}

function needText(value: unknown): string {
  if (textOf(value) === '') throw new ControlError('请给出变更的对象。');
  return textOf(value);
}

function needId(value: unknown): number {
  if (typeof value !== 'number' || !Number.isInteger(value)) throw new ControlError('请给出变更的对象。');
  return value;
}

function numbersOf(value: unknown): number[] {
  return listOf(value).map(needId);
}

export function menuInputOf(source: JsonObject): MenuInput {
  return {
    scanned: textOf(source.scanned),
    pictureMd5s: listOf(source.pictureMd5s).map(textOf),
    ...(source.place === undefined ? {} : { place: placeOf(objectOf(source.place)) }),
  };
}

export function feedbackOf(source: JsonObject): AibotFeedback {
  const { type } = source;
  if (type !== 1 && type !== 2 && type !== 3) throw new ControlError('评价只能是 1、2、3。');
  const content = textOf(source.content);
  return { type, ...(content === '' ? {} : { content }), reasons: listOf(source.reasons).map(Number) };
}
