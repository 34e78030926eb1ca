import { ControlError } from './control-error.ts';
import type { StreamAct } from './dingtalk/view.ts';
import type { CallbackUrls } from './driver.ts';
import { type JsonObject, listOf, textOf } from './json.ts';
import type { EmulatedPerson } from './options.ts';
import type { FaultRequest, GroupRequest, PressRequest, SayRequest, SendRequest, Vendor } from './view.ts';

const FAULTS = [
  'slow',
  'accept-then-hang',
  'reset',
  'server-error',
  'rate-limit',
  'expire-token',
  'duplicate',
  'reorder',
  'drop',
  'partial-accept',
  'refuse',
  'accept-then-reset',
  'unavailable',
  'gateway-timeout',
  'ip-ban',
  'bad-sign',
  'stale-timestamp',
  'rewritten-envelope',
];
const API_ONLY = [
  'rate-limit',
  'expire-token',
  'partial-accept',
  'refuse',
  'accept-then-reset',
  'unavailable',
  'gateway-timeout',
  'ip-ban',
];
const CALLBACK_ONLY = ['bad-sign', 'stale-timestamp', 'rewritten-envelope'];
const DINGTALK_ONLY = ['ip-ban', 'bad-sign', 'stale-timestamp'];
const WECOM_ONLY = ['rewritten-envelope'];
const STREAM_ACTS: readonly StreamAct[] = [
  'ping',
  'disconnect',
  'cut',
  'silent',
  'broken-json',
  'unknown-type',
  'huge',
];
/** The callback addresses one can set. */
export const CALLBACK_URLS: readonly (keyof CallbackUrls)[] = ['wecom', 'wecomContacts', 'aibot', 'robot', 'events'];
const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 500;

// Each reader takes what nobody has checked yet and throws a ControlError for what cannot be read.

export function sayOf(body: JsonObject): SayRequest {
  return { ...whoOf(body), text: textOf(body.text), ...optional(body, 'id'), ...optional(body, 'group') };
}

export function pressOf(body: JsonObject): PressRequest {
  const choices = listOf(body.choices).map(textOf);
  const item = textOf(body.item);
  return {
    ...whoOf(body),
    item,
    button: textOf(body.button),
    choices,
    ...optional(body, 'id'),
    ...optional(body, 'group'),
  };
}

export function sendOf(body: JsonObject): SendRequest {
  const [name, base64] = [textOf(body.name), textOf(body.base64)];
  return { ...whoOf(body), name, base64, ...optional(body, 'id'), ...optional(body, 'group') };
}

/** Someone who enters the company, with what its directory knows of them. */
export function emulatedPersonOf(body: JsonObject): EmulatedPerson {
  const [name, unit, post] = [textOf(body.name), textOf(body.unit), textOf(body.post)];
  const who = whoOf(body);
  if (who.userId === '' || name === '') throw new ControlError('请给出这个人的编号和姓名。');
  const lists = { roles: listOf(body.roles).map(textOf), departments: listOf(body.departments).map(textOf) };
  const leads = body.leads === undefined ? {} : { leads: listOf(body.leads).map(textOf) };
  const more = { ...optional(body, 'manager'), ...optional(body, 'mobile'), ...optional(body, 'email') };
  return { ...who, name, unit, post, ...lists, ...leads, ...more };
}

export function whoOf(body: JsonObject): { vendor: Vendor; userId: string } {
  return { vendor: vendorOf(body.vendor), userId: textOf(body.userId) };
}

function optional<Name extends string>(body: JsonObject, name: Name): { [name in Name]?: string } {
  const value = textOf(body[name]);
  return value === '' ? {} : ({ [name]: value } as { [name in Name]: string });
}

export function groupRequestOf(body: JsonObject): GroupRequest {
  const members = listOf(body.members).map(textOf);
  return { vendor: vendorOf(body.vendor), id: textOf(body.id), name: textOf(body.name), members };
}

/** @throws ControlError for what is no address */
export function callbackUrlsOf(body: JsonObject): CallbackUrls {
  const given = CALLBACK_URLS.filter((name) => typeof body[name] === 'string');
  const urls = given.map((name) => [name, textOf(body[name])] as const);
  const isAddress = (url: string) => url === '' || (/^https?:\/\//.test(url) && URL.canParse(url));
  if (!urls.every(([, url]) => isAddress(url))) throw new ControlError('回调地址要以 http:// 或 https:// 开头。');
  return Object.fromEntries(urls);
}

export function personOf(query: URLSearchParams): [Vendor, string] {
  return [vendorOf(query.get('vendor')), query.get('userId') ?? ''];
}

/** @throws ControlError */
export function faultOf(body: JsonObject): FaultRequest {
  const { where, fault, times } = body;
  const vendor = vendorOf(body.vendor);
  if (where !== 'api' && where !== 'callback') throw new ControlError('故障的位置只能是接口调用或回调。');
  if (!isFault(fault)) throw new ControlError('没有这种故障。');
  if (where === 'callback' && API_ONLY.includes(fault)) throw new ControlError('这种故障只能用于接口调用。');
  if (where === 'api' && CALLBACK_ONLY.includes(fault)) throw new ControlError('这种故障只能用于回调。');
  if (vendor !== 'dingtalk' && DINGTALK_ONLY.includes(fault)) throw new ControlError('这种故障只能用于钉钉。');
  if (vendor !== 'wecom' && WECOM_ONLY.includes(fault)) throw new ControlError('这种故障只能用于企业微信。');
  if (typeof times !== 'number' || !Number.isInteger(times) || times < 0 || times > 10_000) {
    throw new ControlError('故障的次数要在 0 到 10000 之间。');
  }
  const code = textOf(body.code);
  if (fault === 'refuse' && (code === '' || (vendor === 'wecom' && !/^-?\d{1,6}$/.test(code)))) {
    throw new ControlError('请给出平台拒绝时的错误码。');
  }
  return { vendor, where, fault, times, ...optional(body, 'path'), ...optional(body, 'code') };
}

function isFault(fault: unknown): fault is FaultRequest['fault'] {
  return typeof fault === 'string' && FAULTS.includes(fault);
}

export function streamActOf(act: unknown): StreamAct {
  const known = STREAM_ACTS.find((candidate) => candidate === act);
  if (known === undefined) throw new ControlError('没有这种操作。');
  return known;
}

export function vendorOf(vendor: unknown): Vendor {
  if (vendor !== 'wecom' && vendor !== 'dingtalk') throw new ControlError('平台只能是 wecom 或 dingtalk。');
  return vendor;
}

export function anyVendorOf(query: URLSearchParams): Vendor | undefined {
  const vendor = query.get('vendor') ?? '';
  return vendor === '' ? undefined : vendorOf(vendor);
}

export function limitOf(limit: string | null): number {
  const wanted = Number(limit ?? DEFAULT_LIMIT);
  return Number.isInteger(wanted) && wanted > 0 ? Math.min(wanted, MAX_LIMIT) : DEFAULT_LIMIT;
}
