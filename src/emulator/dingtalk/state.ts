import type { Target } from '../items.ts';
import type { DingtalkGroupStatus } from './view.ts';

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

/** One work notification (docs/emulator.md, Work notifications). */
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

/** An entry in somebody's primary calendar (docs/emulator.md, Calendars). */
export interface DingtalkCalendarEvent {
  organizer: string;
  summary: string;
  description: string;
  place: string;
  startsAtMs: number;
  endsAtMs: number;
  /** User ids. */
  attendees: string[];
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
  events: Map<string, DingtalkCalendarEvent>;
  /** By the `x-client-token` of the request that made it. */
  eventTokens: Map<string, string>;
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
  | { kind: 'dingtalk-calendar'; id: string; event: DingtalkCalendarEvent; token?: string }
  | { kind: 'dingtalk-calendar-gone'; id: string }
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
    events: new Map(),
    eventTokens: new Map(),
    failedEvents: [],
  };
}
