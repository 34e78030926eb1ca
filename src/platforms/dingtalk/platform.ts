import type { AxiosInstance } from 'axios';
import type { ChatPlatform, Spent } from '../../chat/platform.ts';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import { DingtalkClient } from './client.ts';
import { createHttp } from './exchange.ts';
import { Intake } from './intake.ts';
import { allPeople } from './people.ts';
import { Sender } from './send.ts';
import { SessionWebhooks } from './session-webhooks.ts';
import { Webhook } from './webhook.ts';

export interface DingtalkOptions {
  appKey: string;
  appSecret: string;
  robotCode: string;
  corpId: string;
  eventToken: string;
  eventAesKey: string;
  /** What events are sealed for: the AppKey (default) unless the tenant was set up another way (dingtalk.md 2.2). */
  eventOwnerKey?: string;
  /** Without a final slash, e.g. `https://api.dingtalk.com`. */
  apiBase: string;
  /** Without a final slash, e.g. `https://oapi.dingtalk.com`. */
  oapiBase: string;
  /** The template of docs/dingtalk-card.md; without it cards go out as Markdown. */
  cardTemplateId?: string;
  /** Signs card callbacks; needed with a template. Without it card callbacks are refused. */
  cardCallbackSecret?: string;
  /** Names our card callback at DingTalk; `xuece` unless given. */
  cardCallbackRouteKey?: string;
  clock: Clock;
  log: Log;
  http?: AxiosInstance;
  /** Told of everything that counts towards the company's monthly allowance (dingtalk.md 10). */
  spent?: (what: Spent) => void;
  /** How far a callback's timestamp may lie from our clock, either way: 5 minutes unless given, at most the vendor's hour. */
  windowMs?: number;
}

export interface DingtalkPlatform extends ChatPlatform {
  /**
   * Tells DingTalk where card presses go; to be called at start where a template is configured.
   * @param url - the public address of `/dingtalk/card`
   * @throws PlatformError, TransportError
   */
  registerCardCallback(url: string): Promise<void>;
}

const standardWindowMs = 5 * 60_000;
const maxWindowMs = 60 * 60_000;
const standardRouteKey = 'xuece';

/**
 * DingTalk over HTTP: robot messages, cards, events, contacts.
 * @throws RangeError for settings that cannot work
 */
export function createDingtalkPlatform(options: DingtalkOptions): DingtalkPlatform {
  const { clock, log, cardTemplateId, cardCallbackSecret, windowMs = standardWindowMs } = options;
  if (!(windowMs > 0 && windowMs <= maxWindowMs)) throw new RangeError('windowMs must be above 0 and at most an hour');
  if (cardTemplateId !== undefined && cardCallbackSecret === undefined)
    throw new RangeError('a DingTalk card template needs a secret for its callbacks');
  const callbackRouteKey = options.cardCallbackRouteKey ?? standardRouteKey;
  const client = new DingtalkClient({ ...options, http: options.http ?? createHttp() });
  const sessions = new SessionWebhooks(options.oapiBase, clock);
  const route = cardTemplateId === undefined ? {} : { route: { templateId: cardTemplateId, callbackRouteKey } };
  const sender = new Sender({ client, sessions, log, ...route });
  const intake = new Intake({
    ...options,
    onSession: (session) => {
      if (!sessions.remember(session))
        log.warn({}, 'a DingTalk message came with a reply address that is not to be used');
    },
  });
  const webhook = new Webhook({
    ...options,
    eventOwnerKey: options.eventOwnerKey ?? options.appKey,
    windowMs,
    intake,
  });
  return {
    name: 'dingtalk',
    receive: async (request) => webhook.receive(request),
    capacity: (message) => sender.capacity(message),
    send: (to, message, key, again) => sender.send(to, message, key, again),
    revise: (_to, handle, card) => sender.revise(handle, card),
    people: () => allPeople(client),
    async registerCardCallback(url) {
      if (cardCallbackSecret === undefined) throw new RangeError('no secret for DingTalk card callbacks is configured');
      await client.registerCardCallback(callbackRouteKey, url, cardCallbackSecret);
    },
  };
}
