import type { Card, Message } from './message.ts';
import type { PlatformName, Update } from './update.ts';

/** One HTTP request as it came in; nothing in it is believed yet. */
export interface RawRequest {
  method: string;
  path: string;
  /** The query string as sent, without `?`. */
  query: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: Buffer;
}

export interface HttpAnswer {
  status: number;
  type: string;
  body: string;
}

/**
 * What a callback turned out to be. `update`, `updates` (one event about several people): the `answer` is sent only after every receipt
 * is stored. `refused`: `why` goes to the log alone, every refusal looks the same from outside.
 */
export type Received =
  | { kind: 'challenge'; answer: HttpAnswer }
  | { kind: 'update'; update: Update; answer: HttpAnswer }
  | { kind: 'updates'; updates: readonly Update[]; answer: HttpAnswer }
  | { kind: 'ignored'; why: string; answer: HttpAnswer }
  | { kind: 'refused'; why: string };

/** The result of a recall: `done` = removed from the screen, `changed` = the card says it is void, `kept` = still readable, `unknown`. */
export type Recalled = 'done' | 'changed' | 'kept' | 'unknown';

/** Whatever a platform needs to revise a message later: short strings, kept with the delivery. */
export type Handle = Readonly<Record<string, string>>;

/** How it went for one receiver of a send; a failure of the whole call is thrown. */
export type Outcome =
  | { userId: string; result: 'sent'; cardRef?: string; handle: Handle }
  | { userId: string; result: 'later'; code: string }
  | { userId: string; result: 'refused'; code: string };

export interface PlatformPerson {
  userId: string;
  name: string;
  departments: readonly string[];
  title: string;
}

/** What something cost of the company's monthly allowance: an API call of ours, or a message the platform pushed to us. */
export type Spent = 'call' | 'push';

/** All the bot asks of a chat platform. */
export interface ChatPlatform {
  readonly name: PlatformName;
  /** Verifies, decrypts and parses one callback. Never throws for anything a stranger can send. */
  receive(request: RawRequest): Promise<Received>;
  /** How many receivers one call may carry for this message. */
  capacity(message: Message): number;
  /** How many calls of one API sending this message takes, where long ones go out in parts and the vendor counts each; 1 unless given. */
  callsFor?(message: Message): number;
  /**
   * For how long the vendor recognises a repeat of this message under the same key and does not show it twice, in milliseconds: 0 where it
   * never does, `Infinity` where it takes no key twice.
   */
  recognisesRepeatsMs(message: Message, to: 'person' | 'group'): number;
  /**
   * Sends one message; one outcome per receiver.
   * @param key - unique per message; the same key again means "try again", where the vendor can tell
   * @param again - an earlier attempt under this key got no answer and may have been accepted
   * @throws PlatformError when the vendor refused the whole call; TransportError when no answer came
   */
  send(to: readonly string[], message: Message, key: string, again: boolean): Promise<readonly Outcome[]>;
  /**
   * Replaces a card on one person's screen; `false` when the platform cannot change this one any more.
   * @throws PlatformError, TransportError as `send`
   */
  revise(to: string, handle: Handle, card: Card): Promise<boolean>;
  /**
   * Takes a sent message back from these people's screens; `false` when the platform cannot any more.
   * @throws PlatformError, TransportError as `send`
   */
  recall?(to: readonly string[], handle: Handle): Promise<boolean>;
  /**
   * Sends one message into a group that the bot can write to.
   * @param group - as the platform names it (WeCom's chatid, DingTalk's openConversationId)
   * @throws PlatformError, TransportError as `send`
   */
  sendToGroup?(group: string, message: Message, key: string, again: boolean): Promise<void>;
  /** Makes a group of these people, where the platform lets an app do so. @returns how the platform names it */
  createGroup?(name: string, owner: string, members: readonly string[], key: string): Promise<string>;
  /** Who stands behind a one-time code that the platform's client gave to one of our pages; `null` when the code is spent or unknown. */
  identify?(code: string): Promise<string | null>;
  /**
   * Opens the platform's own connection, where it brings updates without HTTP, and keeps it open.
   * @param take - stores the receipt; only then is the update acknowledged
   */
  connect?(take: (update: Update) => Promise<void>): Promise<{ close(): Promise<void> }>;
  /**
   * Everyone the app may see, fetched page by page; order is not promised, nobody comes twice. Absent where the platform shows no contacts,
   * which says nothing about who is there.
   */
  people?(): AsyncIterable<PlatformPerson>;
}
