import type { Vendor } from './view.ts';

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

/** A callback to the bot; kept until the bot accepted it or the vendor gave up. */
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
  /** WeCom ignores a passive reply to it. */
  mute?: true;
  /** WeCom's AI robot: the question it belongs to. */
  turn?: string;
  /** Sent once: the vendor never repeats this kind. */
  once?: true;
}
