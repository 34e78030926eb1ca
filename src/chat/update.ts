import type { Press } from './message.ts';

/** In the order in which a person with an account on each is reached. */
export const PLATFORM_NAMES = ['wecom', 'dingtalk'] as const;
export type PlatformName = (typeof PLATFORM_NAMES)[number];

/** A person as one platform names them. WeCom ids are case-insensitive: adapters hand them over in lower case. */
export interface Identity {
  platform: PlatformName;
  userId: string;
}

/** Something a person did, verified and parsed. `id` is stable: the vendor's repeats carry the same one. */
export type Update = Said | Pressed | Joined | Left | Unsupported | Renamed | SetAside;

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
  /** In a group the bot answers only what is not personal. */
  where: 'single' | 'group';
  /** The group it was said in, as the platform names it. */
  group?: string;
}

export interface Pressed extends Common {
  kind: 'pressed';
  /** The vendor's id of the card on the screen (`task_id`, `outTrackId`); the outbox knows the card by it. */
  cardRef: string;
  press: Press;
  /** Values of the options chosen in the card's form; empty for a plain button. */
  choices: readonly string[];
  /** What the vendor gave to revise the pressed card with, e.g. WeCom's fresh `response_code`. */
  handle: Readonly<Record<string, string>>;
}

/** The person entered the app's visible range or opened its conversation. */
export interface Joined extends Common {
  kind: 'joined';
}

export interface Left extends Common {
  kind: 'left';
}

/** A picture, a voice message, anything the bot cannot read; answered politely. */
export interface Unsupported extends Common {
  kind: 'unsupported';
  what: string;
}

/** The platform gave this person's account another id; what was known by `from` is known by `to` from now on. */
export interface Renamed extends Common {
  kind: 'renamed';
  to: string;
}

/**
 * Surely the platform's, but not to be carried out: it has no meaning, then it is from nobody (`userId` is empty), or it may be forged. Goes
 * to the dead-letter list at once.
 */
export interface SetAside extends Common {
  kind: 'set-aside';
  /** What is wrong with it, as a fixed word. */
  why: string;
}
