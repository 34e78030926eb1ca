import type { Target } from '../entries.ts';

/** One card instance; `privates` holds each person's own variables, which win over the public ones. */
export interface DingtalkCard {
  publics: Record<string, string>;
  privates: Record<string, Record<string, string>>;
  receivers: Target[];
  callbackType: 'HTTP' | 'STREAM';
  routeKey: string;
}

export interface DingtalkState {
  token?: { value: string; expiresAtMs: number };
  /** Live `sessionWebhook` sessions, oldest first. */
  sessions: Map<string, { userId: string; group?: string; expiresAtMs: number }>;
  routes: Map<string, { url: string; secret: string }>;
  cards: Map<string, DingtalkCard>;
  /** Sent messages by `processQueryKey`. */
  sent: Map<string, { receivers: Target[]; atMs: number }>;
  /** What one Beijing month has used up. */
  month: { date: string; calls: number; messages: number };
}

export type DingtalkEntry =
  | { kind: 'dingtalk-token'; token: string; expiresAtMs: number }
  | { kind: 'dingtalk-session'; session: string; userId: string; group?: string; atMs: number; expiresAtMs: number }
  | { kind: 'dingtalk-route'; key: string; url: string; secret: string }
  | { kind: 'dingtalk-card'; outTrackId: string; card: DingtalkCard }
  | { kind: 'dingtalk-sent'; key: string; receivers: Target[]; atMs: number }
  | { kind: 'dingtalk-metered'; date: string; calls: number; messages: number };

export function newDingtalkState(): DingtalkState {
  return {
    sessions: new Map(),
    routes: new Map(),
    cards: new Map(),
    sent: new Map(),
    month: { date: '', calls: 0, messages: 0 },
  };
}

export function applyDingtalk(state: DingtalkState, entry: DingtalkEntry): void {
  switch (entry.kind) {
    case 'dingtalk-token':
      state.token = { value: entry.token, expiresAtMs: entry.expiresAtMs };
      return;
    case 'dingtalk-session': {
      const { session, userId, group } = entry;
      for (const [session, { expiresAtMs }] of state.sessions) {
        if (expiresAtMs > entry.atMs) break;
        state.sessions.delete(session);
      }
      const { expiresAtMs } = entry;
      state.sessions.set(session, { userId, expiresAtMs, ...(group === undefined ? {} : { group }) });
      return;
    }
    case 'dingtalk-route':
      state.routes.set(entry.key, { url: entry.url, secret: entry.secret });
      return;
    case 'dingtalk-card':
      state.cards.set(entry.outTrackId, entry.card);
      return;
    case 'dingtalk-sent':
      state.sent.set(entry.key, { receivers: entry.receivers, atMs: entry.atMs });
      return;
    case 'dingtalk-metered': {
      const before = state.month.date === entry.date ? state.month : { calls: 0, messages: 0 };
      state.month = {
        date: entry.date,
        calls: before.calls + entry.calls,
        messages: before.messages + entry.messages,
      };
    }
  }
}
