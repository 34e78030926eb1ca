import type { DingtalkEntry } from './dingtalk/state.ts';
import type { Callback, Content, Group, Target } from './items.ts';
import type { JsonObject } from './json.ts';
import type { EmulatedPerson } from './options.ts';
import type { Act } from './transcript.ts';
import type { Vendor } from './view.ts';
import type { WecomEntry } from './wecom/state.ts';

/** Everything that changes the emulated world; the journal is a list of these. */
export type Entry = PeopleEntry | StateEntry;

/** Someone enters or leaves the company, or their account gets another id. */
type PeopleEntry =
  | { kind: 'joined'; person: EmulatedPerson }
  | { kind: 'left'; vendor: Vendor; userId: string }
  | { kind: 'renamed'; userId: string; newUserId: string };

/** One message, as each of `userIds` sees it. */
export interface MessageEntry {
  kind: 'message';
  vendor: Vendor;
  userIds: string[];
  /** Serial of the first receiver's item; the others follow one by one. */
  first: number;
  atMs: number;
  from: 'person' | 'bot';
  content: Content;
  ref?: string;
  /** The group chat it stands in; `userIds` are then its members. */
  group?: string;
  /** Who of the group wrote it. */
  speaker?: string;
  confidential?: true;
}

export type StateEntry =
  | { kind: 'act'; id: string }
  /** Kept for the transcript. */
  | { kind: 'done'; act: Act }
  | MessageEntry
  /** A group begins, or changes its name or members. */
  | { kind: 'group'; group: Group }
  | { kind: 'revised'; vendor: Vendor; targets: Target[]; content: Content; atMs: number }
  | { kind: 'recalled'; vendor: Vendor; targets: Target[]; atMs: number }
  | { kind: 'chosen'; vendor: Vendor; userId: string; serial: number; group?: string; choices: string[] }
  | { kind: 'dropped'; vendor: Vendor; userIds: string[]; atMs: number; why: string }
  | { kind: 'callback'; callback: Callback }
  | { kind: 'callback-failed'; id: string; nextAtMs: number; trouble: string }
  | { kind: 'callback-done'; id: string; trouble?: string }
  | WecomEntry
  | DingtalkEntry;

/** Keeps for the transcript what somebody did by `POST /control/<path>`, or might have. */
export function requested(atMs: number, path: string, body: JsonObject): StateEntry {
  return { kind: 'done', act: { kind: 'request', atMs, path, body } };
}
