import type { AxiosInstance } from 'axios';
import type { ChatPlatform, Spent } from '../../chat/platform.ts';
import type { Update } from '../../chat/update.ts';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import { DingtalkApi } from './api.ts';
import { DingtalkCalendars } from './calendars.ts';
import { type CardRoute, DingtalkClient } from './client.ts';
import { Contacts } from './contacts.ts';
import { Intake } from './intake.ts';
import { Media } from './media.ts';
import { allPeople } from './people.ts';
import { Recaller } from './recall.ts';
import { Sender } from './send.ts';
import { SessionAnswers } from './session-answers.ts';
import { SessionWebhooks } from './session-webhooks.ts';
import { Stream } from './stream.ts';
import type { Wait } from './stream-connection.ts';
import { StreamTopics, subscriptions } from './stream-topics.ts';
import { UnknownSenders } from './unknown-senders.ts';
import { systemWait, toTheEnd } from './waits.ts';
import { Webhook } from './webhook.ts';
import { WorkNotices } from './work-notice.ts';

export interface DingtalkOptions {
  appKey: string;
  appSecret: string;
  robotCode: string;
  corpId: string;
  /** How updates come: by HTTP callbacks (default), or over a connection that `connect` keeps open. */
  mode?: 'http' | 'stream';
  /** Both or neither: without them events by HTTP are refused, as Stream mode needs none. */
  eventToken?: string;
  eventAesKey?: string;
  /** The app's AgentId: with it work notifications are the second route to people whom the robot cannot reach. */
  agentId?: number;
  /** What events are sealed for: the AppKey (default) unless the tenant was set up another way (docs/vendors/dingtalk.md, Events). */
  eventOwnerKey?: string;
  /** Without a final slash, e.g. `https://api.dingtalk.com`. */
  apiBase: string;
  /** Without a final slash, e.g. `https://oapi.dingtalk.com`. */
  oapiBase: string;
  /** The template of docs/dingtalk-card.md; without it cards go out as Markdown. */
  cardTemplateId?: string;
  /** Signs card callbacks by HTTP; needed with a template unless in Stream mode. Without it card callbacks by HTTP are refused. */
  cardCallbackSecret?: string;
  /** Names our card callback at DingTalk; `xuece` unless given. */
  cardCallbackRouteKey?: string;
  clock: Clock;
  log: Log;
  http?: AxiosInstance;
  /** The bytes of a file or a picture by their SHA-256; without it neither can be sent. */
  loadFile?: (sha256: string) => Promise<Buffer>;
  /** Told of everything that counts towards the company's monthly allowance (docs/vendors/dingtalk.md, Limits). */
  spent?: (what: Spent) => void;
  /** Told about each message whose sender has no staff id: the robot is not published, or they are not of the company. */
  onNamelessSender?: () => void;
  /** Whether answers in a session count as messages of the allowance; nobody knows, so yes unless given. */
  sessionAnswersCount?: boolean;
  /** A number from 0 up to 1, for the pauses between connections; `Math.random` unless given. */
  chance?: () => number;
  /** Waits for the Stream connection and between calls; the system's timers unless given. */
  wait?: Wait;
  /** How far a callback's timestamp may lie from our clock, either way: 5 minutes unless given, at most the vendor's hour. */
  windowMs?: number;
}

export interface DingtalkPlatform extends ChatPlatform {
  /**
   * Tells DingTalk where card presses go; to be called at start where a template is configured. In Stream mode there is nothing to tell.
   * @param url - the public address of `/dingtalk/card`
   * @throws PlatformError, TransportError
   */
  registerCardCallback(url: string): Promise<void>;
  people: NonNullable<ChatPlatform['people']>;
}

const standardWindowMs = 5 * 60_000;
const maxWindowMs = 60 * 60_000;
const standardRouteKey = 'xuece';

/**
 * DingTalk over HTTP or Stream: robot messages, cards, events, contacts, files.
 * @throws RangeError for settings that cannot work
 */
