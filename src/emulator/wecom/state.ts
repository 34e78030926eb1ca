import type { Target } from '../items.ts';
import type { AibotMedia, AibotTurn } from './aibot/state.ts';

/** Whose token a call carries: an app, by its agent id, or the contact-sync assistant (docs/emulator.md, Contacts). */
export type Caller = number | 'contact-sync';

/** A sent message that can be updated or recalled. */
interface WecomMessage {
  agentId: number;
  receivers: Target[];
  atMs: number;
  /** Cards only. */
  taskId?: string;
}

export type MediaType = 'image' | 'voice' | 'video' | 'file';

/** An uploaded file; the bytes lie in `World.blobs`. */
export interface WecomMedia {
  type: MediaType;
  name: string;
  sha256: string;
  bytes: number;
  atMs: number;
  /** Webhook robots: usable by the robot with this key alone. */
  key?: string;
}

/** A login code: used once within five minutes (docs/emulator.md, Login). */
interface LoginCode {
  userId: string;
  agentId: number;
  scope: 'snsapi_base' | 'snsapi_privateinfo';
  atMs: number;
}

/** One level of the app's menu as `menu/create` takes it. */
export interface MenuButton {
  name: string;
  type?: string;
  key?: string;
  url?: string;
  pagepath?: string;
  appid?: string;
  sub_button?: MenuButton[];
}

/** An entry of a calendar that the app made (docs/emulator.md, Calendars). */
export interface WecomSchedule {
  calId: string;
  summary: string;
  description: string;
  location: string;
  startSeconds: number;
  endSeconds: number;
  attendees: string[];
  isCancelled: boolean;
}

export interface WecomState {
  /** Valid tokens, whose they are, and when each expires. */
  tokens: Map<string, { caller: Caller; expiresAtMs: number }>;
  messages: Map<string, WecomMessage>;
  /** `<agent>:<task_id>`: never usable again within the app. */
  taskIds: Set<string>;
  /** Unused response codes. */
  codes: Map<string, { msgid: string; expiresAtMs: number }>;
  /** Digests of sent requests and until when a repeat is accepted without being shown. */
  repeats: Map<string, number>;
  /** Person-sends of one Beijing day, by app. */
  days: Map<number, { date: string; sends: number }>;
  media: Map<string, WecomMedia>;
  logins: Map<string, LoginCode>;
  /** `user_ticket`s of a login with consent. */
  tickets: Map<string, { userId: string; expiresAtMs: number }>;
  /** Groups the API made, and by which app. */
  chats: Map<string, { agentId: number; madeAtMs: number; changedAtMs: number[] }>;
  /** Calendars and by which app they were made, and their entries. */
  calendars: Map<string, { agentId: number; summary: string }>;
  schedules: Map<string, WecomSchedule>;
  /** When each webhook robot sent, the last minute's at least. */
  robotSends: Map<string, number[]>;
  menus: Map<number, MenuButton[]>;
  /** What the app sees now, where it was changed since the start. */
  visible?: readonly string[];
  turns: Map<string, AibotTurn>;
  aibotMedia: Map<string, AibotMedia>;
  /** Beijing day of each person's last entry into the AI robot's chat. */
  entered: Map<string, string>;
}

export type WecomEntry =
  | { kind: 'wecom-token'; token: string; caller: Caller; expiresAtMs: number }
  | {
      kind: 'wecom-message';
      msgid: string;
      agentId: number;
      receivers: Target[];
      atMs: number;
      taskId?: string;
      date: string;
      sends: number;
    }
  | { kind: 'wecom-repeat'; digest: string; untilMs: number }
  | { kind: 'wecom-code'; code: string; msgid: string; expiresAtMs: number }
  | { kind: 'wecom-code-used'; code: string }
  | { kind: 'wecom-media'; mediaId: string; media: WecomMedia }
  | { kind: 'wecom-login'; code: string; login: LoginCode }
  | { kind: 'wecom-login-used'; code: string; ticket?: string; expiresAtMs?: number }
  | { kind: 'wecom-chat'; chatId: string; agentId: number; atMs: number }
  | { kind: 'wecom-calendar'; calId: string; agentId: number; summary: string }
  | { kind: 'wecom-schedule'; id: string; schedule: WecomSchedule }
  | { kind: 'wecom-robot-send'; key: string; atMs: number }
  | { kind: 'wecom-menu'; agentId: number; menu: MenuButton[] }
  | { kind: 'wecom-range'; departments: readonly string[] }
  | { kind: 'wecom-turn'; turn: AibotTurn }
  | { kind: 'wecom-aibot-media'; mediaId: string; media: AibotMedia }
  | { kind: 'wecom-entered'; userId: string; date: string };

export function newWecomState(): WecomState {
  return {
    tokens: new Map(),
    messages: new Map(),
    taskIds: new Set(),
    codes: new Map(),
    repeats: new Map(),
    days: new Map(),
    media: new Map(),
    logins: new Map(),
    tickets: new Map(),
    chats: new Map(),
    calendars: new Map(),
    schedules: new Map(),
    robotSends: new Map(),
    menus: new Map(),
    turns: new Map(),
    aibotMedia: new Map(),
    entered: new Map(),
  };
}

export function isWecomEntry(entry: { kind: string }): entry is WecomEntry {
  return entry.kind.startsWith('wecom-');
}
