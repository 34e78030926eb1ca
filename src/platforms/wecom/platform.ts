import type { AxiosInstance } from 'axios';
import { z } from 'zod';
import type { FileMessage, Message } from '../../chat/message.ts';
import type { ChatPlatform, Outcome } from '../../chat/platform.ts';
import type { Clock } from '../../clock.ts';
import { PlatformError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { createAppGroup, sendToAppGroup } from './app-groups.ts';
import { createWecomClient, type WecomClient } from './client.ts';
import { createExchange } from './exchange.ts';
import { createGroupRobots, robotKey } from './group-robot.ts';
import { authorizeUrl, identify } from './login.ts';
import { createMediaShelf, type LoadFile, type Upload } from './media.ts';
import { setMenu } from './menu.ts';
import { createOpenCall } from './open-call.ts';
import { allPeople, type WecomPerson } from './people.ts';
import { recallMessage } from './recall.ts';
import { createRevise } from './revise.ts';
import { capacityOf, sendMessage } from './send.ts';
import { createWebhook } from './webhook.ts';

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
  capacity(message: Message | FileMessage): number;
  send(to: readonly string[], message: Message | FileMessage, key: string, again: boolean): Promise<readonly Outcome[]>;
  recall: NonNullable<ChatPlatform['recall']>;
  /** @param group - a chatid, or `webhook:<key>` for the robot of a group that people made themselves */
  sendToGroup(group: string, message: Message | FileMessage, key: string, again: boolean): Promise<void>;
  createGroup: NonNullable<ChatPlatform['createGroup']>;
  identify: NonNullable<ChatPlatform['identify']>;
  people(): AsyncIterable<WecomPerson>;
  /** Where a page sends the browser for the code that `identify` takes; see `authorizeUrl` of login.ts. @throws RangeError */
  authorizeUrl(redirectUri: string, state: string): string;
  /** Puts the app's menu below its conversation; to be called at start. @throws PlatformError, TransportError */
  setMenu(): Promise<void>;
}

const FIVE_MINUTES_MS = 5 * 60_000;
/** With a fresh token and a repeat a call takes four of these at most: a third of the outbox's lease of a minute. */
const FIVE_SECONDS_MS = 5000;

/** A self-built WeCom app as a chat platform. Callbacks and calls follow wecom.md 1 to 8. */
export function createWecomPlatform(options: WecomOptions): WecomPlatform {
  const { clock, windowMs = FIVE_MINUTES_MS, timeoutMs = FIVE_SECONDS_MS } = options;
  const { loadFile = noFiles, loginBase = 'https://open.weixin.qq.com' } = options;
  const webhook = createWebhook({ ...options, windowMs });
  const client = createWecomClient({ ...options, timeoutMs });
  const media = createMediaShelf(uploadWith(client), loadFile, clock);
  const robots = createGroupRobots({
    call: createOpenCall(createExchange({ ...options, timeoutMs }), options.log),
    loadFile,
    clock,
  });
  const deps = { client, media, agentId: Number(options.agentId), clock };
  return {
    name: 'wecom',
    receive: async (request) => webhook(request),
    capacity: capacityOf,
    send: (to, message, key, again) => sendMessage(deps, to, message, key, again),
    revise: createRevise(deps),
    recall: (to, handle) => recallMessage(client, to, handle),
    sendToGroup(group, message) {
      const key = robotKey(group);
      return key === undefined ? sendToAppGroup(deps, group, message) : robots.send(key, message);
    },
    createGroup: (name, owner, members, key) => createAppGroup(client, name, owner, members, key),
    identify: (code) => identify(client, code),
    people: () => allPeople(client),
    authorizeUrl: (redirectUri, state) => authorizeUrl({ loginBase, ...options }, redirectUri, state),
    setMenu: () => setMenu(client, options.agentId),
  };
}

const uploadAnswer = z.object({ media_id: z.string().min(1) });

function uploadWith(client: WecomClient): Upload {
  return async (type, body) => (await client.call('media/upload', uploadAnswer, { query: { type }, body })).media_id;
}

function noFiles(): never {
  throw new PlatformError('media/upload', 'no-file-store', 'never');
}
