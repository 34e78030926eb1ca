import type { Calendars } from './calendar-entry.ts';
import type { Card, Message } from './message.ts';
import type { PlatformName, Update } from './update.ts';

/** One HTTP request as received; nothing in it is verified yet. */
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
 * What a callback was. For `update` and `updates` (one event about several people) the `answer` is sent only after every receipt is stored.
 * For `refused`, `why` is only logged: the caller cannot tell one refusal from another.
 */
export type Received =
  | { kind: 'challenge'; answer: HttpAnswer }
  | { kind: 'update'; update: Update; answer: HttpAnswer }
  | { kind: 'updates'; updates: readonly Update[]; answer: HttpAnswer }
  | { kind: 'ignored'; why: string; answer: HttpAnswer }
  | { kind: 'refused'; why: string };

/** The result of a recall: `done` = removed from the screen, `changed` = the card says it is void, `kept` = still readable, `unknown`. */
export type Recalled = 'done' | 'changed' | 'kept' | 'unknown';

/** What a platform needs to change a message later: short strings, stored with the delivery. */
export type Handle = Readonly<Record<string, string>>;

/** The result for one receiver of a message; a failure of the whole call is thrown instead. */
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

/** What was used of the company's monthly allowance: an API call of ours, or a message the platform pushed to us. */
export type Spent = 'call' | 'push';

/** Everything the bot needs from a chat platform. */
export interface ChatPlatform {
  readonly name: PlatformName;
  /** Verifies, decrypts and parses one callback. Never throws, whatever a stranger sends. */
  receive(request: RawRequest): Received;
  /** How many receivers one call may carry for this message. */
  capacity(message: Message): number;
  /** How many API calls it takes to send this message, where a long one is sent in parts and the vendor counts each; 1 unless given. */
  callsFor?(message: Message): number;
  /**
   * For how many milliseconds the vendor recognises this message when it is sent again under the same key, and does not show it twice: 0 if
   * it never does, `Infinity` if it accepts no key twice.
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
  /** The calendars of its people, where an app may write there. */
  readonly calendars?: Calendars;
  /**
   * The bytes of a picture or a file that somebody sent, at most 10 MB.
   * @param source - as it came with the update
   * @throws PlatformError (`file-size` where it is larger), TransportError
   */
  fetchFile?(source: Readonly<Record<string, string>>): Promise<Buffer>;
  /** The person behind a one-time code that the platform's client gave to one of our pages; `null` when the code is used up or unknown. */
  identify?(code: string): Promise<string | null>;
  /** Where a page sends the browser for such a code, with which it comes back to `redirectUri`. @param state - letters and digits, bound to this browser */
  authorizeUrl?(redirectUri: string, state: string): string;
  /** The company that a page inside the platform's client asks the client for such a code of, where that is done by a script. */
  readonly clientLogin?: { corpId: string };
  /**
   * Opens the platform's own connection, where updates come without HTTP, and keeps it open.
   * @param take - stores the receipt; only then is the update acknowledged
   */
  connect?(take: (update: Update) => Promise<void>): Promise<{ close(): Promise<void> }>;
  /**
   * Everyone the app may see, fetched page by page, in no particular order and without repeats. Absent if the platform does not show contacts,
   * so that nothing is known about who has an account.
   */
  people?(): AsyncIterable<PlatformPerson>;
}
