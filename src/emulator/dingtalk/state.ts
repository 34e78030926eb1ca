import type { Target } from '../items.ts';
import type { DingtalkGroupStatus } from '../view.ts';

export type MediaType = 'image' | 'voice' | 'video' | 'file';

/** One card instance; `privates` holds each person's own variables, which win over the public ones. */
export interface DingtalkCard {
  publics: Record<string, string>;
  privates: Record<string, Record<string, string>>;
  receivers: Target[];
  callbackType: 'HTTP' | 'STREAM';
  routeKey: string;
  /** The kinds of places it may be put into. */
  spaces?: ('IM_ROBOT' | 'IM_GROUP')[];
}

/** One message of the robot, under its `processQueryKey`. */
export interface DingtalkSent {
  receivers: Target[];
  atMs: number;
  /** The group chat it went to. */
  group?: string;
  recalled?: true;
}

/** One work notification (dingtalk.md 5.7). */
export interface WorkTask {
  agentId: number;
  atMs: number;
  /** In Beijing. */
  date: string;
  /** Of the content, for the rule of once a day. */
  digest: string;
  kind: string;
  receivers: Target[];
  invalidUsers: string[];
  invalidDepartments: number[];
  forbidden: { code: string; userid: string }[];
  recalled?: true;
}

/** Bytes behind a download code, or behind the address it was changed for. */
interface DingtalkDownload {
  sha256: string;
  expiresAtMs: number;
  address?: true;
}

interface FailedEvent {
  tag: string;
  eventAtMs: number;
  /** When the last try failed. */
  atMs: number;
  payload: Record<string, unknown>;
}

export interface DingtalkState {
  token?: { value: string; expiresAtMs: number };
  /** Live `sessionWebhook` sessions, oldest first. */
  sessions: Map<string, { userId: string; group?: string; expiresAtMs: number }>;
  routes: Map<string, { url: string; secret: string }>;
  cards: Map<string, DingtalkCard>;
  /** Sent messages by `processQueryKey`. */
  sent: Map<string, DingtalkSent>;
  /** What one Beijing month has used up. */
  month: { date: string; calls: number; messages: number };
  media: Map<string, { type: MediaType; name: string; sha256: string; bytes: number }>;
  downloads: Map<string, DingtalkDownload>;
  tasks: Map<number, WorkTask>;
  logins: Map<string, { userId: string; expiresAtMs: number }>;
  groupStatus: Map<string, DingtalkGroupStatus>;
  failedEvents: FailedEvent[];
}

export type DingtalkEntry =
  | { kind: 'dingtalk-token'; token: string; expiresAtMs: number }
  | { kind: 'dingtalk-session'; session: string; userId: string; group?: string; atMs: number; expiresAtMs: number }
  | { kind: 'dingtalk-route'; key: string; url: string; secret: string }
  | { kind: 'dingtalk-card'; outTrackId: string; card: DingtalkCard }
  | ({ kind: 'dingtalk-sent'; key: string } & DingtalkSent)
  | { kind: 'dingtalk-sent-recalled'; keys: string[] }
  | { kind: 'dingtalk-metered'; date: string; calls: number; messages: number }
  | {
      kind: 'dingtalk-media';
      mediaId: string;
      media: { type: MediaType; name: string; sha256: string; bytes: number };
    }
  | ({ kind: 'dingtalk-download'; code: string } & DingtalkDownload)
  | { kind: 'dingtalk-task'; id: number; task: WorkTask }
  | { kind: 'dingtalk-login'; code: string; userId: string; expiresAtMs: number }
  | { kind: 'dingtalk-login-used'; code: string }
  | { kind: 'dingtalk-group-status'; id: string; status: DingtalkGroupStatus }
  | { kind: 'dingtalk-failed-event'; event: FailedEvent }
  | { kind: 'dingtalk-failed-read'; count: number };

export function newDingtalkState(): DingtalkState {
  return {
    sessions: new Map(),
    routes: new Map(),
    cards: new Map(),
    sent: new Map(),
    month: { date: '', calls: 0, messages: 0 },
    media: new Map(),
    downloads: new Map(),
    tasks: new Map(),
    logins: new Map(),
    groupStatus: new Map(),
    failedEvents: [],
  };
}

export function applyDingtalk(state: DingtalkState, entry: DingtalkEntry): void {
  switch (entry.kind) {
    case 'dingtalk-token':
      state.token = { value: entry.token, expiresAtMs: entry.expiresAtMs };
      return;
    case 'dingtalk-session':
      applySession(state, entry);
      return;
    case 'dingtalk-route':
      state.routes.set(entry.key, { url: entry.url, secret: entry.secret });
      return;
    case 'dingtalk-card':
      state.cards.set(entry.outTrackId, entry.card);
      return;
    case 'dingtalk-sent': {
      const { kind: _kind, key, ...sent } = entry;
      state.sent.set(key, sent);
      return;
    }
    case 'dingtalk-sent-recalled':
      for (const sent of entry.keys.map((key) => state.sent.get(key))) if (sent !== undefined) sent.recalled = true;
      return;
    case 'dingtalk-metered':
      applyMetered(state, entry);
      return;
    default:
      applyRest(state, entry);
  }
}

type RestEntry = Exclude<
  DingtalkEntry,
  {
    kind: `dingtalk-${'token' | 'session' | 'route' | 'card' | 'sent' | 'sent-recalled' | 'metered'}`;
  }
>;

/** Media, work notifications, logins, groups and failed events. */
function applyRest(state: DingtalkState, entry: RestEntry): void {
  switch (entry.kind) {
    case 'dingtalk-media':
      state.media.set(entry.mediaId, entry.media);
      return;
    case 'dingtalk-download': {
      const { kind: _kind, code, ...download } = entry;
      state.downloads.set(code, download);
      return;
    }
    case 'dingtalk-task':
      state.tasks.set(entry.id, entry.task);
      return;
    case 'dingtalk-login':
      state.logins.set(entry.code, { userId: entry.userId, expiresAtMs: entry.expiresAtMs });
      return;
    case 'dingtalk-login-used':
      state.logins.delete(entry.code);
      return;
    case 'dingtalk-group-status':
      state.groupStatus.set(entry.id, entry.status);
      return;
    case 'dingtalk-failed-event':
      state.failedEvents.push(entry.event);
      return;
    case 'dingtalk-failed-read':
      state.failedEvents.splice(0, entry.count);
  }
}

/** Sessions that ended are forgotten with the next one. */
function applySession(state: DingtalkState, entry: Extract<DingtalkEntry, { kind: 'dingtalk-session' }>): void {
  const { session, userId, group, expiresAtMs } = entry;
  for (const [old, { expiresAtMs: endedAtMs }] of state.sessions) {
    if (endedAtMs > entry.atMs) break;
    state.sessions.delete(old);
  }
  state.sessions.set(session, { userId, expiresAtMs, ...(group === undefined ? {} : { group }) });
}

function applyMetered(state: DingtalkState, entry: Extract<DingtalkEntry, { kind: 'dingtalk-metered' }>): void {
  const before = state.month.date === entry.date ? state.month : { calls: 0, messages: 0 };
  state.month = {
    date: entry.date,
    calls: before.calls + entry.calls,
    messages: before.messages + entry.messages,
  };
}
