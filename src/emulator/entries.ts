import type { DingtalkEntry } from './dingtalk/state.ts';
import type { EmulatedPerson } from './options.ts';
import type { Act } from './transcript.ts';
import type { Vendor } from './view.ts';
import type { WecomEntry } from './wecom/state.ts';

/** What a message is made of; the views are drawn from it. Receivers of one message share one object. */
export type Content =
  | { type: 'text'; text: string; highlights?: string[] }
  | { type: 'markdown'; title: string; markdown: string; highlights?: string[] }
  /** A heading, a text and buttons that open links: WeCom's textcard, DingTalk's action cards. */
  | { type: 'links'; title: string; desc: string; links: { label: string; url: string }[] }
  /** A picture or file: its bytes lie in `World.blobs` under `sha256`; a picture may instead be an address on the web. */
  | { type: 'picture'; name: string; sha256: string }
  | { type: 'web-picture'; url: string }
  | { type: 'file'; name: string; sha256: string; bytes: number }
  /** Articles with pictures: WeCom's news, DingTalk's feed card. */
  | { type: 'news'; articles: { title: string; desc: string; url: string; pictureUrl?: string }[] }
  /** `greyed` replaces the buttons by this text. */
  | { type: 'wecom-card'; card: Record<string, unknown>; greyed?: string }
  | { type: 'dingtalk-card'; variables: Record<string, string> };

/** One item of one person; `group` is set for an item of a group chat. */
export interface Target {
  userId: string;
  serial: number;
  group?: string;
}

/** A group chat the bot can write to, and who is in it. */
export interface Group {
  vendor: Vendor;
  /** WeCom's chatid, DingTalk's openConversationId. */
  id: string;
  name: string;
  owner: string;
  members: string[];
}

/** One item of a conversation. */
export interface Item {
  serial: number;
  atMs: number;
  /** `member`: somebody else in the group wrote it. */
  from: 'person' | 'bot' | 'member';
  /** The `userId` of a `member`. */
  speaker?: string;
  content: Content;
  /** Shown under a watermark, not to be passed on. */
  confidential?: true;
  /** WeCom's msgid or DingTalk's outTrackId, for cards. */
  ref?: string;
  /** What the person ticked before pressing; gone when the card is revised. */
  chosen?: string[];
  trouble?: string;
  /** Earlier looks of a revised card, oldest first. */
  past?: { atMs: number; content: Content }[];
  recalledAtMs?: number;
}

/** A callback on its way to the bot; kept until the bot took it or the vendor gave up. */
export interface Callback {
  id: string;
  channel: 'wecom' | 'wecom-contacts' | 'wecom-aibot' | 'robot' | 'card' | 'event';
  userId: string;
  /** The item that shows trouble, when one belongs to it. */
  serial?: number;
  /** The group chat of that item. */
  group?: string;
  /** Posted byte for byte, the same at every try. */
  body: string;
  /** DingTalk cards: the registered route. */
  route?: string;
  tries: number;
  nextAtMs: number;
  /** WeCom takes no passive reply to it. */
  mute?: true;
  /** WeCom's AI robot: the question it belongs to. */
  turn?: string;
  /** Sent once: the vendor repeats this kind for nothing. */
  once?: true;
}

/** Everything that changes the emulated world; the journal is a list of these. */
export type Entry = PeopleEntry | StateEntry;

/** Someone enters or leaves the company. */
export type PeopleEntry = { kind: 'joined'; person: EmulatedPerson } | { kind: 'left'; vendor: Vendor; userId: string };

export type StateEntry =
  | { kind: 'act'; id: string }
  /** Kept for the transcript. */
  | { kind: 'done'; act: Act }
  | {
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
