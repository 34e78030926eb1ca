import type { Target } from '../entries.ts';

/** A sent message that can be updated or recalled. */
export interface WecomMessage {
  receivers: Target[];
  atMs: number;
  /** Cards only. */
  taskId?: string;
}

export interface WecomState {
  /** Valid tokens and when each expires. */
  tokens: Map<string, number>;
  messages: Map<string, WecomMessage>;
  /** `task_id`s are never usable again within the app. */
  taskIds: Set<string>;
  /** Unused response codes. */
  codes: Map<string, { msgid: string; expiresAtMs: number }>;
  /** Digests of sent requests and until when a repeat is swallowed. */
  repeats: Map<string, number>;
  /** Person-sends of one Beijing day. */
  day: { date: string; sends: number };
}

export type WecomEntry =
  | { kind: 'wecom-token'; token: string; expiresAtMs: number }
  | {
      kind: 'wecom-message';
      msgid: string;
      receivers: Target[];
      atMs: number;
      taskId?: string;
      date: string;
      sends: number;
    }
  | { kind: 'wecom-repeat'; digest: string; untilMs: number }
  | { kind: 'wecom-code'; code: string; msgid: string; expiresAtMs: number }
  | { kind: 'wecom-code-used'; code: string };

export function newWecomState(): WecomState {
  return {
    tokens: new Map(),
    messages: new Map(),
    taskIds: new Set(),
    codes: new Map(),
    repeats: new Map(),
    day: { date: '', sends: 0 },
  };
}

export function applyWecom(state: WecomState, entry: WecomEntry): void {
  switch (entry.kind) {
    case 'wecom-token':
      state.tokens.set(entry.token, entry.expiresAtMs);
      return;
    case 'wecom-message': {
      const { msgid, receivers, atMs, taskId } = entry;
      state.messages.set(msgid, { receivers, atMs, ...(taskId === undefined ? {} : { taskId }) });
      if (taskId !== undefined) state.taskIds.add(taskId);
      const sends = state.day.date === entry.date ? state.day.sends : 0;
      state.day = { date: entry.date, sends: sends + entry.sends };
      return;
    }
    case 'wecom-repeat':
      state.repeats.set(entry.digest, entry.untilMs);
      return;
    case 'wecom-code':
      state.codes.set(entry.code, { msgid: entry.msgid, expiresAtMs: entry.expiresAtMs });
      return;
    case 'wecom-code-used':
      state.codes.delete(entry.code);
  }
}
