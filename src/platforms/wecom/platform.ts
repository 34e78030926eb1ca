import type { AxiosInstance } from 'axios';
import type { ChatPlatform } from '../../chat/platform.ts';
import type { Clock } from '../../clock.ts';
import { PlatformError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { WecomAddressApi, WecomApi } from './api.ts';
import { createAppGroup, sendToAppGroup } from './app-groups.ts';
import { WecomCalendars } from './calendars.ts';
import { GroupRobots, robotKey } from './group-robot.ts';
import { authorizeUrl, identify } from './login.ts';
import { type LoadFile, Media } from './media.ts';
import { setMenu } from './menu.ts';
import { allPeople, type WecomPerson } from './people.ts';
import { Recaller } from './recall.ts';
import { Reviser } from './revise.ts';
import { capacityOf, recognisesRepeatsMs, Sender } from './send.ts';
import { Webhook } from './webhook.ts';

export interface WecomOptions {
  corpId: string;
  /** Digits. */
  agentId: string;
  secret: string;
  /** Token and EncodingAESKey of the app's callback. */
  token: string;
  encodingAesKey: string;
  /** Address before `/cgi-bin`, e.g. `https://qyapi.weixin.qq.com`. */
  apiBase: string;
  clock: Clock;
  log: Pick<Log, 'info' | 'warn'>;
  http?: AxiosInstance;
  /** How far a callback's time may be from ours; 5 minutes by default. */
  windowMs?: number;
  /** For one call of the API, from connecting to the last byte; 5 seconds by default, four times as long for a file. */
  timeoutMs?: number;
  /** The bytes of pictures and files; without it none can be sent. */
  loadFile?: LoadFile;
  /** Where pages send browsers to log in, without a slash at the end; `https://open.weixin.qq.com` by default. */
  loginBase?: string;
}

/** What this platform can do beyond every other. */
export interface WecomPlatform extends ChatPlatform {
  recall: NonNullable<ChatPlatform['recall']>;
  /** @param group - a chatid, or `webhook:<key>` for the robot of a group that people made themselves */
  sendToGroup: NonNullable<ChatPlatform['sendToGroup']>;
  createGroup: NonNullable<ChatPlatform['createGroup']>;
  fetchFile: NonNullable<ChatPlatform['fetchFile']>;
  identify: NonNullable<ChatPlatform['identify']>;
  people(): AsyncIterable<WecomPerson>;
  /** Where a page sends the browser for the code that `identify` takes; see `authorizeUrl` of login.ts. @throws RangeError */
  authorizeUrl(redirectUri: string, state: string): string;
  /** Puts the app's menu below its conversation; to be called at start. @throws PlatformError, TransportError */
  setMenu(): Promise<void>;
}

const standardWindowMs = 5 * 60_000;
/** With a fresh token and a repeat a call takes four of these at most: a third of the outbox's lease of a minute. */
const standardTimeoutMs = 5000;

/** A self-built WeCom app as a chat platform; what it relies on of the vendor stands in docs/vendors/wecom.md. */
export function createWecomPlatform(options: WecomOptions): WecomPlatform {
  const { clock, windowMs = standardWindowMs, timeoutMs = standardTimeoutMs } = options;
  const { loadFile = noFiles, loginBase = 'https://open.weixin.qq.com' } = options;
  const agentId = Number(options.agentId);
  const webhook = new Webhook({ ...options, windowMs });
  const api = new WecomApi({ ...options, timeoutMs });
  const media = new Media(api, clock, loadFile);
  const sender = new Sender({ api, media, agentId, clock });
  const reviser = new Reviser(api, agentId, clock);
  const recaller = new Recaller(api);
  const robots = new GroupRobots(new WecomAddressApi({ ...options, timeoutMs }), clock, loadFile);
  return {
    name: 'wecom',
    receive: (request) => webhook.receive(request),
    capacity: capacityOf,
    recognisesRepeatsMs: (message, to) => (to === 'person' ? recognisesRepeatsMs(message) : 0),
    send: (to, message, key, again) => sender.send(to, message, key, again),
    revise: (to, handle, card) => reviser.revise(to, handle, card),
    recall: (to, handle) => recaller.recall(to, handle),
    sendToGroup(group, message) {
      const key = robotKey(group);
      return key === undefined ? sendToAppGroup({ api, media }, group, message) : robots.send(key, message);
    },
    createGroup: (name, owner, members, key) => createAppGroup(api, name, owner, members, key),
    calendars: new WecomCalendars(api, agentId),
    fetchFile: ({ mediaId = '' }) => api.download(mediaId),
    identify: (code) => identify(api, code),
    people: () => allPeople(api),
    authorizeUrl: (redirectUri, state) => authorizeUrl({ loginBase, ...options }, redirectUri, state),
    setMenu: () => setMenu(api, options.agentId),
  };
}

function noFiles(): never {
  throw new PlatformError('media/upload', 'no-file-store', 'never');
}