export function createDingtalkPlatform(options: DingtalkOptions): DingtalkPlatform {
  const { robotCode, clock, log, agentId, cardCallbackSecret, loadFile, windowMs = standardWindowMs } = options;
  const { mode = 'http', wait = systemWait, chance = Math.random } = options;
  if (!(windowMs > 0 && windowMs <= maxWindowMs)) throw new RangeError('windowMs must be above 0 and at most an hour');
  const callbackRouteKey = options.cardCallbackRouteKey ?? standardRouteKey;
  const route = cardRoute(options, callbackRouteKey);
  const api = new DingtalkApi(options);
  const client = new DingtalkClient(api, options);
  const contacts = new Contacts(api);
  const sessions = new SessionWebhooks(options.oapiBase, clock);
  const sender = new Sender({
    ...{ client, answers: new SessionAnswers(client, sessions, log) },
    ...(route === undefined ? {} : { route }),
    ...(loadFile === undefined ? {} : { media: new Media(api, clock, loadFile) }),
    ...(agentId === undefined ? {} : { notices: new WorkNotices(api, agentId, toTheEnd(wait)) }),
  });
  const recaller = new Recaller(api, robotCode, agentId);
  const unknownSenders = new UnknownSenders({ client, sessions, clock, log });
  const intake = new Intake({
    ...options,
    onSession: (session) => {
      if (!sessions.remember(session))
        log.warn({}, 'a DingTalk message came with a reply address that is not to be used');
    },
    onUnknown: (sender) => void unknownSenders.answer(sender),
  });
  const webhook = new Webhook({ ...options, eventOwnerKey: options.eventOwnerKey ?? options.appKey, windowMs, intake });
  return {
    name: 'dingtalk',
    receive: (request) => webhook.receive(request),
    capacity: (message) => sender.capacity(message),
    callsFor: (message) => sender.callsFor(message),
    recognisesRepeatsMs: (message, to) => sender.recognisesRepeatsMs(message, to),
    send: (to, message, key, again) => sender.send(to, message, key, again),
    sendToGroup: (group, message) => sender.sendToGroup(group, message),
    revise: (_to, handle, card) => sender.revise(handle, card),
    recall: (_to, handle) => recaller.recall(handle),
    calendars: new DingtalkCalendars(api),
    fetchFile: ({ downloadCode = '' }) => client.download(downloadCode),
    identify: (code) => contacts.identify(code),
    clientLogin: { corpId: options.corpId },
    people: () => allPeople(contacts, toTheEnd(wait)),
    ...(mode === 'http' ? {} : { connect }),
    async registerCardCallback(url) {
      if (mode === 'stream') return;
      if (cardCallbackSecret === undefined) throw new RangeError('no secret for DingTalk card callbacks is configured');
      await client.registerCardCallback(callbackRouteKey, url, cardCallbackSecret);
    },
  };

  async function connect(take: (update: Update) => Promise<void>) {
    const topics = new StreamTopics({ intake, take, clock, log });
    const openTicket = () => client.openStream(subscriptions);
    const stream = new Stream({ openTicket, handle: (frame) => topics.handle(frame), wait, chance, log });
    await stream.start();
    return stream;
  }
}

/** @throws RangeError for a template whose presses could not be told from a stranger's */
function cardRoute(
  { mode, cardTemplateId, cardCallbackSecret }: DingtalkOptions,
  callbackRouteKey: string,
): CardRoute | undefined {
  if (cardTemplateId === undefined) return undefined;
  if (mode === 'stream') return { templateId: cardTemplateId, callback: { callbackType: 'STREAM' } };
  if (cardCallbackSecret === undefined)
    throw new RangeError('a DingTalk card template needs a secret for its callbacks');
  return { templateId: cardTemplateId, callback: { callbackType: 'HTTP', callbackRouteKey } };
}
