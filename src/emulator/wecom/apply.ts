import { isWithin } from '../sliding-window.ts';
import type { WecomEntry, WecomState } from './state.ts';

/** Makes one change. */
export function applyWecom(state: WecomState, entry: WecomEntry): void {
  switch (entry.kind) {
    case 'wecom-token':
      state.tokens.set(entry.token, { caller: entry.caller, expiresAtMs: entry.expiresAtMs });
      return;
    case 'wecom-message':
      applyMessage(state, entry);
      return;
    case 'wecom-repeat':
      state.repeats.set(entry.digest, entry.untilMs);
      return;
    case 'wecom-code':
      state.codes.set(entry.code, { msgid: entry.msgid, expiresAtMs: entry.expiresAtMs });
      return;
    case 'wecom-code-used':
      state.codes.delete(entry.code);
      return;
    case 'wecom-media':
      state.media.set(entry.mediaId, entry.media);
      return;
    case 'wecom-login':
      state.logins.set(entry.code, entry.login);
      return;
    case 'wecom-login-used':
      applyLoginUsed(state, entry);
      return;
    case 'wecom-chat':
      applyChat(state, entry);
      return;
    case 'wecom-calendar':
      state.calendars.set(entry.calId, { agentId: entry.agentId, summary: entry.summary });
      return;
    case 'wecom-schedule':
      state.schedules.set(entry.id, entry.schedule);
      return;
    case 'wecom-robot-send': {
      const recent = (state.robotSends.get(entry.key) ?? []).filter((atMs) => isWithin(atMs, entry.atMs, 60_000));
      state.robotSends.set(entry.key, [...recent, entry.atMs]);
      return;
    }
    case 'wecom-menu':
      state.menus.set(entry.agentId, entry.menu);
      return;
    case 'wecom-range':
      state.visible = entry.departments;
      return;
    case 'wecom-turn':
      state.turns.set(entry.turn.id, entry.turn);
      return;
    case 'wecom-aibot-media':
      state.aibotMedia.set(entry.mediaId, entry.media);
      return;
    case 'wecom-entered':
      state.entered.set(entry.userId, entry.date);
  }
}

function applyMessage(state: WecomState, entry: Extract<WecomEntry, { kind: 'wecom-message' }>): void {
  const { msgid, agentId, receivers, atMs, taskId } = entry;
  state.messages.set(msgid, { agentId, receivers, atMs, ...(taskId === undefined ? {} : { taskId }) });
  if (taskId !== undefined) state.taskIds.add(`${agentId}:${taskId}`);
  const day = state.days.get(agentId);
  const sends = day?.date === entry.date ? day.sends : 0;
  state.days.set(agentId, { date: entry.date, sends: sends + entry.sends });
}

function applyLoginUsed(state: WecomState, entry: Extract<WecomEntry, { kind: 'wecom-login-used' }>): void {
  const login = state.logins.get(entry.code);
  state.logins.delete(entry.code);
  if (login === undefined || entry.ticket === undefined) return;
  state.tickets.set(entry.ticket, { userId: login.userId, expiresAtMs: entry.expiresAtMs ?? 0 });
}

/** A group's first entry makes it; every later one is a change. */
function applyChat(state: WecomState, entry: Extract<WecomEntry, { kind: 'wecom-chat' }>): void {
  const chat = state.chats.get(entry.chatId);
  if (chat === undefined) {
    state.chats.set(entry.chatId, { agentId: entry.agentId, madeAtMs: entry.atMs, changedAtMs: [] });
  } else chat.changedAtMs.push(entry.atMs);
}
