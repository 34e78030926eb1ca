import type { Entry } from '../entries.ts';
import type { World } from '../world.ts';
import type { WecomAccount } from './account.ts';
import { wecomCallback } from './callback.ts';
import type { XmlElement } from './xml.ts';

const MENU_PICTURES = ['pic_sysphoto', 'pic_photo_or_album', 'pic_weixin'] as const;

/** The app's events and what each carries (docs/emulator.md, Events). */
export type WecomEvent =
  | { event: 'enter_agent' | 'subscribe' | 'unsubscribe' }
  | { event: 'LOCATION'; latitude: number; longitude: number; precision: number }
  /** Some senders write the first two in capitals. */
  | { event: 'click' | 'view' | 'view_miniprogram' | 'CLICK' | 'VIEW'; key: string }
  | { event: 'scancode_push' | 'scancode_waitmsg'; key: string; scanned: string }
  | { event: (typeof MENU_PICTURES)[number]; key: string; md5s: readonly string[] }
  | { event: 'location_select'; key: string; latitude: number; longitude: number; label: string }
  | { event: 'batch_job_result'; jobId: string; jobType: string; errCode: number; errMsg: string }
  | { event: 'open_approval_change'; thirdNo: string; status: number }
  | { event: 'share_agent_change' | 'share_chain_change' }
  | { event: 'inactive_alert' | 'low_active_alert'; effectTime: number }
  | { event: 'close_inactive_agent' | 'reopen_inactive_agent' | 'low_active' | 'active_restored' }
  /** One that is not documented. */
  | { event: 'unknown'; name: string };

/** What each event carries, by the names of its fields. */
export const EVENT_FIELDS: Readonly<Record<WecomEvent['event'], readonly string[]>> = {
  enter_agent: [],
  subscribe: [],
  unsubscribe: [],
  LOCATION: ['latitude', 'longitude', 'precision'],
  click: ['key'],
  view: ['key'],
  CLICK: ['key'],
  VIEW: ['key'],
  view_miniprogram: ['key'],
  scancode_push: ['key', 'scanned'],
  scancode_waitmsg: ['key', 'scanned'],
  pic_sysphoto: ['key', 'md5s'],
  pic_photo_or_album: ['key', 'md5s'],
  pic_weixin: ['key', 'md5s'],
  location_select: ['key', 'latitude', 'longitude', 'label'],
  batch_job_result: ['jobId', 'jobType', 'errCode', 'errMsg'],
  open_approval_change: ['thirdNo', 'status'],
  share_agent_change: [],
  share_chain_change: [],
  inactive_alert: ['effectTime'],
  low_active_alert: ['effectTime'],
  close_inactive_agent: [],
  reopen_inactive_agent: [],
  low_active: [],
  active_restored: [],
  unknown: ['name'],
};

export function isEventName(name: unknown): name is WecomEvent['event'] {
  return typeof name === 'string' && Object.hasOwn(EVENT_FIELDS, name);
}

/** Events whose passive reply is shown (docs/emulator.md, Events); unknown ones take none. */
const ANSWERABLE = ['subscribe', 'enter_agent', 'LOCATION', 'click', 'view', 'view_miniprogram', 'scancode_waitmsg'];

/** A callback for something a member did or the company went through; the latter comes from `sys`. */
export function eventCallback(world: World, account: WecomAccount, userId: string, event: WecomEvent): Entry {
  const name = event.event === 'unknown' ? event.name : event.event;
  const from = {
    userId,
    ...(ANSWERABLE.includes(name) || name === 'CLICK' || name === 'VIEW' ? {} : { mute: true as const }),
  };
  return wecomCallback(world, account, from, [['MsgType', 'event'], ['Event', name], ...elementsOf(event)]);
}

function elementsOf(event: WecomEvent): XmlElement[] {
  switch (event.event) {
    case 'LOCATION':
      return [
        ['Latitude', event.latitude],
        ['Longitude', event.longitude],
        ['Precision', event.precision],
        ['AppType', 'wxwork'],
      ];
    case 'click':
    case 'view':
    case 'CLICK':
    case 'VIEW':
    case 'view_miniprogram':
      return [['EventKey', event.key]];
    case 'scancode_push':
    case 'scancode_waitmsg':
      return [
        ['EventKey', event.key],
        ['ScanCodeInfo', scanInfo(event.scanned)],
      ];
    case 'pic_sysphoto':
    case 'pic_photo_or_album':
    case 'pic_weixin':
      return [
        ['EventKey', event.key],
        ['SendPicsInfo', picturesInfo(event.md5s)],
      ];
    case 'location_select':
      return [
        ['EventKey', event.key],
        ['SendLocationInfo', placeInfo(event)],
        ['AppType', 'wxwork'],
      ];
    case 'batch_job_result':
      return [['BatchJob', jobInfo(event)]];
    case 'open_approval_change':
      return [
        [
          'ApprovalInfo',
          [
            ['ThirdNo', event.thirdNo],
            ['OpenSpStatus', event.status],
          ],
        ],
      ];
    case 'inactive_alert':
    case 'low_active_alert':
      return [['EffectTime', event.effectTime]];
    default:
      return [['EventKey', '']];
  }
}

function scanInfo(scanned: string): XmlElement[] {
  return [
    ['ScanType', 'qrcode'],
    ['ScanResult', scanned],
  ];
}

function picturesInfo(md5s: readonly string[]): XmlElement[] {
  const items = md5s.map((md5): XmlElement => ['item', [['PicMd5Sum', md5]]]);
  return [
    ['Count', md5s.length],
    ['PicList', items],
  ];
}

function placeInfo(place: { latitude: number; longitude: number; label: string }): XmlElement[] {
  return [
    ['Location_X', String(place.latitude)],
    ['Location_Y', String(place.longitude)],
    ['Scale', '15'],
    ['Label', place.label],
    ['Poiname', ''],
  ];
}

function jobInfo(job: { jobId: string; jobType: string; errCode: number; errMsg: string }): XmlElement[] {
  return [
    ['JobId', job.jobId],
    ['JobType', job.jobType],
    ['ErrCode', job.errCode],
    ['ErrMsg', job.errMsg],
  ];
}
