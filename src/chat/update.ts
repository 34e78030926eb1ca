import type { Press } from './message.ts';

/** Platforms in order of preference for people who have an account on each. */
export const PLATFORM_NAMES = ['wecom', 'dingtalk'] as const;
export type PlatformName = (typeof PLATFORM_NAMES)[number];

/** A person's account on a platform. WeCom ignores case in ids; the platform code passes them on in lower case. */
export interface Identity {
  platform: PlatformName;
  userId: string;
}

/** Something a person did, verified and parsed. `id` is stable: when the vendor repeats an update, it is the same. */
export type Update = Said | Pressed | SentFile | Joined | Left | Unsupported | Renamed | SetAside;

interface Common {
  /** Unique over platforms, e.g. `wecom:4561255354251345929`. */
  id: string;
  from: Identity;
  /** When the vendor says it happened, in milliseconds since 1970. */
  at: number;
}

export interface Said extends Common {
  kind: 'said';
  text: string;
  /** It was spoken, and the platform wrote it down: it may have been misheard. */
  spoken?: true;
  /** In a group the bot answers only what is not personal. */
  where: 'single' | 'group';
  /** The platform's id of the group it was written in. */
  group?: string;
}

export interface Pressed extends Common {
  kind: 'pressed';
  /** The vendor's id of the card on the screen (`task_id`, `outTrackId`); the outbox knows the card by it. */
  cardRef: string;
  press: Press;
  /** Values of the options chosen in the card's form; empty for a plain button. */
  choices: readonly string[];
  /** What the vendor provided for changing the pressed card, e.g. a new `response_code` of WeCom. */
  handle: Readonly<Record<string, string>>;
}

/** The person entered the app's visible range or opened its conversation. */
export interface Joined extends Common {
  kind: 'joined';
}

export interface Left extends Common {
  kind: 'left';
}

/** A picture or a file in the conversation with one person. Its bytes stay with the platform until they are fetched. */
export interface SentFile extends Common {
  kind: 'sent-file';
  what: 'picture' | 'file';
  /** With its extension; of a picture one of ours. */
  name: string;
  /** What the platform needs to fetch it (`ChatPlatform.fetchFile`): short strings, of use for some minutes or days. */
  source: Readonly<Record<string, string>>;
}

/** A voice message, a video or anything else the bot cannot read. */
export interface Unsupported extends Common {
  kind: 'unsupported';
  what: string;
}

/** The platform changed the id of this person's account from `from` to `to`. */
export interface Renamed extends Common {
  kind: 'renamed';
  to: string;
}

/**
 * Signed by the platform, but not to be carried out: either it cannot be understood, then it has no sender (`userId` is empty), or it may be
 * forged. It goes straight to the dead-letter list.
 */
export interface SetAside extends Common {
  kind: 'set-aside';
  /** What is wrong with it, one of a fixed set of words. */
  why: string;
}
