import type { DingtalkEntry, DingtalkState } from './state.ts';

/** Makes one change. */
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
    case 'dingtalk-calendar':
      state.events.set(entry.id, entry.event);
      if (entry.token !== undefined) state.eventTokens.set(entry.token, entry.id);
      return;
    case 'dingtalk-calendar-gone':
      state.events.delete(entry.id);
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
